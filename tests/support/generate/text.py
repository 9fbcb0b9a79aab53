"""Breaking text into printed lines by the fonts' own widths."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.pdfbase.pdfmetrics import stringWidth

BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}


def bold(font: str) -> str:
    return BOLD[font]


def width(text: str, font: str, size: float) -> float:
    return float(stringWidth(text, font, size))


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """The printed lines of ``text`` in ``room`` points; a word that is too long stands alone."""
    lines: list[str] = []
    for part in text.split("\n") if text else []:
        lines += wrap_line(part, lambda t: width(t, font, size) <= room)
    return lines


def wrap_line(text: str, fits: Callable[[str], bool]) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and fits(joined):
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def longest_word(text: str, font: str, size: float) -> float:
    return max((width(w, font, size) for w in text.split()), default=0.0)
