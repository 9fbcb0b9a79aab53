"""The error that stops one file: coded, with its reason and what to do."""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file that gives no record. ``kode`` is stable; ``alasan`` says what, where, why, what to do."""

    def __init__(self, kode: str, alasan: str) -> None:
        super().__init__(kode, alasan)
        self.kode = kode
        self.alasan = alasan
