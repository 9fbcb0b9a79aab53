"""From pieces of skeleton to lines: through crossings and corners, over gaps.

a ---+--- b      at a node the straightest pair is one line, a-b; where only two meet, they are one
     |           whatever their angle
     c
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.sources.scan.drawing.skeleton import Path, Skeleton
from extract.sources.scan.ink import Points

SPUR = 4.0  # points: a shorter branch with a free end is noise
CORNER, BESIDE = 5.0, 80.0  # times half the thickness at a head's middle; degrees from the line's way back
ARM = 9.0  # points: the longest arm of an open head
SHARP = 62.0  # degrees between the line and an arm of an open head
LEAST_OPEN = 12.0  # degrees: a line that lies back closer is a ragged edge of the other
AT_TIP = 2.5  # points from the end of a line at which the arms of its head begin
STRAIGHT_ON = 150.0  # degrees between two branches that are one line
LEANS = 0.5  # sine of the angle by which a piece of skeleton of a few pixels may lean
DASH_GAP = 5.0  # points between dashes, and between a line and what a rule or a faint spot took
LEANING = 2.0  # points: a shorter last piece has no direction of its own
OPPOSED = -0.94  # cosine between the directions of two ends that face each other
OFF_AXIS = 1.2  # points that two ends of one broken line may lie beside each other
BLUR = 1.2  # points from a line's end: nearer to it its direction is blurred
NEAR, FAR = 3.5, 5.0  # points from a fork, or from an end: up to there its direction is taken
TOLERANCE = (1.1, 0.75)  # pixels, and points: a straight piece is as straight
BACK = 180.0  # degrees


@dataclass(slots=True)
class Polyline:
    """An open line in pixels. An end that lies on another line is ``held``."""

    points: Points
    held_a: bool = False
    held_b: bool = False

    def turned(self) -> Polyline:
        return Polyline(self.points[::-1], self.held_b, self.held_a)


def length(points: Points) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum()) if len(points) > 1 else 0.0


def without_spurs(
    skeleton: Skeleton, scale: float, anchored: Sequence[tuple[bool, bool]], half: NDArray[np.float32]
) -> list[Path]:
    """The paths without short side branches: noise, and the corners at the base of a head, which lie back and
    are as short as the ink is thick. ``anchored``: whether an end of a path is at a symbol; ``half``: from
    each pixel to the nearest white.
    """
    at_node: dict[int, list[Path]] = {}
    for path in skeleton.paths:
        for node in {path.a, path.b}:
            at_node.setdefault(node, []).append(path)

    def is_spur(path: Path, at_a: bool, at_b: bool) -> bool:
        loose = (path.a < 0) != (path.b < 0) and not (at_a if path.a < 0 else at_b)
        node = max(path.a, path.b)
        if not loose or len(at_node[node]) < 3:
            return False
        (x, y), size = skeleton.nodes[node], length(path.points)
        if size < SPUR * scale:
            return True
        way = leaving(path, node, scale)
        turns = [angle(way, leaving(o, node, scale)) for o in at_node[node] if o is not path]
        lies_back = min(turns) < BESIDE and max(turns) < STRAIGHT_ON
        return lies_back and size < CORNER * float(half[int(y), int(x)])

    pairs = zip(skeleton.paths, anchored, strict=True)
    return [path for path, at in pairs if not is_spur(path, *at)]


def without_barbs(lines: Sequence[Polyline], scale: float) -> list[Polyline]:
    """Lines without the arms of open heads: an arm lies back along a longer line from the end of it."""
    cut = [without_barb(without_barb(line, scale).turned(), scale).turned() for line in lines]
    ends = [(i, way) for i, line in enumerate(cut) for way in (line.points, line.points[::-1])]
    tips = np.array([way[0] for _, way in ends]).reshape(-1, 2)
    return [line for i, line in enumerate(cut) if not is_barb(i, cut, ends, tips, scale)]


def without_barb(line: Polyline, scale: float) -> Polyline:
    """A line that was followed around the tip of its open head, ended at the tip."""
    corners = simplified(line, scale).points
    if line.held_b or len(corners) < 3:
        return line
    arm = length(corners[-2:])
    tip = int(np.argmin(np.hypot(*(line.points - corners[-2]).T)))
    back = line.points[: tip + 1][::-1]
    if (
        arm >= ARM * scale
        or length(back) <= arm
        or angle(way_of(back, scale), unit(corners[-1] - corners[-2])) >= SHARP
    ):
        return line
    return Polyline(line.points[: tip + 1], line.held_a, False)


def is_barb(
    i: int, lines: Sequence[Polyline], ends: Sequence[tuple[int, Points]], tips: Points, scale: float
) -> bool:
    """Whether a short line lies back from the end of a longer one. ``ends``: each line's number and way from
    there, ``tips`` their first points."""
    line = lines[i]
    size = length(line.points)
    if size >= ARM * scale or (line.held_a and line.held_b):
        return False
    for way, free in ((line.points, not line.held_b), (line.points[::-1], not line.held_a)):
        near = np.flatnonzero(np.hypot(*(tips - way[0]).T) <= AT_TIP * scale)
        for n in near.tolist() if free else ():
            j, back = ends[n]
            turn = angle(unit(way[-1] - way[0]), way_of(back, scale)) if j != i else BACK
            if LEAST_OPEN < turn < SHARP and length(lines[j].points) > size:
                return True
    return False


def way_of(points: Points, scale: float, reach: float = FAR) -> tuple[float, float]:
    """Direction in which a line leaves its first point, up to ``reach`` points from there."""
    away = np.hypot(*(points - points[0]).T)
    far = int(np.argmax(away >= reach * scale)) or len(points) - 1
    near = int(np.argmax(away >= BLUR * scale))
    return unit(points[far] - points[near if near < far else 0])


def unit(way: Points) -> tuple[float, float]:
    dx, dy = way.tolist()
    size = math.hypot(dx, dy) or 1.0
    return dx / size, dy / size


def leaving(path: Path, node: int, scale: float) -> tuple[float, float]:
    """Direction in which a path leaves a node."""
    return way_of(path.points if path.a == node else path.points[::-1], scale, NEAR)


def angle(u: tuple[float, float], v: tuple[float, float]) -> float:
    """Degrees between two directions of any length."""
    size = math.hypot(*u) * math.hypot(*v) or 1.0
    return math.degrees(math.acos(max(-1.0, min(1.0, (u[0] * v[0] + u[1] * v[1]) / size))))


def join_through(paths: Sequence[Path], scale: float) -> list[Polyline]:
    """Lines: paths joined where they go straight on through a node, or where only two meet."""
    at_node: dict[int, list[int]] = {}
    for i, path in enumerate(paths):
        for node in {path.a, path.b} - {-1}:
            at_node.setdefault(node, []).append(i)
    links: dict[tuple[int, int], int] = {}
    for node, members in at_node.items():
        for i, j in pairs_at(paths, node, members, scale):
            links[(i, node)], links[(j, node)] = j, i
    used: set[int] = set()
    lines = []
    for i in range(len(paths)):
        if i not in used:
            lines.append(follow(paths, links, start_of(paths, links, i), used))
    return lines


def pairs_at(paths: Sequence[Path], node: int, members: Sequence[int], scale: float) -> list[tuple[int, int]]:
    """Which paths at a node are one line: the straightest first."""
    if len(members) == 2:
        return [(members[0], members[1])]
    ways = {i: leaving(paths[i], node, scale) for i in members}
    options = sorted(
        (-angle(ways[i], ways[j]), i, j) for k, i in enumerate(members) for j in members[k + 1 :]
    )
    taken: set[int] = set()
    out = []
    for turn, i, j in options:
        if -turn >= STRAIGHT_ON and i not in taken and j not in taken:
            out.append((i, j))
            taken |= {i, j}
    return out


def start_of(paths: Sequence[Path], links: dict[tuple[int, int], int], i: int) -> tuple[int, int]:
    """The end of the chain that path ``i`` is in: (path, node at its outer end)."""
    here, back = i, paths[i].a
    seen = {i}
    while back >= 0 and (here, back) in links:
        other = links[(here, back)]
        if other in seen:
            break
        seen.add(other)
        here, back = other, paths[other].b if paths[other].a == back else paths[other].a
    return here, back


def follow(
    paths: Sequence[Path], links: dict[tuple[int, int], int], start: tuple[int, int], used: set[int]
) -> Polyline:
    """The line that begins with a path at the given outer end."""
    here, outer = start
    first = outer
    pieces = []
    while True:
        used.add(here)
        path = paths[here]
        forward = path.a == outer
        pieces.append(path.points if forward else path.points[::-1])
        outer = path.b if forward else path.a
        following = links.get((here, outer), -1) if outer >= 0 else -1
        if following < 0 or following in used:
            break
        here = following
    return Polyline(np.vstack(pieces), held_a=first >= 0, held_b=outer >= 0)


def simplified(line: Polyline, scale: float) -> Polyline:
    """The line with its corners only."""
    tolerance = max(TOLERANCE[0], TOLERANCE[1] * scale)
    points = cv2.approxPolyDP(line.points.astype(np.float32)[:, None, :], tolerance, False)[:, 0, :]
    corners = np.asarray(points, dtype=np.float64)
    return Polyline(corners, line.held_a, line.held_b)


def upright(way: tuple[float, float]) -> tuple[float, float]:
    """The axis that a direction is near to: a few pixels of skeleton lean, connectors do not."""
    dx, dy = way
    if min(abs(dx), abs(dy)) > LEANS:
        return way
    return (math.copysign(1.0, dx), 0.0) if abs(dx) > abs(dy) else (0.0, math.copysign(1.0, dy))


def outward(points: Points) -> tuple[float, float]:
    """Unit vector out of the last point, along the last segment."""
    return unit(points[-1] - points[-2])


def straight_on(points: Points, scale: float) -> tuple[float, float]:
    """``outward``, but a last piece of a few pixels, which leans, runs along the axis that it is near to."""
    short = float(np.hypot(*(points[-1] - points[-2]))) < LEANING * scale
    return upright(outward(points)) if short else outward(points)


def bridged(lines: list[Polyline], scale: float) -> list[Polyline]:
    """Lines joined over the gaps of dashes, and of what a rule or a faint spot took; the smallest first."""
    while True:
        best = best_bridge(lines, scale)
        if best is None:
            return lines
        i, j, one, two = best
        merged = Polyline(np.vstack([one.points, two.points]), one.held_a, two.held_b)
        lines = [line for k, line in enumerate(lines) if k not in (i, j)]
        lines.append(simplified(merged, scale))


def best_bridge(lines: list[Polyline], scale: float) -> tuple[int, int, Polyline, Polyline] | None:
    """The two lines with the smallest gap that may be one, turned so that the gap is in the middle."""
    free = ((i, at_b) for i, line in enumerate(lines) for at_b in (True, False))
    ends = [(i, at_b) for i, at_b in free if not (lines[i].held_b if at_b else lines[i].held_a)]
    if len(ends) < 2:
        return None
    ways = [lines[i].points if at_b else lines[i].points[::-1] for i, at_b in ends]
    outs = np.array([straight_on(way, scale) for way in ways])
    owner = np.array([i for i, _ in ends])
    gaps = facing_gaps(np.array([way[-1] for way in ways]), outs, scale)
    gaps[owner[:, None] >= owner] = np.inf
    one, two = divmod(int(np.argmin(gaps)), len(ends))
    if not np.isfinite(gaps[one, two]):
        return None
    (i, at_b), (j, other_b) = ends[one], ends[two]
    first = lines[i] if at_b else lines[i].turned()
    return i, j, first, lines[j].turned() if other_b else lines[j]


def facing_gaps(tips: Points, outs: Points, scale: float) -> Points:
    """Points between each two ends that face each other along one straight line, else infinite."""
    delta = tips[None, :, :] - tips[:, None, :]
    gap = np.hypot(delta[..., 0], delta[..., 1])
    along = (delta * outs[:, None, :]).sum(axis=2)
    aside = np.abs(delta[..., 0] * outs[:, None, 1] - delta[..., 1] * outs[:, None, 0])
    faces = (outs @ outs.T <= OPPOSED) & (along >= -1.0 * scale) & (aside <= OFF_AXIS * scale)
    return np.where(faces & faces.T & (gap <= DASH_GAP * scale), gap, np.inf)
