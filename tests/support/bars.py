"""A bar chart as SVG: enough for a page of documentation, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

ROW, LEFT, WIDTH = 22, 290, 760


def bars(values: Mapping[str, float], unit: str) -> str:
    """A bar for each value, with its name and number."""
    most = max(values.values(), default=0.0) or 1.0
    height = ROW * len(values) + 34
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
    ]
    for n, (name, value) in enumerate(values.items()):
        y = 8 + n * ROW
        long = (WIDTH - LEFT - 70) * value / most
        colour = "#1f6f54" if name.startswith("sopap") else "#9aa5ad"
        lines += [
            f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{y}" width="{long:.1f}" height="16" fill="{colour}"/>',
            f'<text x="{LEFT + long + 6:.1f}" y="{y + 13}">{value:.1f}</text>',
        ]
    lines += [f'<text x="{LEFT}" y="{height - 8}" fill="#555">{escape(unit)}</text>', "</svg>"]
    return "\n".join(lines) + "\n"
