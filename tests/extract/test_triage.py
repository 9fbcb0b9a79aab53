from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract import triage as module
from extract.triage import triage
from schemas.errors import UnreadableFile
from schemas.vocab import JenisSumber


def pdf(pages: int = 1, size: tuple[float, float] = (595, 842), password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    lock = StandardEncryption(password, canPrint=0) if password is not None else None
    canvas = Canvas(buffer, pagesize=size, encrypt=lock)
    for _ in range(pages):
        canvas.drawString(72, 72, "SOP")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def image(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (20, 30), 255).save(buffer, kind)
    return buffer.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises an enormous picture."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (header, b"IDAT"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def archive(*names: str, size: int = 10) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name in names:
            z.writestr(name, b"\0" * size)
    return buffer.getvalue()


def tree_pdf(kids: str, more: str = "") -> bytes:
    """A PDF whose page tree is written by hand."""
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count 1/Kids[{kids}]>>", more or "<<>>"]
    out, offsets = b"%PDF-1.4\n", []
    for i, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += f"{i} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{o:010d} 00000 n \n" for o in offsets)
    end = (
        f"xref\n0 4\n0000000000 65535 f \n{table}trailer<</Size 4/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out + end.encode()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)

GOOD: dict[str, tuple[Callable[[], bytes], JenisSumber]] = {
    "pdf": (pdf, JenisSumber.PDF),
    "pdf-behind-junk": (lambda: b"\xef\xbb\xbf\n\n" + pdf(), JenisSumber.PDF),
    "pdf-open-password": (lambda: pdf(password=""), JenisSumber.PDF),
    "png": (lambda: image("PNG"), JenisSumber.GAMBAR),
    "jpeg": (lambda: image("JPEG"), JenisSumber.GAMBAR),
    "tiff": (lambda: image("TIFF"), JenisSumber.GAMBAR),
    "docx": (lambda: archive("word/document.xml"), JenisSumber.DOCX),
    "xlsx": (lambda: archive("xl/workbook.xml"), JenisSumber.XLSX),
    "utf8": (lambda: "No.\tKegiatan\tPelaksana\n“é”".encode(), JenisSumber.TEKS),
    "utf8-cut-letter": (lambda: b"a" * 4095 + "é".encode(), JenisSumber.TEKS),
    "utf16": (lambda: "Kegiatan".encode("utf-16"), JenisSumber.TEKS),
    "latin1": (lambda: ("Kegiatan petugas " * 20 + "\xe9 akhir kata").encode("latin-1"), JenisSumber.TEKS),
}

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "kosong"),
    "locked-pdf": (lambda: pdf(password="rahasia"), "terenkripsi"),
    "locked-docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "terenkripsi"),
    "old-doc": (lambda: OLE, "jenis_tak_didukung"),
    "truncated-pdf": (lambda: pdf()[:60], "rusak"),
    "header-only-pdf": (lambda: b"%PDF-1.7\n", "rusak"),
    "pdf-without-pages": (lambda: tree_pdf(""), "rusak"),
    "cyclic-page-tree": (lambda: tree_pdf("2 0 R"), "rusak"),
    "huge-pages": (lambda: pdf(size=(20_000, 20_000)), "halaman_terlalu_luas"),
    "truncated-docx": (lambda: archive("word/document.xml")[:40], "rusak"),
    "zip": (lambda: archive("a.txt"), "jenis_tak_didukung"),
    "broken-png": (lambda: image("PNG")[:12], "rusak"),
    "image-bomb": (lambda: png_claiming(60_000, 60_000), "gambar_terlalu_luas"),
    "large-image": (lambda: png_claiming(11_000, 10_000), "gambar_terlalu_luas"),
    "rtf": (lambda: b"{\\rtf1 SOP}", "jenis_tak_didukung"),
    "binary": (lambda: bytes(range(256)) * 8, "jenis_tak_didukung"),
    "exe": (lambda: b"MZ\x90\x00\x03", "jenis_tak_didukung"),
}


@pytest.mark.parametrize("name", GOOD)
def test_kind_by_content_whatever_the_name(name: str, tmp_path: Path) -> None:
    make, kind = GOOD[name]
    path = tmp_path / "salah.exe"
    path.write_bytes(make())
    assert triage(path) is kind


@pytest.mark.parametrize("name", BAD)
def test_refused_with_its_code(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAKS_PIKSEL", 100_000_000)
    make, kode = BAD[name]
    path = tmp_path / "sop.pdf"
    path.write_bytes(make())
    with pytest.raises(UnreadableFile) as caught:
        triage(path)
    assert caught.value.kode == kode
    assert "{" not in caught.value.alasan
    assert str(tmp_path) not in caught.value.alasan


def test_limits_of_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sop.pdf"
    path.write_bytes(pdf(pages=4))
    monkeypatch.setattr(module, "MAKS_HALAMAN", 3)
    with pytest.raises(UnreadableFile, match="4 halaman"):
        triage(path)
    with path.open("r+b") as f:
        f.truncate((module.MAKS_MB + 1) << 20)  # sparse: takes no room
    with pytest.raises(UnreadableFile, match="501 MB"):
        triage(path)


def test_an_archive_bomb_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bom.docx"
    path.write_bytes(archive("word/document.xml", size=3 << 20))
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(module, "MAKS_ISI_ARSIP_MB", 2)
    with pytest.raises(UnreadableFile, match="mengembang"):
        triage(path)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        triage(tmp_path / "tiada.pdf")
    assert caught.value.kode == "tak_terbaca"
    os.symlink(tmp_path / "tiada", tmp_path / "putus.pdf")
    with pytest.raises(UnreadableFile, match="tidak dapat dibuka"):
        triage(tmp_path / "putus.pdf")
