"""The identity block as values of the record, each doubt at its own value."""

from __future__ import annotations

from datetime import date

import pytest

from normalize.gelar import rapikan_gelar
from normalize.identitas import Identitas, read_identitas
from normalize.pejabat import parse_pejabat
from schemas.raw import RawDoubt, RawIdentitas, RawSop, RawText
from schemas.tinjauan import Kode

GELAR = {"sh", "mh", "se", "msi", "spd", "mm", "skom"}


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("SUHADI .S.H. . M.H.", "SUHADI, S.H., M.H."),
        ("SUHADI. S.H. M.H.", "SUHADI, S.H., M.H."),
        ("SUHADI S.H .", "SUHADI S.H."),
        ("SUHADI .$.H. . M.H.", "SUHADI, S.H., M.H."),
        ("HARDI .SE . M .Si", "HARDI, SE, M.Si"),
        ("AGUS SALIM , S. Pd.", "AGUS SALIM, S.Pd"),
        ("Drs. JOKO, M. Si", "Drs. JOKO, M.Si"),
        ("ANI WATI SE", "ANI WATI SE"),
        ("Ani Wati", "Ani Wati"),
        ("T.E. Wibowo", "T.E. Wibowo"),
    ],
)
def test_titles_behind_a_name(read: str, name: str) -> None:
    assert rapikan_gelar(read, lambda letters: letters.casefold() in GELAR) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("SUHARDIS.H.. M.H.", "SUHARDI, S.H., M.H."),
        ("SUHARDI. SH.. M. H", "SUHARDI, S.H., M.H."),
        ("HARDI.SE . M .Si", "HARDI, SE, M.Si"),
        ("Dr. Ani Martiana, S.H., M.H.", "Dr. Ani Martiana, S.H., M.H."),
        ("M.Yusuf", "M.Yusuf"),
    ],
)
def test_titles_that_have_run_into_a_name(line: str, name: str) -> None:
    pejabat, _ = parse_pejabat(("KEPALABAPPEDA", line), pindaian=True)
    assert pejabat is not None
    assert (pejabat.jabatan, pejabat.nama) == ("KEPALA BAPPEDA", name)


def test_a_number_spells_sop_with_letters() -> None:
    assert block(nomor_sop=RawText(teks="393/50P/2022", keyakinan=0.9)).nomor_sop == "393/SOP/2022"
    assert block(nomor_sop=RawText(teks="393/50/2022", keyakinan=0.9)).nomor_sop == "393/50/2022"


def test_printed_names_are_left_as_they_are() -> None:
    pejabat, _ = parse_pejabat(("Kepala Dinas", "HARDI, SE. M.Si"))
    assert pejabat is not None and pejabat.nama == "HARDI, SE. M.Si"


def test_scraps_of_a_signature_are_no_name() -> None:
    pejabat, doubts = parse_pejabat(("KEPALA DINAS", "dr", "i", "HARDI .SE . M.Si", "io"), pindaian=True)
    assert pejabat is not None and pejabat.nama == "HARDI, SE, M.Si"
    assert [d.isi["teks"] for d in doubts] == ["dr; i; io"]


def block(**fields: object) -> Identitas:
    return read_identitas(RawSop(identitas=RawIdentitas(**fields)), "x.pdf")  # type: ignore[arg-type]


def places(ident: Identitas, kode: str) -> list[str]:
    return [d.jalur for d in ident.keraguan if d.kode.value == kode]


def test_a_doubt_stands_at_the_item_and_at_the_part_of_the_signatory() -> None:
    ident = block(
        peralatan=RawText(
            teks="Laptop Pena", butir=("Laptop", "Pena"), butir_yakin=(1.0, 0.5), keyakinan=0.5
        ),
        disahkan_oleh=RawText(
            teks="Kepala Dinas ANI WATI NIP 196608251988021001",
            baris=("Kepala Dinas", "ANI WATI", "NIP 196608251988021001"),
            baris_yakin=(1.0, 0.6, 0.7),
            keyakinan=0.6,
        ),
    )
    assert places(ident, "teks_meragukan") == ["/disahkan_oleh/nama", "/disahkan_oleh/nip", "/peralatan/1"]


