"""Drawing in page-model coordinates (points, origin top left) on a reportlab canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.colors import Color as PdfColor
from reportlab.pdfgen.canvas import Canvas

from schemas.page import Box, Point, box_of_points
from tests.support.generate.model import Color, Paint

BLACK: Color = (0.0, 0.0, 0.0)
WHITE: Color = (1.0, 1.0, 1.0)


@dataclass(slots=True)
class Pen:
    """``canvas`` is reportlab's; ``height`` is that of the current page; ``color`` that of lines."""

    canvas: Any
    height: float = 0.0
    color: Color = BLACK

    def page(self, size: tuple[float, float]) -> None:
        self.canvas.setPageSize(size)
        self.height = size[1]

    def rect(
        self, box: Box, fill: Paint | None = None, stroke: float | None = 0.5, round_by: float = 0.0
    ) -> None:
        args = (box.x0, self.height - box.y1, box.width, box.height)
        more = (round_by,) if round_by else ()
        if is_gradient(fill):
            path = self.canvas.beginPath()
            (path.roundRect if round_by else path.rect)(*args, *more)
            self.paint(path, box, fill, stroke)
            return
        self.ink(fill, stroke)
        flags = {"stroke": int(stroke is not None), "fill": int(fill is not None)}
        (self.canvas.roundRect if round_by else self.canvas.rect)(*args, *more, **flags)

    def ellipse(self, box: Box, fill: Paint | None, stroke: float | None) -> None:
        low, high = self.height - box.y1, self.height - box.y0
        if is_gradient(fill):
            path = self.canvas.beginPath()
            path.ellipse(box.x0, low, box.width, box.height)
            self.paint(path, box, fill, stroke)
            return
        self.ink(fill, stroke)
        flags = {"stroke": int(stroke is not None), "fill": int(fill is not None)}
        self.canvas.ellipse(box.x0, low, box.x1, high, **flags)

    def polygon(self, points: list[Point], fill: Paint | None = None, stroke: float | None = 0.5) -> None:
        self.trace(points, fill, stroke, closed=True)

    def polyline(self, points: list[Point], stroke: float, dashed: bool = False) -> None:
        self.canvas.setDash([3, 2] if dashed else [])
        self.trace(points, None, stroke, closed=False)
        self.canvas.setDash([])

    def line(self, a: Point, b: Point, stroke: float) -> None:
        self.ink(None, stroke)
        self.canvas.line(a[0], self.height - a[1], b[0], self.height - b[1])

    def trace(self, points: list[Point], fill: Paint | None, stroke: float | None, closed: bool) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed:
            path.close()
        self.paint(path, box_of_points(points), fill, stroke)

    def sheet(self, box: Box, fill: Paint | None, stroke: float | None) -> None:
        """A document shape: a rectangle whose lower edge is a wave."""
        path = self.canvas.beginPath()
        top, low, dip = self.height - box.y0, self.height - box.y1, box.height * 0.25
        path.moveTo(box.x0, top)
        path.lineTo(box.x1, top)
        path.lineTo(box.x1, low + dip)
        third = box.width / 3
        path.curveTo(box.x1 - third, low + 2 * dip, box.x0 + third, low - dip, box.x0, low + dip)
        path.close()
        self.paint(path, box, fill, stroke)

    def cylinder(self, box: Box, fill: Paint | None, stroke: float | None) -> None:
        """A store: a rectangle with a round top and foot."""
        path = self.canvas.beginPath()
        top, low, dip = self.height - box.y0, self.height - box.y1, box.height * 0.2
        path.moveTo(box.x0, low + dip)
        path.curveTo(box.x0, low - dip / 3, box.x1, low - dip / 3, box.x1, low + dip)
        path.lineTo(box.x1, top - dip)
        path.curveTo(box.x1, top + dip / 3, box.x0, top + dip / 3, box.x0, top - dip)
        path.close()
        if stroke:
            path.moveTo(box.x0, top - dip)
            path.curveTo(box.x0, top - 2.3 * dip, box.x1, top - 2.3 * dip, box.x1, top - dip)
        self.paint(path, box, fill, stroke)

    def paint(self, path: Any, box: Box, fill: Any, stroke: float | None) -> None:
        """Fill and draw a path that lies in ``box``."""
        if is_gradient(fill):
            self.canvas.saveState()
            self.canvas.clipPath(path, stroke=0, fill=0)
            ends = [PdfColor(*c) for c in fill]
            self.canvas.linearGradient(box.cx, self.height - box.y0, box.cx, self.height - box.y1, ends)
            self.canvas.restoreState()
            fill = None
        self.ink(fill, stroke)
        if fill is not None or stroke is not None:
            self.canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))

    def ink(self, fill: Any, stroke: float | None) -> None:
        if fill is not None:
            self.canvas.setFillColorRGB(*fill)
        if stroke is not None:
            self.canvas.setStrokeColorRGB(*self.color)
            self.canvas.setLineWidth(stroke)

    def text(self, x: float, y: float, text: str, font: str, size: float, color: Color = BLACK) -> None:
        """``y``: the baseline."""
        self.canvas.setFillColorRGB(*color)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def centred(
        self,
        x: float,
        y: float,
        text: str,
        font: str,
        size: float,
        color: Color = BLACK,
        turned: bool = False,
    ) -> None:
        """``text`` with its middle at (x, y); ``turned``: it reads upwards."""
        self.canvas.setFillColorRGB(*color)
        self.canvas.setFont(font, size)
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        if turned:
            self.canvas.rotate(90)
        self.canvas.drawCentredString(0, -size * 0.35, text)
        self.canvas.restoreState()

    def picture(self, box: Box, image: Any) -> None:
        self.canvas.drawImage(image, box.x0, self.height - box.y1, box.width, box.height)


def is_gradient(fill: Any) -> bool:
    return fill is not None and isinstance(fill[0], tuple)


def open_pen(target: BinaryIO) -> Pen:
    """A pen on a new PDF whose bytes depend on nothing but what is drawn."""
    return Pen(Canvas(target, invariant=1, pageCompression=1, initialFontName="Helvetica"))
