"""A signatory read in several SOPs of one file."""

from __future__ import annotations

import pytest

from normalize.sepakat import Bacaan, borne_out, sepakat, with_usual_marks, with_usual_post, with_year
from schemas.record import DisahkanOleh

NIP = "196608251988021001"


def read(nama: str | None, nip: str | None = None, *ragu: str) -> Bacaan:
    return Bacaan(DisahkanOleh(jabatan="Kepala", nama=nama, pangkat=None, nip=nip), frozenset(ragu))


def test_the_reading_that_is_most_like_the_others() -> None:
    own = read("HARTQ, SE", None, "nama")
    others = [read("HA RTO, SE", None, "nama"), read("HARTO, SE", None, "nama")]
    assert sepakat(own, others).nama == "HARTO, SE"


def test_a_name_read_surely_stays() -> None:
    assert sepakat(read("HARTA, SE"), [read("HARTO, SE"), read("HARTO, SE")]).nama == "HARTA, SE"


def test_another_person_settles_nothing() -> None:
    assert sepakat(read("HARTQ, SE", None, "nama"), [read("BUDIMAN, S.H.")]).nama == "HARTQ, SE"


def test_a_number_that_cannot_be_is_settled_by_one_that_can() -> None:
    own = read("HARTO, SE", NIP[2:], "nip")
    assert sepakat(own, [read("HARTO, SE", NIP)]).nip == NIP


def test_one_reading_alone_stays() -> None:
    assert sepakat(read("HARTQ", None, "nama"), []).nama == "HARTQ"


def test_what_two_others_read_just_so_is_borne_out() -> None:
    settled = read("HARTO, SE", NIP).pejabat
    alike, torn, other = read("HARTO. SE", NIP), read("HARTQ, SE", NIP), read("BUDIMAN, S.H.", NIP[::-1])
    assert borne_out(settled, [alike, alike]) == {"nama", "nip"}
    assert borne_out(settled, [alike, torn]) == {"nip"}
    assert borne_out(settled, [alike, other]) == set()


def test_a_name_is_set_as_the_others_set_its_letters() -> None:
    own, usual, other = read("HARTO S.E."), read("HARTO, S.E."), read("HARTA, S.E.")
    assert with_usual_marks(own, [usual, usual]).pejabat.nama == "HARTO, S.E."
    assert with_usual_marks(own, [usual, other]).pejabat.nama == "HARTO S.E."
    assert with_usual_marks(own, [usual, usual, own]).pejabat.nama == "HARTO S.E."
    assert with_usual_marks(own, [usual, usual, usual, own]).pejabat.nama == "HARTO, S.E."


@pytest.mark.parametrize(
    ("number", "years", "settled"),
    [
        ("394/sop/zoaa", {2022}, "394/sop/2022"),
        ("394/SOP/88", {2022}, "394/SOP/2022"),
        ("394/SOP/88", {2021, 2022}, "394/SOP/88"),  # the dates are of two years
        ("394/SOP/2021", {2022}, "394/SOP/2021"),  # a year as it was read
        ("394/UMUM", {2022}, "394/UMUM"),  # of other parts than the others
        ("394/SOP/ORGANISASI", {2022}, "394/SOP/ORGANISASI"),
    ],
)
def test_a_number_by_hand_has_the_year_of_its_file(number: str, years: set[int], settled: str) -> None:
    assert with_year(number, ["397/SOP/2022", "400/SOP/8"], years) == settled
    assert with_year(number, ["400/SOP/8"], years) == number


@pytest.mark.parametrize(
    ("post", "settled"),
    [
        ("Kepala nas Pendidikan", "Kepala Dinas Pendidikan"),
        (None, "Kepala Dinas Pendidikan"),
        ("Plt. Kepala Dinas Pendidikan", "Plt. Kepala Dinas Pendidikan"),
        ("Sekretaris", "Sekretaris"),
    ],
)
def test_a_post_that_lost_letters_is_whole_as_two_others_have_it(post: str | None, settled: str) -> None:
    def signed(jabatan: str | None) -> Bacaan:
        return Bacaan(
            DisahkanOleh(jabatan=jabatan, nama="Ani Wati, S.E", pangkat=None, nip=None), frozenset()
        )

    others = [signed("Kepala Dinas Pendidikan")] * 2
    assert with_usual_post(signed(post), others).pejabat.jabatan == settled
    assert with_usual_post(signed(post), others[:1]).pejabat.jabatan == post
