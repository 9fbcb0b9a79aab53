"""Office packages opened with care: parts by name, limits on what a hostile file may cost.

Source: ECMA-376 Part 2 (open packaging): a part never holds a document type declaration, so
one that does is an attack (entities that grow) and the file is refused.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.utils.cell import range_boundaries

from schemas.errors import tolak

MAKS_BAGIAN_MB = 64  # of one XML part, unpacked: a form has far less than one
MAKS_SEL_GABUNG = 1_000_000  # cells in merged ranges and links of one sheet: the reader makes each of them
_MB = 1024 * 1024
_RANGE = re.compile(rb'<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref="([A-Z$]+[0-9$]+:[A-Z$]+[0-9$]+)"')


def check_package(path: Path) -> None:
    """Refuse a package that is damaged or made to exhaust its reader. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(path) as z:
            for info in z.infolist():
                if info.filename.endswith((".xml", ".rels", ".vml")):
                    check_part(z, info)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as e:
        raise tolak("rusak", sebab="arsip kantor tidak utuh") from e


def check_part(z: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    if info.file_size > MAKS_BAGIAN_MB * _MB:
        raise tolak("arsip_mencurigakan", mb=info.file_size // _MB, batas=MAKS_BAGIAN_MB)
    xml = z.read(info)
    # one without its zero bytes finds the declaration in UTF-16 too
    if b"<!DOCTYPE" in xml or b"<!DOCTYPE" in xml[: 2 * _MB].replace(b"\0", b""):
        raise tolak("rusak", sebab=f"bagian {info.filename} memuat DOCTYPE, yang dilarang")
    if sum(merged_area(m.group(1)) for m in _RANGE.finditer(xml)) > MAKS_SEL_GABUNG:
        raise tolak("rusak", sebab=f"sel gabungan di {info.filename} tidak wajar")


def merged_area(ref: bytes) -> int:
    """Number of cells of a range like A1:C4; a reference that is none counts for nothing."""
    try:
        c0, r0, c1, r1 = range_boundaries(ref.decode("ascii"))
    except ValueError:
        return 0
    return int((c1 - c0 + 1) * (r1 - r0 + 1))


def relations(z: zipfile.ZipFile, part: str) -> RelationshipList:
    """The relations of a part, targets as part names; none where it has none."""
    try:
        return get_dependents(z, get_rels_path(part))
    except KeyError:
        return RelationshipList()


def drawings_of(z: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Names of the drawing parts of a part, those only that the package really holds."""
    held = set(z.namelist())
    for rel in relations(z, part):
        if rel.Type.endswith("/drawing") and rel.target in held:
            yield rel.target
