"""The flow of a record as a drawing: a lane for each executor, a row for each step. Lengths are pixels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape

from schemas.record import Alur, SopRecord
from schemas.vocab import JenisSimbol

LANE, ROW, HEAD, LEFT = 130, 64, 46, 34
WIDTH, HEIGHT = 60, 30  # of a symbol
Spot = tuple[float, float]


def places(record: SopRecord) -> dict[tuple[int, int], Spot]:
    """The middle of each symbol, by step and index in its list."""
    lanes = {p.id: i for i, p in enumerate(record.pelaksana)}
    found: dict[tuple[int, int], Spot] = {}
    for row, step in enumerate(record.langkah):
        same: dict[str, int] = defaultdict(int)
        for i, symbol in enumerate(step.simbol):
            number = same[symbol.pelaksana]
            same[symbol.pelaksana] += 1
            x = LEFT + LANE * (lanes[symbol.pelaksana] + 0.5) + 26 * number
            found[(step.urutan, i)] = (x, HEAD + ROW * (row + 0.5) + 6 * number)
    return found


def outline(kind: JenisSimbol, x: float, y: float) -> str:
    w, h = WIDTH / 2, HEIGHT / 2
    if kind is JenisSimbol.KAPSUL:
        return f'<rect x="{x - w:g}" y="{y - h:g}" width="{WIDTH}" height="{HEIGHT}" rx="{h:g}"/>'
    if kind is JenisSimbol.KOTAK:
        return f'<rect x="{x - w:g}" y="{y - h:g}" width="{WIDTH}" height="{HEIGHT}"/>'
    corners = {
        JenisSimbol.BELAH_KETUPAT: ((x, y - h - 4), (x + w, y), (x, y + h + 4), (x - w, y)),
        JenisSimbol.SEGILIMA: (
            (x - 12, y - h),
            (x + 12, y - h),
            (x + 12, y + 4),
            (x, y + h),
            (x - 12, y + 4),
        ),
        JenisSimbol.LAIN: ((x - w + 8, y - h), (x + w, y - h), (x + w - 8, y + h), (x - w, y + h)),
    }[kind]
    return f'<polygon points="{" ".join(f"{a:g},{b:g}" for a, b in corners)}"/>'


def way(a: Spot, b: Spot, number: int) -> list[Spot]:
    """An elbow from one symbol to another; those that go back run beside the lane, each on its own track."""
    (x0, y0), (x1, y1) = a, b
    if y1 > y0 and abs(x1 - x0) < 1:
        return [(x0, y0 + HEIGHT / 2), (x1, y1 - HEIGHT / 2)]
    if abs(y1 - y0) < HEIGHT:
        side = 1 if x1 > x0 else -1
        return [(x0 + side * WIDTH / 2, y0), (x1 - side * WIDTH / 2, y1)]
    if y1 > y0:
        middle = y0 + ROW / 2 - 6 + 3 * (number % 4)
        return [(x0, y0 + HEIGHT / 2), (x0, middle), (x1, middle), (x1, y1 - HEIGHT / 2)]
    beside = max(x0, x1) + WIDTH / 2 + 8 + 5 * (number % 5)
    return [(x0 + WIDTH / 2, y0), (beside, y0), (beside, y1), (x1 + WIDTH / 2, y1)]


def arrow(record: SopRecord, number: int, a: Alur, spots: dict[tuple[int, int], Spot]) -> Iterator[str]:
    ends = [spots.get((e.langkah, e.simbol)) for e in (a.dari, a.ke)]
    if ends[0] is None or ends[1] is None:
        return
    points = way(ends[0], ends[1], number)
    head = ' marker-end="url(#kepala)"' if a.terarah else ""
    line = " ".join(f"{x:g},{y:g}" for x, y in points)
    yield f'<polyline class="panah" data-jalur="/alur/{number}" points="{line}"{head}/>'
    if a.label:
        x, y = points[0][0] + 5, points[0][1] + (12 if points[1][1] >= points[0][1] else -4)
        yield f'<text class="label" x="{x:g}" y="{y:g}">{escape(a.label)}</text>'


def chart(record: SopRecord) -> str:
    """The drawing as SVG. All words of the document are escaped."""
    width, height = LEFT + LANE * max(len(record.pelaksana), 1) + 10, HEAD + ROW * max(len(record.langkah), 1)
    spots = places(record)
    parts = [
        f'<svg class="alur" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Alur">',
        '<defs><marker id="kepala" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto-start-reverse"><path d="M0 0 8 4 0 8Z"/></marker></defs>',
    ]
    for i, p in enumerate(record.pelaksana):
        x = LEFT + LANE * i
        parts.append(f'<line class="lajur" x1="{x}" y1="0" x2="{x}" y2="{height}"/>')
        for j, words in enumerate(_lines(p.label)):
            parts.append(
                f'<text class="kepala" x="{x + LANE / 2:g}" y="{14 + 12 * j}">{escape(words)}</text>'
            )
    for row, step in enumerate(record.langkah):
        y = HEAD + ROW * row
        parts.append(f'<line class="baris" x1="0" y1="{y}" x2="{width}" y2="{y}"/>')
        parts.append(
            f'<text class="nomor" x="6" y="{y + ROW / 2:g}">{escape(step.nomor or str(step.urutan))}</text>'
        )
        for i, symbol in enumerate(step.simbol):
            spot = spots[(step.urutan, i)]
            parts.append(
                f'<g class="simbol" data-jalur="/langkah/{row}/simbol/{i}">{outline(symbol.jenis, *spot)}</g>'
            )
    for i, a in enumerate(record.alur):
        parts += arrow(record, i, a, spots)
    return "".join([*parts, "</svg>"])


def _lines(label: str, letters: int = 20, most: int = 3) -> list[str]:
    """A label broken into at most ``most`` lines."""
    lines = [""]
    for word in label.split():
        if len(lines[-1]) + len(word) > letters and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:most]
