"""Tables of small exports of our own, one for each habit of converters."""

from __future__ import annotations

from collections.abc import Callable

from normalize import normalize_file
from schemas.raw import RawFile, RawSop
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

Read = Callable[..., RawFile]


def rows(sop: RawSop) -> list[tuple[str, str, str, str, str]]:
    return [(s.nomor, s.kegiatan.teks, s.kelengkapan.teks, s.waktu.teks, s.output.teks) for s in sop.langkah]


def codes(sop: RawSop) -> set[str]:
    return {doubt.kode for doubt in sop.keraguan}


HEAD = "No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKet\n\t\tKasir\tKepala Toko\tKelengkapan\tWaktu\tOutput\t\n"


def test_tab_table_with_two_header_levels(read: Read) -> None:
    sop = read(
        "SOP Menutup Kas\n\n" + HEAD + "1\tMenghitung uang\t\t\tUang\t10 Menit\tCatatan\tHarian\n"
    ).sop[0]
    assert rows(sop) == [("1", "Menghitung uang", "Uang", "10 Menit", "Catatan")]
    assert sop.langkah[0].keterangan.teks == "Harian"
    assert [p.label for p in sop.pelaksana] == ["Kasir", "Kepala Toko"]
    assert sop.kolom == ("nomor", "kegiatan", "kelengkapan", "waktu", "output", "keterangan")
    assert sop.kepala_waktu == "Waktu"
    assert sop.judul == "SOP Menutup Kas"
    assert sop.identitas.nama_sop and sop.identitas.nama_sop.teks == "Menutup Kas"
    assert not sop.simbol


def test_numbering_row_and_spaces_inside_labels(read: Read) -> None:
    sop = read(
        "SOP A\n\nNO\tURAIAN KEGIATAN\tPELAKSANA\t\tMUTU BUKU\t\t\n"
        "\t\tAdmin\tKepala\tKELENG KAPAN\tWAKT U (Menit)\tOUT PUT\n"
        "1\t2\t3\t4\t5\t7\t8\n1\tMenulis surat\t\t\tKertas\t10\tSurat\n"
    ).sop[0]
    assert rows(sop) == [("1", "Menulis surat", "Kertas", "10", "Surat")]
    assert sop.kepala_waktu == "WAKT U (Menit)"


def test_upper_header_row_that_lost_a_cell(read: Read) -> None:
    """Output stands right of Ket, and Mutu Baku over the last executor: the body decides."""
    text = (
        "SOP A\n\nNo.\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKet\t\n"
        "\t\tJuru\tPetugas\tPelaksana\tKelengkapan\tWaktu (Menit)\t\tOutput\n"
        "1\tMenyapu lantai\t\t\t\tSapu\t10\tLantai bersih\t\n2\tMengepel\t\t\t\tPel\t20\tLantai kering\t\n"
    )
    sop = read(text).sop[0]
    assert rows(sop)[0] == ("1", "Menyapu lantai", "Sapu", "10", "Lantai bersih")
    assert [p.label for p in sop.pelaksana] == ["Juru", "Petugas", "Pelaksana"]
    assert "kolom_tergeser" in codes(sop)


def test_mutu_baku_whose_output_label_is_lost(read: Read) -> None:
    text = (
        "SOP A\n\nNo.\tKegiatan\tPelaksana\tMutu Baku\t\t\tKet\n\t\tJuru\tPetugas\tKelengkapan\tWaktu\t\n"
        "1\tMenyapu lantai\t\t\tSapu\t10 Menit\tLantai bersih\n"
    )
    sop = read(text).sop[0]
    assert rows(sop) == [("1", "Menyapu lantai", "Sapu", "10 Menit", "Lantai bersih")]
    assert "keterangan" not in sop.kolom


def test_header_labels_a_column_away_from_the_body(read: Read) -> None:
    text = (
        "SOP A\n\nNo\tKegiatan\tTim Gudang\t\t\tBupati\tPersyaratan\tWaktu\tOutput\tKet\n"
        "\t\tKepala\tAnggota\t\t\t\t\t\t\n"
        "1\tMenerima barang\t\t\t\tSurat jalan\t1 hari\tTanda terima\t\t\n"
        "2\tMenyimpan barang\t\t\t\tRak\t2 jam\tDaftar\t\t\n"
    )
    sop = read(text).sop[0]
    assert rows(sop)[1] == ("2", "Menyimpan barang", "Rak", "2 jam", "Daftar")
    assert [(p.label, p.kelompok) for p in sop.pelaksana] == [
        ("Kepala", "Tim Gudang"), ("Anggota", "Tim Gudang"), ("Bupati", None)
    ]  # fmt: skip


