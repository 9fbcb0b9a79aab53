"""The page model of one document of every source, as it was when somebody looked at it.

What a reader gives may change on purpose; then ``pytest tests/extract/test_golden.py --golden`` writes
the models anew, and the change is seen in the commit.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract import extract_file
from extract.document import Seen
from schemas.page import Box, Page

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests/data/golden"
PAGES = {
    "sleman-akta.pdf": 1,
    "lombokutara-pindaian.pdf": 1,
    "kendal-arsip.docx": 2,
    "jembrana-wisata.xlsx": 1,
    "banggai-ekspor.txt": 1,
}
SLACK = 1.0  # points: readers may round as they like


def place(box: Box) -> list[float]:
    return [round(v, 1) for v in (box.x0, box.y0, box.x1, box.y1)]


def model(page: Page) -> dict[str, Any]:
    """What stands on the page: kinds of things, with their words and places, in reading order."""
    return {
        "kertas": [round(page.width), round(page.height)],
        "kata": sorted(([*place(w.box), w.text] for w in page.words), key=lambda w: (w[1], w[0])),
        "garis": sorted(
            [*(round(v, 1) for v in (r.at, r.lo, r.hi)), "datar" if r.horizontal else "tegak"]
            for r in page.rules
        ),
        "bentuk": sorted(place(s.box) for s in page.shapes),
        "penghubung": sorted([[round(v, 1) for v in p] for p in c.points] for c in page.connectors),
        "kepala_panah": sorted([round(v, 1) for v in h.tip] for h in page.heads),
        "gambar": sorted(place(p.box) for p in page.pictures),
    }


def alike(a: Any, b: Any) -> bool:
    """The same things, each number within the slack."""
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(alike(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(alike, a, b))
    return bool(abs(a - b) <= SLACK) if isinstance(a, int | float) else bool(a == b)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_the_model_that_was_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    if "pindaian" in name:
        pytest.importorskip("rapidocr")
    seen: list[Seen] = []
    extract_file(ROOT / "corpus" / name, seen.append)
    found = model(next(s.page for s in seen if s.page.number == PAGES[name]))
    kept = KEPT / f"{Path(name).stem}.json"
    if request.config.getoption("--golden"):
        rows = ",\n".join(
            f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}".replace("], [", "],\n  [")
            for k, v in found.items()
        )
        kept.write_text("{\n" + rows + "\n}\n", encoding="utf-8")
    assert alike(json.loads(kept.read_text(encoding="utf-8")), found)
