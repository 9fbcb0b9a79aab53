"""Drawings of older Word files (VML) told as DrawingML, so that one road places both.

Source: ECMA-376 Part 4, 14.1 (VML) and MS-ODRAW 2.4.24 (MSOSPT, the numbers of preset shapes).
Only what a flowchart needs: place, size, flips, preset, lines and heads, text.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass

from extract.sources.office.drawingml import DEEPEST, Frame, Matrix, ShapeCanvas, draw, placed, times
from extract.sources.office.presets import BY_NUMBER
from extract.sources.office.word.drawing import Spot, origin
from extract.sources.office.xml import Element, attr, child, finite, local

TEXT_BOX = 202
_ELEMENTS = {"rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "line": "line"}
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75, "": 1.0}
_WHOLE = re.compile(r"-?\d{1,9}")
_LENGTH = re.compile(r"^\s*(-?[\d.]+)\s*([a-z]*)\s*$")
_TYPE = re.compile(r"_x0000_t(\d+)$")
_OFF = ("f", "false", "0")
SPACE = 1000.0  # units of a group that does not say how large its space is
ADJUST = 0.216  # units of VML (of 21600) for one of DrawingML (of 100000)


@dataclass(frozen=True, slots=True)
class Place:
    """A shape's frame as its style states it: corner, size, turn in degrees, flips."""

    x: float
    y: float
    w: float
    h: float
    xfrm: Element


def put_vml(pict: Element, spot: Spot, canvas: ShapeCanvas) -> None:
    """Put the shapes of a ``w:pict`` where its paragraph has them; those of an unknown page are left out."""
    for e in pict:
        style = style_of(e)
        start = start_of(style, spot, spot.in_cell and attr(e, "allowincell") not in _OFF)
        if start is not None:
            put_shape(e, (1, 0, 0, 1, *start), canvas, 0)


def start_of(style: dict[str, str], spot: Spot, in_cell: bool) -> tuple[float, float] | None:
    """Where a floating shape's offsets start; text column and paragraph unless it names something else."""
    if style.get("position") != "absolute":
        return (spot.para.x0, spot.para.y0)
    x = origin(style.get("mso-position-horizontal-relative", "column"), "x", spot, in_cell)
    y = origin(style.get("mso-position-vertical-relative", "paragraph"), "y", spot, in_cell)
    return None if x is None or y is None else (x, y)


def style_of(e: Element) -> dict[str, str]:
    pairs = (p.partition(":") for p in (attr(e, "style") or "").split(";"))
    return {k.strip().lower(): v.strip() for k, _, v in pairs if k.strip()}


def length(text: str | None) -> float:
    """A length in points; a bare number keeps its own unit (that of a group's space)."""
    found = _LENGTH.match(text or "")
    return finite(found.group(1)) * _UNITS.get(found.group(2), 1.0) if found else 0.0


def pair(text: str | None) -> tuple[float, float]:
    parts = [length(p) for p in (text or "").split(",")]
    return (parts[0], parts[1]) if len(parts) > 1 else (0.0, 0.0)


def put_shape(e: Element, outer: Matrix, canvas: ShapeCanvas, depth: int) -> None:
    """Put a shape or a group with its members on the canvas."""
    style = style_of(e)
    if style.get("visibility") == "hidden" or depth > DEEPEST:
        return
    place = place_of(e, style)
    matrix = times(outer, placed(place.x, place.y, place.w, place.h, place.xfrm))
    if local(e) == "group":
        (ox, oy), (sx, sy) = pair(attr(e, "coordorigin")), pair(attr(e, "coordsize"))
        kx, ky = place.w / (sx or SPACE), place.h / (sy or SPACE)
        inner = times(matrix, (kx, 0, 0, ky, -kx * ox, -ky * oy))
        for member in e:
            put_shape(member, inner, canvas, depth + 1)
        return
    shape = as_drawing(e)
    if shape is not None:
        draw(shape, Frame(place.w, place.h, matrix), canvas)


def place_of(e: Element, style: dict[str, str]) -> Place:
    """Frame of a shape in the space around it."""
    flip = style.get("flip", "")
    flips = ["x" in flip, "y" in flip]
    if local(e) == "line":
        (x0, y0), (x1, y1) = pair(attr(e, "from")), pair(attr(e, "to"))
        x, y, w, h = min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)
        flips = [flips[0] != (x1 < x0), flips[1] != (y1 < y0)]
    else:
        x = length(style.get("margin-left")) or length(style.get("left"))
        y = length(style.get("margin-top")) or length(style.get("top"))
        w, h = length(style.get("width")), length(style.get("height"))
    turn = style.get("rotation", "")
    # a turn is in degrees, or with "fd" in 1/65536 of one
    degrees = length(turn.removesuffix("fd")) / (65_536 if turn.endswith("fd") else 1)
    xfrm = etree.Element(
        "xfrm", flipH=str(int(flips[0])), flipV=str(int(flips[1])), rot=str(degrees * 60_000)
    )
    return Place(x, y, w, h, xfrm)


def as_drawing(e: Element) -> Element | None:
    """The same shape as a DrawingML element; None for one that no preset names."""
    found = _TYPE.search(attr(e, "type") or "")
    kind = int(found.group(1)) if found else 0
    preset = _ELEMENTS.get(local(e)) or BY_NUMBER.get(kind)
    if preset is None:
        return None
    out = etree.Element("wsp")
    etree.SubElement(out, "cNvPr", id=attr(e, "id") or "")
    etree.SubElement(
        out, "cNvSpPr", txBox="1" if kind == TEXT_BOX or child(e, "textbox") is not None else "0"
    )
    pr = etree.SubElement(out, "spPr")
    geometry = etree.SubElement(pr, "prstGeom", prst=preset)
    guides = etree.SubElement(geometry, "avLst")
    for i, text in enumerate((attr(e, "adj") or "").split(","), 1):
        if _WHOLE.fullmatch(text.strip()):
            name = f"adj{i}" if "Connector" in preset else "adj"
            etree.SubElement(guides, "gd", name=name, fmla=f"val {round(int(text) / ADJUST)}")
    add_fill(e, pr)
    add_pen(e, pr)
    text_box = child(e, "textbox")
    if text_box is not None:
        body = etree.SubElement(etree.SubElement(out, "txbx"), "txbxContent")
        for p in (p for p in text_box.iter() if local(p) == "p"):
            words = "".join(t.text or "" for t in p.iter() if local(t) == "t")
            etree.SubElement(etree.SubElement(body, "p"), "t").text = words
    return out


def add_fill(e: Element, pr: Element) -> None:
    """The fill: white where the shape does not say."""
    if attr(e, "filled") in _OFF:
        etree.SubElement(pr, "noFill")
        return
    colour = (attr(e, "fillcolor") or "white").split()[0].lower().lstrip("#")
    names = {"white": "ffffff", "fff": "ffffff", "black": "000000", "000": "000000"}
    etree.SubElement(etree.SubElement(pr, "solidFill"), "srgbClr", val=names.get(colour, colour))


def add_pen(e: Element, pr: Element) -> None:
    """The line and the heads at its ends."""
    pen = etree.SubElement(pr, "ln")
    etree.SubElement(pen, "noFill" if attr(e, "stroked") in _OFF else "solidFill")
    stroke = child(e, "stroke")
    for name, end in (("startarrow", "headEnd"), ("endarrow", "tailEnd")):
        if (attr(stroke, name) or "none") in ("block", "classic", "open"):
            etree.SubElement(pen, end, type="triangle")
