from __future__ import annotations

from pathlib import Path

import openpyxl
from test_report import EVIL, entry, tags

from schemas.record import Asal, SopRecord
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import JenisSumber, StatusSop
from sopap.run.manifest import MANIFEST, manifest_bytes
from sopap.run.names import record_path
from sopap.run.store import LocalStore, canonical
from sopap.show.review import Doubts, Job, pictures, render, write_review
from tests.support import hostile
from tests.support.sample_record import record


def doubtful(stem: str = "a", count: int = 1) -> SopRecord:
    r = record(stem)
    first = r.langkah[0].model_copy(update={"asal": Asal(halaman=1, kotak=(59.5, 84.2, 119.0, 168.4))})
    doubts = (tinjauan(Kode.WAKTU_TANPA_SATUAN, "/langkah/0/mutu_baku/waktu", {"teks": EVIL}),) * count
    return r.model_copy(update={"langkah": (first, r.langkah[1]), "tinjauan": doubts})


def test_worst_records_get_a_page_with_their_source_beside(tmp_path: Path) -> None:
    source, store = tmp_path / "masuk", LocalStore(tmp_path / "out")
    source.mkdir()
    (source / "a.pdf").write_bytes(hostile.pdf())
    records = [doubtful("a", 1), doubtful("hilang", 2), record("b", status=StatusSop.SIAP)]
    for r in records:
        store.write(record_path(r), canonical(r))
    store.write(MANIFEST, manifest_bytes([entry(r) for r in records]))
    written: list[str] = []
    write_review(store, str(source), 5, written.append)
    assert written == ["tinjau/hilang.pdf/surat-hilang.html", "tinjau/a.pdf/surat-a.html"]
    page = (tmp_path / "out" / written[1]).read_text()
    marks = [a for tag, a in tags(page) if tag == "a"]
    assert [m["style"] for m in marks] == ["left:10.00%;top:10.00%;width:10.00%;height:10.00%"]
    images = [a["src"] or "" for tag, a in tags(page) if tag == "img"]
    assert [i[:23] for i in images] == ["data:image/jpeg;base64,"]
    assert "Tidak ada gambar halaman" in (tmp_path / "out" / written[0]).read_text()
    report = (tmp_path / "out" / "report.html").read_text()
    links = [a["href"] for tag, a in tags(report) if (a.get("href") or "").startswith("tinjau/")]
    assert links[:2] == written and set(links) == set(written)  # of the worst, and of all SOPs


def test_nothing_from_a_document_becomes_markup() -> None:
    evil = doubtful().model_copy(update={"nama_sop": EVIL, "instansi": EVIL, "peringatan": (EVIL,)})
    html = render(evil, ())
    for tag, attributes in tags(html):
        assert tag not in ("script", "img", "iframe", "object")
        assert not any(name.startswith("on") for name in attributes)


def test_an_image_is_its_own_page(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(hostile.image("PNG"))
    r = doubtful()
    r = r.model_copy(update={"sumber": r.sumber.model_copy(update={"jenis": JenisSumber.GAMBAR})})
    [picture] = pictures(Job(r, "x", str(tmp_path / "a.png")))
    assert picture.halaman == 1
    (mark,) = picture.marks
    assert all(0 < v < 100 for v in mark.box)


def test_a_worksheet_is_shown_as_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (("No", "Kegiatan"), (1, "Menerima berkas")):
        book.active.append(row)
    book.save(path)
    r = doubtful()
    r = r.model_copy(update={"sumber": r.sumber.model_copy(update={"jenis": JenisSumber.XLSX})})
    [picture] = pictures(Job(r, "x", str(path)))
    assert picture.data.startswith("data:image/jpeg") and picture.size[0] > 0
    assert len(picture.marks) == 1


def test_doubts_by_place() -> None:
    doubts = Doubts(doubtful())
    assert len(doubts("/langkah/0")) == 1
    assert doubts("/langkah/01") == doubts("/langkah/1") == doubts.own("/langkah/0") == []
