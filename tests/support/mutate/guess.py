"""An OCR engine that makes its words up, so that pixels can be spoilt without the cost of reading them."""

from __future__ import annotations

import hashlib
from random import Random

from extract.sources.scan.text.engine import NOTHING, Grey, Reading
from tests.support.mutate.text import ODD_WORDS

_WORDS = (
    *("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan", "Mutu", "Baku", "Staf"),
    *("Kepala", "1", "2", "3", "Nomor", "SOP", ":", "Ya", "Tidak", "5", "menit", "jam", "Berkas", "Nama"),
    *("Menerima", "surat", "dan", "memeriksa", "Tanggal", "Pembuatan", "Disahkan", "oleh", "Dasar", "Hukum"),
)
_PLAIN = ("Rapat", "surat", "dan", "buku", "1", "2", "Laporan", "Rp", "Mei", "meja", "jumlah", "harga", ":")


class GuessEngine:
    """The same words for the same crop, about as many as it has room for. ``form``: those of the form too."""

    name = "guess-1"

    def __init__(self, form: bool = True) -> None:
        self.form = form

    def read(self, crops: list[Grey]) -> list[Reading]:
        return [self._read(crop) for crop in crops]

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        return [0.0 for _ in texts]

    def read_dates(self, lines: list[list[Grey]], since: int = 0) -> list[Reading]:
        return [NOTHING for _ in lines]

    def _read(self, crop: Grey) -> Reading:
        rng = Random(hashlib.sha256(crop.tobytes() + repr(crop.shape).encode()).digest())
        room = max(1, round(2 * crop.shape[1] / max(1, crop.shape[0])))
        text = ""
        while len(text) < room and rng.random() < 0.95:
            words = (_WORDS if rng.random() < 0.93 else ODD_WORDS) if self.form else _PLAIN
            text += (" " if text else "") + rng.choice(words)[:200]
        at = tuple(round((i + 0.5) / len(text), 4) for i in range(len(text)))
        return Reading(text, at, tuple(round(rng.uniform(0.5, 1), 3) for _ in text))
