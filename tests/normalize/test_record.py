"""A raw SOP to its record."""

from __future__ import annotations

from typing import Any

import pytest

from normalize.record import normalize_file
from schemas.raw import RawFile, RawIdentitas, RawLangkah, RawPanah, RawPelaksana, RawSimbol, RawSop, RawText
from schemas.record import SopRecord
from schemas.vocab import JenisSimbol, JenisSumber

SHA = "ab" * 32


def text(printed: str, *items: str, sure: float = 1.0) -> RawText:
    return RawText(teks=printed, butir=items, baris=(printed,), keyakinan=sure)


def row(kegiatan: str, waktu: str = "10 Menit", nomor: str = "1", sure: float = 1.0) -> RawLangkah:
    return RawLangkah(
        nomor=nomor,
        kegiatan=text(kegiatan, sure=sure),
        kelengkapan=text("1. Surat 2. Map", "Surat", "Map"),
        waktu=text(waktu),
        output=text("Disposisi"),
        halaman=2,
        kotak=(40, 100, 600, 140),
    )


def symbol(
    number: int, langkah: int, pelaksana: int | None = 0, sure: float = 1.0, jenis: str = "kotak"
) -> RawSimbol:
    return RawSimbol(
        id=number, jenis=JenisSimbol(jenis), langkah=langkah, pelaksana=pelaksana, halaman=2, keyakinan=sure
    )


IDENTITY = RawIdentitas(
    kepala=("PEMERINTAH KABUPATEN BANGGAI", "DINAS PERHUBUNGAN"),
    nomor_sop=text("12/SOP/2020"),
    nama_sop=text("Pelayanan Tamu"),
    tanggal_efektif=text("7 Januari 2020"),
    disahkan_oleh=RawText(
        teks="Kepala Dinas ANDI NIP. 196301031988121001",
        baris=("Kepala Dinas", "ANDI", "NIP. 196301031988121001"),
    ),
    dasar_hukum=text("1. UU Nomor 5 Tahun 2010 tentang Arsip", "UU Nomor 5 Tahun 2010 tentang Arsip"),
    peralatan=text("-"),
)


def record(**given: Any) -> SopRecord:
    """The record of an SOP of two rows; ``given`` replaces parts of it."""
    parts: dict[str, Any] = {
        "halaman": (1, 2),
        "identitas": IDENTITY,
        "pelaksana": (RawPelaksana(label="Kasubbag. Umum"), RawPelaksana(label="Staf")),
        "kepala_waktu": "Waktu",
        "langkah": (row("Menyusun surat"), row("Mengirim surat", nomor="2")),
        "simbol": (symbol(0, 0, jenis="kapsul"), symbol(1, 1, 1, jenis="kapsul")),
        "panah": (RawPanah(a=0, b=1, kepala_b=True, halaman=2),),
    }
    raw = RawFile(jenis=JenisSumber.PDF, sop=(RawSop(**(parts | given)),))
    return normalize_file(raw, "dinas/SOP Tamu.pdf", SHA)[0]


def doubts(r: SopRecord, kode: str) -> list[str]:
    return [t.jalur for t in r.tinjauan if t.kode == kode]


def test_identity_and_source() -> None:
    r = record()
    assert r.sumber.berkas == "dinas/SOP Tamu.pdf"
    assert r.sumber.halaman == (1, 2)
    assert r.nomor_sop == "12/SOP/2020"
    assert str(r.tanggal_efektif) == "2020-01-07"
    assert r.disahkan_oleh is not None and r.disahkan_oleh.nip == "196301031988121001"
    assert r.daerah is not None and r.daerah.nama == "Kabupaten Banggai"
    assert [h.jenis for h in r.dasar_hukum] == ["UU"]
    assert r.peralatan == ()  # a dash is an empty field


def test_the_id_depends_on_the_file_and_its_order_only() -> None:
    assert record().id == record(langkah=()).id
    assert record().id != record(urutan=2).id
    assert record().id.startswith("sop-tamu-")


def test_rows_symbols_and_flow() -> None:
    r = record()
    assert [(x.urutan, x.nomor, x.kegiatan) for x in r.langkah] == [
        (1, "1", "Menyusun surat"),
        (2, "2", "Mengirim surat"),
    ]
    assert [x.simbol[0].pelaksana for x in r.langkah] == ["p1", "p2"]
    assert r.langkah[0].mutu_baku.kelengkapan.butir == ("Surat", "Map")
    assert r.langkah[0].mutu_baku.waktu.menit_maks == 10
    assert r.langkah[0].asal is not None and r.langkah[0].asal.halaman == 2
    assert [(a.dari.langkah, a.ke.langkah) for a in r.alur] == [(1, 2)]


