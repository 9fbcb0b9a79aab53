"""Colours of drawn paths as lightness, in the colour spaces of print shops too.

In a Separation or DeviceN space a number is the amount of ink, so 1 is full colour, where in a grey
space 1 is white; pdfminer hands on the number alone. In an Indexed space it is a place in a table.
Source: ISO 32000-1, 8.6.6.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from pdfminer.pdfcolor import PREDEFINED_COLORSPACE

WHITE = 0.97  # lightness of what is not seen on paper
RED, GREEN, BLUE = 0.3, 0.59, 0.11  # of lightness (ISO 32000-1, 10.3.2)
INK = ("Separation", "DeviceN")
PRINTED = (*INK, "Indexed")
TONE = 0.5  # lightness of a colour that a table keeps: surely ink, no one knows how dark


def as_grey(gstate: Any) -> Any:
    """A pdfminer graphics state whose colours of ink are grey; itself where it has none."""
    if gstate.scs.name not in PRINTED and gstate.ncs.name not in PRINTED:
        return gstate
    out = copy(gstate)
    grey = PREDEFINED_COLORSPACE["DeviceGray"]
    if gstate.scs.name in PRINTED:
        out.scs, out.scolor = grey, lightness(gstate.scs.name, gstate.scolor)
    if gstate.ncs.name in PRINTED:
        out.ncs, out.ncolor = grey, lightness(gstate.ncs.name, gstate.ncolor)
    return out


def lightness(space: str, color: Any) -> Any:
    """The grey of a colour of a space of PRINTED; a pattern as it is."""
    if space == "Indexed":
        return TONE
    parts = [color] if isinstance(color, int | float) else color
    if not isinstance(parts, list | tuple):
        return color
    amounts = [float(p) for p in parts if isinstance(p, int | float)]
    return 1.0 - min(1.0, max(amounts, default=1.0))


def grey(color: Any) -> float:
    """Lightness 0..1 of a PDF colour of 1, 3 or 4 components; 0 when it cannot be told."""
    if color is None:
        return 0.0
    parts = [color] if isinstance(color, int | float) else list(color)
    if not all(isinstance(p, int | float) for p in parts):
        return 0.5
    if len(parts) == 4:
        c, m, y, k = parts
        return float((1 - min(1, c + k)) * RED + (1 - min(1, m + k)) * GREEN + (1 - min(1, y + k)) * BLUE)
    if len(parts) == 3:
        return float(RED * parts[0] + GREEN * parts[1] + BLUE * parts[2])
    return float(parts[0]) if parts else 0.0
