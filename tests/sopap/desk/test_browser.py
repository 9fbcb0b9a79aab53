"""The desk in a real browser, by keyboard and mouse: a clerk's morning."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.record import SopRecord
from schemas.tinjauan import Kode, tinjauan
from sopap.desk.server import Room, application
from sopap.run.store import Store
from tests.support import synthetic
from tests.support.desk import filled

WORST = "Surat Keluar"


def worst() -> SopRecord:
    base = synthetic.straight()
    doubts = (
        tinjauan(Kode.WAKTU_TAK_TERURAI, "/langkah/1/mutu_baku/waktu", {"teks": "3 hri"}),
        tinjauan(Kode.SIMBOL_MERAGUKAN, "/langkah/1/simbol/0", {"bentuk": "kotak"}),
    )
    return base.model_copy(update={"nama_sop": WORST, "tinjauan": doubts})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """The address of a desk with a few SOPs, and its folder."""
    uvicorn = pytest.importorskip("uvicorn")
    store = filled(tmp_path / "out", worst(), synthetic.looping(), synthetic.hostile())
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    app = application(Room(store, "uji", "ani", {}), [f"127.0.0.1:{port}"], None)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(100):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", store
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with api.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


def done(page: Any, action: Any) -> None:
    """Does something that is saved, and waits until the page stands again."""
    with page.expect_navigation():
        action()
    page.wait_for_load_state("networkidle")


def test_a_morning_at_the_desk(desk: tuple[str, Store], page: Any) -> None:
    address, store = desk
    dialogs: list[str] = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    page.goto(f"{address}/?keadaan=periksa")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sop/**")
    page.wait_for_load_state("networkidle")
    done(page, lambda: page.keyboard.press("b"))  # one key: the first doubt is right
    assert page.locator(".keraguan li[data-ragu]").count() == 1
    done(page, lambda: page.select_option('select[data-jalur="/langkah/1/simbol/0/pelaksana"]', index=0))
    assert page.locator(".keraguan li[data-ragu]").count() == 0
    fill = [("/langkah/1/mutu_baku/waktu/teks", "3 hari"), ("/nama_sop", "Surat Keluar Dinas")]
    for place, text in fill:
        page.click(f'.isi[data-jalur="{place}"]')
        page.keyboard.type(text)
        done(page, lambda: page.keyboard.press("Enter"))
    done(page, lambda: page.click('button[data-baris="1"]'))
    page.select_option("#dari", index=0)
    page.select_option("#ke", index=1)
    done(page, lambda: page.click("#panah"))
    done(page, lambda: page.keyboard.press("t"))
    record = next(r for r in records(store) if r.sumber == worst().sumber)
    assert record.nama_sop == "Surat Keluar Dinas" and record.ditinjau and record.status == "siap"
    assert record.langkah[1].kegiatan == "(baris baru)"
    assert record.langkah[2].mutu_baku.waktu.menit_maks == 1350.0
    assert record.langkah[2].simbol[0].pelaksana == "p1"
    assert len(record.alur) == len(worst().alur) + 1


def records(store: Store) -> list[SopRecord]:
    names = [n for n in store.names("records") if n.endswith(".json")]
    return [SopRecord.model_validate_json(store.read(n) or b"") for n in names]


def test_nothing_of_a_hostile_document_runs(desk: tuple[str, Store], page: Any) -> None:
    address, _ = desk
    errors: list[str] = []
    page.on("dialog", lambda d: (errors.append(d.message), d.dismiss()))
    page.goto(f"{address}/sop/{synthetic.hostile().id}")
    page.wait_for_load_state("networkidle")
    assert errors == []
