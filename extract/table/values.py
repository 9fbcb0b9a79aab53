"""What is filled in for a label of the identity block: in its own cell, to its right, or below it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extract.form.butir import LONE_NUMBER
from extract.form.isian import DAFTAR, KEPALA, NO_QUANTITIES, is_lead, isian_of
from extract.geometry.words import average_confidence, bounds, line_text, words_to_lines
from extract.table.fields import (
    DASHES,
    HANGING,
    LABEL_WORDS,
    WORD,
    Kotak,
    in_bold,
    is_first,
    may_head,
    next_heading,
)
from extract.table.lists import read_list
from schemas.page import Box, Word
from schemas.raw import RawText

TALLER = (1.15, 1.3)  # of the label's highest letter: print keeps within a pixel or two; with a slash
BY_HAND = tuple(x for x in KEPALA if x.startswith(("nomor", "tanggal")))  # what clerks write by hand
STROKES = (0.75, 1.22)  # of the label's strokes: print of one weight keeps within this
LINE = (0.82, 1.17)  # of the strokes of its own line, whatever the label's weight
BESIDE = 0.2  # of a piece of ink: what stands in a row with no more of it belongs to the row over or under it
LABELS = 2  # that make a column
NEXT = 3.0  # points that the sides of neighbouring cells may stand apart
COUNTS = re.compile(r"\(?[1aA][.)]")  # the marker of a first item
_COLON = re.compile(r"^\s*[:;]\s*")


def value_of(c: Kotak, cells: Sequence[Kotak], page: int) -> tuple[RawText, list[Kotak], Box]:
    """The value of a label, the cells that it was taken from, and where it stands (the label if nowhere)."""
    mates = [k for k in cells if k.block == c.block]
    found = places(c, mates) if is_open(c) or spoilt(c, mates) else []
    if not found:
        words, box = list(c.own), c.box
    else:
        words = [w for k in found for w in k.words]
        box = c.box
        for k in found:
            box = box.union(k.box)
    words = without_colon(words)
    if isian_of(" ".join(w.text for w in words)):
        words, found = [], []  # the next label: nothing is filled in here
    printed = [w for w in words if not w.pen]
    over = line_text(w for w in words if w.pen)
    # what clerks write by hand, and a signatory's block that is stamped whole, stand in coloured ink alone
    if c.isian == "disahkan_oleh" and is_printed(printed):
        return field_text(printed, page).model_copy(update={"pena": over}), found, box
    if c.isian not in (*BY_HAND, "disahkan_oleh"):
        own = without_lead(printed, str(c.isian)) if c.isian in DAFTAR else printed
        text = list_text(own, page, box.x1) if c.isian in DAFTAR else field_text(printed, page)
        if len(text.butir) == 1 and (c.isian in NO_QUANTITIES or counted_bare(cells)):
            text = text.model_copy(update={"butir": (LONE_NUMBER.sub("", text.butir[0]),)})
        return text.model_copy(update={"pena": over}), found, box
    label = [w for w in c.words if not any(w is k for k in c.own)]
    text = field_text(words, page)
    return text.model_copy(update={"tangan": c.isian in BY_HAND and by_hand(words, label)}), found, box


def counted_bare(cells: Sequence[Kotak]) -> bool:
    """Whether a list of the block is counted by bare numbers, "1 Rak" over "2 Meja": then a "1" alone is no
    quantity either."""
    return any({"1", "2"} <= {line[0].text for line in words_to_lines(k.words)} for k in cells)


def heading_in(words: Sequence[Word]) -> str:
    """A line among the items of a list that looks like the label of another: in bold where they are not, or
    before items that count from 1 again; "" where there is none."""
    lines = words_to_lines(words)
    bold = [line for line in lines if in_bold(line) and may_head(line)]
    ends = [n for n, line in enumerate(lines) if COUNTS.match(line[0].text)][1:]
    again = [lines[n - 1] for n in ends if may_head(lines[n - 1]) and not is_first(lines[n - 1])]
    found = [*(bold if not all(map(in_bold, lines)) else ()), *again]
    return line_text(found[0]) if found else ""


def without_lead(words: Sequence[Word], isian: str) -> list[Word]:
    """A list's words without the line before its items that says what the label says: "SOP ini terkait
    dengan :"."""
    first, *rest = words_to_lines(words) or [[]]
    lead = bool(rest) and is_lead(line_text(first).rstrip(" :"), isian)
    return [w for line in rest for w in line] if lead else list(words)


