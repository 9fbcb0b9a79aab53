"""Parquet, CSV, JSON lines and XLSX: the same rows everywhere, and nothing runs as a formula."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from schemas.record import SopRecord
from sopap.errors import InputError, OutputError
from sopap.export import FORMATS, Options, export
from sopap.export.files import csv_cell, csv_writer, harmless, harmless_csv
from sopap.export.records import RecordStream
from sopap.export.rows import batches
from sopap.export.tables import TABLES
from sopap.visible import visible
from tests.support import synthetic
from tests.support.real_flows import real_records

FILES = ("parquet", "csv", "xlsx", "rekap", "jsonl", "datapackage", "bpmn", "mermaid", "opensop", "sopflow")


def rows_by_table(folder: Path) -> dict[str, int]:
    counts = {t.name: 0 for t in TABLES}
    for batch in batches(RecordStream(folder)):
        for name, rows in batch.items():
            counts[name] += len(rows)
    return counts


@pytest.fixture(scope="module")
def expected(records: Path) -> dict[str, int]:
    return rows_by_table(records)


def test_every_table_has_rows(expected: dict[str, int]) -> None:
    assert all(expected.values()), expected


def test_keys_are_unique_and_references_hold(records: Path, tmp_path: Path) -> None:
    export(records, "parquet", tmp_path)
    frames = {t.name: pd.read_parquet(tmp_path / f"{t.name}.parquet") for t in TABLES}
    for table in TABLES:
        assert not frames[table.name].duplicated(list(table.key)).any(), table.name
        for key in table.foreign:
            have = set(map(tuple, frames[key.table][list(key.references)].to_numpy()))
            used = frames[table.name][list(key.columns)].dropna()
            assert set(map(tuple, used.to_numpy())) <= have, (table.name, key)


def test_parquet_round_trip(records: Path, tmp_path: Path, expected: dict[str, int]) -> None:
    done = export(records, "parquet", tmp_path, Options(versi="2026.1"))
    for name, count in expected.items():
        assert len(pd.read_parquet(tmp_path / f"{name}.parquet")) == count
    metadata = pq.read_schema(tmp_path / "sop.parquet")
    stored = pq.read_metadata(tmp_path / "sop.parquet").metadata
    assert stored[b"versi_dataset"] == b"2026.1"
    assert stored[b"konvensi_waktu.menit_per_hari"] == b"450"
    assert metadata.field("tanggal_pembuatan").type == "date32[day]"
    assert done.metadata.jumlah_sop == expected["sop"]
    assert not done.rejected


def test_csv_round_trip(records: Path, tmp_path: Path, expected: dict[str, int]) -> None:
    export(records, "csv", tmp_path)
    for name, count in expected.items():
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
            cells = list(csv.reader(handle))
        assert len(cells) == count + 1
        assert not [c for row in cells for c in row if c[:1] in ("=", "+", "-", "@", "\t", "\r")]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+62", "'+62"),
        ("-", "'-"),
        ("@a", "'@a"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("'petik", "''petik"),
        ("1. Surat = baik", "1. Surat = baik"),
        ("", ""),
    ],
)
def test_harmless(printed: str, written: str) -> None:
    assert harmless(printed) == written


def test_hidden_characters_are_spelt_out_and_line_ends_stay() -> None:
    assert visible("a\x00b\nd\te\u202e\uffff") == "a⟨U+0000⟩b\nd\te⟨U+202E⟩⟨U+FFFF⟩"


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("surat;=1+41;jadwal", "surat;'=1+41;jadwal"),
        ('a;"=1"', 'a;"\'=1"'),
        ("a; @b", "a;' @b"),
        ("satu\n-dua", "satu\n'-dua"),
        ("a; -b, c; d", "a; -b, c; d"),
        ("=a;+b", "'=a;'+b"),
    ],
)
def test_harmless_wherever_a_program_splits_it(printed: str, written: str) -> None:
    assert harmless_csv(printed) == written


def test_no_cell_runs_in_a_comma_or_semicolon_locale(tmp_path: Path) -> None:
    texts = ("=1;=2;@c", 'x;"=HYPERLINK(1)";y', "a\n=b", "c;\t=d", ";'=e")
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as f:
        csv_writer(f).writerows([i, csv_cell(text), i] for i, text in enumerate(texts))
    written = (tmp_path / "a.csv").read_text(encoding="utf-8")
    cells = [c.strip().strip('"') for c in re.split(r"[;,\t\r\n]", written)]
    assert not [c for c in cells if c[:1] in ("=", "+", "-", "@")]


def test_xlsx_round_trip(records: Path, tmp_path: Path, expected: dict[str, int]) -> None:
    path = tmp_path / "sop.xlsx"
    export(records, "xlsx", path)
    book = openpyxl.load_workbook(path)
    for name, count in expected.items():
        sheet = book[name]
        assert sheet.max_row == count + 1
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    numbers = {row[11].value for row in book["sop"].iter_rows()}
    assert "+62 = 1" in numbers
    cut = [row[1] for row in book["dataset"].values if row[0] == "dipotong_32767_huruf"]
    assert [c.split()[0] for c in cut] == ["Langkah", "langkah.kegiatan"]
    assert book.sheetnames[:2] == ["Daftar SOP", "Langkah SOP"]
    assert book["Daftar SOP"].auto_filter.ref and book["Daftar SOP"].freeze_panes == "A2"


def test_the_list_of_steps_says_who_and_what_follows(tmp_path: Path) -> None:
    synthetic.write_records([synthetic.looping()], tmp_path / "in")
    export(tmp_path / "in", "xlsx", tmp_path / "sop.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "sop.xlsx")["Langkah SOP"].values)
    decision = dict(zip(rows[0], rows[2], strict=True))
    assert decision["Pelaksana"] == "Sekretaris" and decision["Simbol"] == "belah ketupat"
    assert decision["Langkah berikut"] in ("Ya: 3; Tidak: 1", "Tidak: 1; Ya: 3")


def test_long_numbers_stay_whole_in_a_spreadsheet() -> None:
    assert harmless("196301031988121001") == "'196301031988121001"
    assert harmless("2026") == "2026"


def test_rows_of_lists_are_as_high_as_what_wraps_in_them(tmp_path: Path) -> None:
    long = synthetic.straight().model_copy(update={"nama_sop": "Pengelolaan Surat Masuk " * 8})
    synthetic.write_records([long], tmp_path / "in")
    export(tmp_path / "in", "xlsx", tmp_path / "sop.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sop.xlsx")
    sheet = book["Daftar SOP"]
    assert 60 <= sheet.row_dimensions[2].height <= 120
    assert {c.alignment.vertical for c in sheet[2] if c.value is not None} == {"top"}
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert book["sop"].row_dimensions[2].height is None


def test_xlsx_opens_in_libreoffice(records: Path, tmp_path: Path, expected: dict[str, int]) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice here: apt-get install libreoffice-calc-nogui")
    export(records, "xlsx", tmp_path / "sop.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [office, "--headless", profile, "--convert-to", target, "sop.xlsx"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        timeout=120,
    )
    with (tmp_path / "sop-sop.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == expected["sop"]
    assert "+62 = 1" in {row["nomor_sop"] for row in rows}


def test_jsonl_gives_the_records_back(records: Path, tmp_path: Path) -> None:
    path = tmp_path / "sop.jsonl"
    export(records, "jsonl", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [SopRecord.model_validate_json(line) for line in lines] == list(RecordStream(records))
    described = json.loads((tmp_path / "sop.jsonl.dataset.json").read_text(encoding="utf-8"))
    assert described["skema"] == "sop-ap/1"


@pytest.mark.parametrize("name", FILES)
def test_same_records_same_bytes(name: str, records: Path, tmp_path: Path) -> None:
    contents = []
    for run in ("a", "b"):
        export(records, name, tmp_path / run / FORMATS[name].default)
        files = sorted(p for p in (tmp_path / run).rglob("*") if p.is_file())
        contents.append([(p.relative_to(tmp_path / run), p.read_bytes()) for p in files])
    assert contents[0] == contents[1]
    assert contents[0]


def test_what_is_no_record_is_left_out_and_named(tmp_path: Path) -> None:
    synthetic.write_records([synthetic.straight()], tmp_path)
    good = next(tmp_path.rglob("*.json")).read_text(encoding="utf-8")
    cases = {
        "a.json": ("{", "bukan JSON"),
        "b.json": ('{"skema": "lain"}', "bukan rekaman sop-ap/1"),
        "c.json": (good.replace('"nomor_sop": "01"', '"nomor_sop": 1'), "/nomor_sop"),
        "d.json": (good.replace('"pelaksana": "p1",', '"pelaksana": "p9",', 1), "p9 tidak ada"),
        "e.json": (good.replace('"id": "surat', '"id": "../surat'), "bukan slug"),
        "zz.json": (good, "sudah ada"),
    }
    for name, (text, _) in cases.items():
        (tmp_path / "records" / name).write_text(text, encoding="utf-8")
    done = export(tmp_path, "jsonl", tmp_path / "sop.jsonl")
    assert done.metadata.jumlah_sop == 1
    reasons = {r.berkas: r.alasan for r in done.rejected}
    assert reasons.keys() == cases.keys()
    for name, (_, reason) in cases.items():
        assert reason in reasons[name]


def test_nothing_is_left_behind_by_a_failed_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.write_records([synthetic.straight()], tmp_path / "in")
    target = tmp_path / "to" / "parquet"

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", fail)
    with pytest.raises(OutputError, match="disk full"):
        export(tmp_path / "in", "parquet", target)
    assert list(target.parent.iterdir()) == [target]
    assert not list(target.iterdir())


def test_no_records_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        export(tmp_path / "none", "csv", tmp_path / "csv")


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in ("postgres",)])
def test_an_empty_dataset_exports(name: str, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    if name == "duckdb":
        pytest.importorskip("duckdb")
    assert export(tmp_path, name).metadata.jumlah_sop == 0


def test_real_records_survive_every_format(shared: Path, tmp_path: Path) -> None:
    """Truth files of real documents, as records: steps, symbols and arrows as they occur."""
    folder = tmp_path / "out"
    found = synthetic.write_records(list(real_records(shared)), folder)
    for name in FILES:
        done = export(found, name, tmp_path / name / FORMATS[name].default)
        assert not done.rejected
        assert done.metadata.jumlah_sop > 10


def test_exact_copies_count_once_unless_asked(tmp_path: Path) -> None:
    base = synthetic.straight()
    source = base.sumber.model_copy(update={"berkas": "salinan/lain.pdf"})
    copy = base.model_copy(update={"id": "lain-" + base.id[-8:], "sumber": source})
    synthetic.write_records([base, copy], tmp_path / "in")
    once = export(tmp_path / "in", "jsonl", tmp_path / "a.jsonl")
    assert (once.metadata.jumlah_sop, once.metadata.jumlah_salinan, once.rejected) == (1, 1, ())
    both = export(tmp_path / "in", "jsonl", tmp_path / "b.jsonl", Options(salinan=True))
    assert (both.metadata.jumlah_sop, both.metadata.jumlah_salinan) == (2, 0)


def test_a_recap_per_office_names_what_is_missing(tmp_path: Path) -> None:
    base = synthetic.straight()
    unsigned = base.model_copy(
        update={
            **{"id": "b-00000001", "instansi": "DINAS / Lain", "disahkan_oleh": None, "nomor_sop": None},
            "sumber": base.sumber.model_copy(update={"sha256": "e" * 64}),
        }
    )
    synthetic.write_records([base, unsigned], tmp_path / "in")
    export(tmp_path / "in", "rekap", tmp_path / "rekap")
    books = sorted(p.name for p in (tmp_path / "rekap").glob("*.xlsx"))
    assert len(books) == 2 and books[0].startswith("DINAS Lain")
    sheet = openpyxl.load_workbook(tmp_path / "rekap" / books[0])["Rekap"]
    head, row = sheet.iter_rows(values_only=True)
    lacks = str(row[head.index("Yang kurang")])
    assert row[1] == base.nama_sop and "nomor" in lacks and "pengesah" in lacks


@pytest.mark.parametrize("name", ["opensop", "sopflow"])
def test_stand_ins_are_told_once(name: str, tmp_path: Path) -> None:
    synthetic.write_records([synthetic.bare(), synthetic.straight()], tmp_path / "in")
    (note,) = export(tmp_path / "in", name, tmp_path / "a.sql").notes
    assert "a.sql.catatan.csv, 1 SOP di antaranya tanpa instansi" in note
