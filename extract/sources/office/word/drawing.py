"""Drawings of Word files placed on a laid-out page.

Source: ECMA-376 Part 1, 20.4 (WordprocessingML drawing). A floating drawing stands at an offset
from its column, its paragraph, its cell or its page; the first three are known here, the page
only in a piece that starts one.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.sources.office.drawingml import EMU, Frame, ShapeCanvas, draw, placed, properties, within
from extract.sources.office.xml import Element, child, children, finite, number, parts
from schemas.page import Box


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a drawing is tied: its paragraph, the cell or page column around it, the sheet of paper.

    ``paper``: left edge, top edge, left margin and top margin of the printed page in the page's
    points, None where it is not known where that page starts.
    """

    para: Box
    column: Box
    in_cell: bool
    paper: tuple[float, float, float, float] | None


def put_drawing(e: Element, spot: Spot, canvas: ShapeCanvas) -> None:
    """Put a drawing where its paragraph has it; one whose place cannot be told is left out."""
    anchor, inline = child(e, "anchor"), child(e, "inline")
    holder = anchor if anchor is not None else inline
    data = child(holder, "graphic", "graphicData")
    if data is None:
        return
    extent = child(holder, "extent")
    w, h = number(extent, "cx") / EMU, number(extent, "cy") / EMU
    at = (spot.para.x0, spot.para.y0) if anchor is None else anchor_point(anchor, spot, w, h)
    if at is None:
        return
    box = Box(at[0], at[1], at[0] + w, at[1] + h)
    for shape in parts(data):
        draw(shape, centred(shape, box), canvas)
    for member in parts(children(data, "wpc")):
        frame = within(member, (1 / EMU, 0, 0, 1 / EMU, *at))
        if frame:
            draw(member, frame, canvas)


def centred(e: Element, box: Box) -> Frame:
    """The frame of a drawing in the middle of its extent, as large as it states itself."""
    xfrm = child(properties(e), "xfrm")
    ext = child(xfrm, "ext")
    w, h = number(ext, "cx") / EMU, number(ext, "cy") / EMU
    if not w and not h:
        w, h = box.width, box.height
    return Frame(w, h, placed(box.cx - w / 2, box.cy - h / 2, w, h, xfrm))


def anchor_point(anchor: Element, spot: Spot, w: float, h: float) -> tuple[float, float] | None:
    """Top left corner of a floating drawing; None where it hangs on a page that is not known."""
    across, down = child(anchor, "positionH"), child(anchor, "positionV")
    if across is None or down is None:
        return None
    # a drawing laid out in its cell takes the cell for its page
    in_cell = spot.in_cell and anchor.get("layoutInCell") not in ("0", "false")
    x = origin(across.get("relativeFrom"), "x", spot, in_cell)
    y = origin(down.get("relativeFrom"), "y", spot, in_cell)
    if x is None or y is None:
        return None
    return (
        x + offset(across, spot.column.width, w),
        y + offset(down, spot.column.height, h),
    )


def origin(relative: str | None, axis: str, spot: Spot, in_cell: bool) -> float | None:
    """Where offsets of a kind start."""
    if relative in ("page", "margin", "leftMargin", "topMargin") and not in_cell:
        if spot.paper is None:
            return None
        whole_page = relative != "margin"
        left, top, margin_left, margin_top = spot.paper
        return (left if whole_page else margin_left) if axis == "x" else (top if whole_page else margin_top)
    if axis == "x":
        return spot.para.x0 if relative == "character" else spot.column.x0
    return spot.column.y0 if relative in ("page", "margin", "topMargin") else spot.para.y0


def offset(position: Element, room: float, size: float) -> float:
    """The stated offset in points, or what an alignment in ``room`` comes to."""
    stated = child(position, "posOffset")
    if stated is not None:
        return finite(stated.text) / EMU
    align = child(position, "align")
    share = {"center": 0.5, "right": 1.0, "bottom": 1.0}.get("" if align is None else align.text, 0.0)
    return max(room - size, 0.0) * share