def test_three_header_levels(read: Read) -> None:
    text = (
        "SOP A\n\nNo\tKegiatan\tTim Gudang\t\tMutu Baku\t\t\tKeterangan\n"
        "\t\t\t\tPersyaratan\tWaktu\tOutput\t\n"
        "\t\tKepala\tAnggota\t\t\t\t\n1\tMenerima barang\t\t\tSurat jalan\t1 hari\tTanda terima\t\n"
    )
    sop = read(text).sop[0]
    assert rows(sop) == [("1", "Menerima barang", "Surat jalan", "1 hari", "Tanda terima")]
    assert [p.kelompok for p in sop.pelaksana] == ["Tim Gudang", "Tim Gudang"]


def test_row_moved_right_is_moved_back(read: Read) -> None:
    text = (
        "SOP A\n\n"
        + HEAD
        + "1\tMenghitung\t\t\tUang\t5 Menit\tCatatan\t\n2\tMenyetor\t\t\t\t\tSlip\t9 Menit\tBukti\t\n"
    )
    sop = read(text).sop[0]
    assert rows(sop)[1] == ("2", "Menyetor", "Slip", "9 Menit", "Bukti")
    assert "baris_tergeser" in codes(sop)


def test_table_goes_on_after_a_page_and_numbers_jump(read: Read) -> None:
    text = (
        "SOP A\n\n"
        + HEAD
        + "1\tMulai bekerja\t\t\tA\t1 Jam\tB\t\n\n\n\n6\tSelesai bekerja\t\t\tC\t1 Jam\tD\t\n"
    )
    sop = read(text).sop[0]
    assert [s.nomor for s in sop.langkah] == ["1", "6"]
    jump = next(d for d in sop.keraguan if d.kode == "nomor_melompat")
    assert (jump.jalur, jump.isi) == ("/langkah/1/nomor", {"dari": "1", "ke": "6"})


def test_row_cut_by_a_page_is_joined(read: Read) -> None:
    text = (
        "SOP A\n\n" + HEAD + "1\tMenyalin berkas dan\t\t\tA\t1 Jam\tB\t\n\n" + HEAD
        + "\tmembagikannya ke loket\t\t\t\t\t\t\n2\tMenyimpan berkas\t\t\tC\t1 Jam\tD\t\n"
    )  # fmt: skip
    sop = read(text).sop[0]
    assert [s.kegiatan.teks for s in sop.langkah] == [
        "Menyalin berkas dan membagikannya ke loket",
        "Menyimpan berkas",
    ]


def test_step_without_a_number_stays_a_step(read: Read) -> None:
    text = "SOP A\n\n" + HEAD + "1\tMenulis\t\t\tA\t1 Jam\tB\t\n\tMembaca ulang\t\t\tC\t2 Jam\tD\t\n"
    assert [s.nomor for s in read(text).sop[0].langkah] == ["1", ""]


def test_marks_in_executor_columns(read: Read) -> None:
    text = (
        "SOP A\n\n" + HEAD + "1\tMembuka\t(Mulai)\t[]\tA\t1 Jam\tB\t\n"
        "2\tMeneliti\tTidak\t←\tA\t1 Jam\tB\t\n"
        "3\tMemutus\t\t◇\tA\t1 Jam\tB\t\n"
    )
    sop = read(text).sop[0]
    assert [(s.langkah, s.pelaksana, s.jenis, s.teks) for s in sop.simbol] == [
        (0, 0, JenisSimbol.KAPSUL, "Mulai"),
        (0, 1, JenisSimbol.KOTAK, ""),
        (2, 1, JenisSimbol.BELAH_KETUPAT, ""),
    ]
    loose = [d.isi["teks"] for d in sop.keraguan if d.kode == "label_alur_lepas"]
    assert loose == ["Tidak", "←"]


