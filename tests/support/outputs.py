"""What a run left behind, for comparing runs."""

from __future__ import annotations

from pathlib import Path

from sopap.run.manifest import TIMES, Entri, load_done
from sopap.run.store import open_store


def tree(root: Path) -> dict[str, bytes]:
    """Every output file that must not differ between runs."""
    files = (p for p in root.rglob("*") if p.is_file() and p.name not in (TIMES, ".kunci"))
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


def entries(out: Path) -> dict[str, Entri]:
    return load_done(open_store(str(out)))
