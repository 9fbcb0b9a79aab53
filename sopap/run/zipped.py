"""Zip files as folders of documents: looked into without unpacking more than one bounded file at a time."""

from __future__ import annotations

import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from schemas.errors import is_glitch, swollen, tolak
from sopap.run import zip_aes

# The place of a member: the zip file, this mark, and the number of the member. Names are never places.
_MARK = "!#"
_MOST_FILES = 10_000
_MOST_MB = 2_000
_MB = 1024 * 1024
# Deflate reaches about 1000 : 1 on nothing but zeros; documents stay far below.
_MOST_RATIO = 200
# OSError: a place before the beginning of the file. RuntimeError, struct.error: flags and fields that lie.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, IndexError, ValueError),
    *(OSError, RuntimeError, struct.error, lzma.LZMAError),
)
# What a wrong password gives under the old cipher, found by a check or by the sum of what it opens.
_PERHAPS_WRONG = (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, lzma.LZMAError)


def members(path: Path) -> Sequence[tuple[str, str]] | tuple[str, str] | None:
    """(name, place) of each file in a zip file; None for an office file; a code and its cause where refused.

    Names cannot lead out of the zip file, and no two are the same.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None  # whatever it is, the reader says what is wrong with it
    except OSError:
        return None
    if any(i.filename == "[Content_Types].xml" for i in infos):
        return None
    size = sum(i.file_size for i in infos)
    if len(infos) > _MOST_FILES:
        return ("arsip_mencurigakan", f"memuat {len(infos)} berkas, batas {_MOST_FILES}")
    if size > _MOST_MB * _MB:
        return ("arsip_mencurigakan", swollen(size, _MOST_MB * _MB))
    if all(i.is_dir() for i in infos):
        return ("kosong", "")
    found: dict[str, str] = {}
    for number, info in enumerate(infos):
        name = _clean(info.filename)
        if name and not info.is_dir():
            found.setdefault(name if name not in found else f"{name}~{number}", f"{path}{_MARK}{number}")
    return sorted(found.items())


def _clean(name: str) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(p for p in parts if p not in ("/", "..") and not p.endswith(":"))


def is_member(place: str) -> bool:
    return _MARK in place and place.rpartition(_MARK)[2].isdigit() and not Path(place).exists()


def archive(place: str) -> str:
    """The zip file of a member's place; any other place as it is."""
    return place.rpartition(_MARK)[0] if is_member(place) else place


def unpack(place: str, target: Path, passwords: Sequence[str] = ()) -> None:
    """Writes one member to ``target``. Raises UnreadableFile, OSError."""
    path, _, number = place.rpartition(_MARK)
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.infolist()[int(number)]
            most = _MOST_RATIO * max(info.compress_size, _MB)
            if info.file_size > most:
                raise tolak("arsip_mencurigakan", sebab=swollen(info.file_size, most))
            _copy(archive, info, target, passwords)
    except _BROKEN as e:
        if is_glitch(e):
            raise
        raise tolak("rusak", sebab=f"isi arsip ZIP tidak utuh ({e})") from e


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, passwords: Sequence[str]) -> None:
    """One member. Where it is locked (bit 0 of its flags), with the first password that opens it."""
    if not info.flag_bits & 1:
        _write(archive, info, target, None)
        return
    for password in passwords:
        try:
            _write(archive, info, target, password.encode())
        except zip_aes.WrongPassword:
            continue
        except _PERHAPS_WRONG:
            if info.compress_type == zip_aes.METHOD:  # that tells a wrong password itself
                raise
            continue
        return
    raise tolak("terenkripsi")


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, password: bytes | None) -> None:
    if password is not None and info.compress_type == zip_aes.METHOD:
        with target.open("wb") as copy:
            zip_aes.write_member(archive, info, copy, password)
        return
    with archive.open(info, pwd=password) as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
