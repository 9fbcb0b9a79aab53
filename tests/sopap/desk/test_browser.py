"""The desk in a real browser, by keyboard and mouse: a clerk's morning."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from schemas.record import SopRecord
from schemas.tinjauan import Kode, tinjauan
from sopap.desk.server import Room, application
from sopap.run.store import Store, open_store
from tests.support import synthetic
from tests.support.desk import filled, run

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
    store = filled(tmp_path / "out", worst(), synthetic.looping(), synthetic.hostile())
    with served(store) as address:
        yield address, store


@contextmanager
def served(store: Store) -> Iterator[str]:
    """A desk over a folder, as `sopap review` starts one."""
    uvicorn = pytest.importorskip("uvicorn")
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
    yield f"http://127.0.0.1:{port}"
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


def typed(page: Any, place: str, text: str) -> None:
    page.click(f'.isi[data-jalur="{place}"]')
    page.keyboard.insert_text(text)
    done(page, lambda: page.keyboard.press("Enter"))


def test_corrections_stand_after_a_restart_a_forced_run_and_a_new_name(tmp_path: Path, page: Any) -> None:
    source, out = tmp_path / "masuk", tmp_path / "out"
    source.mkdir()
    (source / "a.pdf").write_text("x")
    run(source, out)
    store = open_store(str(out))
    (own,) = records(store)
    with served(store) as address:
        page.goto(f"{address}/sop/{own.id}")
        typed(page, "/nama_sop", "Judul Orang")
    run(source, out, force=True)
    (source / "a.pdf").rename(source / "b.pdf")
    run(source, out, prune=True)
    with served(store) as address:
        page.goto(address)
        page.click("text=Judul Orang")
        page.wait_for_url("**/sop/**")
        assert page.locator(".isi[data-jalur='/nama_sop']").text_content() == "Judul Orang"
    run(source, out, title="Dibaca Lain", force=True)
    with served(store) as address:
        page.goto(f"{address}/?kode=koreksi_berselisih")
        page.click("a.buka")
        page.wait_for_url("**/sop/**")
        assert "Judul Orang" in " ".join(page.locator(".keraguan li").all_text_contents())


def test_two_browsers_at_once_lose_nothing(desk: tuple[str, Store], page: Any) -> None:
    address, store = desk
    other = page.context.browser.new_page()
    for p in (page, other):
        p.goto(f"{address}/sop/{worst().id}")
        p.wait_for_load_state("networkidle")
    typed(page, "/nama_sop", "Dari Ani")
    typed(other, "/nomor_sop", "B/2")
    other.goto(f"{address}/sop/{worst().id}")
    other.wait_for_load_state("networkidle")
    typed(page, "/langkah/0/keterangan", "Catatan Ani")
    other.click('.isi[data-jalur="/langkah/0/keterangan"]')
    other.keyboard.insert_text("Catatan Budi")
    other.keyboard.press("Enter")
    other.wait_for_selector("#kabar.salah")
    assert "sudah diubah orang lain" in (other.locator("#kabar").text_content() or "")
    record = next(r for r in records(store) if r.sumber == worst().sumber)
    assert (record.nama_sop, record.nomor_sop) == ("Dari Ani", "B/2")
    assert record.langkah[0].keterangan == "Catatan Ani"


def test_rows_are_split_at_the_cursor_and_joined(desk: tuple[str, Store], page: Any) -> None:
    address, _ = desk
    page.goto(f"{address}/sop/{worst().id}")
    page.wait_for_load_state("networkidle")
    text = worst().langkah[0].kegiatan
    page.click('button[data-pisah="/langkah/0"]')
    page.keyboard.press("Home")
    for _ in range(text.index(" ")):
        page.keyboard.press("ArrowRight")
    done(page, lambda: page.keyboard.press("Enter"))
    first = page.locator(".isi[data-jalur='/langkah/0/kegiatan']").text_content()
    assert first == text.split()[0]
    done(page, lambda: page.click('button[data-gabung="/langkah/0"]'))
    assert page.locator(".isi[data-jalur='/langkah/0/kegiatan']").text_content() == text


def test_a_row_without_a_symbol_gets_one_by_keyboard(tmp_path: Path, page: Any) -> None:
    base = synthetic.straight()
    bare = base.langkah[1].model_copy(update={"simbol": ()})
    flow = tuple(a for a in base.alur if 2 not in (a.dari.langkah, a.ke.langkah))
    steps = (base.langkah[0], bare, *base.langkah[2:])
    doubts = (tinjauan(Kode.SIMBOL_TAK_TERBACA, "/langkah/1/simbol", {}),)
    record = base.model_copy(update={"langkah": steps, "alur": flow, "tinjauan": doubts})
    store = filled(tmp_path / "out", record)
    with served(store) as address:
        page.goto(f"{address}/sop/{record.id}")
        page.wait_for_load_state("networkidle")
        done(page, lambda: page.keyboard.press("e"))
        select = page.locator('select[data-jalur="/langkah/1/simbol/0/pelaksana"]')
        assert select.count() == 1
        done(page, lambda: select.select_option(index=1))
        assert page.locator(".keraguan li[data-ragu]").count() == 0
    (kept,) = records(store)
    assert [s.pelaksana for s in kept.langkah[1].simbol] == ["p2"]
