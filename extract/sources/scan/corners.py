r"""The corners that opening a region with a disc has rounded off.

Opening takes lines and arrow heads off a filled symbol, and its corners with them: the tips of a
diamond by several points. Two straight edges that the disc's arc joins are carried on until they meet,
where there is ink.

      /\            __
     /  \          /  \         a disc takes the tips off a diamond; its straight edges are carried on
     \  /          \__/         to where they meet
      \/
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from extract.sources.scan.ink import Grey, Points

EDGE = 2.1  # times the disc's radius: the shortest edge that is carried on; no chord of its arc is longer
ARC = 1.8  # times the length of the disc's arc: rounder corners are drawn so
BLUNT, THIN = math.radians(20), math.radians(150)  # the least and the largest turn at a corner
ACUTE = math.radians(100)  # at the tip of a diamond
SIDE = (
    0.5  # of the smaller side: an edge of a diamond is longer, a chord of the round end of a capsule is not
)
TOLERANCE = (1.1, 0.015)  # pixels, and of the smaller side: an edge is as straight
ASIDE = 0.3  # of the arc: the same at most
WITHIN = 0.35  # of the way from the arc to the corner: where that ink is looked for
BUMP, JUMP, DEEP = 0.45, 0.3, 3  # of its width that a bump has, and by which its side is wider; pixels
HIGH, AT_ONCE = 3.0, 0.8  # points that a bump stands out at most, and over which its side begins behind it
SLOW = 0.5  # of what it widens there, what the bump itself widens
ABOUT = 0.2  # of a side: so near its middle a head stands; the lobe of a document's foot lies aside
PATCH, SOLID = 0.5, 0.7  # of the disc's radius: a square in a corner of the box; the share of it that is ink
BESIDE = 0.5  # times the usual width of a line: ink this far on both sides is more than a line


def without_bumps(region: Grey, scale: float) -> Grey:
    """A region (255 inside) without the rests of heads on its sides: flat ones, and higher ones about the
    middle of a side.
    """
    out = region
    for turn in range(4):
        side = np.rot90(out, turn)
        inked = side > 0
        starts, stops = inked.argmax(axis=1), inked.shape[1] - inked[:, ::-1].argmax(axis=1)
        spans = inked.any(axis=1) * (stops - starts)
        first, widest = int(np.argmax(spans > 0)), float(spans.max())
        near = spans[first : first + DEEP + 1]
        ends = np.flatnonzero((near[:-1] < BUMP * widest) & (np.diff(near) >= JUMP * widest)).tolist()
        x, _, width, _ = cv2.boundingRect(side)
        off = (starts[first] + stops[first]) / 2 - x - width / 2
        if abs(off) < ABOUT * width:
            step = max(2, round(AT_ONCE * scale))
            ends += bump_ends(
                spans[first:][: round(HIGH * scale) + step + 1].astype(np.float64), widest, step
            )
        if ends:
            side = side.copy()
            side[: first + max(ends) + 1] = 0
            out = np.ascontiguousarray(np.rot90(side, -turn))
    return out


def bump_ends(spans: Points, widest: float, step: int) -> list[int]:
    """Where bumps may end, by the width of a side from its edge inwards: it grows ever more slowly, behind a
    bump by much in ``step`` pixels.
    """
    before, grows = spans[:-step], spans[step:] - spans[:-step]
    thin = (before < BUMP * widest) & (before - before[:1] < SLOW * grows) & (grows >= JUMP * widest)
    return [k for k in np.flatnonzero(thin).tolist() if k >= step]


def with_corners(opened: Grey, ink: Grey, radius: float, line: float) -> Grey:
    """``opened`` (255 inside, one region) with the corners of ``ink`` that a disc of ``radius`` took.

    ``line``: the usual width of lines, all in pixels.
    """
    return _with_square_corners(with_tips(opened, ink, radius, line), ink, radius)


def with_tips(opened: Grey, ink: Grey, radius: float, line: float = 0.0) -> Grey:
    """``opened`` with the corners between its straight edges alone. Without a ``line`` it is the inside
    of an outline whose gaps were closed: only its acute tips, between long edges, and any ink tells them.
    """
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return opened
    outline = max(contours, key=cv2.contourArea)
    width, height = cv2.boundingRect(outline)[2:]
    tolerance = max(TOLERANCE[0], TOLERANCE[1] * min(width, height))
    corners = cv2.approxPolyDP(outline, tolerance, True)[:, 0, :].astype(np.float64)
    edge, least = (EDGE * radius, BLUNT) if line else (max(EDGE * radius, SIDE * min(width, height)), ACUTE)
    found = [c for c in _corners(corners, radius, edge, least) if _is_inked(c, opened, ink, line)]
    out = opened.copy()
    for before, after, corner in found:
        piece = np.rint(np.array([before, corner, after])).astype(np.int32)
        cv2.fillPoly(out, [piece], (255,))
    return out


def _with_square_corners(opened: Grey, ink: Grey, radius: float) -> Grey:
    """With the right angles at the corners of the box: their edges may be too short to be carried on."""
    x, y, width, height = cv2.boundingRect(opened)
    near, far = max(2, round(PATCH * radius)), round(radius)
    out = opened.copy()
    for right, foot in ((a, b) for a in (False, True) for b in (False, True)):

        def corner(side: int, right: bool = right, foot: bool = foot) -> tuple[slice, slice]:
            left, top = x + (width - side) * right, y + (height - side) * foot
            return slice(top, top + side), slice(left, left + side)

        solid = [float(np.mean(ink[corner(side)] > 0)) for side in (near, far)]
        if min(solid) >= SOLID:  # up to the region: a crumb beside a round end is no corner of it
            out[corner(far)] |= ink[corner(far)]
    return out


def _corners(at: Points, radius: float, edge: float, least: float) -> list[tuple[Points, Points, Points]]:
    """The end of an edge, the beginning of the next, and where both would meet, for each arc of the disc."""
    ahead = np.roll(at, -1, axis=0) - at
    size = np.hypot(*ahead.T)
    long = np.flatnonzero(size >= edge)
    out = []
    for n, i in enumerate(long.tolist()):
        j = int(long[(n + 1) % len(long)])
        if len(long) < 2 or (i + 1) % len(at) == j:
            continue
        u, v = ahead[i] / size[i], ahead[j] / size[j]
        turn = math.acos(max(-1.0, min(1.0, float(u @ v))))
        between = [k % len(at) for k in range(i + 1, j if j > i else j + len(at))]
        if not least <= turn <= THIN or float(size[between].sum()) > ARC * radius * turn + 2:
            continue
        start, stop = at[(i + 1) % len(at)], at[j]
        cross = float(u[0] * v[1] - u[1] * v[0])
        gap = stop - start
        along = float(gap[0] * v[1] - gap[1] * v[0]) / cross
        if along > 0:
            out.append((start, stop, start + along * u))
    return out


def _is_inked(corner: tuple[Points, Points, Points], opened: Grey, ink: Grey, line: float) -> bool:
    """Whether there is more than a line between an arc of a region and the corner that it cut."""
    before, after, tip = corner
    middle = (before + after) / 2
    way = tip - middle
    far = float(np.hypot(*way)) or 1.0
    aside = np.array([-way[1], way[0]]) / far * min(BESIDE * line, ASIDE * float(np.hypot(*(after - before))))
    along = np.linspace(0.0, 1.0, int(far) + 2)
    x, y = np.rint(middle[:, None] + way[:, None] * along).astype(np.intp)
    inside = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
    arc = float(along[np.append(np.flatnonzero(opened[y[inside], x[inside]]), 0).max()])
    within = middle + (arc + WITHIN * (1 - arc)) * way
    for point in (within - aside, within + aside):
        x, y = (round(v) for v in point.tolist())
        if not (0 <= y < ink.shape[0] and 0 <= x < ink.shape[1]) or not ink[y, x]:
            return False
    return True
