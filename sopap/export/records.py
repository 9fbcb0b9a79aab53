"""The stream of records that every export reads: one file at a time, never all in memory."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import from_json

from normalize.konvensi import KONVENSI, Konvensi
from schemas.record import SKEMA, SopRecord
from sopap import __version__
from sopap.errors import InputError
from sopap.export.formats import Lisensi, Options
from sopap.run.names import record_path

_COLUMN = re.compile(r"p[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that is no usable record: its path in the tree, and why."""

    berkas: str
    alasan: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands beside every export: versions, counts, conventions, licence, sources."""

    judul: str
    versi_dataset: str
    sidik: str
    versi_kode: str
    jumlah_sop: int
    jumlah_ditolak: int
    jumlah_salinan: int
    konvensi: Konvensi
    lisensi: Lisensi
    instansi: tuple[str, ...]

    def pairs(self) -> list[tuple[str, str]]:
        """The metadata as key and value texts, for a two-column table."""
        fixed = [
            ("judul", self.judul),
            ("versi_dataset", self.versi_dataset),
            ("sidik_isi", self.sidik),
            ("versi_kode", f"sopap {self.versi_kode}"),
            ("skema", SKEMA),
            ("jumlah_sop", str(self.jumlah_sop)),
            ("jumlah_ditolak", str(self.jumlah_ditolak)),
            ("jumlah_salinan", str(self.jumlah_salinan)),
            ("lisensi", self.lisensi.nama),
        ]
        return fixed + [(f"konvensi_waktu.{k}", f"{v}") for k, v in self.konvensi.model_dump().items()]


def record_paths(folder: Path) -> list[str]:
    """Paths of the JSON files under ``folder``, relative with forward slashes, sorted."""
    found = []
    for base, _, names in os.walk(folder):
        inside = Path(base).relative_to(folder)
        found += [(inside / name).as_posix() for name in names if name.endswith(".json") and name[0] != "."]
    return sorted(found)


def broken_reference(record: SopRecord) -> str | None:
    """The first symbol or arrow that names a step or column the record has not, else None.

    Foreign keys of every database rest on this, so such a record is turned away here.
    """
    columns = [p.id for p in record.pelaksana]
    odd = next((c for c in columns if not _COLUMN.fullmatch(c)), None)
    if odd is not None:
        return f"id pelaksana {odd!r} bukan p1, p2, ..."
    steps = [s.urutan for s in record.langkah]
    if len(set(columns)) < len(columns) or len(set(steps)) < len(steps):
        return "nomor langkah atau id pelaksana berulang"
    for step in record.langkah:
        for symbol in step.simbol:
            if symbol.pelaksana not in columns:
                return f"simbol di langkah {step.urutan}: pelaksana {symbol.pelaksana} tidak ada"
    for i, arrow in enumerate(record.alur):
        for end in (arrow.dari, arrow.ke):
            if end.langkah not in steps or end.pelaksana not in columns:
                return f"alur {i}: ujung ({end.langkah}, {end.pelaksana}) tidak ada"
    return None


def unusable(record: SopRecord) -> str | None:
    """Why ``record`` cannot be exported though its schema holds, else None."""
    try:
        record_path(record)
    except ValueError:
        return f"id {record.id!r} bukan slug"
    return broken_reference(record)


def why_invalid(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = "/".join(str(part) for part in first["loc"])
    return f"tidak sesuai skema di /{place}: {first['msg']}"


def nameless(record: SopRecord) -> SopRecord:
    """The record without what names the person who signed; doubts about it keep their code only."""
    signed = record.disahkan_oleh
    office = signed.model_copy(update={"nama": None, "pangkat": None, "nip": None}) if signed else None
    doubts = tuple(
        t.model_copy(update={"pesan": "(tanpa nama)"}) if t.jalur.startswith("/disahkan_oleh") else t
        for t in record.tinjauan
    )
    return record.model_copy(update={"disahkan_oleh": office, "tinjauan": doubts})


class RecordStream:
    """The records of a tree, in the order of their paths; may be iterated more than once.

    What cannot be used (not JSON, not of this schema, broken reference, an id seen before)
    is left out and listed in ``rejected``; SOPs of a file with the same bytes as one before
    count once. After a full pass ``metadata()`` describes it.
    """

    def __init__(self, folder: Path, options: Options | None = None) -> None:
        if not folder.is_dir():
            raise InputError(
                f"Tidak ada folder rekaman {folder}. Berikan folder yang ditulis sopap run --out."
            )
        self.folder = folder
        self.options = options or Options()
        self.catatan: list[str] = []  # what an export has to say of itself
        self._reset()

    @property
    def dataset(self) -> str:
        """The name under which a database keeps these records beside those of other runs."""
        folder = self.folder.resolve()
        return self.options.dataset or (folder.parent.name if folder.name == "records" else folder.name)

    @property
    def ids(self) -> list[str]:
        """The ids of the last pass, sorted."""
        return sorted(self._seen)

    def _reset(self) -> None:
        self.rejected: list[Rejected] = []
        self._seen: set[str] = set()
        self._files: dict[tuple[str, int], str] = {}  # the first file with each SOP
        self.salinan = 0
        self._offices: set[str] = set()
        self._digest = hashlib.sha256()

    def __iter__(self) -> Iterator[SopRecord]:
        self._reset()
        for path in record_paths(self.folder):
            data = (self.folder / path).read_bytes()
            record = self._read(path, data)
            if record is not None:
                self._digest.update(data)
                yield record

    def _read(self, path: str, data: bytes) -> SopRecord | None:
        try:
            record = SopRecord.model_validate_json(data)
        except ValidationError as error:
            self.rejected.append(Rejected(path, self._reason(data, error)))
            return None
        reason = unusable(record)
        if reason is None and self._is_copy(record):
            self.salinan += 1
            return None
        if reason is None and record.id in self._seen:
            reason = f"id {record.id} sudah ada di berkas lain"
        if reason:
            self.rejected.append(Rejected(path, reason))
            return None
        self._seen.add(record.id)
        if record.instansi:
            self._offices.add(record.instansi)
        return nameless(record) if self.options.tanpa_nama else record

    def _is_copy(self, record: SopRecord) -> bool:
        source = record.sumber
        first = self._files.setdefault((source.sha256, source.urutan), source.berkas)
        return first != source.berkas and not self.options.salinan

    def _reason(self, data: bytes, error: ValidationError) -> str:
        try:
            parsed = from_json(data)
        except ValueError:
            return "bukan JSON"
        if not isinstance(parsed, dict) or parsed.get("skema") != SKEMA:
            return f"bukan rekaman {SKEMA}"
        return why_invalid(error)

    def metadata(self) -> Metadata:
        """Describes the records of the last pass."""
        fingerprint = self._digest.hexdigest()
        return Metadata(
            judul=self.options.judul,
            versi_dataset=self.options.versi or fingerprint[:12],
            sidik=fingerprint,
            versi_kode=__version__,
            jumlah_sop=len(self._seen),
            jumlah_ditolak=len(self.rejected),
            jumlah_salinan=self.salinan,
            konvensi=self.options.konvensi or KONVENSI,
            lisensi=self.options.lisensi,
            instansi=tuple(sorted(self._offices)),
        )
