"""What a worksheet cell shows: its stored value through its number format.

Source: ECMA-376 Part 1, 18.8.30 and 18.8.31 (number formats). The form's cells hold texts,
counts with a unit in the format (0" menit") and dates; those are covered. Decimals have a
comma and months Indonesian names, as offices here have them set.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from extract.form.kalender import BULAN, HARI

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DATE = re.compile(r"y+|m+|d+|h+|s+|[^ymdhs]+", re.I)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?%?")
_SYSTEM_DATE = ("mm-dd-yy", "m/d/yy")  # the formats that show a date as the country writes it


def shown(value: Any, number_format: str) -> str:
    """The text that a cell shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return shown_date(value, number_format)
    if isinstance(value, int | float):
        return shown_number(value, number_format)
    return str(value)


def shown_number(value: float, number_format: str) -> str:
    """A number by the section of its format for its sign; words of the format stand around it."""
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    if value == 0 and len(sections) > 2:
        section = sections[2]
    if len(sections) > 1 and not section:
        return ""  # a format without anything hides the value
    size = abs(value) if section is not sections[0] else value
    bare = _LITERAL.sub(lambda m: "\0" * len(m.group()), section)
    digits = _DIGITS.search(bare) or re.search("general", bare, re.I)
    if not digits:
        words = literals(section)
        return words if words and not bare.strip("\0 ") else plain(size)  # "@" and date codes
    before, after = literals(section[: digits.start()]), literals(section[digits.end() :])
    return before + formatted(size, digits.group()) + after


def literals(text: str) -> str:
    """The words of a piece of a format."""
    out = []
    at = 0
    for m in _LITERAL.finditer(text):
        out += [text[at : m.start()], m.group(1) or m.group(2) or ""]
        at = m.end()
    return "".join([*out, text[at:]])


def formatted(value: float, digits: str) -> str:
    """A number with the decimals and separators of a format like ``#,##0.00`` or ``0%``."""
    if digits.lower() == "general":
        return plain(value)
    percent = digits.endswith("%")
    whole, _, decimals = digits.rstrip("%").partition(".")
    text = f"{value * (100 if percent else 1):{',' if ',' in whole else ''}.{len(decimals)}f}"
    text = text.translate(str.maketrans(",.", ".,"))
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    front, comma, rest = text.partition(",")
    kept = rest.rstrip("0") if "#" in decimals else rest
    text = front.zfill(whole.count("0")) + (comma + kept if kept else "")
    return sign + text + ("%" if percent else "")


def plain(value: float) -> str:
    """A number without a format: whole numbers bare, others with at most ten decimals."""
    if float(value).is_integer():
        return str(int(value))
    return f"{value:.10f}".rstrip("0").replace(".", ",")


def shown_date(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    """A date or time by its format; the system's short date comes as day/month/year."""
    section = number_format.split(";")[0]
    if section.lower() in _SYSTEM_DATE:
        section = "dd/mm/yyyy"
    out: list[str] = []
    at = 0
    for m in _LITERAL.finditer(section):
        out += [dated(value, section[at : m.start()]), m.group(1) or m.group(2) or ""]
        at = m.end()
    return "".join([*out, dated(value, section[at:])]).split("@")[0].strip()


def dated(value: dt.datetime | dt.date | dt.time, pattern: str) -> str:
    """A piece of a date format without words. ``m`` beside hours or seconds means minutes."""
    tokens = _DATE.findall(pattern)
    out: list[str] = []
    for i, token in enumerate(tokens):
        kind = token[0].lower()
        before, after = tokens[i - 2] if i > 1 else "", tokens[i + 2] if i + 2 < len(tokens) else ""
        if kind == "m" and (before[:1] in ("h", "H") or after[:1] in ("s", "S")):
            kind = "minute"
        out.append(dated_token(value, kind, len(token)) if kind in _PARTS else token)
    return "".join(out)


_PARTS = {"y": "year", "m": "month", "d": "day", "h": "hour", "minute": "minute", "s": "second"}


def dated_token(value: dt.datetime | dt.date | dt.time, kind: str, length: int) -> str:
    part = getattr(value, _PARTS[kind], None)
    if part is None:
        return ""
    if kind == "y":
        return str(part) if length > 2 else f"{part % 100:02d}"
    if kind == "m" and length > 2:
        return BULAN[part - 1] if length == 4 else BULAN[part - 1][:3]
    if kind == "d" and length > 2 and isinstance(value, dt.date):
        return HARI[value.weekday()][: None if length == 4 else 3]
    return str(part) if length == 1 else f"{part:02d}"
