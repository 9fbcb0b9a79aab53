"""Symbols that were pasted into office files as pictures: the outline of what such a picture shows."""

from __future__ import annotations

import io

from PIL import Image

from extract.sources.office.pictures import NO_PICTURE
from schemas.page import Point

SIDE = 160  # pixels of the longer side at which an outline is taken
SEEN = 40  # levels of 255 by which what is seen differs from nothing or from the picture's corner
WHOLE = 0.7  # of the picture that a symbol fills, across and down
SOLID = 0.92  # of its hull that a symbol fills: the form's symbols have no bays
PLAIN = 0.5  # of a symbol that has one colour; a photograph has none so often
COLOURS = 32  # levels of a channel that count as one colour
MAKS_PIKSEL = 4_000_000  # a symbol's picture is small


def outline_of(data: bytes) -> list[Point] | None:
    """The hull of the one plain thing that a picture shows, in shares of its width and height.

    None where it shows a scene, several things, or is no picture that can be read.
    """
    import cv2
    import numpy as np

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAKS_PIKSEL:
                return None
            image.thumbnail((SIDE, SIDE))
            pixels = np.asarray(image.convert("RGBA")).astype(np.int16)
    except NO_PICTURE:
        return None
    height, width = pixels.shape[:2]
    opaque = pixels[..., 3] > SEEN
    other = np.abs(pixels[..., :3] - pixels[0, 0, :3]).max(axis=2) > SEEN
    mask = np.pad((opaque if not opaque.all() else other).astype(np.uint8), 1)
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not found:
        return None
    body = max(found, key=cv2.contourArea)
    hull = cv2.convexHull(body)
    _, _, w, h = cv2.boundingRect(body)
    solid = cv2.contourArea(body) >= SOLID * (cv2.contourArea(hull) or 1.0)
    if not solid or w < WHOLE * width or h < WHOLE * height:
        return None
    inner = cv2.drawContours(np.zeros_like(mask), [body], -1, 1, cv2.FILLED)[1:-1, 1:-1] > 0
    colours = pixels[inner][:, :3] // COLOURS @ np.array([64, 8, 1])
    if len(colours) == 0 or np.bincount(colours).max() < PLAIN * len(colours):
        return None
    return [((x - 1) / max(width - 1, 1), (y - 1) / max(height - 1, 1)) for x, y in hull[:, 0].tolist()]