LISTS = {"/dasar_hukum", "/kualifikasi_pelaksana", "/keterkaitan", "/peralatan", "/peringatan", "/pencatatan"}
REQUIRED = {"/nomor_sop", "/tanggal_pembuatan", "/tanggal_efektif", "/disahkan_oleh"} | LISTS


def test_what_the_form_does_not_have_is_a_remark() -> None:
    r = record(identitas=RawIdentitas(), judul=None)
    assert (r.nomor_sop, r.nama_sop, r.tanggal_efektif, r.disahkan_oleh) == (None, None, None, None)
    assert set(doubts(r, "identitas_tak_ada")) == REQUIRED
    assert doubts(r, "identitas_kosong") == ["/nama_sop"]  # every SOP has a name


def test_a_label_with_nothing_beside_it_is_a_doubt_and_a_dash_is_none() -> None:
    empty = RawIdentitas(nomor_sop=RawText(), dasar_hukum=RawText(teks="-"), nama_sop=text("Tamu"))
    r = record(identitas=empty)
    assert doubts(r, "identitas_kosong") == ["/nomor_sop"]
    assert set(doubts(r, "identitas_tak_ada")) == REQUIRED - {"/nomor_sop", "/dasar_hukum"}


def test_on_a_scan_a_missing_label_may_be_misread() -> None:
    r = record(identitas=RawIdentitas(nama_sop=RawText(teks="Tamu", keyakinan=0.97)))
    assert set(doubts(r, "identitas_kosong")) == REQUIRED


def test_a_title_stands_in_for_a_name() -> None:
    r = record(identitas=RawIdentitas(), judul="SOP Pelayanan Tamu")
    assert r.nama_sop == "SOP Pelayanan Tamu"
    assert "/nama_sop" not in doubts(r, "identitas_kosong")


def test_a_row_without_a_symbol_is_told() -> None:
    assert doubts(record(simbol=(symbol(0, 0),), panah=()), "simbol_tak_terbaca") == ["/langkah/1/simbol"]


def test_a_connector_alone_is_no_symbol_of_a_row() -> None:
    r = record(simbol=(symbol(0, 0), symbol(1, 1, jenis="segilima")), panah=())
    assert doubts(r, "simbol_tak_terbaca") == ["/langkah/1/simbol"]


def test_a_symbol_outside_every_column_is_told_and_left_out() -> None:
    r = record(simbol=(symbol(0, 0), symbol(1, 1, None)), panah=())
    assert doubts(r, "simbol_di_luar_kolom") == ["/langkah/1/simbol"]
    assert r.langkah[1].simbol == ()


@pytest.mark.parametrize(("sure", "told"), [(1.0, []), (0.45, ["/langkah/1/simbol"])])
def test_a_symbol_read_unsurely_is_told(sure: float, told: list[str]) -> None:
    r = record(simbol=(symbol(0, 0), symbol(1, 1, sure=sure)))
    assert doubts(r, "simbol_meragukan") == told


@pytest.mark.parametrize(("kind", "told"), [("kapsul", True), ("kotak", False), ("lain", True)])
def test_on_a_scan_a_kind_that_the_flow_speaks_against_is_told(kind: str, told: bool) -> None:
    kinds = ("kapsul", kind, "kapsul")
    chain = {
        "langkah": tuple(row(f"Langkah ke {n}", nomor=str(n)) for n in (1, 2, 3)),
        "simbol": tuple(symbol(n, n, jenis=k) for n, k in enumerate(kinds)),
        "panah": tuple(RawPanah(a=n, b=n + 1, kepala_b=True, halaman=2) for n in (0, 1)),
    }
    chain["simbol"] += (symbol(3, 2, jenis="kotak"),)
    scan, drawn = record(**chain, halaman_piksel=(2,)), record(**chain)
    assert doubts(scan, "simbol_meragukan") == (["/langkah/1/simbol/0"] if told else [])
    assert doubts(drawn, "simbol_meragukan") == []


