"""Pages printed small or large, read as if printed at the usual size.

The form is the same at every size, and "fit to page" prints it with letters of two points; what is near,
thin or small on a page is a share of its letters. So that every later measure in points means the same on
every page, a page whose letters are far from the usual size is enlarged or reduced before it is read.
"""

from __future__ import annotations

USUAL = 8.0  # points: letters of step tables at hand are 6 to 12 points high
AS_IT_IS = (5.5, 14.0)  # points: within these a page is read as it is
ENOUGH = 50  # letters; fewer do not tell how large a page is printed


def enlargement_of(size: float, letters: int) -> float:
    """By what a page is to be enlarged whose ``letters`` are of that size; 1 where it is the usual one."""
    told = letters >= ENOUGH and size > 0
    return USUAL / size if told and not AS_IT_IS[0] <= size <= AS_IT_IS[1] else 1.0
