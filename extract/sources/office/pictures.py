"""Office files that merely hold pictures of pages: a scan pasted into a document or a sheet.

Only files without a table of their own are looked at so; a logo or a signature is no page.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from extract.sources.office.package import BROKEN_PART, MAKS_PIKSEL
from extract.sources.page_source import PageSource
from extract.sources.scan.pages import seen_scan

LEAST = (300, 900)  # pixels of the shorter and the longer side: a strip of a page at 75 dpi
MAKS_GAMBAR = 200
NO_PICTURE = (
    KeyError,
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
)


def picture_pages(path: Path, names: Sequence[str]) -> Iterator[PageSource]:
    """The pictures of a package that are large enough for a page, read one at a time.

    ``names``: parts in their order. A page raises UnreadableFile where no engine can read it.
    """
    with zipfile.ZipFile(path) as z:
        large = [n for n in dict.fromkeys(names) if is_page(z, n)][:MAKS_GAMBAR]
        if not large:
            return
        # the engine is heavy: only pictures load it
        from extract.sources.scan.reader import read_image_file

        for number, name in enumerate(large, 1):
            for read in read_image_file(io.BytesIO(z.read(name))):
                yield PageSource(number, partial(seen_scan, read))


def is_page(z: zipfile.ZipFile, name: str) -> bool:
    """Whether a part is a picture of the size of a page."""
    try:
        with Image.open(io.BytesIO(z.read(name))) as image:
            width, height = image.size
    except (*NO_PICTURE, *BROKEN_PART):
        return False  # drawings by formula (EMF, WMF), parts that are missing or damaged
    large = min(width, height) >= LEAST[0] and max(width, height) >= LEAST[1]
    return large and width * height <= MAKS_PIKSEL
