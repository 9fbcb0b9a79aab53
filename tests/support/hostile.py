"""Files that are broken, locked, mislabelled or made to exhaust their reader, built from code."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


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


def tree_pdf(kids: str) -> bytes:
    """A PDF whose page tree is written by hand."""
    tree = f"<</Type/Pages/Count 1/Kids[{kids}]>>".encode()
    return written_pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree])


def written_pdf(parts: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1; ``root`` is its catalog."""
    out, offsets = b"%PDF-1.4\n", []
    for i, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, part)
    size = len(parts) + 1
    table = "".join(f"{o:010d} 00000 n \n" for o in offsets)
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root {root} 0 R>>\n"
    return out + f"{head}startxref\n{len(out)}\n%%EOF".encode()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)

# Name of the file: its bytes, and the code that it is refused with by its first look.
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
    "name-that-is-no-text": (lambda: archive("word/é.xml").replace("é".encode(), b"\xb1\xb1"), "rusak"),
    "zip": (lambda: archive("a.txt"), "jenis_tak_didukung"),
    "broken-png": (lambda: image("PNG")[:12], "rusak"),
    "image-bomb": (lambda: png_claiming(60_000, 60_000), "gambar_terlalu_luas"),
    "large-image": (lambda: png_claiming(15_000, 14_000), "gambar_terlalu_luas"),
    "rtf": (lambda: b"{\\rtf1 SOP}", "jenis_tak_didukung"),
    "binary": (lambda: bytes(range(256)) * 8, "jenis_tak_didukung"),
    "exe": (lambda: b"MZ\x90\x00\x03", "jenis_tak_didukung"),
}


def page_pdf(content: bytes, resources: str = "", more: tuple[bytes, ...] = ()) -> bytes:
    """A one-page PDF with this content stream, packed."""
    packed = zlib.compress(content, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{resources}>>>>".encode(),
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        *more,
    ]
    return written_pdf(parts)


def stream(head: str, data: bytes) -> bytes:
    return f"<<{head}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


_IMAGE = (
    "/Type/XObject/Subtype/Image/Width {0}/Height {0}/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/{1}"
)

# Readable by their first look; what is inside must neither stop nor stall a run.
ODD: dict[str, Callable[[], bytes]] = {
    "deep-nesting": lambda: page_pdf(b"[" * 50_000 + b"]" * 50_000 + b" TJ"),
    "deep-groups": lambda: page_pdf(b"q " * 20_000 + b"Q " * 20_000),
    "thousands-of-paths": lambda: page_pdf(
        b"".join(b"%d %d m %d %d l S\n" % (i % 500, i % 800, i % 300, i % 700) for i in range(2000))
    ),
    "garbage-operators": lambda: page_pdf(bytes(range(256)) * 40),
    "wild-numbers": lambda: page_pdf(b"1e999 0 0 -99999999999999999999 0 0 cm 0 0 1e30 1e30 re f"),
    "font-without-map": lambda: page_pdf(
        b"BT /F 12 Tf 72 720 Td <000100020003> Tj ET",
        "/Font<</F<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[]>>>>",
    ),
    "broken-jbig2": lambda: page_pdf(
        b"500 0 0 700 0 0 cm /I Do",
        "/XObject<</I 5 0 R>>",
        (stream(_IMAGE.format(2000, "JBIG2Decode"), b"\x00" * 50),),
    ),
    "broken-jpx": lambda: page_pdf(
        b"500 0 0 700 0 0 cm /I Do",
        "/XObject<</I 5 0 R>>",
        (stream(_IMAGE.format(2000, "JPXDecode"), b"\x00\x00\x00\x0cjP  junk"),),
    ),
    "form-that-draws-itself": lambda: page_pdf(
        b"/X Do",
        "/XObject<</X 5 0 R>>",
        (
            stream(
                "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>", b"/X Do /X Do"
            ),
        ),
    ),
}
# Far more drawing than any page has, in a small file: stopped at the limits.
BOMB = b"0 0 m 9 9 l S 0 0 9 9 re f\n" * 2_000_000
