"""What a run left behind, for comparing runs."""

from __future__ import annotations

from pathlib import Path

from sopap.run.manifest import TIMES, Entri, load_done
from sopap.run.store import STATE, open_store


def tree(root: Path) -> dict[str, bytes]:
    """Every output file that must not differ between runs."""
    names = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}
    return {n: p.read_bytes() for n, p in names.items() if n != TIMES and not n.startswith(f"{STATE}/")}


def entries(out: Path) -> dict[str, Entri]:
    return load_done(open_store(str(out)))
