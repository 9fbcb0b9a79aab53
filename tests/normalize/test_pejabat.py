from __future__ import annotations

import pytest

from normalize.pejabat import pangkat_berjarak, parse_pejabat
from normalize.penandatangan import signer
from schemas.raw import RawText

NIP = "196608251988021001"


@pytest.mark.parametrize(
    ("baris", "jabatan", "nama", "pangkat", "nip"),
    [
        (
            ["Kepala BPS Provinsi X", "Ir. Budi Rizal, M.E"],
            "Kepala BPS Provinsi X",
            "Ir. Budi Rizal, M.E",
            None,
            None,
        ),
        (
            ["Budi Faisal, S.Sos,M.Si", "Kepala Diskominfo", "Provinsi X", "13 Februari 2022"],
            "Kepala Diskominfo Provinsi X",
            "Budi Faisal, S.Sos,M.Si",
            None,
            None,
        ),
        (
            ["Pontianak, 3 Mei 2021", "Kepala Dinas", "ANI WATI, S.H."],
            "Kepala Dinas",
            "ANI WATI, S.H.",
            None,
            None,
        ),
        (
            ["Kepala Dinas", "Ani Wati", "Pembina Utama Muda (IV/c)", "NIP 19660825 198802 1 001"],
            "Kepala Dinas",
            "Ani Wati",
            "Pembina Utama Muda (IV/c)",
            NIP,
        ),
        (
            ["Plt. SEKRETARIS DPRD KABUPATEN BANGGAI SITI AMINAH, SH., M.Hum NIP. 19660825 198802 1 001"],
            "Plt. SEKRETARIS DPRD KABUPATEN BANGGAI",
            "SITI AMINAH, SH., M.Hum",
            None,
            NIP,
        ),
        (
            ["SEKRETARIS DAERAH  Drs. JOKO, M. Si Pembina Utama Madya NIP. 196608251988021001"],
            "SEKRETARIS DAERAH",
            "Drs. JOKO, M. Si",
            "Pembina Utama Madya",
            NIP,
        ),
        (
            [
                "Kepala Dinas Komunikasi Informatika Statistik dan",
                "Persandian Daerah",
                "BUDI, ST., MM.",
                "NIP. " + NIP,
            ],
            "Kepala Dinas Komunikasi Informatika Statistik dan Persandian Daerah",
            "BUDI, ST., MM.",
            None,
            NIP,
        ),
        (
            ["KEPALA SATUAN POLISI PAMONG PRAJA", "PROVINSI KALIMANTAN BARAT", "ALI, S.H.", "Pembina Tk. I"],
            "KEPALA SATUAN POLISI PAMONG PRAJA PROVINSI KALIMANTAN BARAT",
            "ALI, S.H.",
            "Pembina Tk. I",
            None,
        ),
        (
            ["a.n. BUPATI X", "SEKRETARIS DAERAH", "ttd", "JOKO"],
            "a.n. BUPATI X SEKRETARIS DAERAH",
            "JOKO",
            None,
            None,
        ),
        (
            ["Ditandatangani secara elektronik oleh :", "KEPALA DINAS", "${ttd}", "dr. ANI, M.M", "IV/d"],
            "KEPALA DINAS",
            "dr. ANI, M.M",
            "IV/d",
            None,
        ),
        (
            ["Kepala Biro Umum", "Budi Rizal", "Laksamana Pertama"],
            "Kepala Biro Umum",
            "Budi Rizal",
            "Laksamana Pertama",
            None,
        ),
        (["KepalaBiroUmum", "BudiRizal"], "Kepala Biro Umum", "Budi Rizal", None, None),
        (["KEPALA DINAS", "SUHERM AN, S.H."], "KEPALA DINAS", "SUHERM AN, S.H.", None, None),
        (["Sekretaris Daerah Kota Tarakan"], "Sekretaris Daerah Kota Tarakan", None, None, None),
        (["Kepala MTs Negeri 1 Pandeglang"], "Kepala MTs Negeri 1 Pandeglang", None, None, None),
        (["Budi Rizal"], None, "Budi Rizal", None, None),
        (["Budi Rizal", "Kepala BPS Provinsi X"], "Kepala BPS Provinsi X", "Budi Rizal", None, None),
        (["Kepala BPS", "Ir. Budi Rizal,", "M.E."], "Kepala BPS", "Ir. Budi Rizal, M.E.", None, None),
        (
            ["Direktur RSUD dr. Soekarno", "dr. Budi, Sp.A"],
            "Direktur RSUD dr. Soekarno",
            "dr. Budi, Sp.A",
            None,
            None,
        ),
        (
            ["Camat Toili", "I Made S, S.Sos", "Penata Tk.I (III/d)"],
            "Camat Toili",
            "I Made S, S.Sos",
            "Penata Tk.I (III/d)",
            None,
        ),
        (
            ["KAPOLRES X", "YOGA, S.I.K., M.H.", "AKBP NRP 79050123"],
            "KAPOLRES X",
            "YOGA, S.I.K., M.H.",
            "AKBP",
            "79050123",
        ),
        (
            ["Kepala Dinas", "Ani Wati, SE", "NIP.", "19660825 198802 1 001"],
            "Kepala Dinas",
            "Ani Wati, SE",
            None,
            NIP,
        ),
    ],
)
def test_approval_cell(
    baris: list[str], jabatan: str | None, nama: str | None, pangkat: str | None, nip: str | None
) -> None:
    p, _ = parse_pejabat(baris)
    assert p is not None
    assert (p.jabatan, p.nama, p.pangkat, p.nip) == (jabatan, nama, pangkat, nip)


