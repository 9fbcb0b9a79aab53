"""What a printed label of an exit means."""

from __future__ import annotations

import re

from normalize.match import kemiripan
from schemas.vocab import Makna

_YA = re.compile(
    r"^(ya|y|iya|yes|ok|setuju|disetujui|sesuai|lengkap|benar|sudah|valid|memenuhi|diterima|layak|ada"
    r"|(ya|sudah|telah)\b.*)$"
)
_TIDAK = re.compile(
    r"^(t|tdk|tidk|tidak|no|ditolak|tolak|belum|salah|kurang|revisi|perbaikan|dikembalikan|kembali"
    r"|((tidak|tdk|belum|blm|kurang|bukan|tak)\b.*)|blm)$"
)
# Answers that labels give most, and of a misread one the share of its letters that it still has.
_OFTEN, NEAR = ("ya", "tidak", "setuju", "sesuai", "lengkap", "ditolak", "belum"), 0.6
_YES = "+√✓✔"
_MARK = re.compile(r"^\(?\s*([+√✓✔×✗✘−–-])\s*\)?$")


def makna_of(label: str | None) -> Makna | None:
    """What a printed label means where it answers a decision, else None."""
    if not label:
        return None
    if mark := _MARK.match(label.strip()):
        return Makna.YA if mark.group(1) in _YES else Makna.TIDAK
    text = re.sub(r"[^a-z ]", " ", label.casefold()).strip()
    text = re.sub(r"\s+", " ", text)
    if _TIDAK.match(text):
        return Makna.TIDAK
    return Makna.YA if _YA.match(text) else None


def is_near_answer(label: str) -> bool:
    """Whether a label that was read from pixels may be an answer of which letters were misread: "Ticak"."""
    own = "".join(c for c in label.casefold() if c.isalpha())
    return any(kemiripan(own, answer) >= NEAR for answer in _OFTEN)
