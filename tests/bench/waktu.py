"""Speed of the value normalisers: values a minute on one core, over distinct and repeated strings.

    python tests/bench/waktu.py

"dingin" parses every distinct string once, "hangat" a million strings of which 2,000 are distinct,
as in a batch of many documents. No figure depends on the order of the runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from normalize.hukum import parse_hukum
from normalize.tanggal import parse_tanggal
from normalize.waktu.parse import parse_waktu

SATUAN = ("menit", "Jam", "hari kerja", "Minggu", "bulan")
N_HANGAT = 1_000_000


def contoh(n: int) -> dict[str, list[str]]:
    """``n`` distinct printed values of each kind."""
    return {
        "waktu": [
            f"{i} - {i + 5} {SATUAN[i % 5]}" if i % 3 else f"{i} {SATUAN[i % 5]}" for i in range(1, n + 1)
        ],
        "hukum": [
            f"Peraturan Pemerintah Nomor {i} Tahun {1950 + i % 70} tentang Hal {i}" for i in range(1, n + 1)
        ],
        "tanggal": [f"{1 + i % 28} Juni {1950 + i // 28}" for i in range(n)],
    }


def laju(f: Callable[[str], object], daftar: Sequence[str]) -> float:
    mulai = time.perf_counter()
    for teks in daftar:
        f(teks)
    return len(daftar) / (time.perf_counter() - mulai) * 60


def main() -> None:
    uji: dict[str, Callable[[str], object]] = {
        "waktu": parse_waktu,
        "hukum": parse_hukum,
        "tanggal": parse_tanggal,
    }
    for nama, daftar in contoh(2000).items():
        dingin = laju(uji[nama], daftar)
        hangat = laju(uji[nama], daftar * (N_HANGAT // len(daftar)))
        print(f"{nama:8} dingin {dingin:12,.0f}/menit   hangat {hangat:14,.0f}/menit")


if __name__ == "__main__":
    main()
