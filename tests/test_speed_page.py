"""The small parts of the bench that writes docs/kecepatan.md; nothing is measured here."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.bench.speed import BEGIN, END, Used, chosen, renewed, shares, table, told
from tests.support.bars import bars


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dua.pdf"
    canvas = Canvas(str(path))
    for _ in range(2):
        canvas.drawString(50, 700, "Lampiran")
        canvas.showPage()
    canvas.save()
    return path


def test_a_tool_is_told_by_page_and_by_share(file: Path) -> None:
    used = {"ours": Used({file: 0.1}, 80.4), "theirs": Used({file: 0.4}, 90.0)}
    assert list(table(used, [file], "theirs"))[1:] == [
        "| ours | 50.0 | 0.25 | 80 |",
        "| theirs | 200.0 | 1.00 | 90 |",
    ]
    assert shares(used, [file], "born", "theirs") == {"born: ours": 0.25, "born: theirs": 1.0}


def test_only_what_differs_by_more_than_noise_is_told() -> None:
    now, before = {"a": 0.5, "b": 0.42, "c": 0.2, "new": 1.0}, {"a": 0.4, "b": 0.4, "c": 0.4}
    assert list(told(now, before)) == ["a: 0.40 -> 0.50, rose", "c: 0.40 -> 0.20, fell"]


def test_the_measured_part_of_the_page_is_written_anew() -> None:
    page = f"# Title\n{BEGIN}old\n{END}\nrest\n"
    assert renewed(page, "new") == f"# Title\n{BEGIN}new\n{END}\nrest\n"


def test_files_are_taken_evenly(tmp_path: Path) -> None:
    for n in range(7):
        (tmp_path / f"{n}.pdf").touch()
    assert [p.stem for p in chosen(tmp_path, 3)] == ["0", "2", "4"]
    assert chosen(None, 3) == []


def test_bars_are_as_long_as_their_values() -> None:
    tree = ET.fromstring(bars({"sopap & all": 1.0, "other": 4.0}, "ms"))
    ours, other = [float(r.get("width", "")) for r in tree.iter("{http://www.w3.org/2000/svg}rect")][1:]
    assert other == pytest.approx(4 * ours, abs=0.2)
