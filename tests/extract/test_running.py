"""Heads that stand on every page, and lists without rules that go on over the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import pages_to_sops
from extract.form.isian import isian_of
from extract.sources.page_source import PageSource
from extract.table.running import head_bottom
from schemas.page import Page
from schemas.raw import RawSop
from tests.support.paper import HEIGHT, STEPS, WIDTH, form, lattice, words

HEAD = 40.0  # where the ruled head of each page begins, 30 points high


def page(number: int, *lines: str, head: bool = True) -> Page:
    """A page of prose under a ruled head that tells the document and its page."""
    out = Page(number, WIDTH, HEIGHT)
    if head:
        out.rules += lattice((40, 200, 480, 660), (HEAD, HEAD + 15, HEAD + 30))
        out.words += words("DINAS PERIZINAN", 60, HEAD + 4) + words("PELAYANAN IZIN USAHA", 230, HEAD + 4)
        out.words += words(f"Halaman {number} dari 4", 500, HEAD + 4) + words("REV 02", 500, HEAD + 19)
    for n, text in enumerate(lines):
        out.words += words(text, 60, HEAD + 60 + 12 * n)
    return out


def read(pages: Sequence[Page]) -> RawSop:
    (sop,), _ = pages_to_sops(PageSource(p.number, lambda p=p: (p, None)) for p in pages)
    return sop


COVER = page(
    1, "Nomor SOP : 07/SOP/2024", "Nama SOP : Izin Usaha", "Tanggal Pembuatan : 2 Mei 2024", head=False
)
LAWS = (
    "A. MAKSUD DAN TUJUAN",
    "Agar izin terbit pada waktunya",
    "B. DASAR HUKUM",
    "1. Undang-Undang Nomor 25 Tahun 2009",
    "2. Peraturan Pemerintah Nomor 96",
)
MORE = ("Tahun 2012", "3. Peraturan Daerah Nomor 4 Tahun 2016")
REST = (
    "C. KETERKAITAN",
    "1. SOP Surat Masuk",
    "2. SOP Surat Keluar",
    "D. MUTU DAN JANJI LAYANAN",
    "Izin terbit",
)


def test_the_head_of_a_page_ends_where_the_pages_differ() -> None:
    first, second = page(2, "Satu baris"), page(3, "Baris lain lagi")
    assert HEAD + 20 < head_bottom(second, first.words) <= HEAD + 30
    assert head_bottom(second, page(2, head=False).words) == 0


def test_a_list_without_rules_goes_on_under_the_head_of_the_next_page() -> None:
    sop = read(
        [COVER, page(2, *LAWS), page(3, *MORE, *REST), page(4, "Tidak dipungut biaya"), form(STEPS, 5)]
    )
    assert sop.identitas.dasar_hukum is not None and sop.identitas.keterkaitan is not None
    assert sop.identitas.dasar_hukum.butir == (
        "Undang-Undang Nomor 25 Tahun 2009",
        "Peraturan Pemerintah Nomor 96 Tahun 2012",
        "Peraturan Daerah Nomor 4 Tahun 2016",
    )
    assert sop.identitas.keterkaitan.butir == ("SOP Surat Masuk", "SOP Surat Keluar")


def test_the_title_over_a_table_is_no_part_of_a_list_without_rules() -> None:
    table = form(STEPS, 3)
    table.words += words("Pelayanan Izin Usaha", 60, 60)
    sop = read([COVER, page(2, *LAWS), table])
    assert sop.identitas.dasar_hukum is not None
    assert sop.identitas.dasar_hukum.butir[-1] == "Peraturan Pemerintah Nomor 96"


def test_a_list_is_closed_by_the_heading_under_it_and_by_a_page_of_something_else() -> None:
    laws = page(2, *LAWS, "C. JANJI LAYANAN KAMI", "Izin terbit")
    closed = read([COVER, laws, page(3, *MORE), form(STEPS, 4)])
    assert closed.identitas.dasar_hukum is not None
    assert len(closed.identitas.dasar_hukum.butir) == 2


@pytest.mark.parametrize("word", ["Menetapkan :", "MEMUTUSKAN", "Mengingat :", "Menimbang :", "Menyetujui,"])
def test_words_of_a_decree_are_no_labels(word: str) -> None:
    """Regulations that hold SOPs, or samples of them, begin so."""
    assert isian_of(word) is None


def test_two_blocks_one_after_the_other_share_no_head() -> None:
    def block(number: int, sop: str, name: str) -> Page:
        out = Page(number, WIDTH, HEIGHT)
        rows = (("Nomor SOP", sop), ("Tanggal Revisi", "Mei 2024"), ("Nama SOP", name))
        out.rules = lattice((40, 200, 480), [60 + 15 * n for n in range(4)])
        for n, (label, value) in enumerate(rows):
            out.words += words(label, 44, 64 + 15 * n) + words(value, 210, 64 + 15 * n)
        return out

    both = [block(1, "800 / 17 / UMUM / A", "Izin Usaha"), block(2, "800 / 18 / UMUM / A", "Cuti")]
    sops, _ = pages_to_sops(PageSource(p.number, lambda p=p: (p, None)) for p in both)
    numbers = [s.identitas.nomor_sop.teks for s in sops if s.identitas.nomor_sop]
    assert numbers == ["800 / 17 / UMUM / A", "800 / 18 / UMUM / A"]
