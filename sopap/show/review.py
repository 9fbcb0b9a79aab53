"""Pages for people who check records: the source page beside what was read from it, doubts marked.

One self-contained HTML file per record under ``tinjau/`` in the output folder, the most doubtful ones;
the run report then links to them.
"""

from __future__ import annotations

import base64
import contextlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.record import SopRecord, Tinjauan
from schemas.vocab import JenisSumber, Tingkat
from sopap.errors import InputError
from sopap.run.inputs import list_sources, local_file
from sopap.run.manifest import MANIFEST, parse_lines
from sopap.run.names import review_path
from sopap.run.own import Register
from sopap.run.pool import Limits, run_limited
from sopap.run.roots import load_roots
from sopap.run.store import Store
from sopap.run.worker import Stopped
from sopap.show.report import page_template, publish
from sopap.show.report_data import gather

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.document import Seen

_LONG_SIDE = 1500  # pixels of a page picture: letters of 8 points stay readable
_PAGES = 12
_LIMITS = Limits(seconds=120, memory_mb=2048)


@dataclass(frozen=True, slots=True)
class Job:
    """A record to show, its page's name, and its source file where there is one."""

    record: SopRecord
    name: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """The box of a doubtful row in percent of its page: left, top, width, height."""

    langkah: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A source page as a data URL, with the doubtful rows on it."""

    halaman: int
    data: str
    marks: tuple[Mark, ...] = ()
    size: tuple[float, float] = (0.0, 0.0)  # points


def write_review(store: Store, source: str | None, limit: int, on_done: Callable[[str], None]) -> None:
    """Pages for the ``limit`` most doubtful records of a finished run over ``source`` (None: its own input).

    ``on_done`` is told each page's name, the most doubtful record's first. A source that is gone or
    cannot be drawn gives a page without pictures. Raises InputError.
    """
    places = places_of(store, source)
    entries = list(parse_lines(store.read(MANIFEST)))
    register = Register(store)
    stats = gather(store, entries)
    jobs = [_job(store, worst.path, places) for worst in stats.first(limit)]
    for job, drawn in run_limited(pictures, jobs, 1, _LIMITS):
        page = render(job.record, () if isinstance(drawn, Stopped) else drawn)
        ours = dict(register.write([(job.name, page.encode("utf-8", "replace"))]))
        on_done(ours.get(job.name, job.name))
    publish(store, stats, entries)


def places_of(store: Store, source: str | None = None) -> dict[str, str]:
    """Where the source files are: in ``source``, or where the run found them."""
    if source is not None:
        return {s.berkas: s.place for s in list_sources(source).sources}
    places = {}
    for root in load_roots(store):
        with contextlib.suppress(InputError):  # gone, or not mounted
            for found in list_sources(root.tempat).sources:
                places["/".join(n for n in (root.nama, found.berkas) if n)] = found.place
    return places


def _job(store: Store, path: str, places: dict[str, str]) -> Job:
    record = SopRecord.model_validate_json(store.read(path) or b"")
    return Job(record, review_path(path), places.get(record.sumber.berkas))


def pictures(job: Job) -> tuple[Picture, ...]:
    """The record's pages, drawn from its source; none for sources without pages."""
    if job.place is None or not job.record.sumber.halaman:
        return ()
    draw = {JenisSumber.GAMBAR: _draw_image, JenisSumber.XLSX: _draw_sheet}.get(
        job.record.sumber.jenis, _draw_pdf
    )
    with local_file(job.place) as path:
        return tuple(draw(path, job.record))


def _draw_pdf(path: Path, record: SopRecord) -> Iterator[Picture]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for number in record.sumber.halaman[:_PAGES]:
            page = pdf[number - 1]
            size = page.get_size()
            image = page.render(scale=_LONG_SIDE / max(size)).to_pil()
            page.close()
            yield Picture(number, _data_url(image), tuple(_marks(record, number, size)), size)


def _draw_image(path: Path, record: SopRecord) -> Iterator[Picture]:
    from PIL import Image, ImageOps

    from extract.sources.scan.paper import frame_size

    with Image.open(path) as image:
        for number in record.sumber.halaman[:_PAGES]:
            image.seek(number - 1)
            small = ImageOps.exif_transpose(image).convert("RGB")
            size = frame_size(image, small.width, small.height)
            small.thumbnail((_LONG_SIDE, _LONG_SIDE))
            yield Picture(number, _data_url(small), tuple(_marks(record, number, size)), size)


def _draw_sheet(path: Path, record: SopRecord) -> Iterator[Picture]:
    """Worksheets as they were read: their words, rules and shapes."""
    from extract import extract_file
    from sopap.show.inspect_draw import blank_page

    seen: list[Seen] = []
    extract_file(path, seen.append)
    for page in (s.page for s in seen if s.page.number in record.sumber.halaman[:_PAGES]):
        size = (page.width, page.height)
        image = blank_page(page, _LONG_SIDE / max(size))
        yield Picture(page.number, _data_url(image), tuple(_marks(record, page.number, size)), size)


def _data_url(image: Image) -> str:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=70)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()


def _marks(record: SopRecord, number: int, size: tuple[float, float]) -> Iterator[Mark]:
    doubts = Doubts(record)
    for i, step in enumerate(record.langkah):
        if step.asal and step.asal.halaman == number and step.asal.kotak and doubts(f"/langkah/{i}"):
            (x0, y0, x1, y1), (width, height) = step.asal.kotak, size
            box = (x0 / width, y0 / height, (x1 - x0) / width, (y1 - y0) / height)
            yield Mark(step.urutan, (box[0] * 100, box[1] * 100, box[2] * 100, box[3] * 100))


class Doubts:
    """The doubts of a record by place: those at a JSON Pointer and below it."""

    def __init__(self, record: SopRecord) -> None:
        self.all = [t for t in record.tinjauan if t.tingkat is not Tingkat.INFO]

    def __call__(self, jalur: str) -> list[Tinjauan]:
        return [t for t in self.all if t.jalur == jalur or t.jalur.startswith(f"{jalur}/")]

    def own(self, jalur: str) -> list[Tinjauan]:
        return [t for t in self.all if t.jalur == jalur]


def render(record: SopRecord, drawn: tuple[Picture, ...]) -> str:
    """The page of one record. Everything from the document is escaped by the template engine."""
    return page_template("review.html").render(r=record, gambar=drawn, ragu=Doubts(record))
