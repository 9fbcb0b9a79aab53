"""A signatory read in several SOPs of one file."""

from __future__ import annotations

from normalize.sepakat import Bacaan, borne_out, sepakat, with_usual_marks
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