@pytest.mark.parametrize(
    ("loose", "told"), [("Memahami tata naskah dinas dan kearsipan", True), ("a e 01", False)]
)
def test_an_empty_list_beside_words_of_no_field_is_told(loose: str, told: bool) -> None:
    spare = RawDoubt(kode=Kode.TEKS_DI_LUAR_FORM, isi={"teks": loose})
    ident = block(peralatan=RawText(), nama_sop=RawText(teks="Tamu"), keraguan=(spare,))
    assert ("/peralatan" in places(ident, "identitas_kosong")) is told
    assert ("/peralatan" in places(ident, "daftar_kosong")) is not told


def test_the_one_list_that_a_scan_lacks_may_have_lost_its_label() -> None:
    lists = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan")
    for sure, kode in ((0.95, "identitas_kosong"), (1.0, "identitas_tak_ada")):
        given = {name: RawText(teks="Arsip", butir=("Arsip",), keyakinan=sure) for name in lists}
        assert "/pencatatan" in places(block(nama_sop=RawText(teks="Tamu"), **given), kode)


def test_a_number_that_is_missing_in_a_list() -> None:
    skipped = RawText(teks="a b", butir=("a", "b"), lompat=((2, 4),))
    assert places(block(peralatan=skipped), "periksa_daftar") == ["/peralatan"]
    lost = skipped.model_copy(update={"keyakinan": 0.95})
    assert places(block(peralatan=lost), "daftar_melompat") == ["/peralatan"]


@pytest.mark.parametrize(
    ("lines", "items", "told"),
    [
        (
            ("Alat tulis", "Perangkat pemantau dan", "meja"),
            ("Alat tulis", "Perangkat pemantau dan meja"),
            True,
        ),
        (("1. Alat tulis", "2. Perangkat", "kerja"), ("Alat tulis", "Perangkat kerja"), False),
        (("Alat tulis", "Meja"), ("Alat tulis", "Meja"), False),
        (("Alat tulis;", "Meja dan", "kursi"), ("Alat tulis;", "Meja dan kursi"), False),
        (("Alat tulis dan", "meja"), ("Alat tulis dan meja",), False),
    ],
)
def test_items_that_nothing_marks_are_told(
    lines: tuple[str, ...], items: tuple[str, ...], told: bool
) -> None:
    text = RawText(teks=" ".join(lines), baris=lines, butir=items)
    assert (places(block(peralatan=text), "daftar_tanpa_tanda") == ["/peralatan"]) is told


def test_the_day_of_approval_stands_in_for_the_day_of_effect() -> None:
    ident = block(nama_sop=RawText(teks="Tamu"), tanggal_pengesahan=RawText(teks="6 Januari 2022"))
    assert ident.tanggal["tanggal_pengesahan"] == date(2022, 1, 6)
    assert "/tanggal_efektif" not in places(ident, "identitas_tak_ada")


def test_a_list_left_open_is_a_remark() -> None:
    ident = block(nama_sop=RawText(teks="Tamu", keyakinan=0.95), keterkaitan=RawText())
    assert places(ident, "daftar_kosong") == ["/keterkaitan"]
    assert "/peralatan" in places(ident, "identitas_kosong")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("TA", "PENGAJUAN KEBERATAN"), True),
        (("SOP", "PENGAJUAN KEBERATAN"), False),
        (("PENGAJUAN CUTI", "PNS"), False),
    ],
)
def test_a_line_of_a_few_letters_over_a_name_comes_from_a_stamp(lines: tuple[str, ...], told: bool) -> None:
    name = RawText(teks=" ".join(lines), baris=lines, keyakinan=0.99, rata=0.99)
    assert ("/nama_sop" in places(block(nama_sop=name), "teks_meragukan")) is told


def test_a_list_without_a_label_may_be_the_text_that_no_field_has() -> None:
    loose = (RawDoubt(kode=Kode.TEKS_DI_LUAR_FORM, isi={"teks": "Alat Kerja : Komputer"}),)
    lists = {
        name: RawText(teks="Ada", butir=("Ada",)) for name in ("dasar_hukum", "keterkaitan", "peringatan")
    }
    lists |= {name: RawText(teks="Ada") for name in ("kualifikasi_pelaksana", "pencatatan", "nomor_sop")}
    lists |= {f"tanggal_{name}": RawText(teks="2 Mei 2020") for name in ("pembuatan", "efektif")}
    for doubts, told in ((loose, ["/peralatan"]), ((), [])):
        ident = block(nama_sop=RawText(teks="Tamu"), keraguan=doubts, **lists)
        assert [j for j in places(ident, "identitas_kosong") if j != "/disahkan_oleh"] == told


