"""The frames of an image file as pixels, whatever their depth, colours and turn; also of a file cut off."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile, ImageOps

from extract.sources.scan.paper import frame_size

WHITE = 255
DEPTHS = (1, WHITE, 65_535)  # of white, in files that store shares, bytes or twice as much
BLOCK = 16  # pixels: a JPEG file is coded in blocks of at most so many rows

Pixels = npt.NDArray[np.uint8]


class Pixelled(NamedTuple):
    """An image and the points that it covers. ``cut``: the file ends before the image does."""

    pixels: Pixels
    width: float
    height: float
    cut: bool


Load = Callable[[], Pixelled]


def frames(path: Path | IO[bytes]) -> Iterator[tuple[int, Load]]:
    """Each frame of an image file: its number from 1, and how to get its pixels before the next."""
    with Image.open(path) as file:
        for index in itertools.count():
            try:
                file.seek(index)
            except EOFError:
                return
            except Exception as e:  # Pillow has errors of every kind for a frame that makes no sense
                yield index + 1, partial(_failed, e)
                return
            yield index + 1, partial(_loaded, file)


def _failed(error: Exception) -> Pixelled:
    raise error


def _loaded(file: Image.Image) -> Pixelled:
    """The frame that a file stands at."""
    cut = _load(file)
    image = _flat(_on_paper(file) if cut else file)
    return Pixelled(image, *frame_size(file, image.shape[1], image.shape[0]), cut)


def _load(file: Image.Image) -> bool:
    """Reads the pixels that are there; whether the file ends before they do."""
    try:
        file.load()
    except OSError as e:
        if "truncated" not in str(e):
            raise
    else:
        return False
    usual = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        file.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = usual
    return True


def _on_paper(file: Image.Image) -> Image.Image:
    """The image of a file that is cut off, what is missing as white paper.

    Decoders leave one tone there: in whole rows, and in the last ones that they reached from some block on.
    A format may have turned the image already, so each side is looked at; an even margin only gets whiter.
    """
    image = np.array(file.convert("RGB"))
    for side in range(4):
        _whiten_foot(np.rot90(image, side))
    out = Image.fromarray(image)
    out.info = file.info  # its turn and its resolution
    return out


def _whiten_foot(image: Pixels) -> None:
    blank = (image == image[-1, -1]).all(axis=2)
    reached = len(blank) - next((i for i, row in enumerate(blank[::-1]) if not row.all()), len(blank))
    if reached == len(blank):
        return
    image[reached:] = WHITE
    for y in range(max(0, reached - BLOCK), reached):
        read = np.flatnonzero(~blank[y])
        image[y, (read[-1] + 1 if len(read) else 0) :] = WHITE


def _flat(frame: Image.Image) -> Pixels:
    """Grey or RGB pixels, turned as the camera says, transparency on white."""
    frame = ImageOps.exif_transpose(frame)
    if frame.mode in ("1", "L"):
        return np.asarray(frame.convert("L"))
    if frame.mode[0] in "IF":
        return _as_bytes(np.asarray(frame))
    if "A" in frame.getbands() or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        paper = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(paper, frame)
    return np.asarray(frame.convert("RGB"))


def _as_bytes(values: npt.NDArray[Any]) -> Pixels:
    """Greys of any depth as 8 bits: 16 bits of a scanner are scaled, where Pillow cuts them off."""
    values = np.nan_to_num(values.astype(np.float32), nan=WHITE, posinf=WHITE, neginf=0)
    top = float(values.max(initial=0))
    white = next((w for w in DEPTHS if top <= w), top)
    return (values * (WHITE / white)).clip(0, WHITE).astype(np.uint8)
