"""A page as pdfplumber draws it: the reader to compare with, and that of pages which the fast one leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from extract.sources.pdf.drawn import Drawn, Obj, letters_of, placement_of
from extract.sources.pdf.ink import as_grey

KINDS = {"LTChar": "char", "LTRect": "rect", "LTLine": "line", "LTCurve": "curve", "LTImage": "image"}
PATHS = ("rect", "line", "curve")


class InkAggregator(PDFPageAggregatorWithMarkedContent):
    """Lays a page out as pdfplumber does, with colours of ink handed on as grey."""

    def paint_path(self, gstate: Any, *args: Any) -> None:
        super().paint_path(as_grey(gstate), *args)


def plumbed(page: Any) -> Drawn:
    """What a pdfplumber page draws. Raises PdfminerException.

    pdfplumber keeps the drawing order only within a kind, so the order over kinds is read off the layout.
    """
    lay_out(page)
    order: dict[str, list[int]] = {kind: [] for kind in KINDS.values()}
    for n, item in enumerate(walk(page.layout)):
        kind = KINDS.get(type(item).__name__)
        if kind:
            order[kind].append(n)
    objects = {kind: list(page.objects.get(kind, [])) for kind in order}
    return Drawn(
        float(page.width),
        float(page.height),
        letters_of(objects["char"], order["char"]),
        [o for kind in PATHS for o in ordered(objects[kind], order[kind])],
        ordered(objects["image"], order["image"]),
        placement_of(page),
    )


def ordered(objects: list[Obj], order: list[int]) -> list[Obj]:
    return [{**o, "order": n} for o, n in zip(objects, order, strict=True)]


def lay_out(page: Any) -> None:
    """Lay a pdfplumber page out before its objects are asked for. Raises PdfminerException."""
    device = InkAggregator(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    try:
        PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except Exception as e:
        raise PdfminerException(e) from e
    page._layout = device.get_result()


def walk(layout: Any) -> Iterator[Any]:
    for item in layout:
        if type(item).__name__ == "LTFigure":
            yield from walk(item)
        else:
            yield item
