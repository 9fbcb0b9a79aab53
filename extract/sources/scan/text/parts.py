"""Connected pieces of ink as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.ink import Grey, kernel

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parts:
    """Components as columns: boxes in pixels, ink area, whether they touch a long stroke."""

    x0: Ints
    y0: Ints
    x1: Ints
    y1: Ints
    area: Ints
    touching: npt.NDArray[np.bool_]

    @property
    def w(self) -> Ints:
        return self.x1 - self.x0

    @property
    def h(self) -> Ints:
        return self.y1 - self.y0

    @property
    def density(self) -> npt.NDArray[np.float64]:
        return np.asarray(self.area / np.maximum(1, self.w * self.h))


def parts_of(labels: npt.NDArray[np.int32], stats: npt.NDArray[np.int32], count: int, strokes: Grey) -> Parts:
    near = cv2.dilate(strokes, kernel(3, 3)) > 0
    touching = np.zeros(count, dtype=bool)
    touching[labels[near]] = True
    x, y, w, h, area = (stats[1:, i].astype(np.int64) for i in range(5))
    return Parts(x, y, x + w, y + h, area, touching[1:])