def test_column_that_names_executors(read: Read) -> None:
    text = (
        "# SOP 3 — Menyiram Taman\n\n| No | Kegiatan | Pelaksana | Waktu | Keterangan |\n"
        "|---|:---:|---|--:|---|\n"
        "| 1 | Mengambil **air** | Juru Taman | 5 menit | |\n"
        "| 2 | Menyiram | Juru  taman | 9 menit | `Pagi` |\n"
        "| 3 | Memeriksa | Mandor | 2 menit | - |\n"
    )
    sop = read(text, "a.md").sop[0]
    assert [p.label for p in sop.pelaksana] == ["Juru Taman", "Mandor"]
    assert [(s.langkah, s.pelaksana, s.jenis) for s in sop.simbol] == [
        (0, 0, JenisSimbol.LAIN), (1, 0, JenisSimbol.LAIN), (2, 1, JenisSimbol.LAIN)
    ]  # fmt: skip
    assert sop.langkah[0].kegiatan.teks == "Mengambil air"
    assert sop.langkah[1].keterangan.teks == "Pagi"
    assert sop.identitas.nama_sop and sop.identitas.nama_sop.teks == "Menyiram Taman"


def test_html_lists_in_cells(read: Read) -> None:
    text = (
        "SOP A\n\n"
        + HEAD
        + '1\tMenyusun\t\t\t<ul style="list-style-type: none"> • Kertas • Pena </ul>\t1 Jam\t'
        '<ol style="x">1 Surat2 Amplop</ol>\t<i>penting</i>\n'
    )
    step = read(text).sop[0].langkah[0]
    assert step.kelengkapan.butir == ("Kertas", "Pena")
    assert step.output.butir == ("Surat", "Amplop")
    assert step.keterangan.teks == "penting"


def test_html_page_with_spans(read: Read) -> None:
    text = """<!DOCTYPE html><html><head><style>td {x:1}</style></head><body><h1>SOP Antar Surat</h1>
    <table><tr><th rowspan="2">No</th><th rowspan="2">Kegiatan</th><th colspan="2">Pelaksana</th>
    <th colspan="3">Mutu Baku</th><th rowspan="2">Ket</th></tr>
    <tr><th>Kurir</th><th>Penerima</th><th>Kelengkapan</th><th>Waktu</th><th>Output</th></tr>
    <tr><td>1</td><td>Mengambil<br>surat</td><td>[]</td><td></td><td><ul><li>Tas</li><li>Buku</li></ul></td>
    <td rowspan="2">1 hari</td><td>Surat &amp; tas</td><td></td></tr>
    <tr><td>2</td><td>Mengantar</td><td></td><td></td><td></td><td>Tanda terima</td><td></td></tr>
    </table></body></html>"""
    sop = read(text, "a.html").sop[0]
    assert rows(sop) == [
        ("1", "Mengambil surat", "• Tas • Buku", "1 hari", "Surat & tas"),
        ("2", "Mengantar", "", "1 hari", "Tanda terima"),
    ]
    assert sop.langkah[0].kelengkapan.butir == ("Tas", "Buku")
    assert [p.label for p in sop.pelaksana] == ["Kurir", "Penerima"]
    assert [(s.langkah, s.pelaksana) for s in sop.simbol] == [(0, 0)]


def test_html_table_inside_markdown(read: Read) -> None:
    text = (
        "# SOP Parkir\n\n<table><tr><td>No</td><td>Kegiatan</td><td>Waktu</td><td>Output</td></tr>\n"
        "<tr><td>1</td><td>Mencatat nomor</td><td>1 menit</td><td>Karcis</td></tr></table>\n"
    )
    assert rows(read(text, "a.md").sop[0]) == [("1", "Mencatat nomor", "", "1 menit", "Karcis")]


def test_mermaid_without_words_is_a_doubt(read: Read) -> None:
    text = (
        "SOP A\n\n"
        + HEAD
        + "1\tMenyapu\t<pre> graph TD S([Mulai]) --> A[] A -- Ya --> B[] </pre>\t\tA\t1 Jam\tB\t\n"
    )
    sop = read(text).sop[0]
    assert not sop.panah
    doubt = next(d for d in sop.keraguan if d.kode == "diagram_tak_terpasang")
    assert doubt.isi["teks"] == "3 simbol, 2 panah; Mulai; Ya"


