"""Colours of drawn paths as lightness, in the colour spaces of print shops too.

In a Separation or DeviceN space a number is the amount of ink, so 1 is full colour, where in a grey
space 1 is white; pdfminer hands on the number alone. In an Indexed space it is a place in a table.
Source: ISO 32000-1, 8.6.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

INK = ("Separation", "DeviceN")
TONE = 0.5  # lightness of a colour that a table keeps: surely ink, no one knows how dark


class InkAggregator(PDFPageAggregatorWithMarkedContent):
    """Lays a page out as pdfplumber does, with colours of ink handed on as grey."""

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        if gstate.scs.name in (*INK, "Indexed") or gstate.ncs.name in (*INK, "Indexed"):
            gstate = copy(gstate)
            gstate.scolor = lightness(gstate.scs.name, gstate.scolor)
            gstate.ncolor = lightness(gstate.ncs.name, gstate.ncolor)
        super().paint_path(gstate, stroke, fill, evenodd, path)


def lightness(space: str, color: Any) -> Any:
    """The grey of a colour of ink or of a table; any other colour as it is."""
    if space == "Indexed":
        return TONE
    parts = [color] if isinstance(color, int | float) else color
    if space not in INK or not isinstance(parts, list | tuple):
        return color
    amounts = [float(p) for p in parts if isinstance(p, int | float)]
    return 1.0 - min(1.0, max(amounts, default=1.0))


def lay_out(page: Any) -> None:
    """Lay a pdfplumber page out before its objects are asked for. Raises PdfminerException."""
    device = InkAggregator(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    try:
        PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except Exception as e:
        raise PdfminerException(e) from e
    page._layout = device.get_result()
