"""Indonesian number words: "dua puluh lima" -> 25, "satu setengah" -> 1.5."""

from __future__ import annotations

from collections.abc import Sequence

_SATUAN = {
    "nol": 0,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "sebelas": 11,
    "seratus": 100,
    "seribu": 1000,
}
_KALI = {"puluh": 10, "ratus": 100, "ribu": 1000}
_PECAHAN = {"setengah": 0.5, "seperempat": 0.25}
KATA_ANGKA = frozenset([*_SATUAN, *_KALI, *_PECAHAN, "belas"])


def baca_angka(kata: Sequence[str]) -> float | None:
    """The value of a run of number words, or None where they make no number ("lima satu")."""
    jumlah, terakhir = 0.0, None
    for k in kata:
        if k in _PECAHAN:
            jumlah += _PECAHAN[k]
            terakhir = 0.0
        elif k == "belas" and terakhir is not None and 2 <= terakhir <= 9:
            jumlah += 10
            terakhir = None
        elif k in _KALI and terakhir is not None and terakhir > 0:
            jumlah += terakhir * (_KALI[k] - 1)
            terakhir = None
        elif k in _SATUAN and terakhir is None:
            terakhir = float(_SATUAN[k])
            jumlah += terakhir
            terakhir = None if terakhir >= 10 else terakhir
        else:
            return None
    return jumlah if kata else None
