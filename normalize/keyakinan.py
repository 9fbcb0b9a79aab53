"""How sure a record is of its values: the probability that each is wholly right.

Of a row it is the probability that all is right which no doubt points at: a place that is told is not
told once more by a row that is unsure as a whole. A logistic model of a few features for each kind of
value (rows, identity fields, lists, arrows, the whole SOP), apart for pages of pixels and drawn pages. Its
weights stand in data/keyakinan.toml, fitted by ``make calibrate`` on documents with truth;
docs/keyakinan.md tells how well it holds on others.
Fitting and reading use the same features, from here.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.bacaan import cells_of, misread
from normalize.identitas import from_pixels
from normalize.kata import repeated, scraps, strange
from schemas.raw import RawSop, RawText
from schemas.record import SopRecord, Tinjauan
from schemas.tinjauan import Kode
from schemas.vocab import JenisSumber, StatusSop, Tingkat

LISTS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
FIELDS = (
    *("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "disahkan_oleh"),
)
OF_SYMBOLS = frozenset((Kode.SIMBOL_TAK_TERBACA, Kode.SIMBOL_MERAGUKAN, Kode.SIMBOL_DI_LUAR_KOLOM))
OF_ARROWS = frozenset(
    (
        *(Kode.PANAH_LEPAS, Kode.PANAH_TAK_TERBACA, Kode.PANAH_MASUK_TAK_TERBACA, Kode.PENGHUBUNG_LEPAS),
        *(Kode.KATA_TAK_BERSEL, Kode.JAWABAN_TAK_TERBACA),
    )
)
OF_INK = frozenset((Kode.TINTA_TAK_TERJELASKAN, Kode.BENTUK_TAK_TERBACA))
MOST = 3.0  # doubts and strange words count up to so many: the fourth says nothing new
ROW_SURE = 0.9  # a row that is less sure is looked at as one with a doubt is
FLOOR, CEILING = 0.01, 0.999  # no value is surer, or less sure, than documents with truth can tell

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ciri:
    """The features of one value. ``jenis``: its table in the weights, "baris.piksel"."""

    jenis: str
    nilai: Mapping[str, float]


def probability(c: Ciri, weights: Mapping[str, Weights] | None = None) -> float:
    table = (weights or fitted()).get(c.jenis)
    if table is None:  # a kind of value that no document with truth has shown
        return 0.5
    total = table["awal"] + sum(table.get(name, 0.0) * value for name, value in c.nilai.items())
    sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return round(max(FLOOR, min(CEILING, sure)), 3)


# Parts that every SOP has, or that the page shows, and this record has not: whatever the probabilities say, a
# person adds them.
LOST = (
    *(Kode.KOLOM_DIPERKIRAKAN, Kode.ISIAN_TAK_TERBACA),
    *(Kode.SIMBOL_TAK_TERBACA, Kode.KEGIATAN_KOSONG, Kode.KATA_TAK_BERSEL, Kode.TINTA_DI_SEL),
    *(Kode.PANAH_LEPAS, Kode.PANAH_TAK_TERBACA, Kode.PANAH_MASUK_TAK_TERBACA, Kode.PENGHUBUNG_LEPAS),
    *(Kode.JAWABAN_TAK_TERBACA, Kode.JUDUL_DALAM_DAFTAR),
)
NEEDED = ("nama_sop", "nomor_sop", "tanggal_pembuatan", "tanggal_efektif", *LISTS)  # that may be lost, too


@cache
def fitted() -> Mapping[str, Weights]:
    tables = _table().get("bobot", {})
    return {f"{kind}.{source}": w for kind, by_source in tables.items() for source, w in by_source.items()}


def usual_limits() -> Mapping[str, float]:
    """How sure an SOP must be as a whole to be taken as it is, where nothing else is asked for: by source."""
    limits: Mapping[str, float] = _table()["ambang_siap"]
    return limits


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("normalize").joinpath("data/keyakinan.toml").read_text(encoding="utf-8"))


def weighed(sop: RawSop, record: SopRecord, limit: float | None) -> SopRecord:
    """The record with how sure it is of each value, and whether it may be taken as it is.

    ``limit``: the probability that all is right from which an SOP is ``siap``, None for the usual one.
    """
    bukti = Bukti(sop, record)
    sure = {place: probability(c) for place, c in bukti.ciri().items()}
    ciri = bukti.whole(sure)
    whole = probability(ciri) if record.langkah else 0.0
    least = usual_limits().get(ciri.jenis.partition(".")[2], 1.0) if limit is None else limit
    langkah = (
        x.model_copy(update={"keyakinan": sure[f"/langkah/{i}"]}) for i, x in enumerate(record.langkah)
    )
    alur = (a.model_copy(update={"keyakinan": sure[f"/alur/{i}"]}) for i, a in enumerate(record.alur))
    failed = any(t.tingkat is Tingkat.GALAT or is_lost(t) for t in record.tinjauan)
    return record.model_copy(
        update={
            "langkah": tuple(langkah),
            "alur": tuple(alur),
            "keyakinan_isian": {name: sure[f"/{name}"] for name in (*FIELDS, *LISTS)},
            "keyakinan": whole,
            "status": StatusSop.SIAP if whole >= least and not failed else StatusSop.PERIKSA,
        }
    )


def is_lost(t: Tinjauan) -> bool:
    if t.tingkat is Tingkat.INFO:
        return False
    return t.kode in LOST or (t.kode == Kode.IDENTITAS_KOSONG and t.jalur[1:] in NEEDED)


class Bukti:
    """What a record and its reading say about its values."""

    def __init__(self, sop: RawSop, record: SopRecord) -> None:
        self.sop, self.record = sop, record
        self.warnings = [t for t in record.tinjauan if t.tingkat is not Tingkat.INFO]
        self.at: dict[tuple[str, ...], int] = defaultdict(int)
        self.of_row: dict[str, list[str]] = defaultdict(list)
        for t in self.warnings:
            parts = t.jalur.split("/")[1:]
            if parts[:1] == ["langkah"] and len(parts) > 1:
                self.of_row[parts[1]].append(t.kode)
            for n in range(1, len(parts) + 1):
                self.at[tuple(parts[:n])] += 1
        cells = [text.teks for row in sop.langkah for _, text in cells_of(row)]
        self.own = repeated([record.nama_sop or "", *cells])

    def ciri(self) -> dict[str, Ciri]:
        """The features of every value, by its JSON Pointer."""
        return {**self._rows(), **self._fields(), **self._lists(), **self._arrows()}

    def doubts(self, *place: str) -> float:
        return min(MOST, self.at[place])

    def _rows(self) -> dict[str, Ciri]:
        out = {}
        table = min(MOST, sum(about_table(t) for t in self.warnings))
        for i, row in enumerate(self.sop.langkah):
            pixels = row.halaman in self.sop.halaman_piksel
            texts = [t for _, t in cells_of(row) if t.teks]
            shapes = [s.keyakinan for s in self.sop.simbol if s.langkah == i]
            out[f"/langkah/{i}"] = Ciri(
                "baris." + source(pixels),
                {
                    **self._kinds(i),
                    "tabel": table,
                    "baca": max(unread(texts), 10 * (1 - row.keyakinan)),
                    "bentuk": min(MOST, 5 * (1 - min(shapes, default=1.0))),
                    "asing": self._strange(t.teks for t in texts),
                },
            )
        return out

    def _kinds(self, row: int) -> dict[str, float]:
        """Doubts about a row: its symbols, its arrows, ink in it, and all the rest: its texts."""
        codes = self.of_row[str(row)]
        symbols, arrows, ink = (sum(k in group for k in codes) for group in (OF_SYMBOLS, OF_ARROWS, OF_INK))
        rest = len(codes) - symbols - arrows - ink
        counts = {"teks": rest, "simbol": symbols, "panah": arrows, "tinta": ink}
        return {name: min(MOST, n) for name, n in counts.items()}

    def _fields(self) -> dict[str, Ciri]:
        pixels = from_pixels(self.sop.identitas)
        out = {}
        for name in FIELDS:
            text: RawText | None = getattr(self.sop.identitas, name)
            out[f"/{name}"] = Ciri(
                "isian." + source(pixels),
                {
                    "ragu": self.doubts(name),
                    "baca": unread([text] if text else []),
                    "asing": self._strange([text.teks if text and name == "nama_sop" else ""]),
                    "kosong": float(not getattr(self.record, name)),
                    "pejabat": float(name == "disahkan_oleh"),
                    "lain": self._others(name),
                },
            )
        return out

    def _lists(self) -> dict[str, Ciri]:
        pixels = from_pixels(self.sop.identitas)
        out = {}
        for name in LISTS:
            text: RawText | None = getattr(self.sop.identitas, name)
            out[f"/{name}"] = Ciri(
                "daftar." + source(pixels),
                {
                    "ragu": self.doubts(name),
                    "baca": unread([text] if text else []),
                    "asing": self._strange([text.teks if text else ""]),
                    "kosong": float(not getattr(self.record, name)),
                    "butir": math.log1p(len(getattr(self.record, name))),
                    "lain": self._others(name),
                },
            )
        return out

    def _others(self, name: str) -> float:
        """Doubts about the rest of the identity block: where one value is lost, its neighbours suffer."""
        return min(MOST, sum(self.at[n,] for n in (*FIELDS, *LISTS) if n != name))

    def _arrows(self) -> dict[str, Ciri]:
        out = {}
        flow = min(MOST, sum(about_flow(t) for t in self.warnings))
        for i, arrow in enumerate(self.record.alur):
            rows = {arrow.dari.langkah - 1, arrow.ke.langkah - 1}
            pages = {row.halaman for j, row in enumerate(self.sop.langkah) if j in rows}
            ends = [self._kinds(j) for j in sorted(rows)]
            out[f"/alur/{i}"] = Ciri(
                "alur." + source(bool(pages & set(self.sop.halaman_piksel))),
                {
                    "ragu": self.doubts("alur", str(i)),
                    **{k: min(MOST, sum(e[k] for e in ends)) for k in ("simbol", "panah", "tinta")},
                    "bagan": flow,
                    "sebaris": float(len(rows) == 1),
                    "tanpa_arah": float(not arrow.terarah),
                },
            )
        return out

    def _strange(self, texts: Iterable[str]) -> float:
        return min(MOST, sum(strange(t, self.own) + scraps(t) for t in texts))

    def whole(self, sure: Mapping[str, float]) -> Ciri:
        """The features of the SOP as a whole. ``sure``: the probabilities of its values, by place.

        What is not doubted counts by how sure it is, what is doubted by the kind of the doubt. A text export
        has lost its drawing, and too few of them have truth to tell how many are right: its kind has no
        weights, so that none is taken as it is.
        """
        pixels = bool(self.sop.halaman_piksel) or from_pixels(self.sop.identitas)
        export = self.record.sumber.jenis is JenisSumber.TEKS
        quiet = [p for place, p in sure.items() if row_of(place) or not self.at[tuple(place.split("/")[1:])]]
        told = [t for t in self.warnings if about_value(t)]
        empty = sum(t.kode == Kode.IDENTITAS_KOSONG for t in told)
        flow = sum(about_flow(t) for t in told)
        unsure = sum(p < ROW_SURE for place, p in sure.items() if row_of(place))
        return Ciri(
            "sop." + ("ekspor" if export else source(pixels)),
            {
                "diam": max(-6.0, sum(math.log(p) for p in quiet)),
                "tanya": float(bool(told or unsure)),
                "gambar": min(MOST, flow),
                "kosong": min(MOST, empty),
                "ragu": min(MOST, len(told) - empty - flow + unsure),
            },
        )


def row_of(place: str) -> bool:
    """Whether a place is a row, whose probability leaves out what is doubted in it."""
    return place.startswith("/langkah/")


def source(pixels: bool) -> str:
    return "piksel" if pixels else "vektor"


def unread(texts: Iterable[RawText]) -> float:
    """Letters likely misread in the worst of some texts, against what it can bear; 0 for a text layer."""
    return min(MOST, max((misread(t.teks, t.average) for t in texts), default=0.0))


def about_table(t: Tinjauan) -> bool:
    """A doubt about the rows or columns of the table: values may stand in the wrong ones.

    A name of which letters were misread says nothing of its column.
    """
    parts = t.jalur.split("/")[1:]
    column = parts[:1] == ["pelaksana"] and not about_post(t) and t.kode != Kode.TEKS_MERAGUKAN
    return column or parts == ["langkah"] or t.kode == Kode.NOMOR_MELOMPAT


def about_flow(t: Tinjauan) -> bool:
    parts = t.jalur.split("/")[1:]
    return parts[:1] == ["alur"] or parts[2:3] == ["simbol"]


def about_post(t: Tinjauan) -> bool:
    """A doubt about the post that the register gives for a label; the label itself is as printed."""
    return t.jalur.endswith("/jabatan") and t.jalur.startswith("/pelaksana/")


def about_value(t: Tinjauan) -> bool:
    """A doubt about something printed, not about what a register makes of it."""
    return not about_post(t) and not t.jalur.startswith("/daerah")
