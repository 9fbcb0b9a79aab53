"""Office packages opened with care: parts by name and by relation, limits on what a hostile file may cost.

Source: ECMA-376 Part 2 (open packaging): parts are XML in UTF-8 or UTF-16 and never hold a document
type declaration, so one that does is an attack (entities that grow) and the file is refused. Parts
are found by their relations and read by local names: strict and transitional files, templates and
files with macros differ in namespaces and types only. Macros are never looked at.
"""

from __future__ import annotations

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from extract.sources.office.xml import Element
from schemas.errors import swollen, tolak

MAKS_BAGIAN_MB = 64  # of one XML part, unpacked: a form has far less than one
MAKS_PIKSEL = 178_956_970  # the size from which Pillow, which decodes them, takes a picture for an attack
MAKS_TANDA = 1_500_000  # tags of one part: each takes some 200 bytes of memory
_MB = 1024 * 1024
# What zipfile raises for a part that is damaged, locked or packed in a way that it does not know,
BROKEN_PART = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, NotImplementedError, RuntimeError),
)
# and for an archive; names that are no text too.
BROKEN_ARCHIVE = (*BROKEN_PART, OSError, UnicodeDecodeError)
_XML_NAMES = (".xml", ".rels", ".vml")
_HEAD = 256  # bytes that tell whether a part is XML
_DOCTYPE = b"<!DOCTYPE"
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"']{1,40})[\"']")
# Every one of these writes ASCII as ASCII (UTF-16 with zero bytes between), so the search sees all.
_PLAIN = re.compile(rb"(?:utf-?(?:8|16(?:le|be)?)|us-ascii|ascii|iso-8859-\d+|windows-125\d)", re.I)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# "<?xml" as EBCDIC writes it: a reader would understand it, the search would not.
_EBCDIC = bytes.fromhex("4c6fa79493")


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie from one part to another. ``kind``: the last word of its type; ``target``: a part's name."""

    kind: str
    target: str


def check_package(path: Path) -> None:
    """Refuse a package that is damaged or made to exhaust its reader. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(path) as z:
            for info in z.infolist():
                if is_xml(z, info):
                    check_part(z, info)
    except BROKEN_ARCHIVE as e:
        raise tolak("rusak", sebab="arsip kantor tidak utuh") from e


def is_xml(z: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether a part is XML by what it holds: its name is the writer's choice."""
    if info.is_dir():
        return False
    try:
        with z.open(info) as f:
            head = f.read(_HEAD)
    except BROKEN_PART:
        return info.filename.endswith(_XML_NAMES)  # a damaged picture costs itself
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(b"<") or head.startswith(_EBCDIC[:4])


def check_part(z: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    if info.file_size > MAKS_BAGIAN_MB * _MB:
        raise tolak("arsip_mencurigakan", sebab=swollen(info.file_size, MAKS_BAGIAN_MB * _MB))
    xml = z.read(info)
    if b"\0" in xml:  # UTF-16 and UTF-32
        xml = xml.replace(b"\0", b"")
    named = _ENCODING.search(xml[:_HEAD])
    if xml.startswith(_EBCDIC[:4]) or (named and not _PLAIN.fullmatch(named.group(1))):
        raise tolak("rusak", sebab=f"bagian {info.filename} bukan XML dalam UTF-8 atau UTF-16")
    if _DOCTYPE in xml:
        raise tolak("rusak", sebab=f"bagian {info.filename} memuat DOCTYPE, yang dilarang")


def root_of(z: zipfile.ZipFile, name: str) -> Element:
    """The root element of a part. Raises KeyError without it, ValueError where it is no XML or too large."""
    root, whole = beginning_of(z, name)
    if not whole:
        raise ValueError(f"{name} holds too many elements")
    return root


def beginning_of(z: zipfile.ZipFile, name: str) -> tuple[Element, bool]:
    """As much of a part as fits the memory of any machine, and whether that is all of it."""
    xml = z.read(name)
    whole = xml.count(b"<") <= MAKS_TANDA
    if not whole:
        xml = b"<".join(xml.split(b"<", MAKS_TANDA)[:-1])
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=not whole,  # what was cut off leaves its elements open
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as e:
        raise ValueError(f"{name} is no XML: {e.msg}") from e
    if root is None:
        raise ValueError(f"{name} is no XML")
    return root, whole


def main_part(z: zipfile.ZipFile) -> str | None:
    """Name of the part that the package is about; None where it names none that it holds."""
    return next((r.target for r in relations(z, "").values() if r.kind == "officeDocument"), None)


def relations(z: zipfile.ZipFile, part: str) -> dict[str, Relation]:
    """The relations of a part (of the package for "") by their id, those only to parts that it holds."""
    folder, name = posixpath.split(part)
    held = set(z.namelist())
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in held:
        return {}
    try:
        root = root_of(z, rels)
    except ValueError:
        return {}
    out: dict[str, Relation] = {}
    for e in root:
        # resolved against a root, so that no target leaves the package
        target = posixpath.normpath(posixpath.join("/", folder, unquote(e.get("Target") or ""))).lstrip("/")
        if e.get("TargetMode") != "External" and target in held:
            kind = (e.get("Type") or "").rpartition("/")[2]
            out.setdefault(e.get("Id") or "", Relation(kind, target))
    return out


def related(z: zipfile.ZipFile, part: str, kind: str) -> Iterator[str]:
    """Names of the parts of a kind that a part is tied to, in their order."""
    return (r.target for r in relations(z, part).values() if r.kind == kind)


def picture_by_id(z: zipfile.ZipFile, part: str) -> Callable[[str], bytes | None]:
    """How the pictures of a part are had by the ids of their relations."""
    ties = relations(z, part)

    def read(key: str) -> bytes | None:
        try:
            return z.read(ties[key].target) if key in ties else None
        except BROKEN_PART:
            return None  # a damaged picture costs itself

    return read
