"""Zip files as folders of documents: looked into without unpacking more than one bounded file at a time."""

from __future__ import annotations

import contextlib
import hashlib
import lzma
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from schemas.errors import UnreadableFile, is_glitch, swollen, tolak
from sopap.run import zip_aes

# The place of a member: the zip file, this mark, and the number of the member; again for a member of a zip
# file in it. Names are never places.
_MARK = "!#"
_MOST_FILES = 10_000
_MOST_MB = 2_000
# A zip file inside another is unpacked whole for each of its files.
_MOST_INNER_MB = 200
_DEEPEST = 2
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


Refusal = tuple[str, str]  # a code of KODE_TOLAK and its cause


class Member(NamedTuple):
    """A file in a zip file: its name there, its place, and why it is not to be opened."""

    name: str
    place: str
    tolak: Refusal | None = None


def members(path: Path) -> list[Member] | Refusal | None:
    """The files in a zip file and in the zip files in it; None for what is no archive, or an office file.

    Names cannot lead out of the zip file, and no two are the same.
    """
    look = _Look()
    refused = look.into(path, str(path), "")
    return refused or (sorted(look.found.values()) or None)


class _Look:
    """What a zip file and those inside it hold, under one limit for all of it."""

    def __init__(self) -> None:
        self.found: dict[str, Member] = {}
        self.files = self.size = 0

    def into(self, path: Path | IO[bytes], place: str, before: str) -> Refusal | None:
        """Notes the files of one archive under ``before``, or says why it is refused."""
        try:
            with zipfile.ZipFile(path) as archive:
                infos = archive.infolist()
                if any(i.filename == "[Content_Types].xml" for i in infos):
                    return None
                if (refused := self._counted(infos)) is not None:
                    return refused
                for number, info in enumerate(infos):
                    name = _clean(info.filename)
                    if name and not info.is_dir():
                        self._note(archive, info, before + name, f"{place}{_MARK}{number}")
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            return None  # whatever it is, the reader says what is wrong with it
        return None

    def _counted(self, infos: Sequence[zipfile.ZipInfo]) -> Refusal | None:
        files, size = self.files + len(infos), self.size + sum(i.file_size for i in infos)
        if files > _MOST_FILES:
            return ("arsip_mencurigakan", f"memuat {files} berkas, batas {_MOST_FILES}")
        if size > _MOST_MB * _MB:
            return ("arsip_mencurigakan", swollen(size, _MOST_MB * _MB))
        self.files, self.size = files, size
        return ("kosong", "") if all(i.is_dir() for i in infos) else None

    def _note(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, place: str) -> None:
        """A file, or what it holds where it is a zip file itself."""
        if name in self.found:
            name = f"{name}~{place.rpartition(_MARK)[2]}"
        before = len(self.found)
        refused = self._inner(archive, info, name, place) if name.lower().endswith(".zip") else None
        if len(self.found) == before:
            self.found[name] = Member(name, place, refused)

    def _inner(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, place: str
    ) -> Refusal | None:
        most = _MOST_INNER_MB * _MB
        if place.count(_MARK) > _DEEPEST:
            return ("arsip_mencurigakan", f"arsip di dalam arsip lebih dari {_DEEPEST} tingkat")
        if info.flag_bits & 1:
            return ("arsip_mencurigakan", "arsip terkunci di dalam arsip")
        if info.file_size > min(most, _MOST_RATIO * max(info.compress_size, _MB)):
            return ("arsip_mencurigakan", swollen(info.file_size, most))
        with tempfile.TemporaryFile() as copy:
            try:
                with archive.open(info) as source:
                    shutil.copyfileobj(source, copy)
            except _BROKEN:
                return None  # the reader says what is wrong with it
            return self.into(copy, place, f"{name}/")


def _clean(name: str) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(p for p in parts if p not in ("/", "..") and not p.endswith(":"))


def is_member(place: str) -> bool:
    return _MARK in place and place.rpartition(_MARK)[2].isdigit() and not Path(place).exists()


def archive(place: str) -> str:
    """The file that a member's place is in; any other place as it is."""
    while is_member(place):
        place = place.rpartition(_MARK)[0]
    return place


@contextlib.contextmanager
def _opened(place: str) -> Iterator[tuple[zipfile.ZipFile, zipfile.ZipInfo]]:
    """The archive of a member and its entry there; an archive inside another is unpacked meanwhile."""
    path, _, number = place.rpartition(_MARK)
    with tempfile.TemporaryDirectory() as folder:
        if is_member(path):
            copy = Path(folder) / "arsip"
            unpack(path, copy)
            path = str(copy)
        with zipfile.ZipFile(path) as archive:
            yield archive, archive.infolist()[int(number)]


def lock_of(place: str) -> str | None:
    """SHA-256 of a locked member as it lies in its zip file: it tells without the password whether it is
    the same; None for a member that is not locked, or not there.
    """
    try:
        with _opened(place) as (archive, info):
            if not info.flag_bits & 1:
                return None
            stored, left, mark = zip_aes.body(archive, info), info.compress_size, hashlib.sha256()
            while left > 0 and (piece := stored.read(min(_MB, left))):
                left -= len(piece)
                mark.update(piece)
            return mark.hexdigest()
    except (UnreadableFile, *_BROKEN):
        return None


def unpack(place: str, target: Path, passwords: Sequence[str] = ()) -> None:
    """Writes one member to ``target``. Raises UnreadableFile, OSError."""
    try:
        with _opened(place) as (archive, info):
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
