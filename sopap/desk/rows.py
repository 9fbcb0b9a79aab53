"""Two rows made one, one row made two: texts, symbols and the arrows that hang on them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from schemas.record import Waktu

Json = dict[str, Any]
CELLS = ("kelengkapan", "output")


def join(document: Json, at: int) -> bool:
    """Row ``at`` takes over the row below it: texts one behind the other, symbols, arrows.

    Whether both had a time: then the text of both is to be read again.
    """
    upper, lower = document["langkah"][at : at + 2]
    moved = len(upper["simbol"])
    for key in ("kegiatan", "keterangan"):
        upper[key] = _both(upper[key], lower[key])
    for key in CELLS:
        a, b = upper["mutu_baku"][key], lower["mutu_baku"][key]
        upper["mutu_baku"][key] = {"teks": _both(a["teks"], b["teks"]), "butir": [*a["butir"], *b["butir"]]}
    times = [row["mutu_baku"]["waktu"] for row in (upper, lower)]
    upper["mutu_baku"]["waktu"] = next((t for t in times if t["teks"]), times[0]) | {
        "teks": _both(times[0]["teks"], times[1]["teks"])
    }
    upper["nomor"] = upper["nomor"] or lower["nomor"]
    upper["simbol"] = [*upper["simbol"], *lower["simbol"]]
    upper["asal"] = _around(upper["asal"], lower["asal"])
    for end in _ends(document):
        if end["langkah"] == lower["urutan"]:
            end["simbol"] += moved
        if end["langkah"] > upper["urutan"]:
            end["langkah"] -= 1
    del document["langkah"][at + 1]
    _number(document)
    _move_doubts(document, lambda row: row if row <= at else row - 1)
    return all(t["teks"] for t in times)


def split(document: Json, at: int, letters: int, symbols: int) -> None:
    """A new row below row ``at`` takes its activity from ``letters`` on and all but ``symbols`` symbols."""
    upper = document["langkah"][at]
    lower = copy.deepcopy(upper)
    text = upper["kegiatan"]
    upper["kegiatan"], lower["kegiatan"] = text[:letters].strip(), text[letters:].strip()
    upper["simbol"], lower["simbol"] = upper["simbol"][:symbols], upper["simbol"][symbols:]
    lower["nomor"] = lower["keterangan"] = ""
    lower["mutu_baku"] = {
        **{k: {"teks": "", "butir": []} for k in CELLS},
        "waktu": json.loads(Waktu().model_dump_json()),
    }
    for end in _ends(document):
        below = end["langkah"] == upper["urutan"] and end["simbol"] >= symbols
        if below:
            end["simbol"] -= symbols
        if below or end["langkah"] > upper["urutan"]:
            end["langkah"] += 1
    document["langkah"].insert(at + 1, lower)
    _number(document)
    _move_doubts(document, lambda row: row if row <= at else row + 1)


def _both(a: str, b: str) -> str:
    return " ".join(t for t in (a, b) if t)


def _around(a: Json | None, b: Json | None) -> Json | None:
    if a is None or b is None or a["halaman"] != b["halaman"] or not a["kotak"] or not b["kotak"]:
        return a or b
    (x0, y0, x1, y1), (x2, y2, x3, y3) = a["kotak"], b["kotak"]
    return {**a, "kotak": [min(x0, x2), min(y0, y2), max(x1, x3), max(y1, y3)]}


def _ends(document: Json) -> Iterator[Json]:
    for arrow in document["alur"]:
        yield from (arrow["dari"], arrow["ke"])


def _number(document: Json) -> None:
    for number, step in enumerate(document["langkah"], 1):
        step["urutan"] = number


def _move_doubts(document: Json, place: Callable[[int], int]) -> None:
    for doubt in document["tinjauan"]:
        way = doubt["jalur"].split("/")
        if way[1:2] == ["langkah"] and len(way) > 2:
            doubt["jalur"] = "/".join([*way[:2], str(place(int(way[2]))), *way[3:]])