def test_numbers_without_items_are_no_list() -> None:
    ident = block(nama_sop=RawText(teks="Tamu"), peralatan=RawText(teks="1. 2.", butir=("1. 2.",)))
    assert ident.daftar["peralatan"] == ()


@pytest.mark.parametrize("title", ["DIAGRAM ALUR SOP Tamu", "Bagan Alir SOP Tamu", "FLOWCHART SOP Tamu"])
def test_a_title_of_the_drawing_names_the_sop(title: str) -> None:
    assert read_identitas(RawSop(judul=title), "x.pdf").nama_sop == "SOP Tamu"


def test_handwriting_is_told_and_taken_over_only_where_it_was_read() -> None:
    hand = RawText(teks="5 Januari 2024", tangan=True, keyakinan=0.95)
    sure = block(nama_sop=RawText(teks="Tamu"), tanggal_efektif=hand)
    assert sure.tanggal["tanggal_efektif"] == date(2024, 1, 5)
    unsure = hand.model_copy(update={"keyakinan": 0.3})
    lost = block(nama_sop=RawText(teks="Tamu"), tanggal_efektif=unsure, nomor_sop=unsure)
    assert (lost.tanggal["tanggal_efektif"], lost.nomor_sop) == (None, None)
    for ident in (sure, lost):
        assert "/tanggal_efektif" in places(ident, "tulisan_tangan")


def test_a_name_under_a_stamp_and_its_title_over_the_table() -> None:
    covered = RawIdentitas(nama_sop=RawText(teks="Pelaya n Ta u Kantor", keyakinan=0.6))
    assert read_identitas(RawSop(identitas=covered, judul="SOP Pelayanan Tamu Kantor"), "x.pdf").nama_sop == (
        "SOP Pelayanan Tamu Kantor"
    )
    other = read_identitas(RawSop(identitas=covered, judul="SOP SUBBAGIAN UMUM"), "x.pdf")
    assert other.nama_sop == "Pelaya n Ta u Kantor"


def test_a_title_that_breaks_off_does_not_stand_for_a_name() -> None:
    unsure = RawIdentitas(nama_sop=RawText(teks="Pelayanan Tamu di Lingkungan Kantor Camat", keyakinan=0.6))
    sop = RawSop(identitas=unsure, judul="SOP Pelayanan Tamu di Lingkungan")
    assert read_identitas(sop, "x.pdf").nama_sop == "Pelayanan Tamu di Lingkungan Kantor Camat"


def test_a_name_that_its_title_bears_out_stands_and_a_title_goes_without_its_place_in_the_book() -> None:
    unsure = RawIdentitas(nama_sop=RawText(teks="Pelayanan Tamu", keyakinan=0.6))
    sop = RawSop(identitas=unsure, judul="34. SOP PELAYANAN TAMU")
    assert read_identitas(sop, "x.pdf").nama_sop == "Pelayanan Tamu"
    assert read_identitas(RawSop(judul="34. SOP PELAYANAN TAMU"), "x.pdf").nama_sop == "SOP PELAYANAN TAMU"


def test_a_number_that_the_file_leaves_open_was_not_lost() -> None:
    """Where the block is text, an empty cell beside a label is empty; the signatory may be a picture."""
    labels = {"nomor_sop": "", "tanggal_pembuatan": "", "tanggal_efektif": "2 Mei 2024", "disahkan_oleh": ""}
    found = {name: RawText(teks=value) for name, value in labels.items()}
    ident = block(nama_sop=RawText(teks="Tamu"), **found)
    assert places(ident, "identitas_tak_diisi") == ["/nomor_sop", "/tanggal_pembuatan"]
    assert "/disahkan_oleh" in places(ident, "identitas_kosong")
    scanned = block(nama_sop=RawText(teks="Tamu", keyakinan=0.9), **found)
    assert "/nomor_sop" in places(scanned, "identitas_kosong")


def test_a_scanned_cell_without_any_ink_was_left_open() -> None:
    name = RawText(teks="Tamu", keyakinan=0.9)
    empty, year = RawText(bersih=True), RawText(teks="2023", keyakinan=0.95, bersih=True)
    labels = {
        "nomor_sop": empty,
        "tanggal_pembuatan": year,
        "disahkan_oleh": RawText(),
        "peralatan": RawText(),
    }
    ident = block(nama_sop=name, **labels)
    assert places(ident, "identitas_tak_diisi") == ["/nomor_sop"]
    assert places(ident, "tanggal_tak_lengkap") == ["/tanggal_pembuatan"]
    inked = block(nama_sop=name, **labels | {"tanggal_pembuatan": year.model_copy(update={"bersih": False})})
    assert places(inked, "tanggal_tak_terurai") == ["/tanggal_pembuatan"]


