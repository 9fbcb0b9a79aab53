from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from schemas.record import Daerah, Pelaksana, SopRecord
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import StatusSop
from sopap.run.manifest import Entri, Status
from sopap.run.names import record_path
from sopap.run.store import LocalStore, canonical
from sopap.show.report import REPORT, fitted, render, write_report
from sopap.show.report_data import Stats, gather, roles
from tests.support.sample_record import record

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}'


def entry(r: SopRecord, **changes: Any) -> Entri:
    data = {"berkas": r.sumber.berkas, "status": Status.SELESAI, "records": (record_path(r),), "versi": "1"}
    return Entri(**{**data, **changes})


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
    timed = record().langkah[0].mutu_baku.waktu.model_copy(update={"menit_min": 5.0, "menit_maks": 9.0})
    step = record().langkah[0]
    step = step.model_copy(update={"mutu_baku": step.mutu_baku.model_copy(update={"waktu": timed})})
    evil = record(
        nama_sop=EVIL,
        instansi=EVIL,
        langkah=(step, record().langkah[1]),
        daerah=Daerah(kode=EVIL, nama=EVIL, provinsi=EVIL),
        pelaksana=(record().pelaksana[0].model_copy(update={"label": EVIL}), record().pelaksana[1]),
        tinjauan=(tinjauan(Kode.TEKS_MERAGUKAN, "", {"teks": EVIL}),),
    )
    sumber = evil.sumber.model_copy(update={"berkas": EVIL})
    bad = Entri(berkas=EVIL, status=Status.DITOLAK, kode="rusak", alasan=EVIL, versi="1")
    alike = replace(bad, status=Status.BUKAN_SOP, sama_dengan=EVIL, mirip_dengan=(EVIL,))
    region = Daerah(kode="11.01", nama=EVIL, provinsi=EVIL)
    twin = evil.model_copy(update={"id": "kembar", "daerah": region})
    html = page(tmp_path, evil.model_copy(update={"sumber": sumber}), twin, extra=(bad, alike))
    assert "{{ 7*7 }}" in html
    assert html.count("<h2>") == 10
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
    doubts = (tinjauan(Kode.TANPA_LANGKAH), *mild.tinjauan)
    html = page(tmp_path, mild, grave.model_copy(update={"tinjauan": doubts}), record("c", tinjauan=()))
    links = [a["href"] for tag, a in tags(html) if tag == "a"]
    assert links[:2] == [
        "records/z.pdf/surat-z.json",
        "records/a%20b.pdf/surat-ab.json",
    ]


def test_every_sop_has_a_link(tmp_path: Path) -> None:
    html = page(tmp_path, *(record(f"a{i}", id=f"surat-{i}", tinjauan=()) for i in range(120)))
    links = {a["href"] for tag, a in tags(html) if tag == "a"}
    assert {f"records/a{i}.pdf/surat-{i}.json" for i in range(120)} <= links


def test_sums(tmp_path: Path) -> None:
    r = record(daerah=Daerah(kode="13.07", nama="Kabupaten Contoh", provinsi="Contoh"))
    store = LocalStore(tmp_path)
    store.write(record_path(r), canonical(r))
    stats = gather(store, [entry(r)])
    assert (stats.langkah, stats.siap, stats.tempat) == (2, 0, 1)
    assert stats.jabatan == {"Staf": 1, "Kepala": 1}
    assert stats.serah == {("Staf", "Kepala"): 1}
    assert stats.tanpa_waktu == {"kosong": 2}
    assert list(stats.daerah) == ["13.07 Kabupaten Contoh"]
    shown = render(stats, [entry(r)], {})
    assert "Kabupaten Contoh" in shown
    assert "0 dari 1 SOP dapat diambil sebagaimana adanya; pada 1 SOP lainnya tersisa 1 tempat" in shown


def test_a_ready_sop_has_no_places_left(tmp_path: Path) -> None:
    ready = record("a", status=StatusSop.SIAP)
    store = LocalStore(tmp_path)
    store.write(record_path(ready), canonical(ready))
    stats = gather(store, [entry(ready)])
    assert (stats.siap, stats.tempat, stats.worst) == (1, 0, [])


def twins(*changes: dict[str, Any]) -> Stats:
    """The statistics of one SOP in several offices."""
    stats = Stats()
    for i, change in enumerate(changes):
        stats.add(record(f"s{i}", **change), f"records/{i}.json")
    return stats


@pytest.mark.parametrize(
    ("changes", "groups"),
    [
        (({"instansi": "Dinas A"}, {"instansi": "Dinas B"}), [2]),
        (({"instansi": "Dinas A"}, {"instansi": "DINAS A"}), []),
        (({"instansi": "Dinas A"}, {"instansi": None}), []),
        (({"instansi": "Dinas A", "nomor_sop": "1/A"}, {"instansi": "Dinas 4", "nomor_sop": "1/A"}), []),
        (({"instansi": "Dinas A"}, {"instansi": "Dinas B", "nama_sop": "Cuti"}), []),
    ],
)
def test_the_same_sop_in_several_offices(changes: tuple[dict[str, Any], ...], groups: list[int]) -> None:
    assert [len(g) for g in twins(*changes).alike()] == groups


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"label": "Staf"}, ("Staf",)),
        ({"label": "Kasubbag", "jabatan": "Kepala Subbagian"}, ("Kepala Subbagian",)),
        ({"label": "A, B", "bagian": ({"label": "A", "jabatan": "Kepala"}, {"label": "B"})}, ("Kepala", "B")),
    ],
)
def test_roles_of_a_column(given: dict[str, Any], names: tuple[str, ...]) -> None:
    assert roles(Pelaksana.model_validate({"id": "p1", **given})) == names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Staf", "Staf"),
        ("SOP SUBBAGIAN KERJA SAMA PENERIMAAN AUDIENSI", "SOP SUB…IMAAN AUDIENSI"),
    ],
)
def test_names_fit_beside_their_bars(text: str, shown: str) -> None:
    assert fitted(text, 200) == shown


def test_an_empty_run_has_a_report(tmp_path: Path) -> None:
    assert "Tidak ada SOP yang meragukan" in page(tmp_path)
