"""Pages that are no part of an SOP are named."""

from __future__ import annotations

import pytest

from extract.form.page_kinds import kind_of_page
from schemas.page import Box, Page, Picture
from tests.support.paper import words

FILL = "kata " * 40
PAGES = [
    ("", 0.0, "kosong"),
    ("STANDAR OPERASIONAL PROSEDUR", 0.0, "sampul"),
    ("", 0.9, "gambar"),
    (f"Menimbang: bahwa {FILL} Mengingat: {FILL} MEMUTUSKAN: {FILL}", 0.0, "keputusan"),
    (f"Kepada Yth. Bupati Perihal : Laporan {FILL} Dengan hormat, {FILL}", 0.0, "surat"),
    (f"Prosedur ini dimulai dengan {FILL}", 0.0, "prosa"),
]


@pytest.mark.parametrize(("text", "covered", "kind"), PAGES)
def test_kind(text: str, covered: float, kind: str) -> None:
    page = Page(1, 700, 500, words=words(text, 20, 20))
    if covered:
        page.pictures = [Picture(Box(0, 0, 700, 500 * covered), (1000, 900))]
    assert kind_of_page(page) == kind


def test_a_page_without_any_paper_is_empty() -> None:
    assert kind_of_page(Page(1, 0.0, 0.0)) == "kosong"
