from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.sources.scan.ink import Grey
from extract.sources.scan.text.cut import cut_lines
from extract.sources.scan.text.lines import TextLine, TextMap, find_text

LINE = "Peraturan Menteri tentang Pedoman Penyusunan Standar Operasional"
NEXT = "Prosedur Administrasi Pemerintahan di Lingkungan Kabupaten Kota"


def paper(shown: int, scale: float, grain: float, under: bool = True) -> Grey:
    """Two printed lines of which ``shown`` pixel rows of the second one can be seen, between others."""
    rng = np.random.default_rng(shown)
    page = np.full((int(90 * scale), int(420 * scale)), 250, np.uint8)
    size, thick = 0.22 * scale, max(1, round(0.4 * scale))
    step = 8 * scale

    def put(text: str, n: float) -> None:
        where = (int(10 * scale), int(step * (n + 1.5)))
        cv2.putText(page, text, where, cv2.FONT_HERSHEY_SIMPLEX, size, 60, thick, cv2.LINE_AA)

    put(NEXT, 1)
    rows = np.flatnonzero((page < 200).any(axis=1))
    first = rows[0] + shown
    page[first:] = 250
    put(LINE, 0)
    put("Undang-Undang Nomor 5 Tahun 2010 tentang Kearsipan;", 1.9)
    if under:
        y = int(step * 3.5)
        cv2.line(page, (0, y), (page.shape[1], y), 0, thick)
    noisy = cv2.GaussianBlur(page, (3, 3), 0) + rng.normal(0, grain, page.shape)
    return np.asarray(np.clip(noisy, 0, 255), dtype=np.uint8)


def bands(grey: Grey, scale: float) -> int:
    ink = np.asarray(np.where(grey < 150, 255, 0), dtype=np.uint8)
    found = find_text(ink, scale)
    assert len(found.lines) >= 2
    return len(cut_lines(found, grey))


@pytest.mark.parametrize("scale", [2.78, 4.17])
@pytest.mark.parametrize("grain", [0.0, 6.0])
def test_the_heads_of_a_line_cut_off_are_told(scale: float, grain: float) -> None:
    assert bands(paper(max(2, round(0.7 * scale)), scale, grain), scale)


@pytest.mark.parametrize("scale", [2.08, 2.78, 4.17])
@pytest.mark.parametrize("grain", [0.0, 6.0, 10.0])
def test_paper_grain_and_rules_are_no_line(scale: float, grain: float) -> None:
    assert not bands(paper(0, scale, grain), scale)


@pytest.mark.parametrize(("room", "told"), [(1.0, False), (1.35, True)])
def test_a_band_between_lines_that_leave_no_room_for_one_is_no_line(room: float, told: bool) -> None:
    """Lines of 20 pixels, a pale band between the last two; ``room``: times the usual way between these."""
    page = np.full((400, 1200), 250, np.uint8)
    tops = [40, 80, 120, 160, 160 + round(40 * room)]
    for top in tops:
        page[top : top + 20, 100:1000:20] = 60
        page[top + 8 : top + 12, 100:1000] = 60
    for x in (104, 105, 106):
        page[tops[3] + 27 : tops[3] + 29, x:1000:16] = 205
    letters = [(x, x + 10) for x in range(100, 1000, 20)]
    lines = [TextLine(100, top, 1000, top + 20, letters, core=(top, top + 20)) for top in tops]
    assert bool(cut_lines(TextMap(lines, np.zeros_like(page)), page)) is told


@pytest.mark.parametrize("scale", [2.08, 2.78, 4.17])
def test_a_speck_in_grainy_paper_is_no_line(scale: float) -> None:
    grey = paper(0, scale, 13.0, under=False)
    under = round(8 * scale * 1.5) + round(3.2 * scale)  # beside the first line, below its feet
    size = round(1.2 * scale)
    for x in (60, 90, 120):
        grey[under : under + 2, round(x * scale) : round(x * scale) + size] = 0
    assert not bands(grey, scale)
