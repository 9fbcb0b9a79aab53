"""Files under a password, as office programs and packers write them, and zip files with any names."""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence

import msoffcrypto.format.ooxml
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

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


def aes_zip(members: Members, password: str, strength: int = 3) -> bytes:
    """A zip file as 7-Zip and WinZip lock it (AE-2), its members deflated."""
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", strength, 8)
    return _locked([(name, data, _aes(data, password, strength)) for name, data in members], 99, extra)


def _aes(data: bytes, password: str, strength: int) -> bytes:
    size = 8 * (strength + 1)
    salt = bytes(range(size // 2))
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1000, 2 * size + 2)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = packer.compress(data) + packer.flush()
    cipher = Cipher(algorithms.AES(keys[:size]), modes.ECB()).encryptor()
    body = b""
    for n, start in enumerate(range(0, len(plain), 16), 1):
        mask = cipher.update(n.to_bytes(16, "little"))
        body += bytes(a ^ b for a, b in zip(plain[start : start + 16], mask, strict=False))
    return salt + keys[2 * size :] + body + hmac.digest(keys[size : 2 * size], body, "sha1")[:10]


def _locked(members: Iterable[tuple[str, bytes, bytes]], method: int, extra: bytes) -> bytes:
    """Stored members, the body of each already locked: local headers, directory, end (APPNOTE 4.3)."""
    out, directory, count = b"", b"", 0
    for name, data, body in members:
        title = name.encode()
        sizes = (zlib.crc32(data), len(body), len(data), len(title), len(extra))
        common = struct.pack("<HHHHHIIIHH", 20, 1, method, 0, 0x21, *sizes)
        directory += b"PK\x01\x02\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out))
        directory += title + extra
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
