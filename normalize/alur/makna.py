"""What a printed label of an exit means."""

from __future__ import annotations

import re
from collections.abc import Collection

from normalize.kata import torn
from normalize.match import kemiripan
from schemas.vocab import Makna

_YA = re.compile(
    r"^(ya|y|iya|yes|ok|setuju|disetujui|sesuai|lengkap|benar|sudah|valid|memenuhi|diterima|layak|ada"
    r"|(ya|sudah|telah)\b.*|\w+ (sesuai|lengkap|benar|valid))$"
)
_TIDAK = re.compile(
    r"^(t|tdk|tidk|tidak|no|ditolak|tolak|belum|salah|kurang|revisi|perbaikan|dikembalikan|kembali"
    r"|((tidak|tdk|belum|blm|kurang|bukan|tak)\b.*)|blm|\w+ (kurang|salah|perbaikan))$"
)
# Answers that labels give most, and of a misread one the share of its letters that it still has.
_OFTEN, NEAR = ("ya", "tidak", "setuju", "sesuai", "lengkap", "ditolak", "belum"), 0.6
SAME = 0.8  # of the letters of the other exit's answer that the misread denial of it still has
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
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


def near_answer(label: str) -> str | None:
    """The answer that a label read from pixels may be, of which letters were misread: "Ticak"."""
    own = "".join(c for c in label.casefold() if c.isalpha())
    likeness = {answer: kemiripan(own, answer) for answer in _OFTEN}
    best = max(_OFTEN, key=lambda answer: likeness[answer])
    return best if likeness[best] >= NEAR else None


def settled(label: str, others: Collection[str | None]) -> str:
    """A misread answer as the answer it is near, where the other exits of its decision give the opposite.

    What it is near alone is a guess; both together leave nothing else that it could say. Words run together
    are parted where they then answer: "TidakAda".
    """
    apart = _CAPITAL.sub(" ", label)
    if makna_of(label) is None and makna_of(apart) is not None:
        return apart
    no, _, rest = label.partition(" ")
    if makna_of(label) is Makna.TIDAK:  # "Tidak sesua" beside "Sesuai"
        given = [o for o in others if o and SAME <= kemiripan(rest.casefold(), o.casefold()) < 1]
        return f"{no} {given[0].lower() if rest.islower() else given[0]}" if given else label
    answer = near_answer(label) if makna_of(label) is None and torn(label) else None
    said = {makna_of(other) for other in others}
    if answer is None or None in said or len(said) != 1 or makna_of(answer) in said:
        return label
    return answer.upper() if label.isupper() else answer.capitalize() if label[:1].isupper() else answer
