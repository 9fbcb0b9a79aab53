"""What a PDF page draws, read fast: pdfminer's interpreter over an own parser and an own canvas.

pdfminer makes an object of each letter and pdfplumber a dictionary of each object. Here the operators of
the page are pdfminer's still, with its fonts and widths, but letters are kept in columns and measured all
at once, in the same order of floating point operations: the same numbers to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value

from extract.sources.pdf.canvas import Canvas
from extract.sources.pdf.drawn import Drawn, placement_of
from extract.sources.pdf.operations import run

OPERATORS = {"*": "_a", '"': "_w", "'": "_q"}  # in pdfminer's names of methods


def drawn(page: Any) -> Drawn:
    """What a pdfplumber page draws, as ``plumbed`` does. Raises Unusual, or whatever pdfminer does."""
    canvas = Canvas(page)
    Interpreter(page.pdf.rsrcmgr, canvas).process_page(page.page_obj)
    return Drawn(
        float(page.width),
        float(page.height),
        canvas.letters(),
        [o for kind in ("rect", "line", "curve") for o in canvas.paths[kind]],
        canvas.pictures,
        placement_of(page),
        canvas.clips,
        canvas.clipped,
        canvas.shades,
    )


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with the content parsed by ``operations.run``."""

    def execute(self, streams: Sequence[object]) -> None:
        """As pdfminer's: a form that is drawn within itself is left out there."""
        valid: list[Any] = []
        self.stream_ids.clear()
        for stream in map(stream_value, streams):
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                valid.append(stream)
        self.stream_ids.update(s.objid for s in valid)
        run(b"\n".join(s.get_data() for s in valid), self.argstack, self.operate)

    # pdfminer takes no notice of clips and shadings; the clip is the canvas's, for forms are drawn by others

    @property
    def canvas(self) -> Canvas:
        return cast("Canvas", self.device)

    def do_W(self) -> None:
        self.canvas.clip_next(self.curpath)

    def do_W_a(self) -> None:
        self.canvas.clip_next(self.curpath)

    def do_box_clip(self, numbers: bytes) -> None:
        self.curpath = []
        self.canvas.clip_box(numbers)

    def do_n(self) -> None:
        super().do_n()
        self.canvas.clip_now()

    def do_q(self) -> None:
        super().do_q()
        self.canvas.keep_clip()

    def do_Q(self) -> None:
        super().do_Q()
        self.canvas.take_back_clip()

    def do_sh(self, name: object) -> None:
        self.canvas.shade()

    def operate(self, operator: bytes) -> None:
        known = method_of(operator)
        if known is None:
            return
        method, count = known
        if not count:
            method(self)
        elif len(self.argstack) >= count:
            operands = self.argstack[-count:]
            del self.argstack[-count:]
            method(self, *operands)
        else:
            self.argstack.clear()

    def pop(self, n: int) -> list[Any]:
        """As pdfminer's, on one stack."""
        operands = self.argstack[-n:] if n else []
        if n:
            del self.argstack[-n:]
        return operands

    def do_TJ(self, seq: Any) -> None:
        """As pdfminer's, without a copy of the state for each string."""
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)


@cache
def method_of(operator: bytes) -> tuple[Any, int] | None:
    """The method of an operator and its number of operands; None of one that is not known."""
    name = operator.decode("utf-8", "ignore")
    for sign, word in OPERATORS.items():
        name = name.replace(sign, word)
    method = getattr(Interpreter, f"do_{name}", None)
    return (method, method.__code__.co_argcount - 1) if method else None
