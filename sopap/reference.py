"""The tables of docs/errors.md, written from the registries so that no code stays unexplained.

``make schema`` runs this; a test fails where the committed page differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from schemas.errors import KODE_TOLAK
from schemas.tinjauan import Kode
from sopap.run.pipeline import KODE_HASIL

PAGE = Path(__file__).parents[1] / "docs" / "errors.md"


def filled(page: str) -> str:
    """The page with each table between ``<!-- name -->`` and ``<!-- /name -->`` written anew."""
    tables = {
        "tolak": _table(("code", "message"), KODE_TOLAK.items()),
        "hasil": _table(("code", "message"), KODE_HASIL.items()),
        "tinjauan": _table(("code", "level", "message"), ((k.value, str(k.tingkat), k.pesan) for k in Kode)),
    }
    for name, table in tables.items():
        page = _put(page, name, table)
    return page


def _put(page: str, name: str, table: str) -> str:
    part = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return part.sub(lambda m: m[1] + table + m[2], page)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head)]
    lines += [(f"`{code}`", *(cell.replace("|", "\\|") for cell in cells)) for code, *cells in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