@pytest.mark.parametrize(
    ("left", "lost"), [("PEMERINTAH KOTA", False), ("Tanqgal Efektlf", True), ("12 / 2023", True)]
)
def test_a_label_that_a_scan_does_not_show_is_the_forms_matter(left: str, lost: bool) -> None:
    fields = {k: RawText(teks="x") for k in ("nomor_sop", "dasar_hukum", "peralatan")}
    spare = RawDoubt(kode=Kode.TEKS_DI_LUAR_FORM, isi={"teks": left})
    ident = block(nama_sop=RawText(teks="Tamu", keyakinan=0.9), keraguan=(spare,), **fields)
    assert ("/tanggal_efektif" in places(ident, "identitas_kosong")) is lost
    assert ("/tanggal_efektif" in places(ident, "identitas_tak_ada")) is not lost


@pytest.mark.parametrize(
    ("teks", "average", "kode"),
    [
        ("18 Mei 2022", 0.99, "tulisan_tangan_jelas"),
        ("18 Mei 2022", 0.9, "tulisan_tangan"),
        ("18 mi 2022", 0.99, "tulisan_tangan"),
    ],
)
def test_a_date_by_hand_that_is_read_clearly_is_a_remark(teks: str, average: float, kode: str) -> None:
    ident = block(tanggal_revisi=RawText(teks=teks, tangan=True, keyakinan=0.9, rata=average))
    assert places(ident, kode) == ["/tanggal_revisi"]


def test_a_date_without_a_known_label_is_told_where_a_date_is_missing() -> None:
    stray = RawDoubt(kode=Kode.TEKS_DI_LUAR_FORM, isi={"teks": "1 Maret 2023"})
    ident = block(
        nama_sop=RawText(teks="Tamu"), tanggal_pembuatan=RawText(teks="3 Mei 2022"), keraguan=(stray,)
    )
    assert "/tanggal_efektif" in places(ident, "identitas_kosong")
    told = block(nama_sop=RawText(teks="Tamu"), tanggal_pembuatan=RawText(teks="3 Mei 2022"))
    assert "/tanggal_efektif" in places(told, "identitas_tak_ada")


@pytest.mark.parametrize(
    ("post", "told"),
    [
        ("Kepala Biro um", True),
        ("Kepala B ro Umum", True),
        ("KEPALA DINAS KOMI NIKASI", True),
        ("Kepala Biro Umum", False),
        ("Kepala Diskominfo Provinsi Kaltim", False),
        ("BUPATI WONOGIRI", False),
    ],
)
def test_a_post_with_letters_lost_is_doubted_though_the_rest_was_read_surely(post: str, told: bool) -> None:
    lines = (post, "Agus Salim, S.H.")
    signer = RawText(teks=" ".join(lines), baris=lines, baris_yakin=(0.99, 0.99), keyakinan=0.99)
    sop = RawSop(urutan=1, halaman=(1,), identitas=RawIdentitas(disahkan_oleh=signer))
    found = [d.jalur for d in read_identitas(sop, "a.pdf").keraguan]
    assert ("/disahkan_oleh/jabatan" in found) == told


@pytest.mark.parametrize(("average", "taken"), [(0.98, True), (0.8, False)])
def test_a_date_by_hand_is_taken_over_where_only_a_stroke_in_it_was_read_unsurely(
    average: float, taken: bool
) -> None:
    lines = ("10 - 8 - 2022",)
    written = RawText(teks=lines[0], baris=lines, keyakinan=0.4, rata=average, tangan=True)
    ident = block(tanggal_pembuatan=written)
    assert (ident.tanggal["tanggal_pembuatan"] == date(2022, 8, 10)) is taken
    assert ("/tanggal_pembuatan" in places(ident, "tulisan_tangan")) is not taken


@pytest.mark.parametrize(("pages", "told"), [((1, 2, 3), False), ((1, 2, 9), True), ((), False)])
def test_a_list_may_stand_on_pages_that_were_passed_over(pages: tuple[int, ...], told: bool) -> None:
    found = read_identitas(
        RawSop(halaman=pages, identitas=RawIdentitas(nama_sop=RawText(teks="Tamu"))), "x.pdf"
    )
    assert ("/peralatan" in places(found, "identitas_kosong")) is told
    assert "/tanggal_efektif" in places(found, "identitas_tak_ada")
