"""What answers a decision, as printed at its exits: by itself, or as a condition that holds or does not."""

from __future__ import annotations

import re

from extract.form.cocok import letters_off

BARE = ("ya", "iya", "y", "tidak", "tdk", "t", "n", "yes", "no")  # nobody's task is called so
STATED = (
    *("tidk", "setuju", "disetujui", "ditolak", "lengkap", "sesuai", "belum", "blm", "benar", "salah"),
    *("ok", "valid", "revisi", "tolak", "diterima"),
)
CONDITION = r"(?:tidak|belum|tdk|blm)\s+\w+"
_BARE = re.compile(rf"^(?:{'|'.join(BARE)})[.:]?$", re.IGNORECASE)
_ANSWER = re.compile(rf"^(?:{'|'.join((*BARE, *STATED, CONDITION))})$", re.IGNORECASE)
FEW = 2  # letters of an answer for each that may be misread
ARROWS = re.compile(r"[←-⇿⟵-⟿⬅-⬇➔➜➡]|<?[-=]{1,3}>|<[-=]{1,3}")  # as a text writes them


def is_bare_answer(text: str) -> bool:
    """Whether a text can only be an answer: "Ya", "Tdk."."""
    return bool(_BARE.match(text))


def is_stated_answer(text: str) -> bool:
    """Whether a text, at an arrow, is an answer: "Ya", "Disetujui", "Tidak lengkap"."""
    return bool(_ANSWER.match(text))


def is_flow_label(text: str) -> bool:
    """Whether a text is the exit of a decision standing alone, with an arrow or a full stop: "ya ↓"."""
    return is_stated_answer(ARROWS.sub(" ", text).strip(" .:"))


def is_like_answer(text: str, off: int = FEW) -> bool:
    """Whether a text, or its first word, may be an answer that was misread: up to ``off`` letters of it are
    wrong ("Ticak") or, of a short one, missing ("a").
    """
    tried = {"".join(c for c in part.casefold() if c.isalnum()) for part in (text, text.split(" ")[0])}
    return any(_is_like(t, answer, off) for t in tried if t for answer in (*BARE, *STATED))


def _is_like(text: str, answer: str, off: int) -> bool:
    if len(text) < FEW or len(answer) < FEW:
        return text in answer and len(answer) - len(text) < FEW
    return letters_off(text, answer) <= min(off, len(answer) // FEW)
