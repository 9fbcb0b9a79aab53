"""Our own annotated identity blocks, and how much of them a reading has right, field by field.

A text counts as right from ALIKE of its letters on, a number, a date and a NIP only whole; of the names of
lists the pairs count. ``told``: of what is wrong, the share that carries a doubt at its field.

``python -m tests.support.identitas FOLDER`` prints the figures of all files, FOLDER holding the documents.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from extract.pipeline import extract_file
from normalize.record import normalize_file
from schemas.vocab import Tingkat

TRUTHS = Path(__file__).resolve().parents[1] / "data" / "identitas"
ALIKE = 0.95
ITEMS_ALIKE = 0.9
DAFTAR = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
TANGGAL = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan")


@dataclass
class Tally:
    """Of one field: values right, values of the document, values read; of the wrong ones those told."""

    right: int = 0
    wanted: int = 0
    read: int = 0
    wrong: int = 0
    told: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.read) if self.wanted + self.read else 1.0


@dataclass
class Figures:
    fields: dict[str, Tally] = field(default_factory=dict)

    def add(self, name: str, right: int, wanted: int, read: int, told: bool) -> None:
        tally = self.fields.setdefault(name, Tally())
        wrong = max(wanted, read) - right
        tally.right += right
        tally.wanted += wanted
        tally.read += read
        tally.wrong += wrong
        tally.told += wrong * told


def truths() -> Iterator[dict[str, Any]]:
    for path in sorted(TRUTHS.glob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def read(path: Path) -> list[dict[str, Any]]:
    """The records of one document as plain data."""
    raw = extract_file(path)
    records = normalize_file(raw, path.name, sha256(path.read_bytes()).hexdigest())
    return [json.loads(r.model_dump_json()) for r in records]


def measure(real: Path, wanted: Iterable[dict[str, Any]]) -> Figures:
    """The figures of some truth files, their documents somewhere under ``real``."""
    figures = Figures()
    for truth in wanted:
        found = read(real / truth["folder"] / truth["berkas"])
        for n, own in enumerate(truth["sop"]):
            compare(figures, own, found[n] if n < len(found) else {})
    return figures


def compare(figures: Figures, truth: dict[str, Any], record: dict[str, Any]) -> None:
    told = partial(is_told, record)
    exact = {
        "nomor_sop": re.sub(r"\s", "", plain(truth["nomor_sop"]))
        == re.sub(r"\s", "", plain(record.get("nomor_sop"))),
        "nama_sop": alike(title(truth["nama_sop"]), title(record.get("nama_sop"))) >= ALIKE,
        **{name: truth[name] == record.get(name) for name in TANGGAL},
    }
    for name, right in exact.items():
        one(figures, name, right, truth[name], record.get(name), told(name))
    own, other = truth["disahkan_oleh"] or {}, record.get("disahkan_oleh") or {}
    nama, nip = (own.get("nama"), other.get("nama")), (own.get("nip"), other.get("nip"))
    one(figures, "disahkan.nama", alike(*map(plain, nama)) >= ALIKE, *nama, told("disahkan_oleh"))
    one(figures, "disahkan.nip", nip[0] == nip[1], *nip, told("disahkan_oleh"))
    for name in DAFTAR:
        a = [plain(x) for x in truth[name]]
        b = [plain(x["teks"] if isinstance(x, dict) else x) for x in record.get(name, [])]
        figures.add(f"daftar.{name}", pairs(a, b), len(a), len(b), told(name))


def one(figures: Figures, name: str, right: bool, wanted: object, got: object, told: bool) -> None:
    if wanted or got:
        figures.add(name, int(right and bool(wanted)), int(bool(wanted)), int(bool(got)), told)


def is_told(record: dict[str, Any], name: str) -> bool:
    return any(
        t["jalur"].split("/")[1:2] == [name] and t["tingkat"] != Tingkat.INFO
        for t in record.get("tinjauan", [])
    )


def plain(text: str | None) -> str:
    out = re.sub(r"\s*([/\-,.;:()])\s*", r"\1", (text or "").casefold().replace("–", "-").replace("…", "..."))
    return " ".join(out.split()).strip(" .;:-")


def title(text: str | None) -> str:
    """A title without the word SOP before it."""
    return re.sub(r"^(standar operasional prosedur\s*(\(sop\))?|sop)\b[\s:-]*", "", plain(text)) or plain(
        text
    )


def alike(a: str, b: str) -> float:
    return Levenshtein.normalized_similarity(a, b)


def pairs(a: list[str], b: list[str]) -> int:
    """How many items of two lists are the same, each used once."""
    found = sorted(((alike(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    used: tuple[set[int], set[int]] = (set(), set())
    for like, i, j in found:
        if like >= ITEMS_ALIKE and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def main(folder: Path) -> None:
    for blind in (False, True):
        figures = measure(folder, [t for t in truths() if t["buta"] == blind])
        print("kept blind" if blind else "open")
        for name, t in figures.fields.items():
            print(f"  {name:30} {t.f1:.3f}  of {t.wanted}, wrong {t.wrong}, told {t.told}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
