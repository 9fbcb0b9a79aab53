"""What the ink at the beginning of a line says of the figures there: how many they are, and which is an 8.

The recogniser passes over a figure that stands close to another, and takes an 8 with a small eye for a 0.
Pieces of ink and their holes are counted apart from it. Lengths are shares of the picture's height.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.ink import Grey, components

FIGURE, SPECK = 0.35, 0.2  # what is as high may be a figure; what is lower is a speck
WHITE = 0.2  # white that is wider parts words
OVER = 0.1  # that figures side by side may reach over one another
EYE = 0.004  # of the height squared: a smaller hole is a speck of paper
TWO, WIDE = -4.0, -2.0  # in logarithms: against one figure, of two pieces, and of one that is wider than high
EIGHT = -7.0  # the same, against any other figure of one with two eyes, one over the other


def against(line: Grey, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """What the ink of a line's first word says against each of some texts of figures, in logarithms."""
    pieces = first_pieces(line)
    if not pieces:
        return np.zeros(len(texts))
    wide = pieces[0].shape[1] > pieces[0].shape[0]
    single = TWO if len(pieces) > 1 else WIDE if wide else 0.0
    eights = [is_eight(p, line.shape[0]) for p in pieces] if len(pieces) == 2 else []
    out = [
        single * (len(text) == 1) + EIGHT * sum(e and c != "8" for e, c in zip(eights, text, strict=False))
        for text in texts
    ]
    return np.array(out)


def first_pieces(line: Grey) -> list[Grey]:
    """The one or two pieces of ink of a line's first word, if they may be figures; else nothing."""
    ink = (line < (int(line.min()) + int(line.max())) / 2).astype(np.uint8)
    count, labels, stats = components(ink)
    high = line.shape[0]
    tall = [n for n in range(1, count) if stats[n, cv2.CC_STAT_HEIGHT] >= SPECK * high]
    found: list[int] = []
    end = 0.0
    for n in sorted(tall, key=lambda n: int(stats[n, cv2.CC_STAT_LEFT])):
        left = float(stats[n, cv2.CC_STAT_LEFT])
        if found and left - end > WHITE * high:
            break
        if found and left - end < -OVER * high:
            return []
        found.append(n)
        end = left + float(stats[n, cv2.CC_STAT_WIDTH])
    whole = len(found) <= 2 and len(found) < len(tall)
    if not whole or any(stats[n, cv2.CC_STAT_HEIGHT] < FIGURE * high for n in found):
        return []
    return [piece(labels, stats[n], n) for n in found]


def piece(labels: npt.NDArray[np.int32], stats: npt.NDArray[np.int32], n: int) -> Grey:
    x, y, w, h = (int(v) for v in stats[:4])
    return np.asarray((labels[y : y + h, x : x + w] == n) * 255, dtype=np.uint8)


def is_eight(ink: Grey, high: int) -> bool:
    """Whether a piece of ink has two holes, one over the other; those of a struck 0 are side by side."""
    framed = cv2.copyMakeBorder(ink, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    found, tree = cv2.findContours(framed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    inner = [c for c, (_, _, _, over) in zip(found, tree[0], strict=True) if over >= 0] if found else []
    eyes = [cv2.boundingRect(c) for c in inner if cv2.contourArea(c) >= EYE * high * high]
    if len(eyes) != 2:
        return False
    upper, lower = sorted(eyes, key=lambda e: e[1])
    return upper[1] + upper[3] <= lower[1] + 1
