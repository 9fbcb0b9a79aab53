"""Bytes of a text export to clean text: encoding, stray bytes, invisible characters."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from schemas.errors import tolak

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u2060-\u2064\ufeff\ufffc]")  # not: directions
MAKS_SPASI = 1_000  # spaces in a row: wider than any printed line
_WIDE = re.compile(f" {{{MAKS_SPASI + 1},}}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are what Windows programs wrote: code page 1252."""
    assert isinstance(error, UnicodeDecodeError)
    raw = error.object[error.start : error.end]
    return raw.decode("cp1252", errors="replace"), error.end


codecs.register_error("sopap-cp1252", _stray)


def decode(raw: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, stray bytes as code page 1252.

    Line ends become newlines, odd spaces become spaces, invisible and control characters go;
    tabs and form feeds stay.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text = raw.decode(encoding, errors="replace")
            break
    else:
        text = raw.decode("utf-8", errors="sopap-cp1252")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x85", "\n")
    text = _SPACES.sub(" ", _CONTROL.sub("", _INVISIBLE.sub("", text)))
    return _WIDE.sub(" " * MAKS_SPASI, text)


def read_file(path: Path) -> str:
    """The clean text of the file at ``path``.

    Raises UnreadableFile: kosong, tak_terbaca, jenis_tak_didukung.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise tolak("tak_terbaca", sebab=error.strerror or "galat baca") from error
    if not raw:
        raise tolak("kosong")
    if b"\x00" in raw and not raw.startswith(tuple(mark for mark, _ in _BOMS)):
        raise tolak("jenis_tak_didukung", sebab="isi biner, bukan teks")
    return decode(raw)
