"""The commands export, stats and diff, and the data dictionary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sopap.errors import ExitCode
from sopap.export import FORMATS
from sopap.export.cli import register
from sopap.export.dictionary import data_dictionary
from tests.support import synthetic

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    app = typer.Typer()
    register(app)
    return app


def test_export_writes_beside_the_records(app: typer.Typer, tmp_path: Path) -> None:
    synthetic.write_records([synthetic.straight()], tmp_path)
    done = CliRunner().invoke(app, ["export", str(tmp_path), "--to", "csv", "--dataset-version", "7"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "export" / "csv" / "sop.csv").is_file()
    assert "versi dataset 7" in done.output


def test_a_rejected_file_makes_the_export_partial(app: typer.Typer, tmp_path: Path) -> None:
    synthetic.write_records([synthetic.straight()], tmp_path)
    (tmp_path / "records" / "rusak.json").write_text("{")
    done = CliRunner().invoke(app, ["export", str(tmp_path), "--to", "jsonl"])
    assert done.exit_code == ExitCode.PARTIAL
    assert "rusak.json\tbukan JSON" in done.output


def test_unknown_format_is_a_usage_error(app: typer.Typer, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", str(tmp_path), "--to", "pdf"])
    assert done.exit_code == ExitCode.USAGE


def test_every_format_is_in_the_help(app: typer.Typer) -> None:
    text = CliRunner().invoke(app, ["export", "--help"], terminal_width=200).output
    assert all(name in text for name in FORMATS)


def test_stats_and_diff(app: typer.Typer, records: Path, tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["stats", str(records)], terminal_width=200)
    assert shown.exit_code == 0 and "langkah tanpa waktu" in shown.output
    tables = CliRunner().invoke(app, ["stats", str(records), "--csv", str(tmp_path / "stats")])
    assert tables.exit_code == 0
    assert (tmp_path / "stats" / "serah_terima.csv").is_file()
    synthetic.write_records([synthetic.straight()], tmp_path / "a")
    synthetic.write_records([], tmp_path / "b")
    (tmp_path / "b").mkdir(exist_ok=True)
    done = CliRunner().invoke(app, ["diff", str(tmp_path / "a"), str(tmp_path / "b")])
    assert json.loads(done.stdout) == {"id": synthetic.straight().id, "jenis": "hilang", "jalur": ""}


def test_the_data_dictionary_is_current() -> None:
    """Rewrite with: python -m sopap.export.dictionary > docs/kamus-data.md"""
    assert (ROOT / "docs" / "kamus-data.md").read_text(encoding="utf-8") == data_dictionary()