@pytest.mark.parametrize(("sure", "told"), [(0.96, []), (0.5, ["/langkah/1/simbol/0"])])
def test_a_capsule_amidst_boxes_that_were_read_without_doubt_is_drawn_so(
    sure: float, told: list[str]
) -> None:
    kinds = ("kapsul", "kapsul", "kotak", "kotak", "kapsul")
    chain = {
        "langkah": tuple(row(f"Langkah ke {n}", nomor=str(n)) for n in range(1, 6)),
        "simbol": tuple(symbol(n, n, jenis=k, sure=sure) for n, k in enumerate(kinds)),
        "panah": tuple(RawPanah(a=n, b=n + 1, kepala_b=True, halaman=2) for n in range(4)),
    }
    assert doubts(record(**chain, halaman_piksel=(2,)), "simbol_meragukan") == told


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("kapsul", "lain", "kotak", "lain", "kapsul"), []),
        (("lain", "kotak", "kotak", "kotak", "lain"), ["/langkah/0/simbol/0", "/langkah/4/simbol/0"]),
    ],
)
def test_a_shape_outside_the_five_amidst_several_rows_is_drawn_so(
    kinds: tuple[str, ...], told: list[str]
) -> None:
    chain = {
        "langkah": tuple(row(f"Langkah ke {n}", nomor=str(n)) for n in range(1, 6)),
        "simbol": tuple(symbol(n, n, jenis=k) for n, k in enumerate(kinds)),
        "panah": tuple(RawPanah(a=n, b=n + 1, kepala_b=True, halaman=2) for n in range(4)),
    }
    assert doubts(record(**chain, halaman_piksel=(2,)), "simbol_meragukan") == told


@pytest.mark.parametrize("kind", ["kapsul", "lain"])
def test_symbols_that_are_all_of_one_kind_are_drawn_so(kind: str) -> None:
    chain = {
        "langkah": tuple(row(f"Langkah ke {n}", nomor=str(n)) for n in (1, 2, 3)),
        "simbol": tuple(symbol(n, n, jenis=kind) for n in range(3)),
        "panah": tuple(RawPanah(a=n, b=n + 1, kepala_b=True, halaman=2) for n in (0, 1)),
    }
    assert doubts(record(**chain, halaman_piksel=(2,)), "simbol_meragukan") == []


def test_scraps_beside_the_number_of_a_scanned_row_are_no_number() -> None:
    rows = (row("Menyusun surat", nomor="7 7."), row("Mengirim surat", nomor="8. 3."))
    scan = record(langkah=rows, halaman_piksel=(2,))
    assert [x.nomor for x in scan.langkah] == ["7", "8."]
    assert doubts(scan, "teks_meragukan") == []
    assert [x.nomor for x in record(langkah=rows).langkah] == ["7 7.", "8. 3."]  # as printed
    lone = record(langkah=(row("Menyusun surat", nomor="7 7."), rows[0]), halaman_piksel=(2,))
    assert set(doubts(lone, "teks_meragukan")) == {"/langkah/0/nomor", "/langkah/1/nomor"}


@pytest.mark.parametrize(
    ("teks", "told"),
    [
        ("Mencatat surat g", True),
        ("Kartu, s, surat", True),
        ("Menyusun Lapxrzn Keglqtan Harian", True),
        ("Menyusun Laporan Vulneralibity Harian", False),
        ("Memahami k en mampuan tata naskah dan penge u an arsip dinamis serta statis", True),
        ("Term of Reference", False),
        ("dalam 20.Menit", True),
        ("Mencatat surat ke agenda", False),
        ("Menurut UU 14 Tahun 2008tentang Keterbukaan", False),
        ("Data permintaan yang", True),
        ("Membangun zona integritas; dan", False),
        ("Ruang yang dicari di", True),
    ],
)
def test_scraps_in_a_text_of_pixels_are_told(teks: str, told: bool) -> None:
    assert bool(doubts(record(langkah=(row(teks),), halaman_piksel=(2,)), "teks_meragukan")) is told
    assert not doubts(record(langkah=(row(teks),)), "teks_meragukan")


@pytest.mark.parametrize(("odd", "told"), [("permohonan", False), ("pemohxnzn", True)])
def test_a_sentence_of_known_words_is_believed_more_than_the_engine(odd: str, told: bool) -> None:
    text = RawText(teks=f"Memeriksa berkas {odd} dan mencatat hasil", keyakinan=0.4, rata=0.92)
    scan = record(langkah=(row("").model_copy(update={"kegiatan": text}),), halaman_piksel=(2,))
    assert bool(doubts(scan, "teks_meragukan")) is told


def test_words_that_the_reader_of_pixels_split_are_put_together() -> None:
    split = row("Mencatat hasi l rapat")
    assert record(langkah=(split,), halaman_piksel=(2,)).langkah[0].kegiatan == "Mencatat hasil rapat"
    capital = row("Surat, D ata pegawai tipe A dan")
    assert (
        record(langkah=(capital,), halaman_piksel=(2,)).langkah[0].kegiatan
        == "Surat, Data pegawai tipe A dan"
    )
    assert record(langkah=(split,)).langkah[0].kegiatan == "Mencatat hasi l rapat"  # as printed


