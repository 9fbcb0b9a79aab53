"""Turns a PDF into what an office scanner or a phone would give of it: an image-only PDF.

    python -m tests.support.generate.scan IN OUT --dpi 200 --skew 1 --noise 6 --quality 55 --shading 0.2

The pages keep their size in points (quarter turns swap it), so truth boxes stay comparable.
Same input, options and seed: same bytes.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

PAPER = 250  # what a scanner lid gives round a turned sheet
DESK = 96  # what stands behind a photographed sheet
EPOCH = time.gmtime(0)  # a fixed date: the file's bytes may not depend on the clock


def degrade(
    pdf_path: str | Path,
    out_path: str | Path,
    dpi: int = 200,
    skew_deg: float = 0.0,
    noise: float = 0.0,
    jpeg_quality: int = 75,
    shading: float = 0.0,
    rotate: int = 0,
    bilevel: bool = False,
    perspective: float = 0.0,
    blur: float = 0.0,
    seed: int = 0,
    color: bool = False,
    threshold: int = 0,
    border: float = 0.0,
    holes: bool = False,
    through: float = 0.0,
    spine: float = 0.0,
    shrink: float = 1.0,
    streaks: int = 0,
) -> None:
    """Write ``pdf_path`` as an image-only PDF to ``out_path``.

    ``skew_deg``: every page is turned by its own angle within +-skew_deg. ``noise``: standard
    deviation of the grain in grey levels (0-255); specks come with it. ``shading``: how much
    light the darkest edge loses (0-1). ``rotate``: 0, 90, 180 or 270 degrees clockwise, into the
    pixels, not the page's /Rotate. ``bilevel``: black and white, CCITT G4, else JPEG.
    ``perspective``: how far a corner may move, as a share of the page. ``blur``: Gaussian sigma
    in pixels. ``color``: keep colours, else grey. ``threshold``: grey level for ``bilevel``, 0 for
    Otsu's. ``border``: width of the dark rim that a lid leaves, as a share of the page. ``holes``: two
    punched holes. ``through``: how much of the print on the back shows. ``spine``: how dark a book's
    fold is (0-1). ``shrink``: size of the picture against ``dpi``, as exported for a screen. ``streaks``:
    how many lines dust on the scanner's glass drew over the whole page.
    Raises ValueError for another ``rotate``.
    """
    if rotate not in (0, 90, 180, 270):
        raise ValueError(f"rotate is 0, 90, 180 or 270, not {rotate}")
    pages = []
    for number, page in enumerate(render(pdf_path, dpi, color)):
        rng = np.random.default_rng([seed, number])
        page = show_through(page, through)
        page = punch(page, dpi) if holes else page
        page = turn(page, float(rng.uniform(-skew_deg, skew_deg)))
        page = photograph(page, perspective, rng)
        page = soften(page, blur)
        page = shade(page, shading, rng)
        page = fold(page, spine)
        page = rim(page, border)
        page = streak(page, streaks, rng)
        page = grain(page, noise, rng)
        page = np.ascontiguousarray(np.rot90(page, -rotate // 90))
        page = coarsen(page, shrink)
        pages.append(to_bilevel(page, threshold) if bilevel else Image.fromarray(page))
    save(pages, out_path, dpi * shrink, jpeg_quality)


def render(pdf_path: str | Path, dpi: int, color: bool) -> list[Pixels]:
    """Every page as an array of grey (h, w) or RGB (h, w, 3) pixels."""
    document = pdfium.PdfDocument(pdf_path)
    try:
        return [page_pixels(document[i], dpi, color) for i in range(len(document))]
    finally:
        document.close()


def page_pixels(page: Any, dpi: int, color: bool) -> Pixels:
    bitmap = page.render(scale=dpi / 72, grayscale=not color, rev_byteorder=True)
    pixels = bitmap.to_numpy()
    page.close()
    return as_pixels(pixels[..., :3] if pixels.ndim == 3 else pixels)


def turn(page: Pixels, degrees: float) -> Pixels:
    if not degrees:
        return page
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return as_pixels(
        cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(PAPER,) * 3)
    )


def photograph(page: Pixels, share: float, rng: np.random.Generator) -> Pixels:
    """Move each corner inwards by up to ``share`` of the page: the sheet seen at an angle."""
    if not share:
        return page
    height, width = page.shape[:2]
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], dtype=np.float32)
    moved = sheet + inwards * rng.uniform(0, share, (4, 2)) * np.array([width, height])
    matrix = cv2.getPerspectiveTransform(sheet, moved.astype(np.float32))
    return as_pixels(cv2.warpPerspective(page, matrix, (width, height), borderValue=(DESK,) * 3))


def soften(page: Pixels, sigma: float) -> Pixels:
    return as_pixels(cv2.GaussianBlur(page, (0, 0), sigma)) if sigma else page


def shade(page: Pixels, depth: float, rng: np.random.Generator) -> Pixels:
    """Light that falls off towards one side: a lid that is not closed, a lamp."""
    if not depth:
        return page
    height, width = page.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    xs = np.linspace(-0.5, 0.5, width, dtype=np.float32) * np.float32(np.cos(angle))
    ys = np.linspace(-0.5, 0.5, height, dtype=np.float32) * np.float32(np.sin(angle))
    slope = ys[:, None] + xs[None, :]
    slope = (slope - slope.min()) / (slope.max() - slope.min())
    return as_pixels(page * broadcast(1 - np.float32(depth) * slope**2, page))


def grain(page: Pixels, sigma: float, rng: np.random.Generator) -> Pixels:
    """Sensor grain, and a few dark specks of dust (about one a square inch at sigma 6)."""
    if not sigma:
        return page
    rough = page + broadcast(rng.standard_normal(page.shape[:2], dtype=np.float32) * np.float32(sigma), page)
    specks = rng.random(page.shape[:2], dtype=np.float32) < sigma * 4e-6
    rough[cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 60
    return as_pixels(rough)


def broadcast(field: NDArray[np.float32], page: Pixels) -> NDArray[np.float32]:
    return field if page.ndim == 2 else field[..., None]


def as_pixels(values: Any) -> Pixels:
    pixels: Pixels = np.clip(values, 0, 255).astype(np.uint8)
    return pixels


def show_through(page: Pixels, share: float) -> Pixels:
    """The print of the back, mirrored and blurred: here that of the page itself."""
    if not share:
        return page
    back = cv2.GaussianBlur(np.ascontiguousarray(page[:, ::-1]), (0, 0), 2.0)
    return as_pixels(np.minimum(page, 255 - np.float32(share) * (255 - back.astype(np.float32))))


def punch(page: Pixels, dpi: int) -> Pixels:
    """Two holes of 6 mm, 80 mm apart, 12 mm from the left edge."""
    out = page.copy()
    millimetre = dpi / 25.4
    for off in (-40, 40):
        centre = round(12 * millimetre), round(page.shape[0] / 2 + off * millimetre)
        cv2.circle(out, centre, round(3 * millimetre), (DESK,) * 3, -1)
    return out


def fold(page: Pixels, depth: float) -> Pixels:
    """A book held open: the light fades towards the fold at the left."""
    if not depth:
        return page
    xs = np.linspace(0, 1, page.shape[1], dtype=np.float32)
    light = np.broadcast_to(1 - np.float32(depth) * np.exp(-xs / np.float32(0.03)), page.shape[:2])
    return as_pixels(page * broadcast(light, page))


def rim(page: Pixels, share: float) -> Pixels:
    """Nearly black strips at the right and at the foot, where the sheet did not reach."""
    out = page.copy()
    height, width = page.shape[:2]
    right, foot = round(share * width), round(share * height)
    if right and foot:
        out[:, width - right :] = 30
        out[height - foot :] = 30
    return out


def streak(page: Pixels, many: int, rng: np.random.Generator) -> Pixels:
    """Lines of one to three pixels from edge to edge, down or across."""
    if not many:
        return page
    out = page.copy()
    lines = out if rng.random() < 0.5 else out.swapaxes(0, 1)
    for _ in range(many):
        at = round(rng.uniform(0.05, 0.95) * lines.shape[1])
        line = lines[:, at : at + int(rng.integers(1, 4))]
        line[...] = np.minimum(line, np.uint8(rng.integers(20, 150)))
    return out


def coarsen(page: Pixels, by: float) -> Pixels:
    if by == 1:
        return page
    return as_pixels(cv2.resize(page, None, fx=by, fy=by, interpolation=cv2.INTER_AREA))


def to_bilevel(page: Pixels, threshold: int = 0) -> Image.Image:
    """Black and white as scanners' text mode does, by Otsu's threshold where none is given."""
    grey = page if page.ndim == 2 else cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    how = cv2.THRESH_BINARY if threshold else cv2.THRESH_BINARY + cv2.THRESH_OTSU
    _, sharp = cv2.threshold(grey, threshold, 255, how)
    return Image.fromarray(as_pixels(sharp)).convert("1")


def save(pages: list[Image.Image], out_path: str | Path, dpi: float, quality: int) -> None:
    pages[0].save(
        out_path,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dpi,
        **({} if pages[0].mode == "1" else {"quality": quality}),
        title="",
        creationDate=EPOCH,
        modDate=EPOCH,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.generate.scan", description=__doc__)
    parser.add_argument("source", metavar="IN")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--skew", type=float, default=0.0, help="largest skew in degrees")
    parser.add_argument("--noise", type=float, default=0.0, help="grain in grey levels")
    parser.add_argument("--quality", type=int, default=75, help="JPEG quality")
    parser.add_argument("--shading", type=float, default=0.0, help="light lost at the darkest edge, 0-1")
    parser.add_argument("--rotate", type=int, default=0, choices=(0, 90, 180, 270))
    parser.add_argument("--bilevel", action="store_true")
    parser.add_argument("--perspective", type=float, default=0.0)
    parser.add_argument("--blur", type=float, default=0.0, help="Gaussian sigma in pixels")
    parser.add_argument("--threshold", type=int, default=0, help="grey level of --bilevel, 0 for Otsu's")
    parser.add_argument("--border", type=float, default=0.0, help="dark rim as a share of the page")
    parser.add_argument("--holes", action="store_true")
    parser.add_argument("--through", type=float, default=0.0, help="share of the back's print that shows")
    parser.add_argument("--spine", type=float, default=0.0, help="darkness of a book's fold, 0-1")
    parser.add_argument("--shrink", type=float, default=1.0, help="size of the picture against --dpi")
    parser.add_argument("--streaks", type=int, default=0, help="lines of dust on the glass")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--color", action="store_true")
    args = vars(parser.parse_args())
    args["skew_deg"], args["jpeg_quality"] = args.pop("skew"), args.pop("quality")
    degrade(args.pop("source"), args.pop("out"), **args)


if __name__ == "__main__":
    main()
