"""What answers a decision, as printed at its exits: by itself, or as a condition that holds or does not."""

from __future__ import annotations

import re

BARE = ("ya", "iya", "y", "tidak", "tdk", "t", "n", "yes", "no")  # nobody's task is called so
STATED = (
    *("tidk", "setuju", "disetujui", "ditolak", "lengkap", "sesuai", "belum", "blm", "benar", "salah"),
    *("ok", "valid", r"(?:tidak|belum|tdk|blm)\s+\w+"),
)
_BARE = re.compile(rf"^(?:{'|'.join(BARE)})[.:]?$", re.IGNORECASE)
_ANSWER = re.compile(rf"^(?:{'|'.join((*BARE, *STATED))})$", re.IGNORECASE)
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
