"""What was seen on each page of a document, drawn over it, with the records beside it.

One PNG a page and one self-contained HTML page a record: for a person who asks why a record says
what it says. The document is read once, by the same code as in a run.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from extract import extract_file
from extract.document import Seen
from normalize import normalize_file
from schemas.errors import UnreadableFile
from schemas.raw import RawFile
from schemas.vocab import JenisSumber
from sopap.errors import InputError, OutputError
from sopap.run.pipeline import reason
from sopap.run.pool import Limits, run_limited
from sopap.run.unlock import unlocked
from sopap.run.worker import Stopped
from sopap.show.inspect_draw import blank_page, draw_page
from sopap.show.review import Picture, render

SCALE = 2.0  # pixels per point: letters of 6 points stay readable


def inspect_file(
    path: Path, out: Path, pages: Sequence[int] | None = None, name: str | None = None
) -> list[Path]:
    """Write ``<stem>-h<page>.png`` for each page and ``<stem>-sop<n>.html`` for each SOP of a document.

    ``pages``: numbers from 1 of the pages to draw, all where None. ``name``: what the file is called, where
    ``path`` is a copy. Returns the files written.
    Raises InputError where the document cannot be read or has neither a page nor an SOP,
    OutputError where ``out`` cannot be written.
    """
    seen: list[Seen] = []
    name = name or path.name
    stem = Path(name).stem
    try:
        raw = extract_file(path, seen.append)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except UnreadableFile as error:
        raise InputError(f"{name}: {error.alasan}") from error
    except OSError as error:
        raise InputError(f"{name} tidak dapat dibaca: {error.strerror}") from error
    if not seen and not raw.sop:
        raise InputError(f"{name}: {raw.alasan}")
    wanted = [s for s in seen if pages is None or s.page.number in pages]
    drawn = {
        s.page.number: png(draw_page(image, s, told(raw, s))) for s, image in backdrops(path, raw, wanted)
    }
    files = {f"{stem}-h{number:03d}.png": data for number, data in drawn.items()}
    for record in normalize_file(raw, name, sha256):
        shown = [n for n in record.sumber.halaman if n in drawn]
        page = render(record, tuple(Picture(n, data_url(drawn[n])) for n in shown))
        files[f"{stem}-sop{record.sumber.urutan}.html"] = page.encode("utf-8", "replace")
    return write_all(out, files)


Inspection = tuple[str, str, str, tuple[str, ...]]


def inspect_files(
    files: Sequence[Path], out: Path, passwords: tuple[str, ...], limits: Limits
) -> Iterator[tuple[str, bool]]:
    """Each file in a process of its own: (what was found and written, or why not; whether it was)."""
    stems = [f.stem for f in files]
    jobs = [
        (str(f), str(out / f.parent.name if stems.count(f.stem) > 1 else out), f.name, passwords)
        for f in files
    ]
    for job, found in run_limited(_inspected, jobs, 1, limits):
        yield (f"{job[2]}: {reason(found).alasan}", False) if isinstance(found, Stopped) else found


def _inspected(job: Inspection) -> tuple[str, bool]:
    place, out, name, passwords = job
    try:
        with unlocked(Path(place), passwords) as path:
            written = inspect_file(path, Path(out), name=name)
    except (InputError, OutputError) as e:
        return str(e), False
    except OSError as e:
        return f"{name}: {e.strerror}", False
    pages = sum(p.suffix == ".png" for p in written)
    return f"{name}: {pages} halaman, {len(written) - pages} SOP; ditulis ke {out}/{Path(name).stem}-*", True


def write_all(out: Path, files: dict[str, bytes]) -> list[Path]:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (out / name).write_bytes(data)
    except OSError as error:
        raise OutputError(f"{out} tidak dapat ditulisi: {error.strerror}") from error
    return [out / name for name in files]


def told(raw: RawFile, seen: Seen) -> str:
    """What a page was taken for."""
    number = seen.page.number
    isi = next((h.isi for h in raw.halaman if h.halaman == number), "")
    return f"Halaman {number}: {isi}" if isi else f"Halaman {number}"


def backdrops(path: Path, raw: RawFile, seen: Sequence[Seen]) -> Iterator[tuple[Seen, Image.Image]]:
    """Each page with the picture that its coordinates refer to, ``SCALE`` pixels per point."""
    if raw.jenis in (JenisSumber.PDF, JenisSumber.PINDAIAN):
        with closing(pypdfium2.PdfDocument(path)) as pdf:
            for s in seen:
                yield s, fitted(pdf_page(pdf, s), s)
    elif raw.jenis is JenisSumber.GAMBAR:
        # the engine is heavy: only images and scans load it
        from extract.sources.scan.reader import frame_pictures

        wanted = {s.page.number: s for s in seen}
        for number, grey in frame_pictures(path, wanted):
            yield wanted[number], fitted(Image.fromarray(grey), wanted[number])
    else:
        yield from ((s, blank_page(s.page, SCALE)) for s in seen)


def pdf_page(pdf: pypdfium2.PdfDocument, seen: Seen) -> Image.Image:
    index = seen.page.number - 1
    if seen.page.source == "piksel":
        from extract.sources.scan.reader import scan_picture

        return Image.fromarray(np.asarray(scan_picture(pdf, index)[0]))
    with closing(pdf[index]) as page:
        image: Image.Image = page.render(scale=SCALE).to_pil()
    if not seen.page.placement:
        return image
    # a viewer shows a part of the page, or its print on its side
    a, b, c, d, e, f, *_ = seen.page.placement
    size = (round(seen.page.width * SCALE), round(seen.page.height * SCALE))
    back = (a, b, c * SCALE, d, e, f * SCALE)
    return image.convert("RGB").transform(size, Image.Transform.AFFINE, back, fillcolor="white")


def fitted(image: Image.Image, seen: Seen) -> Image.Image:
    """An image at ``SCALE`` pixels per point of its page."""
    size = (round(seen.page.width * SCALE), round(seen.page.height * SCALE))
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def png(image: Image.Image) -> bytes:
    """256 colours are enough for ink on paper, and a third of the size."""
    buffer = io.BytesIO()
    image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        buffer, "PNG", optimize=True
    )
    return buffer.getvalue()


def data_url(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()
