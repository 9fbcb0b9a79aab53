"""What kind of file this is, told by its bytes; a file that no reader may open is refused here.

Names lie (a scan saved as .docx, a PDF without extension), so the extension is never asked.
"""

from __future__ import annotations

import contextlib
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, UnidentifiedImageError

from extract.sources.office.package import BROKEN_ARCHIVE, MAKS_PIKSEL, main_part
from schemas.errors import swollen, tolak
from schemas.vocab import JenisSumber

MAKS_MB = 500
MAKS_HALAMAN = 1000
# ISO 32000-1 Annex C: no page is wider or higher than 200 inches.
MAKS_SISI_POIN = 14_400
MAKS_ISI_ARSIP_MB = 500

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GAMBAR = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")
_MB = 1024 * 1024
_ROOT_RELATIONS = "_rels/.rels"
_OFFICE = (
    (JenisSumber.DOCX, "word/", "word/document.xml"),
    (JenisSumber.XLSX, "xl/", "xl/workbook.xml"),
)
# What other packages are, by a part that each has.
_OTHER = (
    ("ppt/", "presentasi PowerPoint"),
    ("xl/workbook.bin", "buku kerja biner (.xlsb)"),
    ("content.xml", "dokumen OpenDocument (.odt, .ods)"),
)


def triage(path: Path) -> JenisSumber:
    """The kind of source at ``path``; a PDF that turns out to be a scan is told later, by page.

    Raises UnreadableFile with a code of schemas.errors.KODE_TOLAK.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as f:
            head = f.read(4096)
    except OSError as e:
        raise tolak("tak_terbaca", sebab=e.strerror or type(e).__name__) from e
    if size == 0:
        raise tolak("kosong")
    if size > MAKS_MB * _MB:
        raise tolak("terlalu_besar", mb=size // _MB, batas=MAKS_MB)
    return _by_magic(path, head)


def _by_magic(path: Path, head: bytes) -> JenisSumber:
    # The header may stand behind some junk, ISO 32000-1 Annex H.3.4.1: in the first 1024 bytes.
    if b"%PDF-" in head[:1024]:
        return _check_pdf(path)
    if head.startswith(b"PK\x03\x04"):
        return _check_zip(path)
    if head.startswith(_OLE):
        return _refuse_ole(path)
    if head.startswith(_GAMBAR):
        return _check_image(path)
    if _is_text(head):
        return JenisSumber.TEKS
    raise tolak("jenis_tak_didukung", sebab=f"awal berkas {head[:4].hex(' ')}")


def _check_pdf(path: Path) -> JenisSumber:
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as e:
        if "password" in str(e).lower() or "security" in str(e).lower():
            raise tolak("terenkripsi") from e
        raise tolak("rusak", sebab="susunan PDF tidak terbaca") from e
    try:
        pages = len(pdf)
        if pages > MAKS_HALAMAN:
            raise tolak("halaman_terlalu_banyak", jumlah=pages, batas=MAKS_HALAMAN)
        sides = [side for i in range(pages) if (side := _longer_side(pdf, i))]
        if not sides:
            raise tolak("rusak", sebab="tidak ada halaman yang terbaca")
        if min(sides) > MAKS_SISI_POIN:
            raise tolak("halaman_terlalu_luas", batas=MAKS_SISI_POIN)
    finally:
        pdf.close()
    return JenisSumber.PDF


def _longer_side(pdf: pypdfium2.PdfDocument, index: int) -> float:
    """In points; 0 for a page that cannot be found, which is the reader's to report."""
    try:
        return float(max(pdf.get_page_size(index)))
    except pypdfium2.PdfiumError:
        return 0.0


def _check_zip(path: Path) -> JenisSumber:
    try:
        with zipfile.ZipFile(path) as z:
            return _check_archive(z)
    except BROKEN_ARCHIVE as e:
        raise tolak("rusak", sebab="arsip kantor tidak utuh") from e


def _check_archive(z: zipfile.ZipFile) -> JenisSumber:
    unpacked = sum(i.file_size for i in z.infolist())
    if unpacked > MAKS_ISI_ARSIP_MB * _MB:
        raise tolak("arsip_mencurigakan", sebab=swollen(unpacked, MAKS_ISI_ARSIP_MB * _MB))
    return _office_kind(z)


def _office_kind(z: zipfile.ZipFile) -> JenisSumber:
    """By the part that the package says it is about, templates and files with macros alike."""
    names = set(z.namelist())
    main = main_part(z) if _ROOT_RELATIONS in names else None
    for kind, folder, usual in _OFFICE:
        if usual in names or (main and main.startswith(folder) and main.endswith(".xml")):
            return kind
    other = next((name for start, name in _OTHER if any(n.startswith(start) for n in names)), None)
    raise tolak("jenis_tak_didukung", sebab=other or "arsip ZIP tanpa dokumen Word atau Excel")


def _refuse_ole(path: Path) -> JenisSumber:
    # A password-locked docx/xlsx is an OLE file with this stream (MS-OFFCRYPTO 2.3.4.4).
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise tolak("terenkripsi")
    raise tolak("jenis_tak_didukung", sebab="format Office lama (.doc, .xls)")


def _check_image(path: Path) -> JenisSumber:
    try:
        with _own_limit(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what matters is an error
            with Image.open(path) as image:
                width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as e:
        raise tolak("rusak", sebab="gambar tidak terbaca") from e
    if width * height > MAKS_PIKSEL:
        raise tolak("gambar_terlalu_luas", jumlah=width * height, batas=MAKS_PIKSEL)
    return JenisSumber.GAMBAR


@contextlib.contextmanager
def _own_limit() -> Iterator[None]:
    """Without Pillow's own check of a picture's size, which does not say how large it is."""
    usual = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = usual


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if head.startswith(b"{\\rtf") or b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as e:
        if e.start < len(head) - 4:  # else: a letter cut by the end of the sample
            return _is_latin1(head)
    control = sum(b < 32 and b not in b"\t\n\r\x0c\x1b" for b in head)
    return control * 100 <= len(head)


def _is_latin1(head: bytes) -> bool:
    """Old Windows text: nearly all ASCII letters, a few bytes above it, no control bytes."""
    plain = sum(32 <= b < 127 or b in b"\t\n\r\x0c" for b in head)
    control = sum(b < 32 and b not in b"\t\n\r\x0c" for b in head)
    return control == 0 and plain * 10 >= len(head) * 9
