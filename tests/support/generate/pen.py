"""Drawing in page-model coordinates (points, origin top left) on a reportlab canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from schemas.page import Box, Point

Color = tuple[float, float, float]
BLACK: Color = (0.0, 0.0, 0.0)
WHITE: Color = (1.0, 1.0, 1.0)


@dataclass(slots=True)
class Pen:
    """``canvas`` is reportlab's; ``height`` is that of the current page."""

    canvas: Any
    height: float = 0.0

    def page(self, size: tuple[float, float]) -> None:
        self.canvas.setPageSize(size)
        self.height = size[1]

    def rect(
        self, box: Box, fill: Color | None = None, stroke: float | None = 0.5, round_by: float = 0.0
    ) -> None:
        self.ink(fill, stroke)
        args = (box.x0, self.height - box.y1, box.width, box.height)
        flags = {"stroke": int(stroke is not None), "fill": int(fill is not None)}
        if round_by:
            self.canvas.roundRect(*args, round_by, **flags)
        else:
            self.canvas.rect(*args, **flags)

    def ellipse(self, box: Box, fill: Color | None, stroke: float | None) -> None:
        self.ink(fill, stroke)
        self.canvas.ellipse(
            box.x0,
            self.height - box.y1,
            box.x1,
            self.height - box.y0,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )

    def polygon(self, points: list[Point], fill: Color | None = None, stroke: float | None = 0.5) -> None:
        self.trace(points, fill, stroke, closed=True)

    def polyline(self, points: list[Point], stroke: float, dashed: bool = False) -> None:
        self.canvas.setDash([3, 2] if dashed else [])
        self.trace(points, None, stroke, closed=False)
        self.canvas.setDash([])

    def line(self, a: Point, b: Point, stroke: float) -> None:
        self.ink(None, stroke)
        self.canvas.line(a[0], self.height - a[1], b[0], self.height - b[1])

    def trace(self, points: list[Point], fill: Color | None, stroke: float | None, closed: bool) -> None:
        self.ink(fill, stroke)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))

    def sheet(self, box: Box, fill: Color | None, stroke: float | None) -> None:
        """A document shape: a rectangle whose lower edge is a wave."""
        self.ink(fill, stroke)
        path = self.canvas.beginPath()
        top, low, dip = self.height - box.y0, self.height - box.y1, box.height * 0.25
        path.moveTo(box.x0, top)
        path.lineTo(box.x1, top)
        path.lineTo(box.x1, low + dip)
        third = box.width / 3
        path.curveTo(box.x1 - third, low + 2 * dip, box.x0 + third, low - dip, box.x0, low + dip)
        path.close()
        self.canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))

    def ink(self, fill: Color | None, stroke: float | None) -> None:
        if fill is not None:
            self.canvas.setFillColorRGB(*fill)
        if stroke is not None:
            self.canvas.setStrokeColorRGB(*BLACK)
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


def open_pen(target: BinaryIO) -> Pen:
    """A pen on a new PDF whose bytes depend on nothing but what is drawn."""
    return Pen(Canvas(target, invariant=1, pageCompression=1, initialFontName="Helvetica"))
