"""Draws pages of running text: decrees, letters."""

from __future__ import annotations

from tests.support.generate.model import Prose
from tests.support.generate.pen import Pen
from tests.support.generate.text import bold, width, wrap

MARGIN = 64.0


def draw_prose(pen: Pen, prose: Prose) -> None:
    """The text over as many pages as it needs; a line of "\\f" starts a new page."""
    pen.page(prose.paper)
    y = MARGIN
    for line in prose.lines:
        strong = line.startswith("=")
        font = bold(prose.font) if strong else prose.font
        printed = wrap(line.lstrip("="), font, prose.size, prose.paper[0] - 2 * MARGIN) or [""]
        for text in printed:
            if line == "\f" or y > prose.paper[1] - MARGIN:
                pen.canvas.showPage()
                pen.page(prose.paper)
                y = MARGIN
            x = (prose.paper[0] - width(text, font, prose.size)) / 2 if strong else MARGIN
            pen.text(x, y, text, font, prose.size)
            y += prose.size * 1.35
    pen.canvas.showPage()


def prose_pages(prose: Prose) -> int:
    """How many pages the text takes."""
    pages, y = 1, MARGIN
    for line in prose.lines:
        font = bold(prose.font) if line.startswith("=") else prose.font
        for _ in wrap(line.lstrip("="), font, prose.size, prose.paper[0] - 2 * MARGIN) or [""]:
            if line == "\f" or y > prose.paper[1] - MARGIN:
                pages, y = pages + 1, MARGIN
            y += prose.size * 1.35
    return pages