def test_the_brackets_of_a_text_in_mermaid_stay(read: Read) -> None:
    drawn = 'graph TD S([Mulai]) --> A["Kasir (shift 1)"] A --> B{{Cek (ulang)}}'
    doubt = next(
        d
        for d in read(f"SOP A\n\n{HEAD}1\tMenyapu\t<pre> {drawn} </pre>\t\tA\t1 Jam\tB\t\n").sop[0].keraguan
        if d.kode == "diagram_tak_terpasang"
    )
    assert doubt.isi["teks"] == "3 simbol, 2 panah; Mulai, Kasir (shift 1), Cek (ulang)"


def test_unknown_column_and_other_tables_are_reported(read: Read) -> None:
    text = (
        "SOP A\n\nNo\tKegiatan\tPetugas\tKelengkapan\tWaktu\tOutput\tBiaya\n"
        "1\tMenjual\t[]\tKarcis\t1 Menit\tUang\tRp500\n\n"
        "Jenis\tTarif\nMobil\tRp900\n"
    )
    sop = read(text).sop[0]
    assert {d.isi.get("teks") for d in sop.keraguan} >= {"Rp500", "Jenis Tarif", "Mobil Rp900"}


def test_merged_cells_printed_in_every_cell_they_span(read: Read) -> None:
    text = (
        "# SOP Gudang\n\n"
        "| No | Kegiatan | Pelaksana | Pelaksana | Mutu Baku | Mutu Baku | Mutu Baku | Ket |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| No | Kegiatan | Kasir | Kepala | Kelengkapan | Waktu | Output | Ket |\n"
        "| 1 | Menghitung uang | | | Uang | 1 jam | Catatan | |\n"
    )
    sop = read(text, "a.md").sop[0]
    assert rows(sop) == [("1", "Menghitung uang", "Uang", "1 jam", "Catatan")]
    assert [(p.label, p.kelompok) for p in sop.pelaksana] == [("Kasir", None), ("Kepala", None)]


def test_line_breaks_inside_a_cell_of_a_tab_table(read: Read) -> None:
    text = (
        "SOP A\n\n"
        + HEAD
        + "1\tMenghitung\nuang kas\t\t\tUang\nBuku\t1 Jam\tB\t\n2\tMenyetor\t\t\tA\t1 Jam\tB\t\n"
    )
    sop = read(text).sop[0]
    assert [r[1:3] for r in rows(sop)] == [("Menghitung uang kas", "Uang Buku"), ("Menyetor", "A")]


def test_grid_table(read: Read) -> None:
    text = (
        "SOP A\n\n+----+-----------+---------+--------+\n| No | Kegiatan  | Waktu   | Output |\n"
        "+====+===========+=========+========+\n| 1  | Menyapu   | 1 jam   | Bersih |\n"
        "|    | halaman   |         |        |\n+----+-----------+---------+--------+\n"
    )
    assert rows(read(text).sop[0]) == [("1", "Menyapu halaman", "", "1 jam", "Bersih")]


def test_a_table_after_a_page_that_is_all_the_rest_of_a_row(read: Read) -> None:
    text = "SOP A\n\n" + HEAD + "1\tMenyalin berkas dan\t\t\tA\t1 Jam\tB\t\n\n\tmembagikannya\t\t\t\t\t\t\n"
    assert [s.kegiatan.teks for s in read(text).sop[0].langkah] == ["Menyalin berkas dan membagikannya"]


def test_a_header_cell_over_two_rows_starts_one_table(read: Read) -> None:
    text = (
        "<h1>SOP SURAT MASUK</h1>"
        "<table><tr><th rowspan=3>No</th><th rowspan=3>Kegiatan</th><th>Waktu</th><th>Output</th></tr>"
        "<tr><td>1 jam</td><td>A</td></tr><tr><td>Waktu</td><td>Output</td></tr></table>"
    )
    assert len(read(text, "a.html").sop) == 1


def test_a_bare_box_of_an_export_is_a_doubt_about_its_kind(read: Read) -> None:
    """A converter writes "[]" for any outline; a word in brackets says what it is."""
    raw = read("SOP A\n\n" + HEAD + "1\tMembuka\t[]\t(Mulai)\tA\t1 Jam\tB\t\n")
    (record,) = normalize_file(raw, "a.txt", "0" * 64)
    told = [t.jalur for t in record.tinjauan if t.kode == Kode.SIMBOL_MERAGUKAN]
    assert told == ["/langkah/0/simbol"]
