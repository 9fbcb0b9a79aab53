"""The house rules about names that a machine can check: thresholds have one, and a class its own."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Halves, doubles and ends of a range are no thresholds; presets of office files are drawings, point by point.
PLAIN_NUMBERS = {0.0, 0.5, 1.0, 2.0}
DRAWINGS = {"presets.py"}


def bare_thresholds(path: Path) -> list[int]:
    """Lines of a module's functions in which a number with a fraction stands without a name."""
    functions = [
        n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)
    ]
    numbers = (n for f in functions for n in ast.walk(f) if isinstance(n, ast.Constant))
    return sorted({n.lineno for n in numbers if isinstance(n.value, float) and n.value not in PLAIN_NUMBERS})


def test_every_threshold_of_extract_has_a_name() -> None:
    paths = [p for p in (ROOT / "extract").rglob("*.py") if p.name not in DRAWINGS]
    found = {str(p.relative_to(ROOT)): lines for p in paths if (lines := bare_thresholds(p))}
    assert not found, f"name these numbers, with a reason, at the top of their modules: {found}"


def test_a_class_of_extract_has_a_name_of_its_own() -> None:
    homes: dict[str, list[str]] = {}
    for path in (ROOT / "extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    shared = {name: paths for name, paths in homes.items() if len(paths) > 1}
    assert not shared, f"one name, several things: {shared}"
