"""The Data Package by the frictionless tool."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sopap.export import Lisensi, Options, export
from sopap.export.tables import TABLES


def test_frictionless_finds_the_package_valid(records: Path, tmp_path: Path) -> None:
    pytest.importorskip("frictionless", reason="frictionless is not installed: pip install sopap[dev]")
    export(records, "datapackage", tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    report = json.loads(done.stdout)
    assert report["valid"], [t["errors"][:2] for t in report["tasks"] if t["errors"]]
    assert {t["name"]: t["stats"]["rows"] for t in report["tasks"]}["sop"] == 49
    assert len(report["tasks"]) == len(TABLES)


def test_the_descriptor_says_licence_and_sources(records: Path, tmp_path: Path) -> None:
    licence = Lisensi(
        "CC-BY-4.0", "Creative Commons Atribusi 4.0", "https://creativecommons.org/licenses/by/4.0/"
    )
    export(records, "datapackage", tmp_path, Options(versi="1.0", lisensi=licence))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert {"title": "Dinas Contoh Kota Contoh"} in package["sources"]
    assert {"title": "Dinas Contoh Kota Contoh", "role": "author"} in package["contributors"]
    assert package["contributors"][0]["role"] == "wrangler"
    assert package["version"] == "1.0"
    assert package["sopap"]["konvensi_waktu.menit_per_jam"] == "60"