@pytest.mark.parametrize(
    ("average", "told"), [(0.99, False), (0.83, True)]
)  # of some sixty letters of known words one may be misread, not ten
def test_a_text_is_doubted_for_its_letters_not_for_its_worst_word(average: float, told: bool) -> None:
    text = RawText(teks="Memeriksa berkas permohonan dan mencatat hasil di buku agenda", keyakinan=0.4)
    texts = {"kegiatan": text.model_copy(update={"rata": average})}
    scan = record(langkah=(row("").model_copy(update=texts),), halaman_piksel=(2,))
    assert bool(doubts(scan, "teks_meragukan")) is told


def test_a_row_is_less_sure_where_its_text_is() -> None:
    unsure, sure = record(langkah=(row("Menyusun surat", sure=0.5), row("Mengirim surat"))).langkah
    assert unsure.keyakinan < sure.keyakinan


@pytest.mark.parametrize(
    ("sure", "told"),
    [((1.0, 1.0), []), ((1.0, 0.4), ["/instansi"]), ((0.4, 1.0), []), ((), [])],
)
def test_an_office_read_unsurely_is_told(sure: tuple[float, ...], told: list[str]) -> None:
    r = record(identitas=IDENTITY.model_copy(update={"kepala_yakin": sure}))
    assert r.instansi == "Dinas Perhubungan"
    assert doubts(r, "teks_meragukan") == told


def test_specks_of_a_crest_are_no_doubt_about_the_office() -> None:
    head = {"kepala": ("n.", *IDENTITY.kepala), "kepala_yakin": (0.4, 1.0, 1.0)}
    assert doubts(record(identitas=IDENTITY.model_copy(update=head)), "teks_meragukan") == []


def test_letters_around_a_crest_are_no_doubt_about_the_office_beside_them() -> None:
    head = {"kepala": ("NASPERHU", *IDENTITY.kepala), "kepala_yakin": (0.4, 1.0, 1.0)}
    assert doubts(record(identitas=IDENTITY.model_copy(update=head)), "teks_meragukan") == []


def test_a_bare_number_gets_the_unit_of_the_other_rows_and_says_so() -> None:
    r = record(langkah=(row("a"), row("b"), row("c"), row("d", "15")), simbol=(), panah=())
    bare = r.langkah[3].mutu_baku.waktu
    assert (bare.teks, bare.menit_maks) == ("15", 15)
    assert doubts(r, "waktu_satuan_anggapan") == ["/langkah/3/mutu_baku/waktu"]
    assert doubts(r, "waktu_tanpa_satuan") == []


def test_the_header_gives_the_unit() -> None:
    r = record(kepala_waktu="Waktu (Hari)", langkah=(row("a", "2"),), simbol=(), panah=())
    assert r.langkah[0].mutu_baku.waktu.menit_maks == 900


def test_an_unnamed_executor_is_told() -> None:
    r = record(pelaksana=(RawPelaksana(label="Staf"), RawPelaksana(label="")))
    assert doubts(r, "kolom_tanpa_nama") == ["/pelaksana/1/label"]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Kepala Seksi", False),
        ("Kabag Umum", False),
        ("Petugas D esa oket", True),
        ("Pejaba1 Desa", True),
        ("Luar Loket", True),
        ("Koordinato r Umum", False),
        ("Peminjam Arsip", False),
    ],
)
def test_an_executor_whose_name_was_misread_is_told(label: str, told: bool) -> None:
    given = {"pelaksana": (RawPelaksana(label=label),), "simbol": (), "panah": ()}
    place = ["/pelaksana/0/label"] if told else []
    assert doubts(record(**given, halaman_piksel=(2,)), "teks_meragukan") == place
    assert doubts(record(**given), "teks_meragukan") == []


def test_every_doubt_points_into_the_record() -> None:
    r = record(identitas=RawIdentitas(), simbol=(symbol(0, 0), symbol(1, 1, None)))
    dumped = r.model_dump(mode="json")
    for t in r.tinjauan:
        value: Any = dumped
        for key in t.jalur.split("/")[1:]:
            value = value[int(key)] if isinstance(value, list) else value[key]


def test_the_same_in_the_same_out() -> None:
    assert record().model_dump_json() == record().model_dump_json()
    assert record().tinjauan == tuple(dict.fromkeys(record().tinjauan))


def test_a_label_of_several_executors_keeps_its_parts() -> None:
    r = record(pelaksana=(RawPelaksana(label="KABAG UMUM, BENDAHARAWAN"), RawPelaksana(label="Staf")))
    joint, single = r.pelaksana
    assert joint.jabatan is None
    assert [(b.jabatan, b.lingkup) for b in joint.bagian] == [("Kepala Bagian", "Umum"), ("Bendahara", None)]
    assert single.bagian == ()
    assert doubts(r, "jabatan_gabungan") == ["/pelaksana/0/jabatan"]
