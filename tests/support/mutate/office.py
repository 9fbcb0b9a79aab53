"""Office packages spoilt part by part: elements, attributes and words of their XML."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Sequence
from random import Random
from typing import Any

from lxml import etree

from tests.support.mutate.raw import spoil_bytes
from tests.support.mutate.text import odd_word, spoil_words

_VALUES = (
    "", "0", "-1", "1", "2", "7", "99", "65535", "1048577", "2147483648", "-2147483649",
    "99999999999999999999", "1.5", "1e9", "1e999", "nan", "x", "A1", "A1:A1", "A1:H99", "C4:A1", "A0",
    "XFE1", "A1048577", "ZZZZ1", "A1:XFD1048576", "$B$2", "Sheet1!A1", "true", "false", "none", "rect",
    "flowChartDecision", "flowChartTerminator", "line", "bentConnector5", "straightConnector1", "s", "str",
    "b", "e", "d", "inlineStr", "restart", "continue", "5400000", "-5400000", "21600000", "hidden", "auto",
    "FFFFFF", "12700", "914400", "-914400", "100%", "10pt", "pt", "margin-left:1e9pt;width:-5pt", "rId1",
    "rId99", "../../x.xml", "exact", "nil", "yyyy-mm-dd", "[h]:mm", '0" menit"', "General;;;@", "[>5]0",
    "#,##0.00", "'", "\ud7ff",
)  # fmt: skip
_PARTS = re.compile(
    r"(sheet\d+|document|drawing\d+|numbering|sharedStrings|styles|workbook|header\d|rels/(sheet|drawing))",
    re.I,
)


def spoil_package(data: bytes, edits: Sequence[Random]) -> bytes:
    parts = read_parts(data)
    for rng in edits:
        names = sorted(parts)
        likely = [n for n in names if re.search(r"(sheet\d+|document|drawing\d+)\.xml$", n)]
        likely = likely if rng.random() < 0.8 and likely else [n for n in names if _PARTS.search(n)]
        name = rng.choice(likely or names)
        pictures = [n for n in names if "/media/" in n]
        if pictures and rng.random() < 0.1:
            name = rng.choice(pictures)
            parts[name] = spoil_bytes(parts[name], rng)
        elif rng.random() < 0.02:
            parts[name] = b"" if rng.random() < 0.5 else parts[rng.choice(names)]
        else:
            parts[name] = spoil_xml(parts[name], rng)
    return written_parts(parts)


def read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return {i.filename: z.read(i) for i in z.infolist() if not i.is_dir()}


def written_parts(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def spoil_xml(data: bytes, rng: Random) -> bytes:
    """One change to a part: of its elements, or a few of its values or words. Not XML: as it is."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return data
    kind = rng.random()
    if kind < 0.4:
        _move(root, rng)
    elif kind < 0.8:
        for _ in range(rng.choice((1, 1, 3, 10))):
            _change_value(root, rng)
    else:
        _change_words(root, rng)
    return bytes(etree.tostring(root))


def _elements(root: Any) -> list[Any]:
    return [e for e in root.iter() if isinstance(e.tag, str) and e.getparent() is not None]


def _move(root: Any, rng: Random) -> None:
    elements = _elements(root)
    if not elements:
        return
    one, other = rng.choice(elements), rng.choice(elements)
    kind = rng.randrange(5)
    if kind <= 1:
        one.getparent().remove(one)
    elif kind == 2:
        for _ in range(rng.choice((1, 1, 2, 40))):
            one.addnext(copy.deepcopy(one))
    elif kind == 3:
        other.append(copy.deepcopy(one))
    else:
        twin = copy.deepcopy(one)
        for _ in range(rng.choice((1, 1, 5, 60))):
            twin.append(copy.deepcopy(one)) if len(twin) < 2 else twin[0].append(copy.deepcopy(one))
        one.getparent().replace(one, twin)


def _change_value(root: Any, rng: Random) -> None:
    elements = [e for e in root.iter() if isinstance(e.tag, str) and e.attrib]
    if not elements:
        return
    element = rng.choice(elements)
    name = rng.choice(sorted(element.attrib))
    kind = rng.randrange(4)
    number = re.fullmatch(r"-?\d+", element.get(name) or "")
    if kind == 0:
        del element.attrib[name]
    elif kind <= 2 and number:
        element.set(
            name,
            str(rng.choice((0, -1, 1, 2, 10**6, 2**31, int(number[0]) + rng.choice((-1, 1, 100, -1000))))),
        )
    else:
        element.set(name, rng.choice(_VALUES))


def _change_words(root: Any, rng: Random) -> None:
    elements = [e for e in root.iter() if isinstance(e.tag, str) and (e.text or "").strip()]
    for _ in range(rng.choice((1, 1, 5))):
        if elements:
            element = rng.choice(elements)
            text = spoil_words(element.text, rng) if rng.random() < 0.7 else odd_word(rng)
            element.text = re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
