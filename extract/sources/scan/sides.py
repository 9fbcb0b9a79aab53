"""The straight sides of shaded rows and headers, drawn: where shading ends, a cell does."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.ink import Grey, kernel, odd, opened

WHOLE = 0.97  # of the rectangle around it that a shading fills whose sides are that rectangle's
SIDE = 20.0  # points: a side of a shaded row is no shorter
STRAIGHT = 0.02  # of its length that a side may lie off an axis
RULED, HELD = 150, 0.6  # grey level of a rule, and the share of a side that has one already
PIECE = 5.0  # points: a shorter piece of a rule is a crumb of the shading's edge
BESIDE = (3.0, 9.0)  # points around a rule where a side has it; of a gradient, whose pale end is off its edge
ENDS = 0.85  # of a side of a gradient along which its tone ends at once
LINE = 1.0  # points: the usual width of lines, as gaps in a rule are filled
DRAWN = 0.5  # points: width of a side without a rule, no wider than the edge that it stands for


def draw_sides(out: Grey, mask: Grey, steps: npt.NDArray[np.bool_] | None, scale: float) -> None:
    """Draw the straight sides of a shaded row or header: where shading ends, a cell does.

    ``steps``: where the tone ends at once, if it does not everywhere: a gradient runs out on a side.
    """
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return
    outline = max(contours, key=cv2.contourArea)
    around = cv2.minAreaRect(outline)
    corners = cv2.approxPolyDP(outline, scale, True)[:, 0, :]
    if cv2.contourArea(outline) >= WHOLE * around[1][0] * around[1][1]:  # frayed sides are one line each
        leaning = np.rint(cv2.boxPoints(around)).astype(np.int32)  # which may reach out of the picture
        corners = np.clip(leaning, 0, (out.shape[1] - 1, out.shape[0] - 1))
    dark = np.asarray(cv2.threshold(out, RULED, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    drawn = opened(dark, PIECE * scale, 1), opened(dark, 1, PIECE * scale)
    reach = odd(BESIDE[steps is not None] * scale)
    level, upright = (cv2.dilate(d, kernel(reach, reach)) > 0 for d in drawn)
    for a, b in zip(corners.tolist(), np.roll(corners, -1, axis=0).tolist(), strict=True):
        along, aside = sorted((abs(a[0] - b[0]), abs(a[1] - b[1])))[::-1]
        if along < SIDE * scale or aside > STRAIGHT * along:
            continue
        xs, ys = (np.linspace(a[n], b[n], along).astype(int) for n in (0, 1))
        near = level if abs(a[0] - b[0]) == along else upright
        held = float(np.mean(near[ys, xs])) >= HELD
        if steps is not None and (held or float(np.mean(steps[ys, xs])) < ENDS):
            continue
        line = np.zeros_like(out)
        cv2.line(line, a, b, (255,), max(1, round((LINE if held or steps is not None else DRAWN) * scale)))
        if held:
            line[near] = 0  # a rule is there already: only the gaps in it
        out[line > 0] = 0
