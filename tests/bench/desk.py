"""How quick the desk is, in a real Chromium: first paint with many records, and key presses a doubt.

`python -m tests.bench.desk paint --records 5000`
`python -m tests.bench.desk settle OUT TRUTH --doubts 20` settles the doubts of the worst records of OUT as
somebody who knows the truth would, and leaves OUT as it was. TRUTH: a folder of truth files.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Page, sync_playwright

from sopap.desk.overview import Wanted, chosen
from sopap.desk.server import Room, application
from sopap.run.store import Store, open_store
from sopap.show.review import places_of
from tests.support import synthetic
from tests.support.desk import filled

PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
CELLS = ("kelengkapan", "waktu", "output")


@contextmanager
def desk(store: Store) -> Iterator[tuple[str, Room, Page]]:
    """A desk over a folder: its address, what it knows, and a page of a browser."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    room = Room(store, "bench", "bench", places_of(store))
    app = application(room, [f"127.0.0.1:{port}"], None)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as p:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = p.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield f"http://127.0.0.1:{port}", room, browser.new_page(viewport={"width": 1366, "height": 768})
        browser.close()
    server.should_exit = True
    thread.join(10)


def paint(count: int) -> None:
    """Prints the first contentful paint of list and record, milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        store = filled(Path(folder) / "out", *synthetic.random_records(count))
        with desk(store) as (address, room, page):
            ids = list(room.lines)
            places = {
                "list": ["/", "/?cari=surat", "/?urut=judul&halaman=9"] * 4,
                "record": [f"/sop/{i}" for i in ids[:: max(1, len(ids) // 11)]],
            }
            for name, paths in places.items():
                times = []
                for path in paths:
                    page.goto(address + path)
                    while (
                        seen := page.evaluate(PAINT)
                    ) is None:  # the page's policy forbids wait_for_function
                        time.sleep(0.01)
                    times.append(seen)
                found = (min(times), statistics.median(times[1:]), max(times))
                print(f"{name}: %.0f ms at best, %.0f in the middle, %.0f at worst, {count} records" % found)


def settle(out: Path, truth: Path, count: int) -> None:
    """Prints for each doubt the keys that settled it and the seconds; a typed value counts as one press."""
    known = {}
    for path in truth.glob("*.json"):
        for number, sop in enumerate(json.loads(path.read_text(encoding="utf-8"))["sop"], 1):
            known[path.stem, number] = sop
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(out, Path(folder) / "out")
        with desk(open_store(str(copy))) as (address, room, page):
            page.on("dialog", lambda d: d.dismiss())
            done: list[tuple[str, int, float]] = []
            for line in chosen(room.lines.values(), Wanted()):
                record = room.desk.held(line.id).record
                right = known.get((Path(record.sumber.berkas).stem, record.sumber.urutan))
                page.goto(f"{address}/sop/{line.id}")
                while len(done) < count and right and page.locator(".keraguan li[data-ragu]").count():
                    done.append(one_doubt(page, right))
            for kind, presses, seconds in done:
                print(f"{kind:28} {presses} {seconds:.2f} s")
            print(f"{len(done)} doubts, at most {max(p for _, p, _ in done)} presses")


def one_doubt(page: Page, right: dict[str, Any]) -> tuple[str, int, float]:
    """Settles the chosen doubt: "b", or "e", the right value, Enter."""
    page.wait_for_selector(".keraguan li.pilih")
    place = page.locator(".keraguan li.pilih").get_attribute("data-jalur") or ""
    kode = place.strip("/") or "(seluruhnya)"
    shown = page.evaluate("p => valueAt(p)?.classList.contains('isi') ? valueAt(p).textContent : null", place)
    value = wanted(place, right)
    begin = time.monotonic()
    if (symbol := wanted_symbol(page, place, right)) is not None:
        return kode, settle_symbol(page, place, *symbol), time.monotonic() - begin
    with page.expect_navigation():
        if value is None or shown is None or value == shown:
            page.keyboard.press("b")
            presses = 1
        else:
            page.keyboard.press("e")
            page.keyboard.insert_text(value)
            page.keyboard.press("Enter")
            presses = 3
    return kode, presses, time.monotonic() - begin


KINDS = {"terminator": "kapsul", "proses": "kotak", "keputusan": "belah_ketupat", "konektor": "segilima"}


def wanted_symbol(page: Page, place: str, right: dict[str, Any]) -> tuple[str, str] | None:
    """Executor and kind of the true symbol of a row that the record does not show there; else None."""
    way = place.split("/")[1:]
    if way[:1] != ["langkah"] or way[2:3] != ["simbol"] or int(way[1]) >= len(right["langkah"]):
        return None
    row = f".pasang[data-jalur^='/langkah/{way[1]}/simbol/']"
    shown = page.evaluate(
        "s => [...document.querySelectorAll(s)].map(x => [...x.querySelectorAll('select')]"
        ".map(y => y.selectedOptions[0].textContent))",
        row,
    )
    shown = [(who, kind.replace(" ", "_")) for who, kind in shown]
    true = [(who, KINDS.get(kind, kind)) for who, kind in right["langkah"][int(way[1])]["simbol"]]
    if len(way) > 3 and shown[int(way[3])] in true:
        return None
    return next((t for t in true if t not in shown), None)


def settle_symbol(page: Page, place: str, who: str, kind: str) -> int:
    """Gives the symbol its true executor, else its true kind, by keyboard; the presses that it took."""
    presses = 1
    if not page.locator(f".pasang[data-jalur^='{place}']").count():
        with page.expect_navigation():
            page.keyboard.press("e")
        page.wait_for_selector(".keraguan li.pilih")
        presses += 1
    page.keyboard.press("e")
    chosen = page.evaluate("() => document.activeElement.selectedOptions?.[0].textContent")
    if chosen == who:
        page.keyboard.press("Tab")
        presses += 1
    with page.expect_navigation():
        page.keyboard.type((kind.replace("_", " ") if chosen == who else who)[:12])
    return presses + 1


def wanted(place: str, right: dict[str, Any]) -> str | None:
    """The true text at a place, where the truth file has one."""
    way = place.split("/")[1:]
    if way[:1] == ["langkah"] and len(way) > 3 and way[3] in CELLS:
        rows = right["langkah"][int(way[1]) :]
        return str(rows[0].get(way[3]) or "") if rows else None
    value = right.get(way[0]) if way else None
    if isinstance(value, dict):
        value = value.get(way[1]) if len(way) > 1 else None
    if isinstance(value, list):
        value = value[int(way[1])] if len(way) > 1 and int(way[1]) < len(value) else None
    return value if isinstance(value, str) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    ways = parser.add_subparsers(dest="way", required=True)
    ways.add_parser("paint").add_argument("--records", type=int, default=5000)
    settled = ways.add_parser("settle")
    settled.add_argument("out", type=Path)
    settled.add_argument("truth", type=Path)
    settled.add_argument("--doubts", type=int, default=20)
    given = parser.parse_args()
    if given.way == "paint":
        paint(given.records)
    else:
        settle(given.out, given.truth, given.doubts)


if __name__ == "__main__":
    main()