def place_beside(c: Kotak, cells: Sequence[Kotak], right: float) -> Box:
    """Where the value of a short field stands: between its label and the next one, or ``right``."""
    label = bounds([w for w in c.words if not any(w is k for k in c.own)] or c.words)
    row = [k.box.x0 for k in cells if k.isian and k.box.x0 >= label.x1 and overlaps_y(k.box, c.box)]
    return Box(label.x1, c.box.y0, min([right, *row]), c.box.y1)


def is_clean(place: Box, stray: Sequence[Box]) -> bool:
    """Whether no stray ink stands in a place."""
    return not any(place.overlap(b) > BESIDE * b.area for b in stray)


def is_printed(words: Sequence[Word]) -> bool:
    """Whether some words are a signatory's block: two lines with a word each."""
    lines = words_to_lines(words)
    return sum(any(sum(ch.isalpha() for ch in w.text) > WORD for w in line) for line in lines) >= 2


def is_open(c: Kotak) -> bool:
    """Whether nothing stands in a label's own cell; beside that of a list a dash is nothing, while it may be
    a speck over the items."""
    return not c.own or (c.isian in DAFTAR and all(w.text in DASHES for w in c.own))


def spoilt(c: Kotak, mates: Sequence[Kotak]) -> bool:
    """Whether what stands behind the label of a short field, filled in beside it, is no value: marks of pen
    or stamp, or the rest of a label ("Judul" over "Dokumen")."""
    rest = c.weak and c.block >= 0 and ":" not in line_text(c.words)
    return c.isian in KEPALA and (c.bare or rest) and any(map(is_text, beside(c, mates)))


def by_hand(words: Sequence[Word], label: Sequence[Word]) -> bool:
    """Whether a part of a value is written by hand: its letters are higher, or its strokes thinner or
    thicker, than those of its printed label or of the rest of its line."""
    printed = [w for w in label if w.stroke and len(w.text) > 2]
    own = [w for w in words if w.stroke and any(ch.isalnum() for ch in w.text)]
    if not printed or not own:
        return False
    stroke, letter = median(w.stroke for w in printed), max(w.letter for w in printed)
    line = median(w.stroke for w in own if len(w.text) > 3) if any(len(w.text) > 3 for w in own) else 0.0
    return any(
        w.letter > TALLER["/" in w.text] * letter
        or not STROKES[0] <= w.stroke / stroke <= STROKES[1]
        or (line > 0 and not LINE[0] <= w.stroke / line <= LINE[1])
        for w in own
    )


def places(c: Kotak, mates: Sequence[Kotak]) -> list[Kotak]:
    if c.isian in DAFTAR:
        # a colon may stand in a narrow column of its own
        under = [] if in_label_column(c, mates) else below(c, mates) or wider_below(c, mates)
        return ([] if begins_with_a_label(under, c) else under) or [
            k for k in beside(c, mates) if is_text(k)
        ][:1]
    if found := beside(c, mates):
        return found
    # those who made, checked and approved it may stand side by side, each under his label
    if str(c.isian).endswith("_oleh"):
        return below(c, mates)
    column = [k for k in below(c, mates) if fills_column(k, c)] if in_head_row(c, mates) else []
    return column if sum(map(is_text, column)) == 1 else []  # several: rows of a list, of SOPs maybe


