"""PDF files unpacked, spoilt in their drawing, words, dictionaries and boxes, and written again."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.support.hostile import written_pdf
from tests.support.mutate.raw import spoil_bytes
from tests.support.mutate.text import odd_word

_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|<<|>>|<[^<>]*>|\[|\]|/?[^\s()<>\[\]/]+|/", re.DOTALL)
_NUMBERS = (
    b"0", b"-0", b"1", b"-1", b"0.0001", b"-0.0001", b"1e9", b"1000000000", b"-1000000000",
    b"99999999999999999999", b"2147483648", b"32768", b".", b"-", b"--5", b"0.00000000001", b"595", b"842",
    b"421", b"100", b"nan", b"1.2.3",
)  # fmt: skip
_OPERATORS = (
    b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*",
    b"n", b"W", b"W*", b"q", b"Q", b"cm", b"w", b"J", b"j", b"M", b"d", b"ri", b"i", b"gs", b"BT", b"ET",
    b"Tc", b"Tw", b"Tz", b"TL", b"Tf", b"Tr", b"Ts", b"Td", b"TD", b"Tm", b"T*", b"Tj", b"TJ", b"'", b'"',
    b"Do", b"sh", b"BI", b"ID", b"EI", b"g", b"G", b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC",
    b"scn", b"SCN", b"BMC", b"BDC", b"EMC", b"BX", b"EX", b"MP", b"DP", b"d0", b"d1",
)  # fmt: skip
_INSERTS = (
    b"q", b"Q", b"Q Q Q", b"1 0 0 1 0 0 cm", b"0 0 0 0 0 0 cm", b"-1 0 0 -1 595 842 cm",
    b"0.7 0.7 -0.7 0.7 0 0 cm", b"0 1 -1 0 595 0 cm", b"100 0 0 100 0 0 cm", b"0.001 0 0 0.001 0 0 cm",
    b"W n", b"3 Tr", b"0 Tz", b"-100 Tz", b"0 Tf", b"/F1 0 Tf", b"/F1 -9 Tf", b"/F1 9999 Tf", b"1e9 TL",
    b"[] 0 d", b"[0 0] 0 d", b"[3 2] 1 d", b"0 w", b"-1 w", b"900 w", b"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI",
    b"BI /W 0 /H 0 /BPC 1 /IM true ID  EI", b"1 1 1 rg", b"0 0 0 RG", b"/Nope Do", b"/Nope gs",
    b"/Pattern cs /P scn", b"BT ET", b"BT", b"ET", b"f", b"S", b"h", b"n", b"/Span <</ActualText (x)>> BDC",
    b"EMC",
)  # fmt: skip
_DICTIONARY = (
    b"/Rotate 90", b"/Rotate 45", b"/Rotate -90", b"/Rotate 1e9", b"/Rotate null", b"/MediaBox[0 0 0 0]",
    b"/MediaBox[595 842 0 0]", b"/MediaBox[0 0 1 1]", b"/MediaBox[-500 -500 95 342]", b"/MediaBox[0 0 842]",
    b"/MediaBox[0 0 14400 14400]", b"/MediaBox[0 0 20000 3]", b"/CropBox[100 100 300 300]",
    b"/CropBox[0 0 0 0]", b"/CropBox[9000 9000 9900 9900]", b"/UserUnit 2.5", b"/UserUnit 0",
    b"/MediaBox[nan 0 null 5]", b"/Type/Nope",
)  # fmt: skip


@dataclass(slots=True)
class Part:
    """One object: all of it, or its dictionary and what its stream holds, unpacked where that is text."""

    head: bytes
    stream: bytes | None = None
    packed: bool = False

    def written(self) -> bytes:
        if self.stream is None:
            return self.head
        head = self.head if self.packed else re.sub(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?", b"", self.head)
        head = re.sub(rb"/Length \d+( 0 R)?", b"/Length %d" % len(self.stream), head, count=1)
        return head + b"stream\n" + self.stream + b"\nendstream"


def read_pdf_parts(data: bytes) -> list[Part]:
    """The objects of a file as PDFium writes it, by number from 1; missing numbers are null."""
    found = {int(m[1]): m[2] for m in re.finditer(rb"(\d+) 0 obj\r?\n(.*?)\r?\nendobj", data, re.DOTALL)}
    return [_part(found.get(n, b"null")) for n in range(1, max(found, default=0) + 1)]


def _part(body: bytes) -> Part:
    m = re.match(rb"(.*?)stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
    if not m:
        return Part(body)
    head, stream = m[1], m[2]
    if b"/FlateDecode" not in head or b"/Image" in head or b"/Length1" in head or b"DecodeParms" in head:
        return Part(head, stream, True)
    try:
        return Part(head, zlib.decompress(stream))
    except zlib.error:
        return Part(head, stream, True)


def spoil_pdf(data: bytes, edits: Sequence[Random]) -> bytes:
    parts = read_pdf_parts(data)
    root = next((i for i, p in enumerate(parts) if re.search(rb"/Type\s*/Catalog", p.head)), None)
    if root is None:
        return data
    packed = [p for p in parts if p.packed]
    for rng in edits:
        drawings = [p for p in parts if p.stream is not None and not p.packed and _TOKEN.search(p.stream)]
        if drawings and rng.random() < 0.88:
            # the longer a stream, the more it shows
            part = rng.choices(drawings, [len(p.stream or b"") for p in drawings])[0]
            part.stream = spoil_drawing(part.stream or b"", rng)
        elif packed and rng.random() < 0.3:
            part = rng.choice(packed)
            part.stream = spoil_bytes(part.stream or b"", rng)
        else:
            _spoil_dictionary(parts, rng)
    return written_pdf([p.written() for p in parts], root + 1)


def _spoil_dictionary(parts: list[Part], rng: Random) -> None:
    # without its tree of pages a file shows nothing of what else is wrong with it
    inner = [p for p in parts if not re.search(rb"/Type\s*/(Catalog|Pages)", p.head)]
    part = rng.choice(inner if inner and rng.random() < 0.9 else parts)
    kind = rng.randrange(6)
    if kind <= 1:
        pages = [p for p in parts if re.search(rb"/Type\s*/Page\b", p.head)] or [part]
        page, entry = rng.choice(pages), rng.choice(_DICTIONARY)
        key = re.escape(entry.split(b"[")[0].split(b" ")[0])
        page.head = re.sub(key + rb"\s*(\[[^\]]*\]|[\w.-]+)", b"", page.head).replace(b"<<", b"<<" + entry, 1)
    elif kind == 2:
        part.head = _swap_some(part.head, _NUMBER, rng, lambda _: rng.choice(_NUMBERS))
    elif kind == 3:
        other = b"%d 0 R" % rng.randint(1, len(parts))
        part.head = _swap_some(part.head, re.compile(rb"\d+ 0 R"), rng, lambda _: other)
    elif kind == 4:
        part.head = _swap_some(part.head, re.compile(rb"/\w+"), rng, lambda m: m[:-1] or b"/X")
    else:
        part.head, part.stream = rng.choice((b"null", b"<<>>", b"[]", b"(x)", b"<</Kids[1 0 R]>>")), None


def _swap_some(text: bytes, pattern: re.Pattern[bytes], rng: Random, to: Callable[[bytes], bytes]) -> bytes:
    places = list(pattern.finditer(text))
    for m in sorted(rng.sample(places, min(len(places), rng.choice((1, 1, 2, 5)))), key=lambda m: -m.start()):
        text = text[: m.start()] + to(m[0]) + text[m.end() :]
    return text


def spoil_drawing(stream: bytes, rng: Random) -> bytes:
    """One change to the instructions of a page."""
    steps = _instructions(stream)
    i, j = rng.randrange(len(steps)), rng.randrange(len(steps))
    n = rng.choice((1, 1, 3, 10, 60))
    kind = rng.randrange(11)
    if kind == 0:
        del steps[i : i + n]
    elif kind == 1:
        steps[i:i] = steps[i : i + n] * rng.choice((1, 1, 3, 40))
    elif kind == 2:
        steps[i : i + n], steps[j : j + n] = steps[j : j + n], steps[i : i + n]
    elif kind == 3:
        steps[j:j] = [_drawn(rng) for _ in range(rng.choice((1, 1, 5, 30)))]
    elif kind == 4:
        steps[i].append(rng.choice(_INSERTS))
    elif kind == 5:
        steps[i][-1] = rng.choice(_OPERATORS)
    elif kind <= 7:
        _change_strings(steps, i, rng)
    elif kind == 8:
        _shake(steps, rng, rng.choice((0.3, 1.0, 4.0, 30.0)))
    else:
        for step in steps[i : i + n]:
            step[:] = [
                rng.choice(_NUMBERS) if _NUMBER.fullmatch(t) and rng.random() < 0.4 else t for t in step
            ]
    return b"\n".join(b" ".join(s) for s in steps)


def _instructions(stream: bytes) -> list[list[bytes]]:
    """Operands with their operator; an operator is a bare word."""
    steps: list[list[bytes]] = [[]]
    for m in _TOKEN.finditer(stream):
        steps[-1].append(m[0])
        if re.fullmatch(rb"[A-Za-z]+\*?|['\"]", m[0]):
            steps.append([])
    return steps if steps[-1] else steps[:-1] or [[b"n"]]


def _drawn(rng: Random) -> list[bytes]:
    """A line, box, curve, polygon or word of its own anywhere on the page."""
    x, y, w, h = (rng.randrange(0, 900, 7) for _ in range(4))
    w, h = (w, h) if rng.random() < 0.3 else (w // 20, h // 20)
    shape = rng.randrange(6)
    if shape == 0:
        return [f"{x} {y} m {x + w} {y if rng.random() < 0.7 else y + h} l S".encode()]
    if shape == 1:
        return [f"{x} {y} {w} {h} re {rng.choice('SfBn')}".encode()]
    if shape == 2:
        return [f"{x} {y} m {x + w} {y} {x + w} {y + h} {x} {y + h} c {rng.choice('SfBs')}".encode()]
    if shape == 3:
        corners = " ".join(
            f"{x + rng.randint(-30, 30)} {y + rng.randint(-30, 30)} l" for _ in range(rng.randint(1, 9))
        )
        return [f"{x} {y} m {corners} {rng.choice(('h S', 'S', 'f', 'b'))}".encode()]
    if shape == 4:
        return [f"{x} {y} m {x + w} {y + h / 2} l {x} {y + h} l {x - w} {y + h / 2} l h B".encode()]
    return [f"BT /F1 8 Tf {x} {y} Td ".encode() + _string(odd_word(rng)) + b" Tj ET"]


def _string(text: str) -> bytes:
    data = text.encode("cp1252", "replace")[:300]
    return b"(" + re.sub(rb"([()\\])", rb"\\\1", data) + b")"


def _change_strings(steps: list[list[bytes]], start: int, rng: Random) -> None:
    spots = [
        (s, k) for s in steps[start:] for k, t in enumerate(s) if t[:1] == b"(" or t[:1] == b"<" != t[1:2]
    ]
    for step, k in spots[: rng.choice((1, 1, 4, 30))]:
        token = step[k]
        if token[:1] == b"(":
            step[k] = _string(odd_word(rng)) if rng.random() < 0.8 else b"(" + token[1:-1][::-1] + b")"
        else:
            digits = rng.choice((b"", b"0", b"FFFF", b"0000", b"00030004", token[1:-1] * 3))
            step[k] = b"<" + digits + b">"


def _shake(steps: list[list[bytes]], rng: Random, by: float) -> None:
    """Every number of the page a little off: what careless drawing looks like."""
    for step in steps:
        if step[-1] in (b"m", b"l", b"c", b"re", b"Td", b"Tm"):
            step[:] = [
                b"%.2f" % (float(t) + rng.uniform(-by, by)) if _NUMBER.fullmatch(t) and len(t) < 12 else t
                for t in step
            ]
