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
_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?:h+|m+|s+)\]|\[[^\]]*\]|am/pm|a/p|y+|m+|d+|h+|s+|.', re.I | re.S)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?%?")
_SYSTEM_TIME = "[$-f400]"
_SYSTEM_DATE = ("mm-dd-yy", "m/d/yy")  # the formats that show a date as the country writes it


def shown(value: Any, number_format: str) -> str:
    """The text that a cell shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
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


def shown_date(value: Moment, number_format: str) -> str:
    """A date, a time of day or a length of time by its format; the system's short date as day/month/year."""
    section = number_format.split(";")[0]
    if section.lower() in _SYSTEM_DATE:
        section = "dd/mm/yyyy"
    elif section.lower().startswith(_SYSTEM_TIME):
        section = "h:mm:ss"
    tokens = [m.group() for m in _DATE.finditer(section)]
    codes = [i for i, token in enumerate(tokens) if kind_of(token) in _PARTS]
    half = any(token.upper() in _HALVES for token in tokens)
    out: list[str] = []
    for i, token in enumerate(tokens):
        kind = kind_of(token)
        if token.upper() in _HALVES:
            out.append("AM" if clock(value)[0] % 24 < 12 else "PM")
        elif kind not in _PARTS:
            out.append(literals(token))
        else:
            at = codes.index(i)
            before, after = (
                tokens[codes[at - 1]] if at else "",
                (*(tokens[n] for n in codes[at + 1 :]), "")[0],
            )
            if kind == "m" and (kind_of(before) == "h" or kind_of(after) == "s" or token.startswith("[")):
                kind = "minute"
            out.append(dated_token(value, kind, token, half))
    return "".join(out).split("@")[0].strip()


def kind_of(token: str) -> str:
    """The letter of a code of a date format, also of one in brackets, which counts on."""
    return token.strip("[]")[:1].lower()


def clock(value: Moment) -> tuple[int, int, int]:
    """Hours, minutes and seconds; the hours of a length of time go on over a day."""
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return seconds // 3600, seconds // 60 % 60, seconds % 60
    return (value.hour, value.minute, value.second) if isinstance(value, dt.datetime | dt.time) else (0, 0, 0)


def dated_token(value: Moment, kind: str, token: str, half: bool) -> str:
    """One code of a date format. ``half``: hours are counted to twelve."""
    length = len(token.strip("[]"))
    if kind in _CLOCK:
        hours, minutes, seconds = clock(value)
        number = {"h": hours, "minute": minutes, "s": seconds}[kind]
        if token.startswith("["):  # all of it in this unit
            number = {"h": hours, "minute": 60 * hours + minutes, "s": 3600 * hours + 60 * minutes + seconds}[
                kind
            ]
        elif kind == "h":
            number = (hours % 12 or 12) if half else hours % 24
        return str(number).zfill(min(length, 2))
    part = getattr(value, _PARTS[kind], None)
    if part is None:
        return ""
    if kind == "y":
        return str(part) if length > 2 else f"{part % 100:02d}"
    if kind == "m" and length > 2:
        return BULAN[part - 1] if length == 4 else BULAN[part - 1][:3]
    if kind == "d" and length > 2 and isinstance(value, dt.date):
        return HARI[value.weekday()][: None if length == 4 else 3]
    return str(part).zfill(min(length, 2))


Moment = dt.datetime | dt.date | dt.time | dt.timedelta
_PARTS = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}
_CLOCK = ("h", "minute", "s")
_HALVES = ("AM/PM", "A/P")
