"""Files under a password that the user knows: read from an open copy that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@contextmanager
def unlocked(path: Path, passwords: Sequence[str]) -> Iterator[Path]:
    """The file itself, or a copy without its lock where one of the passwords opens it.

    A file that none opens is given as it is: its reader says that it is locked. Raises OSError.
    """
    if not passwords:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder, path.open("rb") as f:
        head = f.read(1024)
        copy = Path(folder) / "terbuka"
        opened = False
        if b"%PDF-" in head:
            opened = any(_open_pdf(path, copy, p) for p in passwords)
        elif head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            opened = any(_open_office(path, copy, p) for p in passwords)
        yield copy if opened else path


def _open_pdf(path: Path, copy: Path, password: str) -> bool:
    import pypdfium2
    from pypdfium2 import raw

    try:
        with pypdfium2.PdfDocument(path, password=password) as pdf:
            if raw.FPDF_GetSecurityHandlerRevision(pdf) < 0:  # not locked at all
                return False
            pdf.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        return False
    return True


def _open_office(path: Path, copy: Path, password: str) -> bool:
    import msoffcrypto

    try:
        with path.open("rb") as source, copy.open("wb") as target:
            office = msoffcrypto.OfficeFile(source)
            office.load_key(password=password)
            office.decrypt(target)
    except Exception:  # each of its formats fails in its own way at a wrong password
        return False
    return True
