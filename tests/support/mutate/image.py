"""Pictures spoilt: noise, crops, lines, odd sizes, modes and formats."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageOps

_MODES = ("L", "1", "P", "RGB", "RGBA", "CMYK", "LA", "I;16", "I", "F", "YCbCr", "LAB", "HSV", "PA")
_SIZES = ((1, 1), (1, 700), (900, 1), (2, 2), (3, 900), (1200, 8), (40, 40), (15, 15))


def spoil_image(data: bytes, edits: Sequence[Random]) -> bytes:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    for rng in edits:
        image = _edit(image, rng)
    return _saved(image, edits[-1]) if edits else data


def _edit(image: Image.Image, rng: Random) -> Image.Image:
    w, h = image.size
    kind = rng.randrange(11)
    if kind == 0:
        x, y = rng.randrange(w), rng.randrange(h)
        return image.crop((x, y, rng.randint(x + 1, w), rng.randint(y + 1, h)))
    if kind == 1 and rng.random() < 0.5:
        return image.resize(rng.choice(_SIZES))
    if kind <= 3:
        return _drawn_on(image, rng)
    if kind == 4:
        return image.rotate(rng.choice((90, 180, 270, 2, -7, 45)), expand=True, fillcolor="white")
    if kind == 5:
        return Image.blend(image, Image.effect_noise(image.size, rng.choice((20, 90))).convert("RGB"), 0.3)
    if kind == 6:
        return image.filter(
            rng.choice((ImageFilter.GaussianBlur(2), ImageFilter.MinFilter(5), ImageFilter.CONTOUR))
        )
    if kind == 7:
        return ImageOps.invert(image) if rng.random() < 0.3 else ImageOps.posterize(image, 1)
    if kind == 8:
        scale = rng.choice((0.2, 0.5, 1.5))
        return image.resize((max(1, int(w * scale)), max(1, int(h * scale))))
    x, y = rng.randrange(w), rng.randrange(h)
    piece = image.crop((x, y, min(w, x + rng.randint(1, 400)), min(h, y + rng.randint(1, 400))))
    image = image.copy()
    image.paste(piece, (rng.randrange(w), rng.randrange(h)))
    return image


def _drawn_on(image: Image.Image, rng: Random) -> Image.Image:
    image = image.copy()
    pen = ImageDraw.Draw(image)
    w, h = image.size
    for _ in range(rng.choice((1, 4, 30, 200))):
        x, y = rng.randrange(w), rng.randrange(h)
        if rng.random() < 0.6:
            end = rng.choice(
                ((x, rng.randrange(h)), (rng.randrange(w), y), (rng.randrange(w), rng.randrange(h)))
            )
            pen.line(((x, y), end), fill=rng.choice(("black", "white", "grey")), width=rng.choice((1, 2, 9)))
        else:
            box = (x, y, x + rng.randrange(120), y + rng.randrange(90))
            draw = rng.choice((pen.rectangle, pen.ellipse))
            draw(box, fill=rng.choice((None, "black", "white")), outline="black", width=2)
    return image


def _saved(image: Image.Image, rng: Random) -> bytes:
    buffer = io.BytesIO()
    how = rng.choice(("PNG", "PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"))
    mode = rng.choice(_MODES) if rng.random() < 0.5 else "RGB"
    try:
        odd = image.convert("I").convert(mode) if mode == "I;16" else image.convert(mode)
        options: dict[str, Any] = {}
        if how == "PNG":
            options = {"dpi": rng.choice(((0, 0), (1, 1), (72, 72), (1200, 1200)))}
        elif how in ("TIFF", "GIF") and rng.random() < 0.5:
            options = {"save_all": True, "append_images": [odd.rotate(180)]}
        odd.save(buffer, how, **options)
    except (OSError, ValueError):  # not every format keeps every mode
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
    return buffer.getvalue()
