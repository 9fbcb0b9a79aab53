"""Zip files and locked office files spoilt in the numbers that say where and how their parts lie."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from random import Random

from tests.support.locks import zip_of
from tests.support.mutate.office import read_parts
from tests.support.mutate.raw import spoil_bytes

# (mark of a header, where a field stands in it, how long it is): method, flags, sum, sizes, place.
_FIELDS = (
    *((b"PK\x01\x02", at, length) for at, length in ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (42, 4))),
    *((b"PK\x03\x04", at, length) for at, length in ((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2))),
    *((b"PK\x05\x06", at, length) for at, length in ((8, 2), (10, 2), (12, 4), (16, 4), (20, 2))),
)
_NAMES = (
    "../../luar.txt", "/etc/passwd", "C:\\x.txt", "a/" * 60 + "x.txt", "con.txt", "x" * 300 + ".pdf", " ",
    "..", "a\nb.txt", "é\u0301.docx", "\u202etxt.exe", "a/b/../../../c.xlsx", ".tersembunyi.pdf", "Thumbs.db",
    "dalam.zip",
)  # fmt: skip


def spoil_zip(data: bytes, edits: Sequence[Random]) -> bytes:
    for rng in edits:
        kind = rng.randrange(5)
        if kind <= 2:
            data = _field_changed(data, rng)
        elif kind == 3:
            data = _members_changed(data, rng)
        else:
            data = spoil_bytes(data, rng)
    return data


def _field_changed(data: bytes, rng: Random) -> bytes:
    mark, at, length = rng.choice(_FIELDS)
    places = [m.start() + at for m in re.finditer(re.escape(mark), data)]
    places = [p for p in places if p + length <= len(data)]
    if not places:
        return data
    place = rng.choice(places)
    form = "<H" if length == 2 else "<I"
    (before,) = struct.unpack_from(form, data, place)
    values = (
        0,
        1,
        8,
        9,
        12,
        14,
        93,
        99,
        before ^ 1,
        before + 1,
        before * 2,
        2**31,
        2**32 - 1,
        rng.getrandbits(32),
    )
    new = rng.choice(values) % 256**length
    return data[:place] + struct.pack(form, new) + data[place + length :]


def _members_changed(data: bytes, rng: Random) -> bytes:
    """A member doubled, renamed, spoilt, or the whole archive in itself; nothing where it cannot be read."""
    try:
        parts = list(read_parts(data).items())
    except Exception:
        return data
    if not parts:
        return data
    n = rng.randrange(len(parts))
    name, body = parts[n]
    kind = rng.randrange(4)
    if kind == 0:
        parts[n:n] = [(name, body)] * rng.choice((1, 3, 30))
    elif kind == 1:
        parts[n] = (rng.choice(_NAMES), body)
    elif kind == 2:
        parts[n] = (name, spoil_bytes(body, rng))
    else:
        parts.append((rng.choice(("dalam.zip", "dalam.docx", "dalam.txt")), data))
    return zip_of(parts)


def spoil_locked(data: bytes, edits: Sequence[Random]) -> bytes:
    """A compound file with some of its first sectors' bytes changed: its tables, names, key and sizes."""
    for rng in edits:
        if rng.random() < 0.2:
            data = spoil_bytes(data, rng)
            continue
        spoilt = bytearray(data)
        for _ in range(rng.randint(1, 8)):
            spoilt[rng.randrange(min(len(spoilt), rng.choice((512, 4096, len(spoilt)))))] = rng.choice(
                (0, 1, 0xFF, 0xFE, rng.randrange(256))
            )
        data = bytes(spoilt)
    return data
