"""The house rules that a machine can check: who may import whom, and how long a file may be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "schemas": {"schemas"},
    "extract": {"schemas", "extract"},
    "normalize": {"schemas", "normalize"},
    "sopap": {"schemas", "extract", "normalize", "sopap"},
}
# The rooms of extract, each with those that it may import; a source knows no table and no flow.
BASE = {"geometry", "form"}
ROOMS = {
    "geometry": {"geometry"},
    "form": BASE,
    "triage": {"sources.office.package"},
    "sources": {*BASE, "sources"},
    "table": {*BASE, "table"},
    "flow": {*BASE, "table", "flow"},
    "sop": {*BASE, "table", "flow"},
    "draft": {*BASE, "table", "sop"},
    "document": {*BASE, "table", "flow", "sop", "draft", "sources.page_source"},
    "checks": set[str](),
    "pipeline": {"form", "triage", "sources", "document", "checks"},
}
MAX_LINES = 400


def imported(path: Path) -> set[str]:
    """Top-level packages that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_obey_the_layers(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        ours = imported(path) & MAY_IMPORT.keys()
        assert ours <= MAY_IMPORT[package], f"{path.relative_to(ROOT)} imports {ours}"


def rooms_imported(path: Path) -> set[str]:
    """Modules of extract that a module imports, by their dotted names inside it."""
    nodes = [
        n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)
    ]
    return {n.module.removeprefix("extract.") for n in nodes if n.module and n.module.startswith("extract.")}


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_of_extract_import_downwards_only(room: str) -> None:
    folder = ROOT / "extract" / room
    for path in folder.rglob("*.py") if folder.is_dir() else [folder.with_suffix(".py")]:
        for name in rooms_imported(path):
            allowed = name.split(".")[0] in ROOMS[room] or name in ROOMS[room]
            assert allowed, f"{path.relative_to(ROOT)} imports extract.{name}"


def test_every_room_of_extract_has_its_place() -> None:
    there = {p.stem for p in (ROOT / "extract").iterdir() if not p.name.startswith("__")}
    assert there == ROOMS.keys()


def test_no_file_is_too_long() -> None:
    for folder in MAY_IMPORT:
        for path in (ROOT / folder).rglob("*.py"):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            assert lines <= MAX_LINES, f"{path.relative_to(ROOT)} has {lines} lines"
