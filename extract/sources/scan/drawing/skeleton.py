"""Thins bilevel strokes to one pixel and cuts them into paths between ends and forks.

Thinning after Zhang and Suen (1984), on the list of ink pixels alone: a step costs as much
as there is ink, not as the page is large.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.ink import Mask, Points, centres_of, components, square


def _neighbour_tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.uint8]]:
    """For the 256 neighbourhoods: deleted in the first and second half step; number of branches."""
    first, second = np.zeros(256, bool), np.zeros(256, bool)
    branches = np.zeros(256, np.uint8)
    for code in range(256):
        p = [(code >> i) & 1 for i in range(8)]  # N, NE, E, SE, S, SW, W, NW
        rises = sum(1 for i in range(8) if not p[i] and p[(i + 1) % 8])
        branches[code] = rises
        if 2 <= sum(p) <= 6 and rises == 1:
            first[code] = not (p[0] and p[2] and p[4]) and not (p[2] and p[4] and p[6])
            second[code] = not (p[0] and p[2] and p[6]) and not (p[0] and p[4] and p[6])
    return first, second, branches


FIRST, SECOND, BRANCHES = _neighbour_tables()


def _offsets(width: int) -> NDArray[np.intp]:
    return np.array([-width, 1 - width, 1, 1 + width, width, width - 1, -1, -1 - width], dtype=np.intp)


def neighbourhood(flat: NDArray[np.uint8], at: NDArray[np.intp], width: int) -> NDArray[np.intp]:
    """The eight neighbours of each pixel as one number, bit i for the i-th from north clockwise."""
    code = np.zeros(len(at), np.intp)
    for i, step in enumerate(_offsets(width)):
        code |= flat[at + step].astype(np.intp) << i
    return code


def thin(ink: Mask) -> Mask:
    """The strokes of ``ink`` one pixel wide (1 = stroke), with a border of one empty pixel kept."""
    work = np.zeros((ink.shape[0] + 2, ink.shape[1] + 2), np.uint8)
    work[1:-1, 1:-1] = ink > 0
    flat, width = work.reshape(-1), work.shape[1]
    at = np.flatnonzero(flat)
    changed = True
    while changed and len(at):
        changed = False
        for table in (FIRST, SECOND):
            gone = table[neighbourhood(flat, at, width)]
            if gone.any():
                flat[at[gone]] = 0
                at = at[~gone]
                changed = True
    return work[1:-1, 1:-1]


@dataclass(slots=True)
class Path:
    """A piece of skeleton between two nodes. A node number is -1 at a free end."""

    points: Points
    a: int = -1
    b: int = -1


@dataclass(slots=True)
class Skeleton:
    paths: list[Path] = field(default_factory=list)
    nodes: list[tuple[float, float]] = field(default_factory=list)


def trace_skeleton(thinned: Mask) -> Skeleton:
    """The paths and forks of a thinned image, in its pixels."""
    padded = np.pad(thinned, 1)
    flat, width = padded.reshape(-1), padded.shape[1]
    at = np.flatnonzero(flat)
    forks = np.zeros_like(padded)
    forks.reshape(-1)[at[BRANCHES[neighbourhood(flat, at, width)] >= 3]] = 1
    zone = cv2.dilate(forks, square(3))
    count, labels, _ = components(zone)
    zones = np.asarray(labels, dtype=np.intp)
    skeleton = Skeleton(nodes=[(float(x) - 1, float(y) - 1) for x, y in centres_of(count, labels)[1:]])
    pieces = ((padded > 0) & (zone == 0)).astype(np.uint8)
    total, piece_of = cv2.connectedComponents(pieces, connectivity=8)
    cells = np.flatnonzero(piece_of.reshape(-1))
    order = np.argsort(piece_of.reshape(-1)[cells], kind="stable")
    cells = cells[order]
    cuts = np.searchsorted(piece_of.reshape(-1)[cells], np.arange(1, total + 1))
    for i in range(total - 1):
        members = cells[cuts[i] : cuts[i + 1]]
        skeleton.paths.append(_path(members, zones, width, skeleton.nodes))
    return skeleton


def _path(
    members: NDArray[np.intp], labels: NDArray[np.intp], width: int, nodes: list[tuple[float, float]]
) -> Path:
    """The pixels of one piece in order, and the nodes at its ends."""
    cells = _ordered(members, width)
    points = np.stack([cells % width - 1.0, cells // width - 1.0], axis=1)
    flat = labels.reshape(-1)
    around = _offsets(width)
    start = [int(n) for n in flat[cells[0] + around] if n]
    stop = [int(n) for n in flat[cells[-1] + around] if n]
    if len(cells) == 1 and len(set(start)) > 1:
        stop = [n for n in start if n != start[0]]
    elif len(cells) == 1:
        stop = []
    path = Path(points, start[0] - 1 if start else -1, stop[0] - 1 if stop else -1)
    if path.a >= 0:
        path.points = np.vstack([np.array([nodes[path.a]]), path.points])
    if path.b >= 0:
        path.points = np.vstack([path.points, np.array([nodes[path.b]])])
    return path


def _ordered(members: NDArray[np.intp], width: int) -> NDArray[np.intp]:
    """The pixels of a simple path from one end to the other; a loop starts anywhere."""
    if len(members) <= 2:
        return members
    left = set(members.tolist())
    steps = [-width, 1, width, -1, 1 - width, 1 + width, width - 1, -1 - width]
    ends = [c for c in left if sum(c + s in left for s in steps) == 1]
    here = min(ends) if ends else min(left)
    out = [here]
    left.discard(here)
    while left:
        step = next((s for s in steps if here + s in left), None)
        if step is None:
            break
        here += step
        left.discard(here)
        out.append(here)
    return np.array(out, dtype=np.intp)
