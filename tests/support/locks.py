"""Files under a password, as office programs and packers write them, and zip files with any names."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence

import msoffcrypto.format.ooxml

Members = Sequence[tuple[str, bytes]]
_TABLE = [0] * 256
for _n in range(256):
    _c = _n
    for _ in range(8):
        _c = (_c >> 1) ^ (0xEDB88320 if _c & 1 else 0)
    _TABLE[_n] = _c


def zip_of(members: Members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members with one name
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def locked_office(data: bytes, password: str) -> bytes:
    """A Word or Excel file as Office locks it: a compound file with EncryptedPackage."""
    buffer = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()


def locked_zip(members: Members, password: str) -> bytes:
    """A zip file under the old cipher of PKWARE (APPNOTE 6.1), which every packer still writes."""
    return _locked([(name, data, _zip_crypto(data, password)) for name, data in members], 0, b"")


def _locked(members: Iterable[tuple[str, bytes, bytes]], method: int, extra: bytes) -> bytes:
    """Stored members, the body of each already locked: local headers, directory, end (APPNOTE 4.3)."""
    out, directory, count = b"", b"", 0
    for name, data, body in members:
        title = name.encode()
        common = struct.pack(
            "<HHHHHIIIHH",
            20,
            1,
            method,
            0,
            0x21,
            zlib.crc32(data),
            len(body),
            len(data),
            len(title),
            len(extra),
        )
        directory += (
            b"PK\x01\x02\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + title + extra
        )
        out += b"PK\x03\x04" + common + title + extra + body
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(out), 0)
    return out + directory + b"PK\x05\x06" + end


def _zip_crypto(data: bytes, password: str) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ _TABLE[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ _TABLE[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password.encode():
        update(byte)
    out = bytearray()
    # Eleven bytes of salt and the highest of the sum, by which a wrong password is told.
    for byte in bytes(11) + bytes([zlib.crc32(data) >> 24]) + data:
        k = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((k * (k ^ 1)) >> 8 & 0xFF))
        update(byte)
    return bytes(out)
