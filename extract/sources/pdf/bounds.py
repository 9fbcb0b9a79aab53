"""Where an object of PDFium lies on its page: what stands in a form is placed by the matrices of that, too.

A page that was signed, stamped or put beside others stands in its new file as a form, at any size. Lengths
are units of the page.
"""

from __future__ import annotations

from typing import Any

Bounds = tuple[float, float, float, float]  # left, bottom, right, top


def bounds_on_page(item: Any) -> Bounds:
    """The bounds of a pypdfium2 object in the units of its page, y upwards."""
    left, bottom, right, top = item.get_bounds()
    form = item.container
    while form is not None:
        matrix = form.get_matrix()
        corners = [matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        form = form.container
    return left, bottom, right, top
