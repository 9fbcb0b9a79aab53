"""What the list of SOPs shows and how it is searched, filtered and sorted, without reading whole models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from sopap.run.store import Store

STATES = ("periksa", "siap", "ditinjau")
SORTS = {
    "ragu": "paling meragukan",
    "judul": "judul",
    "instansi": "instansi",
    "nomor": "nomor",
    "langkah": "paling banyak langkah",
    "keyakinan": "paling tidak yakin",
}
PAGE = 100  # rows of the list at a time


@dataclass(frozen=True, slots=True)
class Line:
    """One SOP in the list. ``ragu``: how many places want a look; ``kode``: of which kinds."""

    id: str
    judul: str
    nomor: str
    instansi: str
    daerah: str
    tanggal: str
    langkah: int
    keadaan: str
    ragu: int
    keyakinan: float
    kode: tuple[str, ...]
    berkas: str


def line_of(record: dict[str, Any]) -> Line:
    doubts = [t for t in record["tinjauan"] if t["tingkat"] != "info"]
    return Line(
        id=record["id"],
        judul=record["nama_sop"] or "(tanpa judul)",
        nomor=record["nomor_sop"] or "",
        instansi=record["instansi"] or "",
        daerah=(record["daerah"] or {}).get("nama", ""),
        tanggal=record["tanggal_efektif"] or record["tanggal_pembuatan"] or "",
        langkah=len(record["langkah"]),
        keadaan="ditinjau" if record.get("ditinjau") else record.get("status", "periksa"),
        ragu=len(doubts),
        keyakinan=record["keyakinan"],
        kode=tuple(sorted({t["kode"] for t in doubts})),
        berkas=record["sumber"]["berkas"],
    )


def read_lines(store: Store, names: Iterable[str]) -> dict[str, Line]:
    """The lines of all records, by id; a record that cannot be read is left to `sopap validate`."""
    found: dict[str, Line] = {}
    for name in names:
        try:
            line = line_of(from_json(store.read(name) or b""))
        except (ValueError, KeyError, TypeError):
            continue
        found[line.id] = line
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked the list for."""

    cari: str = ""
    daerah: str = ""
    instansi: str = ""
    keadaan: str = ""
    kode: str = ""
    urut: str = "ragu"
    halaman: int = 1

    def fits(self, line: Line) -> bool:
        text = f"{line.judul} {line.nomor} {line.instansi} {line.berkas}".casefold()
        return (
            all(word in text for word in self.cari.casefold().split())
            and self.daerah in ("", line.daerah)
            and self.instansi in ("", line.instansi)
            and self.keadaan in ("", line.keadaan)
            and (not self.kode or self.kode in line.kode)
        )


def chosen(lines: Iterable[Line], wanted: Wanted) -> list[Line]:
    """All lines that fit, in the order asked for."""
    keys = {
        "ragu": lambda k: (k.keadaan == "ditinjau", -k.ragu, k.keyakinan, k.id),
        "judul": lambda k: (k.judul.casefold(), k.id),
        "instansi": lambda k: (k.instansi.casefold(), k.judul.casefold(), k.id),
        "nomor": lambda k: (k.nomor, k.id),
        "langkah": lambda k: (-k.langkah, k.id),
        "keyakinan": lambda k: (k.keyakinan, k.id),
    }
    return sorted((k for k in lines if wanted.fits(k)), key=keys.get(wanted.urut, keys["ragu"]))


def counts(lines: Sequence[Line]) -> dict[str, list[tuple[str, int]]]:
    """For each filter its values and how many SOPs have them, the most frequent first."""
    ways = {
        "daerah": Counter(k.daerah for k in lines if k.daerah),
        "instansi": Counter(k.instansi for k in lines if k.instansi),
        "keadaan": Counter(k.keadaan for k in lines),
        "kode": Counter(c for k in lines for c in k.kode),
    }
    return {name: sorted(c.items(), key=lambda kv: (-kv[1], kv[0])) for name, c in ways.items()}