@pytest.mark.parametrize("baris", [[], ["-"], ["", "  "], ["ttd"], ["......"]])
def test_empty_cell(baris: list[str]) -> None:
    assert parse_pejabat(baris) == (None, ())


def test_slip_in_the_number_is_a_doubt() -> None:
    p, ragu = parse_pejabat(["Kepala Dinas", "Ani Wati, SE", "NIP. 19660825 198802 3 001"])
    assert p is not None and p.nip == "196608251988023001"
    assert [r.kode for r in ragu] == ["nip_tak_sah"]


def test_leftover_line_is_a_doubt() -> None:
    _, ragu = parse_pejabat(["Kepala Dinas", "lorem ipsum", "Ani Wati, SE"])
    assert [r.kode for r in ragu] == ["pejabat_tak_terurai"]


def test_what_stands_beside_a_whole_signatory_of_a_scan_is_from_pen_and_stamp() -> None:
    lines = ["Kepala Dinas", "ANI WATI, S.H.", "NIP 196608251988021001", "SKRET"]
    assert [r.kode for r in parse_pejabat(lines, pindaian=True)[1]] == ["tertimpa"]
    assert [r.kode for r in parse_pejabat(lines)[1]] == ["pejabat_tak_terurai"]
    unread = [*lines[:2], "NIP 19660825", lines[3]]
    assert "pejabat_tak_terurai" in [r.kode for r in parse_pejabat(unread, pindaian=True)[1]]


def test_scraps_are_no_name() -> None:
    p, ragu = parse_pejabat(["TAH PD 3"])
    assert p is None
    assert [r.kode for r in ragu] == ["pejabat_tak_terurai"]


def test_no_place_signs() -> None:
    pejabat, _ = parse_pejabat(("KEPALA DINAS KESEHATAN", "GROBOGAN"))
    assert pejabat is not None
    assert (pejabat.jabatan, pejabat.nama) == ("KEPALA DINAS KESEHATAN GROBOGAN", None)


def test_the_end_of_a_hidden_rank_is_no_name() -> None:
    pejabat, doubts = parse_pejabat(("KEPALA DINAS", "ma Madya"), pindaian=True)
    assert pejabat is not None and pejabat.nama is None
    assert [d.isi["teks"] for d in doubts] == ["ma Madya"]


def test_a_rank_whose_words_a_scan_ran_together() -> None:
    assert pangkat_berjarak("PembinaUtama Muda") == "Pembina Utama Muda"
    assert pangkat_berjarak("PENATAMUDA TINGKATI (III/b)") == "PENATA MUDA TINGKAT I (III/b)"
    assert pangkat_berjarak("Kepala Pembinaan") == "Kepala Pembinaan"


def test_an_nip_that_a_narrow_cell_parts_over_two_lines() -> None:
    for scan in (False, True):
        lines = ["Kepala Dinas", "dr. Laila Fitri, M.Kes", "NIP: 19690125 200305 1", "019"]
        p, doubts = parse_pejabat(lines, scan)
        assert p and p.nip == "196901252003051019"
        assert not doubts


def test_a_region_under_a_post_behind_what_a_pen_left() -> None:
    lines = [
        "KEPALA DINAS KESEHATAN",
        "ERI PROVINSI KALIMANTAN BARAT",
        "SAMUEL, SE, M.Si",
        "NIP. 19660408 199303 1 009",
    ]
    p, _ = parse_pejabat(lines, pindaian=True)
    assert p and p.jabatan == "KEPALA DINAS KESEHATAN PROVINSI KALIMANTAN BARAT"
    assert p.nama == "SAMUEL, SE, M.Si"


@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        ("Dra. Rahavu Lestari. M.M.", True),
        ("Hi. Nurhalimah. S.Pd", True),
        ("Dra. Novita Lestari, M.M.", False),  # its comma is whole
        ("Drs. Rahmat Lestari. M.M.", False),
        ("Prof. Dr. Novita Lestari, M.M.", False),
    ],
)
def test_a_name_whose_feet_went_with_the_rule_under_it_is_doubted(line: str, doubted: bool) -> None:
    lines = ("Kepala Dinas", line, f"NIP {NIP}")
    _, doubts = signer(RawText(teks="x", baris=lines, baris_yakin=(1.0,) * 3, keyakinan=0.99))
    assert ("/disahkan_oleh/nama" in [d.jalur for d in doubts]) is doubted