def in_label_column(c: Kotak, mates: Sequence[Kotak]) -> bool:
    """Whether a list's label stands in a column of such labels, filled in beside them."""
    column = [k for k in mates if k is not c and k.isian in DAFTAR and fills_column(k, c)]
    return sum(any(map(is_text, beside(k, mates))) for k in column) >= LABELS


def begins_with_a_label(under: Sequence[Kotak], c: Kotak) -> bool:
    """Whether what stands under a list's label begins with a further label, so that nothing is filled in:
    lettered as the next, or with a colon as its own."""
    if not under:
        return False
    line = words_to_lines(min(under, key=lambda k: k.box.y0).words)[0]
    if isian_of(line_text(line)) == c.isian:
        return False  # "Peralatan :" under "Peralatan/Perlengkapan :" heads a part of the list
    short = (
        sum(w.text != ":" for w in line) <= LABEL_WORDS
        and line[-1].text.endswith(":")
        and c.label.rstrip().endswith(":")
    )
    return next_heading(c.words, line) or (short and abs(line[0].box.x0 - c.words[0].box.x0) <= HANGING)


def is_text(c: Kotak) -> bool:
    return any(ch.isalnum() or ch in DASHES for w in c.words for ch in w.text)


def in_head_row(c: Kotak, mates: Sequence[Kotak]) -> bool:
    """Whether a label stands in a row of labels, so that values stand under them: its neighbour is one, too,
    with no room for a value between them."""
    return (c.block >= 0 and not c.weak) and any(
        (k.isian in KEPALA and not k.weak)
        and overlaps_y(k.box, c.box)
        and min(abs(k.box.x0 - c.box.x1), abs(k.box.x1 - c.box.x0)) <= NEXT
        for k in mates
        if k is not c
    )


def fills_column(a: Kotak, b: Kotak) -> bool:
    return abs(a.box.x0 - b.box.x0) <= NEXT and abs(a.box.x1 - b.box.x1) <= NEXT


def beside(c: Kotak, cells: Sequence[Kotak]) -> list[Kotak]:
    """Cells to the right on the same row, up to the next label, nearest first."""
    row = [k for k in cells if k.box.x0 >= c.box.x1 - 3 and overlaps_y(k.box, c.box)]
    out: list[Kotak] = []
    for k in sorted(row, key=lambda k: k.box.x0):
        if k.isian:
            break
        out.append(k)
    return before_a_label(out, cells)


def before_a_label(row: Sequence[Kotak], cells: Sequence[Kotak]) -> list[Kotak]:
    """The cells of a row up to one that nobody listed as a label, but that has a colon and a cell behind it
    or stands in a column of labels: "12/2020 | Judul Dokumen | Izin"."""
    columns = [k for k in cells if k.isian in KEPALA and not k.own]
    for n, k in enumerate(row[1:-1], 1):
        colon = k.words[-1].text.endswith(":") or row[n + 1].words[0].text.startswith(":")
        label = colon or any(fills_column(k, c) for c in columns)
        if label and len(k.words) <= LABEL_WORDS and any(map(is_text, row[:n])):
            return list(row[:n])
    return list(row)


def overlaps_y(a: Box, b: Box) -> bool:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > 0.5 * min(a.height, b.height)


def below(c: Kotak, cells: Sequence[Kotak]) -> list[Kotak]:
    """Cells under a label and within its width, down to the next label."""
    under = [
        k for k in cells if k.box.y0 >= c.box.y1 - 3 and k.box.x0 >= c.box.x0 - 6 and k.box.x1 <= c.box.x1 + 6
    ]
    end = min((k.box.y0 for k in under if k.isian), default=math.inf)
    wide = [k.box.y0 for k in cells if k.isian and k.box.y0 > c.box.y0 + 1 and spans(k.box, c.box)]
    end = min([end, *wide])
    # a line without a rule that has a text of its own is a label that nobody listed
    return [k for k in under if not k.isian and k.box.y0 < end - 1 and not (k.block < 0 and k.own)]


