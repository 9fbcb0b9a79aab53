"""Corrections onto what was read: the record as people left it, and what did not fit any more."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from schemas.record import SopRecord
from schemas.tinjauan import Kode, tinjauan
from sopap.desk.koreksi import Koreksi, Tindakan
from sopap.desk.pointer import NoSuchPlace, insert, look_up, put, remove, tokens, under
from sopap.desk.rows import join, split
from sopap.errors import InputError

Json = dict[str, Any]
# A person may not move an SOP to another file, nor rename it.
FIXED = ("/id", "/skema", "/sumber", "/tinjauan", "/status", "/ditinjau")


def corrected(read: SopRecord, corrections: Sequence[Koreksi]) -> SopRecord:
    """``read`` with all corrections of its SOP, in their order.

    Where the reading has changed since a correction was made, the correction is left out and a doubt at
    its place says so. Raises InputError for a correction that gives no valid record.
    """
    if not corrections:
        return read
    document: Json = json.loads(read.model_dump_json())
    stray: list[Koreksi] = []
    for k in corrections:
        try:
            _apply(document, k)
        except (Stray, NoSuchPlace):
            stray.append(k)
    document["tinjauan"] += [json.loads(_conflict(k).model_dump_json()) for k in stray]
    _settle(document, corrections, bool(stray))
    return validated(document)


def validated(document: Json) -> SopRecord:
    try:
        return SopRecord.model_validate_json(json.dumps(document))
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        place = "/".join(str(part) for part in first["loc"])
        raise InputError(f"Koreksi ditolak: /{place}: {first['msg']}") from e


class Stray(Exception):
    """The reading is another than the one that was corrected."""


def _conflict(k: Koreksi) -> Any:
    isi = {"dibaca": _short(k.dibaca), "menjadi": _short(k.menjadi)}
    return tinjauan(Kode.KOREKSI_BERSELISIH, k.jalur, isi)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


def _apply(document: Json, k: Koreksi) -> None:
    if any(under(k.jalur, place) for place in FIXED):
        raise InputError(f"Koreksi ditolak: {k.jalur} tidak dapat diubah.")
    if k.tindakan is Tindakan.UBAH:
        _change(document, k)
    elif k.tindakan is Tindakan.TAMBAH:
        insert(document, k.jalur, copy.deepcopy(k.menjadi))
        _shift(document, k.jalur, +1)
    elif k.tindakan is Tindakan.HAPUS:
        if look_up(document, k.jalur) != k.dibaca:
            raise Stray
        remove(document, k.jalur)
        _drop_doubts(document, k.jalur)
        _shift(document, k.jalur, -1)
    elif k.tindakan in (Tindakan.GABUNG, Tindakan.PISAH):
        _rows(document, k)
    elif k.tindakan is Tindakan.BENAR:
        _drop_doubts(document, k.jalur)


def _rows(document: Json, k: Koreksi) -> None:
    at = row_at(k.jalur)
    if standing(document, k.tindakan, k.jalur) != k.dibaca:
        raise Stray
    if k.tindakan is Tindakan.GABUNG:
        if join(document, at):
            _derive(document, f"/langkah/{at}/mutu_baku/waktu/teks")
        return
    cut = k.menjadi if isinstance(k.menjadi, dict) else {}
    letters, symbols = cut.get("huruf"), cut.get("simbol")
    if not isinstance(letters, int) or not isinstance(symbols, int):
        raise InputError("Koreksi ditolak: baris dipisah di mana, dan berapa simbol yang tetap?")
    split(document, at, letters, symbols)


def typed(jalur: str, value: Any) -> Any:
    """A value that a person typed, as its place stores it: a date however it is written.

    Raises InputError for a date that cannot be read.
    """
    if not jalur.startswith("/tanggal_") or not isinstance(value, str):
        return value
    from normalize.tanggal import parse_tanggal

    found, doubts = parse_tanggal(value.removesuffix(" 00:00:00"))  # how a date of Excel comes
    if found is None or doubts:
        example = "tulislah seperti 2022-08-12 atau 12 Agustus 2022"
        raise InputError(f"Koreksi ditolak: tanggal “{value}” tidak terbaca; {example}.")
    return found.isoformat()


def row_at(jalur: str) -> int:
    """The row that a pointer names. Raises NoSuchPlace for any other place."""
    way = tokens(jalur)
    if len(way) != 2 or way[0] != "langkah" or not way[1].isdigit():
        raise NoSuchPlace(jalur)
    return int(way[1])


def standing(document: Json, tindakan: Tindakan, jalur: str) -> Any:
    """What a correction is made upon: the value there; of rows their activities. Raises NoSuchPlace."""
    if tindakan is Tindakan.TAMBAH:
        return None
    if tindakan is Tindakan.GABUNG:
        below = f"/langkah/{row_at(jalur) + 1}/kegiatan"
        return [look_up(document, f"{jalur}/kegiatan"), look_up(document, below)]
    if tindakan is Tindakan.PISAH:
        row_at(jalur)
        return look_up(document, f"{jalur}/kegiatan")
    return look_up(document, jalur)


def _change(document: Json, k: Koreksi) -> None:
    there = look_up(document, k.jalur)
    if there not in (k.dibaca, k.menjadi):
        raise Stray
    put(document, k.jalur, copy.deepcopy(k.menjadi))
    _drop_doubts(document, k.jalur)
    _derive(document, k.jalur)


def _drop_doubts(document: Json, place: str) -> None:
    """A doubt at a place is settled by a correction of it, of what lies below it or of what it lies below."""
    document["tinjauan"] = [
        t for t in document["tinjauan"] if not (t["jalur"] and (under(t["jalur"], place) or _leads(t, place)))
    ]


def _leads(doubt: Json, place: str) -> bool:
    """A doubt about a value as a whole (a time, a list) is settled where a part of it was corrected."""
    return len(tokens(doubt["jalur"])) > 1 and under(place, doubt["jalur"]) and doubt["jalur"].count("/") > 2


# --- what follows from a corrected text ------------------------------------------------------


def _derive(document: Json, place: str) -> None:
    """Values made from a printed text follow it: minutes of a time, position of a label, parts of a law."""
    # the normalisers are heavy: most corrections need none
    from normalize.hukum import parse_hukum
    from normalize.jabatan.match import match_jabatan
    from normalize.waktu.parse import parse_waktu

    way = tokens(place)
    if way[:1] == ["langkah"] and way[2:] == ["mutu_baku", "waktu", "teks"]:
        step = document["langkah"][int(way[1])]
        waktu, _ = parse_waktu(step["mutu_baku"]["waktu"]["teks"])
        step["mutu_baku"]["waktu"] = json.loads(waktu.model_dump_json())
    elif way[:1] == ["pelaksana"] and way[2:] == ["label"]:
        own = document["pelaksana"][int(way[1])]
        found, _ = match_jabatan(own["label"], document["instansi"], document["unit"])
        own |= {"jabatan": found.jabatan, "kode": found.kode, "lingkup": found.lingkup}
        own |= {"skor": found.skor, "cara": found.cara.value, "bagian": []}
    elif way[:1] == ["dasar_hukum"] and way[2:] == ["teks"]:
        law = parse_hukum(document["dasar_hukum"][int(way[1])]["teks"])
        document["dasar_hukum"][int(way[1])] = json.loads(law.model_dump_json())


# --- rows, symbols and arrows that come or go ------------------------------------------------


def _shift(document: Json, place: str, by: int) -> None:
    """After an item of a list came or went: numbers and pointers of those behind it follow."""
    way = tokens(place)
    listed = "/" + "/".join(way[:-1])
    items = look_up(document, listed)
    at = len(items) - 1 if way[-1] == "-" else int(way[-1])
    _shift_doubts(document, listed, at, by)
    if way[:-1] == ["langkah"]:
        _renumber(document, at, by)
    elif way[:1] == ["langkah"] and way[2:3] == ["simbol"]:
        _shift_symbols(document, document["langkah"][int(way[1])]["urutan"], at, by)


def _shift_doubts(document: Json, listed: str, at: int, by: int) -> None:
    for doubt in document["tinjauan"]:
        rest = doubt["jalur"].removeprefix(f"{listed}/").split("/")
        if doubt["jalur"].startswith(f"{listed}/") and rest[0].isdigit() and int(rest[0]) >= at:
            doubt["jalur"] = "/".join([listed, str(int(rest[0]) + by), *rest[1:]])


def _renumber(document: Json, at: int, by: int) -> None:
    """``urutan`` counts from 1; arrows keep their steps, those of a step that went go with it."""
    gone = at + 1 if by < 0 else None
    kept = []
    for arrow in document["alur"]:
        ends = (arrow["dari"], arrow["ke"])
        if any(e["langkah"] == gone for e in ends):
            continue
        for end in ends:
            if end["langkah"] > at:
                end["langkah"] += by
        kept.append(arrow)
    document["alur"] = kept
    for number, step in enumerate(document["langkah"], 1):
        step["urutan"] = number


def _shift_symbols(document: Json, langkah: int, at: int, by: int) -> None:
    kept = []
    for arrow in document["alur"]:
        ends = [e for e in (arrow["dari"], arrow["ke"]) if e["langkah"] == langkah]
        if by < 0 and any(e["simbol"] == at for e in ends):
            continue
        for end in ends:
            if end["simbol"] >= at:
                end["simbol"] += by
        kept.append(arrow)
    document["alur"] = kept


# --- the record as a whole -------------------------------------------------------------------


def _settle(document: Json, corrections: Sequence[Koreksi], strays: bool) -> None:
    """``ditinjau`` and ``status`` after the last word that a person said."""
    done = [k for k in corrections if k.tindakan is Tindakan.TERIMA]
    changed = sum(k.tindakan not in (Tindakan.TERIMA, Tindakan.BENAR) for k in corrections)
    if done:
        last = done[-1]
        document["ditinjau"] = {"oleh": last.oleh, "pada": last.pada, "jumlah_koreksi": changed}
    doubted = any(t["tingkat"] != "info" for t in document["tinjauan"])
    if (done and not strays) or (not doubted and changed):
        document["status"] = "siap"
    elif strays:
        document["status"] = "periksa"
