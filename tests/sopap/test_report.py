from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from test_evaluate import record

from schemas.record import Daerah, SopRecord
from schemas.tinjauan import tinjauan
from sopap.manifest import Entri, Status
from sopap.report import REPORT, gather, render, write_report
from sopap.store import LocalStore, canonical, record_path

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}'


def entry(r: SopRecord, **changes: Any) -> Entri:
    data = {"berkas": r.sumber.berkas, "status": Status.SELESAI, "records": (record_path(r),), "versi": "1"}
    return Entri.model_validate({**data, **changes})


def page(tmp_path: Path, *records: SopRecord, extra: tuple[Entri, ...] = ()) -> str:
    store = LocalStore(tmp_path)
    for r in records:
        store.write(record_path(r), canonical(r))
    entries = [*(entry(r) for r in records), *extra]
    write_report(store, entries)
    return (tmp_path / REPORT).read_text()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found


def test_nothing_from_a_document_becomes_markup(tmp_path: Path) -> None:
    evil = record(
        nama_sop=EVIL,
        daerah=Daerah(kode=EVIL, nama=EVIL, provinsi=EVIL),
        pelaksana=(record().pelaksana[0].model_copy(update={"label": EVIL}), record().pelaksana[1]),
        tinjauan=(tinjauan("teks_meragukan", "", {"teks": EVIL}),),
    )
    sumber = evil.sumber.model_copy(update={"berkas": EVIL})
    bad = Entri(berkas=EVIL, status=Status.DITOLAK, kode="rusak", alasan=EVIL, versi="1")
    alike = bad.model_copy(update={"status": Status.BUKAN_SOP, "sama_dengan": EVIL, "mirip_dengan": (EVIL,)})
    html = page(tmp_path, evil.model_copy(update={"sumber": sumber}), extra=(bad, alike))
    assert "{{ 7*7 }}" in html
    assert "javascript:" not in html
    for tag, attributes in tags(html):
        assert tag not in ("script", "img", "iframe", "link", "object")
        assert not any(name.startswith("on") for name in attributes)
        assert "://" not in (attributes.get("href") or "")


def test_it_is_one_file_that_needs_no_network(tmp_path: Path) -> None:
    html = page(tmp_path, record())
    assert not re.search(r"""(src|href)=["'](https?:)?//|url\(|@import""", html)


def test_worst_first_with_a_link_to_each_record(tmp_path: Path) -> None:
    mild, grave = record("a b", id="surat-ab"), record("z")
    doubts = (tinjauan("tanpa_langkah"), *mild.tinjauan)
    html = page(tmp_path, mild, grave.model_copy(update={"tinjauan": doubts}), record("c", tinjauan=()))
    links = [a["href"] for tag, a in tags(html) if tag == "a"]
    assert links == [
        "records/z.pdf/surat-z.json",
        "records/a%20b.pdf/surat-ab.json",
    ]


def test_sums(tmp_path: Path) -> None:
    r = record(daerah=Daerah(kode="13.07", nama="Kabupaten Contoh", provinsi="Contoh"))
    store = LocalStore(tmp_path)
    store.write(record_path(r), canonical(r))
    stats = gather(store, [entry(r)])
    assert (stats.langkah, stats.bersih) == (2, 0)
    assert stats.jabatan == {"Staf": 1, "Kepala": 1}
    assert list(stats.daerah) == ["13.07 Kabupaten Contoh"]
    assert "Kabupaten Contoh" in render(stats, [entry(r)])


def test_an_empty_run_has_a_report(tmp_path: Path) -> None:
    assert "Tidak ada SOP yang meragukan" in page(tmp_path)
