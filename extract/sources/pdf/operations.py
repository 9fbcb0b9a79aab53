"""The content stream of a PDF page as operators with their operands, found by one regular expression.

pdfminer's own parser takes half of its time token by token. Strings, names and numbers are read as it
reads them (``pdfminer.psparser``), so that the same operators get the same operands.
Source: ISO 32000-1, 7.8.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pdfminer.psparser import LIT, literal_name


class Unusual(Exception):
    """A page holds what the fast reader does not read as pdfminer does: it is left to pdfplumber."""


# What marks parts of the content and changes nothing that is kept: tags, and states that have no say in it.
_MARKS = rb"/[\w+-]++\s*+(?:<<[^<>()]*+>>\s*+BDC|BMC|gs|ri)(?=\s)|EMC(?=\s)"
_SPACE = rb"(?:[\s\0]++|%[^\r\n]*+|" + _MARKS + rb")*+"
_PLAIN = rb"(?:[^()\\]++|\\.)*+"  # within a string, without brackets
_END = rb"[^#/%\[\]()<>{}\s]"
TOKEN = re.compile(
    _SPACE
    + rb"(?:((?:[-+]?[\d.]++\s++){4})re\s++W\*?\s++n(?=\s)"  # 1: a rectangle that only clips
    + rb"|((?:[-+]?[\d.]++\s++){0,8}+)([A-Za-z]"  # 2, 3: numbers and the operator after them
    + _END
    + rb"*+|['\"])"
    + rb"|([-+]?[\d.]++)"  # 4: a number
    + rb"|/([^/%\[\]()<>{}\s]*+)"  # 5: a name
    + rb"|\[((?:[\s\d.+-]|<[0-9a-fA-F\s]*+>|\("  # 6: an array of strings and numbers
    + _PLAIN
    + rb"\))*+)\]"
    + rb"|\(((?:[^()\\]++|\\.|\("  # 7: a string
    + _PLAIN
    + rb"\))*+)\)"
    + rb"|(<<|\[)"  # 8: a dictionary or an array begins
    + rb"|(>>|\])"  # 9: it ends
    + rb"|<([0-9a-fA-F\s]*+)>?"  # 10: a string of hex digits
    + rb"|(.)"  # 11: anything else
    + rb"|\Z)",
    re.DOTALL,
)
CLIP, NUMBERS, OPERATOR, NUMBER, NAME, FLAT, STRING, OPEN, CLOSE, HEX, OTHER = range(1, 12)
BOX_CLIP = b"box_clip"
ITEM = re.compile(rb"\((" + _PLAIN + rb")\)|<([0-9a-fA-F\s]*+)>|([-+]?[\d.]++)", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPED = {
    b"b": b"\b",
    b"t": b"\t",
    b"n": b"\n",
    b"f": b"\f",
    b"r": b"\r",
    b"(": b"(",
    b")": b")",
    b"\\": b"\\",
}
HASH = re.compile(rb"#([0-9a-fA-F]{0,2})")
STOPS = {b"{": "procedure", b"}": "procedure", b"(": "brackets", b"BI": "inline image"}


def run(data: bytes, stack: list[Any], do: Callable[[bytes], None]) -> None:
    """Push every operand of a content stream on ``stack`` and call ``do`` with each operator.

    Raises Unusual at what is left to pdfminer: inline images, procedures, brackets within brackets
    within brackets, numbers that are none.
    """
    take = Operands(stack, do).takers()
    for m in TOKEN.finditer(data):
        take[m.lastindex or 0](m)


class Operands:
    """Where operands are pushed: on the stack of the page, or into the array that is open."""

    def __init__(self, stack: list[Any], do: Callable[[bytes], None]) -> None:
        self._here = stack
        self._open: list[tuple[bytes, list[Any]]] = []
        self._do = do

    def takers(self) -> list[Callable[[re.Match[bytes]], None]]:
        """What to do with each kind of token, by the number of its group; 0: the end of the page."""
        take: list[Callable[[re.Match[bytes]], None]] = [lambda m: None] * (OTHER + 1)
        take[OPERATOR], take[OPEN], take[CLOSE] = self.operator, self.open, self.close
        take[CLIP] = self.clip
        take[OTHER] = lambda m: stop(m.group(OTHER))
        for kind, value in OPERANDS.items():
            take[kind] = self.pusher(kind, value)
        return take

    def pusher(self, kind: int, value: Callable[[bytes], Any]) -> Callable[[re.Match[bytes]], None]:
        return lambda m: self._here.append(value(m.group(kind)))

    def operator(self, m: re.Match[bytes]) -> None:
        numbers, operator = m.group(NUMBERS, OPERATOR)
        if numbers:
            try:
                self._here += map(float, numbers.split())
            except ValueError as e:
                raise Unusual("number") from e
        if operator in CONSTANTS:
            self._here.append(CONSTANTS[operator])
        elif self._open:
            self._here.append(None)  # a keyword within brackets does nothing
        elif operator in STOPS:
            stop(operator)
        else:
            self._do(operator)

    def clip(self, m: re.Match[bytes]) -> None:
        """A rectangle that only clips, as an operator of our own: its numbers are seldom asked for."""
        self._here.append(m.group(CLIP))
        self._do(BOX_CLIP)

    def open(self, m: re.Match[bytes]) -> None:
        self._open.append((m.group(OPEN), self._here))
        self._here = []

    def close(self, m: re.Match[bytes]) -> None:
        items, array = self._here, m.group(CLOSE) == b"]"
        if not self._open or (self._open[-1][0] == b"[") != array or (len(items) % 2 and not array):
            raise Unusual("brackets")
        _, self._here = self._open.pop()
        pairs = zip(map(literal_name, items[::2]), items[1::2], strict=False)
        self._here.append(items if array else dict(pairs))


def stop(word: bytes) -> None:
    if word in STOPS:
        raise Unusual(STOPS[word])


def numbers_of(tokens: bytes) -> list[float]:
    return [number(token) for token in tokens.split()]


def number(token: bytes) -> float:
    try:
        return float(token)
    except ValueError as e:
        raise Unusual("number") from e


def string(token: bytes) -> bytes:
    return ESCAPE.sub(_escaped, token) if b"\\" in token else token


def _escaped(m: re.Match[bytes]) -> bytes:
    sign = m.group(1)
    if sign[0:1].isdigit() and sign not in (b"8", b"9"):
        code = int(sign, 8)
        if code > 255:
            raise Unusual("octal")
        return bytes((code,))
    return ESCAPED.get(sign, b"")


def hexadecimal(token: bytes) -> bytes:
    """Digits by twos; pdfminer takes a last one that stands alone for its value."""
    with suppress(ValueError):
        return bytes.fromhex(token.decode())
    digits = b"".join(token.split()).decode()
    odd = bytes((int(digits[-1], 16),)) if len(digits) % 2 else b""
    return bytes.fromhex(digits[: len(digits) // 2 * 2]) + odd


def name(token: bytes) -> Any:
    if b"#" in token:
        token = HASH.sub(lambda m: bytes((int(m.group(1), 16),)) if m.group(1) else b"", token)
    try:
        return LIT(token.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(token)


def flat(token: bytes) -> list[Any]:
    """The items of an array of strings and numbers."""
    return [
        number(figure) if figure else hexadecimal(digits) if digits else string(text)
        for text, digits, figure in ITEM.findall(token)
    ]


CONSTANTS = {b"true": True, b"false": False}
OPERANDS: dict[int, Callable[[bytes], Any]] = {
    NUMBER: number,
    NAME: name,
    FLAT: flat,
    STRING: string,
    HEX: hexadecimal,
}