def wider_below(c: Kotak, cells: Sequence[Kotak]) -> list[Kotak]:
    """The cell right under a label's that is wider: beside the label its row has an empty cell more."""
    row = [k for k in cells if k is not c and overlaps_y(k.box, c.box)]
    return [
        k
        for k in cells
        if not k.isian
        and abs(k.box.x0 - c.box.x0) <= NEXT
        and abs(k.box.y0 - c.box.y1) <= NEXT
        and k.box.x1 > c.box.x1
        and not any(c.box.x1 - NEXT <= r.box.cx <= k.box.x1 for r in row)
    ]


def spans(a: Box, b: Box) -> bool:
    return a.x0 <= b.cx <= a.x1


def without_colon(words: Sequence[Word]) -> list[Word]:
    """Words without the colon that stands between label and value."""
    out = list(words)
    if out and _COLON.match(out[0].text):
        rest = _COLON.sub("", out[0].text)
        out[0:1] = [replace(out[0], text=rest)] if rest else []
    return out


def field_text(words: Sequence[Word], page: int) -> RawText:
    """A single value: its words as printed."""
    if not words:
        return RawText(halaman=page)
    lines = words_to_lines(words)
    texts = tuple(line_text(line) for line in lines)
    return RawText(
        teks=" ".join(texts),
        baris=texts,
        baris_yakin=tuple(least_confidence(line) for line in lines),
        halaman=page,
        kotak=bounds(words).rounded(),
        keyakinan=round(min(w.confidence for w in words), 3),
        rata=average_confidence(words),
    )


def least_confidence(line: Sequence[Word]) -> float:
    """How surely the least sure word of a line was read; signs that stand alone count only alone."""
    words = [w for w in line if any(c.isalnum() for c in w.text)] or line
    return round(min(w.confidence for w in words), 3)


def cell_text(words: Sequence[Word], page: int, right: float) -> RawText:
    """The text of a table's cell, with its list items. ``right``: the side of its column."""
    return field_text(words, page).model_copy(update={"butir": read_list(words, right).texts})


def list_text(words: Sequence[Word], page: int, right: float) -> RawText:
    """A list: its items in order. ``right``: where the cell ends, for lines that stop early."""
    text = field_text(words, page)
    if not words:
        return text
    items = read_list(words, right)
    return text.model_copy(
        update={
            "butir": items.texts,
            "butir_yakin": items.sure,
            "lanjutan": items.headless,
            "lompat": items.jumps,
        }
    )


def runs_on(before: str, after: str) -> bool:
    """Whether an item without a marker is the rest of the one before it."""
    return not before.rstrip().endswith((".", ";")) or after[:1].islower()


def average_of(a: RawText, b: RawText) -> float:
    """How surely the letters of two texts were read on average."""
    letters = len(a.teks), len(b.teks)
    return round((letters[0] * a.average + letters[1] * b.average) / (sum(letters) or 1), 4)


def joined_lists(a: RawText, b: RawText) -> RawText:
    """A list and what goes on from it on the next page; lines before its first marker end the last item.

    A cell that is printed again on the next page goes on with nothing.
    """
    if a.teks == b.teks:
        return a
    butir, yakin = list(a.butir), list(a.butir_yakin)
    more, sure = list(b.butir), list(b.butir_yakin)
    if b.lanjutan and butir and more and (not a.lanjutan or runs_on(butir[-1], more[0])):
        butir[-1] = f"{butir[-1]} {more.pop(0)}"
        yakin[-1] = min(yakin[-1], sure.pop(0))
    return a.model_copy(
        update={
            "teks": f"{a.teks} {b.teks}".strip(),
            "baris": a.baris + b.baris,
            "baris_yakin": a.baris_yakin + b.baris_yakin,
            "butir": tuple(butir + more),
            "butir_yakin": tuple(yakin + sure),
            "keyakinan": min(a.keyakinan, b.keyakinan),
            "rata": average_of(a, b),
            "lompat": a.lompat + b.lompat,
        }
    )
