"""Members of zip files under AES, as WinZip, 7-Zip and WinRAR lock them; Python's zipfile does not know it.

The layout is WinZip's "AES Encryption Information", AE-1 and AE-2: salt, two bytes that tell a wrong
password, the body under AES in counter mode, ten bytes of HMAC-SHA1 over the body.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

METHOD = 99  # what the directory says instead of the method of compression
_EXTRA = 0x9901
_KEYS = {1: 16, 2: 24, 3: 32}  # bytes of the key, by the strength that is written; the salt has half as many
_ROUNDS = 1000
_CHECK, _SUM = 2, 10  # bytes
_BLOCK = 16
_PIECE = 1 << 20  # bytes deciphered at a time
_LOCAL = struct.Struct("<26xHH")  # of a local header: lengths of its name and its extra field


class WrongPassword(Exception):
    """The password does not open this member."""


def body(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """The archive's file at the first stored byte of a member. Raises BadZipFile."""
    stored = archive.fp
    if stored is None:
        raise zipfile.BadZipFile("archive is closed")
    stored.seek(info.header_offset)
    head = stored.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise zipfile.BadZipFile("local header is cut off")
    stored.seek(sum(_LOCAL.unpack(head)), 1)
    return stored


def write_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: IO[bytes], password: bytes) -> None:
    """Writes a member's plain bytes. Raises WrongPassword, BadZipFile, NotImplementedError, zlib.error."""
    size, method = _how(info)
    stored = body(archive, info)
    salt = stored.read(size // 2)
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, _ROUNDS, 2 * size + _CHECK)
    if not hmac.compare_digest(keys[2 * size :], stored.read(_CHECK)):
        raise WrongPassword
    length = info.compress_size - size // 2 - _CHECK - _SUM
    pieces = _deciphered(stored, length, keys[:size], keys[size : 2 * size])
    left = info.file_size
    for piece in pieces if method == zipfile.ZIP_STORED else _inflated(pieces):
        left -= len(piece)
        if left < 0:
            raise zipfile.BadZipFile("member is longer than it says")
        target.write(piece)


def _how(info: zipfile.ZipInfo) -> tuple[int, int]:
    """Bytes of the key, and the method of compression, from the extra field."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _EXTRA and length >= 7 and len(extra) >= 11:
            strength, method = struct.unpack_from("<4xBH", extra, 4)
            if strength in _KEYS and method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                return _KEYS[strength], method
            break
        extra = extra[4 + length :]
    raise NotImplementedError("AES of another kind")


def _deciphered(stored: IO[bytes], length: int, key: bytes, sum_key: bytes) -> Iterator[bytes]:
    """The body piece by piece; after the last one its sum is compared."""
    # heavy: only where an archive is locked so
    import numpy as np
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    total = hmac.new(sum_key, digestmod="sha1")
    block = 1
    while length > 0:
        piece = stored.read(min(_PIECE, length))
        if not piece:
            raise zipfile.BadZipFile("member is cut off")
        length -= len(piece)
        total.update(piece)
        # The counter runs with its lowest byte first, which no library's counter mode does.
        counter = np.zeros((-(-len(piece) // _BLOCK), 2), "<u8")
        counter[:, 0] = np.arange(block, block + len(counter), dtype=np.uint64)
        block += len(counter)
        mask = np.frombuffer(cipher.update(counter.tobytes()), np.uint8)[: len(piece)]
        yield (np.frombuffer(piece, np.uint8) ^ mask).tobytes()
    if not hmac.compare_digest(total.digest()[:_SUM], stored.read(_SUM)):
        raise zipfile.BadZipFile("member is damaged")


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in pieces:
        while piece and not inflate.eof:
            yield inflate.decompress(piece, _PIECE)
            piece = inflate.unconsumed_tail
    yield inflate.flush()
