"""Corrections as data: they stay over renames, forced runs and new readings; conflicts are shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas.record import SopRecord
from sopap.desk.apply import corrected
from sopap.desk.filled import answers, correction
from sopap.desk.kept import Desk
from sopap.desk.koreksi import Koreksi, Tindakan, load
from sopap.desk.truth import sop_truth
from sopap.errors import InputError
from sopap.export import export
from sopap.measure.evaluate import score_document
from sopap.measure.score import Score
from sopap.run.manifest import manifest_bytes, parse_lines
from sopap.run.store import open_store
from tests.support import synthetic
from tests.support.desk import doubtful, filled, run


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    source, out = tmp_path / "masuk", tmp_path / "out"
    source.mkdir()
    (source / "a.pdf").write_text("x")
    run(source, out)
    return source, out


def desk(out: Path) -> Desk:
    return Desk(open_store(str(out)), "uji")


def change(out: Path, jalur: str, value: object, tindakan: Tindakan = Tindakan.UBAH) -> SopRecord:
    d = desk(out)
    (record_id,) = d.where
    return d.add(record_id, d.make(record_id, tindakan, jalur, value, "ani"))


def test_a_correction_stays_over_force_rename_and_another_reading(place: tuple[Path, Path]) -> None:
    source, out = place
    fixed = change(out, "/langkah/1/mutu_baku/waktu/teks", "3 hari")
    assert (fixed.langkah[1].mutu_baku.waktu.menit_maks, fixed.tinjauan) == (1350.0, ())
    assert run(source, out, force=True).langkah[1].mutu_baku.waktu.teks == "3 hari"
    (source / "a.pdf").rename(source / "b.pdf")
    assert run(source, out, prune=True).langkah[1].mutu_baku.waktu.teks == "3 hari"
    assert run(source, out, title="Dibaca Lain", force=True).langkah[1].mutu_baku.waktu.teks == "3 hari"


def test_a_changed_reading_is_a_conflict_at_its_place(place: tuple[Path, Path]) -> None:
    source, out = place
    change(out, "/nama_sop", "Surat Keluar Dinas")
    again = run(source, out, title="Dibaca Lain", force=True)
    assert again.nama_sop == "Dibaca Lain"
    (conflict,) = (t for t in again.tinjauan if t.kode == "koreksi_berselisih")
    assert conflict.jalur == "/nama_sop" and "Surat Keluar Dinas" in conflict.pesan


def test_an_invalid_correction_is_refused_and_changes_nothing(place: tuple[Path, Path]) -> None:
    _, out = place
    before = (out / "manifest.jsonl").read_bytes()
    with pytest.raises(InputError, match="Koreksi ditolak"):
        change(out, "/langkah/0/simbol/0/jenis", "segitiga")
    with pytest.raises(InputError, match="tidak dapat diubah"):
        change(out, "/id", "lain")
    assert load(open_store(str(out))) == [] and (out / "manifest.jsonl").read_bytes() == before


def test_rows_come_and_go_with_their_arrows_and_doubts(place: tuple[Path, Path]) -> None:
    _, out = place
    d = desk(out)
    (record_id,) = d.where
    plain = d.held(record_id).record
    row = json.loads(plain.langkah[0].model_dump_json()) | {"kegiatan": "Menyisipkan lembar."}
    more = change(out, "/langkah/1", row, Tindakan.TAMBAH)
    assert [s.urutan for s in more.langkah] == list(range(1, len(plain.langkah) + 2))
    assert more.langkah[1].kegiatan == "Menyisipkan lembar." and more.tinjauan[0].jalur.startswith(
        "/langkah/2/"
    )
    assert [(a.dari.langkah, a.ke.langkah) for a in more.alur] == [
        tuple(n + (n > 1) for n in (a.dari.langkah, a.ke.langkah)) for a in plain.alur
    ]
    less = change(out, "/langkah/1", None, Tindakan.HAPUS)
    assert less.langkah == plain.langkah and less.alur == plain.alur
    back = desk(out).revert(record_id)
    assert back == plain and load(open_store(str(out))) == []


def test_a_row_that_was_split_and_joined_again_is_as_before(place: tuple[Path, Path]) -> None:
    _, out = place
    d = desk(out)
    (record_id,) = d.where
    plain = d.held(record_id).record
    text, count = plain.langkah[0].kegiatan, len(plain.langkah)
    cut = {"huruf": text.index(" "), "simbol": 1}
    more = change(out, "/langkah/0", cut, Tindakan.PISAH)
    assert [s.urutan for s in more.langkah] == list(range(1, count + 2))
    assert f"{more.langkah[0].kegiatan} {more.langkah[1].kegiatan}" == text
    assert more.langkah[0].mutu_baku == plain.langkah[0].mutu_baku
    assert more.alur[0].dari.langkah == 1 and more.alur[0].ke.langkah == 3
    assert more.tinjauan[0].jalur.startswith("/langkah/2/")
    again = change(out, "/langkah/0", None, Tindakan.GABUNG)
    assert (again.langkah[0].kegiatan, again.alur, again.tinjauan) == (text, plain.alur, plain.tinjauan)


def test_joined_rows_keep_their_symbols_arrows_and_times(place: tuple[Path, Path]) -> None:
    _, out = place
    d = desk(out)
    (record_id,) = d.where
    plain = d.held(record_id).record
    joined = change(out, "/langkah/0", None, Tindakan.GABUNG)
    a, b = plain.langkah[:2]
    assert joined.langkah[0].simbol == (*a.simbol, *b.simbol)
    assert joined.langkah[0].kegiatan == f"{a.kegiatan} {b.kegiatan}"
    times = (a.mutu_baku.waktu.teks, b.mutu_baku.waktu.teks)
    assert joined.langkah[0].mutu_baku.waktu.teks == " ".join(times)
    first = joined.alur[0]
    assert (first.dari.langkah, first.ke.langkah, first.ke.simbol) == (1, 1, len(a.simbol))
    with pytest.raises(InputError, match="Tidak ada tempat"):
        change(out, f"/langkah/{len(joined.langkah) - 1}", None, Tindakan.GABUNG)


def test_an_exact_copy_follows_its_first(tmp_path: Path) -> None:
    base = synthetic.straight()
    source = base.sumber.model_copy(update={"berkas": "lain/salinan.pdf"})
    copy = base.model_copy(update={"id": "salinan-" + base.id[-8:], "sumber": source})
    store = filled(tmp_path / "out", base, copy)
    entries = list(parse_lines(store.read("manifest.jsonl")))
    copies = [
        replace(e, sama_dengan=base.sumber.berkas if e.berkas == source.berkas else None) for e in entries
    ]
    store.write("manifest.jsonl", manifest_bytes(copies))
    d = Desk(store, "uji")
    assert list(d.where) == [base.id]
    d.add(base.id, d.make(base.id, Tindakan.UBAH, "/nama_sop", "Judul Benar", "ani"))
    kept = SopRecord.model_validate_json(store.read(f"records/{source.berkas}/{copy.id}.json") or b"")
    assert (kept.nama_sop, kept.id, kept.sumber.berkas) == ("Judul Benar", copy.id, source.berkas)


def test_settling_marks_who_and_when(place: tuple[Path, Path]) -> None:
    _, out = place
    change(out, "/nama_sop", "Judul Benar")
    settled = change(out, "", None, Tindakan.TERIMA)
    assert settled.ditinjau and (settled.ditinjau.oleh, settled.ditinjau.jumlah_koreksi) == ("ani", 1)
    assert settled.status == "siap"
    assert sop_truth(settled)["nama_sop"] == "Judul Benar"


def test_a_filled_in_list_comes_back_as_corrections(place: tuple[Path, Path], tmp_path: Path) -> None:
    _, out = place
    export(out, "periksa", tmp_path / "periksa.xlsx")
    book = openpyxl.load_workbook(tmp_path / "periksa.xlsx")
    sheet = book["Periksa"]
    names = [c.value for c in sheet[1]]
    sheet.cell(2, names.index("Nilai yang benar") + 1, "3 hari")
    book.save(tmp_path / "terisi.xlsx")
    d = desk(out)
    for answer in answers(tmp_path / "terisi.xlsx"):
        d.add(answer.record_id, correction(d, answer, "budi"))
    (record_id,) = d.where
    assert desk(out).held(record_id).record.langkah[1].mutu_baku.waktu.menit_maks == 1350.0


@pytest.mark.parametrize("text", ["2022-08-12", "12 Agustus 2022", "12/8/2022", "2022-08-12 00:00:00"])
def test_a_date_may_be_typed_as_people_write_it(place: tuple[Path, Path], text: str) -> None:
    d = desk(place[1])
    (own,) = d.where
    d.add(own, d.make(own, Tindakan.UBAH, "/tanggal_efektif", text, "budi"))
    assert str(d.held(own).record.tanggal_efektif) == "2022-08-12"
    with pytest.raises(InputError, match="tulislah seperti"):
        d.make(own, Tindakan.UBAH, "/tanggal_efektif", "lusa", "budi")


def test_corrections_are_applied_in_their_order() -> None:
    base = doubtful()
    made: dict[str, Any] = {
        "sha256": base.sumber.sha256,
        "urutan": 1,
        "oleh": "ani",
        "pada": "2026-11-30T09:00:00+07:00",
    }
    first = Koreksi(
        **made, tindakan=Tindakan.UBAH, jalur="/nama_sop", dibaca=base.nama_sop, menjadi="A", versi="1"
    )
    second = Koreksi(**made, tindakan=Tindakan.UBAH, jalur="/nama_sop", dibaca="A", menjadi="B", versi="1")
    assert corrected(base, [first, second]).nama_sop == "B"


def test_truth_of_joint_work_is_read_again(place: tuple[Path, Path]) -> None:
    _, out = place
    d = desk(out)
    (record_id,) = d.where
    plain = d.held(record_id).record
    bare = plain.model_copy(
        update={"alur": tuple(a.model_copy(update={"terarah": False}) for a in plain.alur)}
    )
    score = Score()
    score_document(score, "x", [sop_truth(bare)], [bare])
    assert plain.alur and not score.sops[0].wrong
