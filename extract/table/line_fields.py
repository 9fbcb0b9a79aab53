"""Fields of an identity block without rules: lines that begin with a label, and what follows each.

    Nomor SOP     : 12/2024
    Disahkan oleh : Kepala Dinas
                    Budi                 a line without a label belongs to the one over it

A label may go on under its first words, or be one that nobody listed. Lengths are PDF points.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.form.isian import DAFTAR, KEPALA, is_listed, is_weak
from extract.form.nilai import has_nip
from extract.geometry.words import bounds, line_text, words_to_lines
from extract.table.fields import (
    HANGING,
    LABEL_WORDS,
    NEAR,
    REACH,
    Heads,
    Kotak,
    ends_list,
    in_bold,
    is_first,
    is_whole_over_two,
    line_label,
    may_head,
    name_of,
    next_heading,
    segments,
    wide_between,
    with_colon,
)
from schemas.page import Word

LEAST = 2  # known labels that show where labels and values begin


def line_cells(words: Sequence[Word], heads: Heads, block: int = -1, headed: bool = False) -> list[Kotak]:
    """Pseudo-cells of a block without rules: each line that starts with a label opens one. ``headed``: the
    first line is a label that nobody listed."""
    out: list[Kotak] = []
    pending: list[Word] = []
    name: str | None = None
    label: list[Word] = []

    def close() -> None:
        if label:
            every = [*label, *pending]
            weak = is_weak(line_text(label))
            out.append(Kotak(bounds(every), tuple(every), name, tuple(pending), block, weak))

    lines = with_wrapped_labels(words_to_lines(words))
    known = [(line[0].box.x0, own[0].box.x0) for line in lines if (own := (line_label(line) or ("", ()))[1])]
    values, starts = [x for _, x in known], [line[0].box.x0 for line in lines if line_label(line)]
    for n, line in enumerate(lines):
        found: tuple[str | None, tuple[Word, ...]] | None = line_label(line) or label_by_column(line, values)
        found = found or nameless(line, label, pending, name, known, starts, heads)
        if (
            not found
            and label
            and name not in DAFTAR
            and over_items(lines[n : n + 2])
            and begins(line, starts)
        ):
            found = None, ()
        if headed and not n:
            found = found or (None, ())
        if found:
            close()
            name, own = found
            label = [w for w in line if w not in own]
            pending = list(own)
        elif label and is_rest_of(label, line, pending, values) and name not in DAFTAR:
            label += line
        elif label:
            pending += line
        else:
            out.append(Kotak(bounds(line), tuple(line), None, (), block))
    close()
    return out


def nameless(
    line: Sequence[Word],
    label: Sequence[Word],
    pending: Sequence[Word],
    name: str | None,
    known: Sequence[tuple[float, float]],
    starts: Sequence[float],
    heads: Heads,
) -> tuple[None, tuple[Word, ...]] | None:
    """What follows a label that nobody listed, under a ``label`` that names ``name`` and what is ``pending``
    of its value; None where a line has no label."""
    value = name is not None and name not in DAFTAR and left_of(line, [x for _, x in known])
    if label and (not pending or value) and left_open(line, starts):
        return None, ()
    if label and not (pending or known or name in DAFTAR) and is_in_column(line, label, starts):
        return None, ()
    below = name is None or name in DAFTAR
    if label and (next_heading(label, line) or (below and ends_list(line, label, pending, heads))):
        return None, ()
    own = beside_items(line, label, pending) if name in DAFTAR else unlisted(line, known)
    return (None, own) if own else None


def beside_items(line: Sequence[Word], label: Sequence[Word], own: Sequence[Word]) -> tuple[Word, ...]:
    """What stands beside a label that nobody listed, under a list whose items stand beside its ``label``:
    words left of all of these, and others where they begin; () where it is none."""
    at = min((w.box.x0 for w in own), default=0.0)
    if not label or not own or label[-1].box.x1 > at or words_to_lines(own)[0][0].box.cy > label[-1].box.y1:
        return ()
    rest = tuple(w for w in line if w.box.x0 >= at - HANGING)
    left = [w for w in line if w not in rest]
    return rest if rest and left and may_head(left) and abs(rest[0].box.x0 - at) <= HANGING else ()


def over_items(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether the first of some lines stands over the first item of a list, as its label does."""
    first, second = [*lines[:2], [], []][:2]
    return bool(second) and may_head(first) and not is_first(first) and is_first(second)


def begins(line: Sequence[Word], starts: Sequence[float]) -> bool:
    """Whether a line begins where labels do."""
    return sum(abs(line[0].box.x0 - x) <= HANGING for x in starts) >= LEAST


def is_in_column(line: Sequence[Word], label: Sequence[Word], starts: Sequence[float]) -> bool:
    """Whether a line of a column of labels is one that nobody listed, and none that goes on from the line
    over it."""
    at = sum(abs(line[0].box.x0 - x) <= HANGING for x in starts) > LEAST
    return at and may_head(line) and not is_first(line) and name_of([*label, *line]) is None


def is_rest_of(
    label: Sequence[Word], line: Sequence[Word], pending: Sequence[Word], values: Sequence[float]
) -> bool:
    """Whether a line under a label that has its value beside it is more of the label: it begins where that
    does, and ends before the values begin."""
    beside = bool(pending) and pending[0].box.x0 > label[0].box.x0 + REACH
    at = abs(line[0].box.x0 - label[0].box.x0) <= HANGING
    return beside and at and left_of(line, values) and not with_colon(label)


def left_of(line: Sequence[Word], values: Sequence[float]) -> bool:
    """Whether a line ends before the values of its block begin."""
    return bool(values) and line[-1].box.x1 < min(values)


def left_open(line: Sequence[Word], starts: Sequence[float]) -> bool:
    """Whether a line is a label that nobody listed and that nothing was filled in for: "Masa Laku :".

    It ends with a colon and begins where labels do. ``starts``: where these begin.
    """
    short = len(line) <= LABEL_WORDS + 1 and not with_figures(line)
    return short and with_colon(line) and begins(line, starts)


def unlisted(line: Sequence[Word], known: Sequence[tuple[float, float]]) -> tuple[Word, ...]:
    """What follows a label that nobody listed; () where a line has none.

    The line begins where those of the ``known`` labels do, and what follows it begins where their values do,
    or behind that, set in the middle, or after a colon. Where one label alone is known, its value begins
    where that one's does.
    """
    values = [x for _, x in known]
    at_label = any(abs(line[0].box.x0 - x) <= HANGING for x, _ in known)
    if not at_label or has_nip(line_text(line)):
        return ()  # "NIP : 1970..." is a line of the signatory
    first = line[: LABEL_WORDS + 1]
    gaps = [i for i in range(1, len(first)) if wide_between(line[i - 1], line[i])]
    if len(known) < LEAST:
        gaps = [i for i in gaps if starts_at(line[i], values)]
        return tuple(line[gaps[0] :]) if gaps and not with_figures(line[: gaps[0]]) else ()
    at = next((i + 1 for i, w in enumerate(first) if w.text.endswith(":")), 0)
    at = at or next((i for i, w in enumerate(first) if i and w.text.startswith(":")), 0)
    behind = (i for i in gaps if line[i].box.x0 >= min(values) - HANGING)
    at = at or next(behind, 0) or figures_at(first, values)
    return tuple(line[at:]) if at and not with_figures(line[:at]) else ()


def with_figures(line: Sequence[Word]) -> bool:
    return any(ch.isdigit() for w in line for ch in w.text)


def figures_at(line: Sequence[Word], values: Sequence[float]) -> int:
    """Which word of a line begins where values do, with a figure as no label has; 0 where none does."""
    return next((i for i, w in enumerate(line) if i and w.text[0].isdigit() and starts_at(w, values)), 0)


def starts_at(w: Word, xs: Sequence[float]) -> bool:
    return any(abs(w.box.x0 - x) <= w.box.height / 2 for x in xs)


def label_by_column(line: Sequence[Word], values: Sequence[float]) -> tuple[str, tuple[Word, ...]] | None:
    """A label that fills its cell, so that no gap parts it from its value: "TGL. PEMBUATAN 18 April".

    ``values``: where the values of other labels begin. A figure cannot be of the label either.
    """
    for i in range(1, min(len(line), LABEL_WORDS + 1)):
        begins = line[i].text[:1].isdigit() or starts_at(line[i], values)
        if begins and not is_weak(line_text(line[:i])) and (name := name_of(line[:i])) in KEPALA:
            return str(name), tuple(line[i:])
    return None


def with_wrapped_labels(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """Lines with a label that goes on under its first words put together: "Tanggal : 2 Juni" over
    "Pembuatan", "Peralatan dan   Rak" over "Perlengkapan :   Meja"."""
    out: list[list[Word]] = []
    skip: list[Word] = []
    for n, line in enumerate(lines):
        line = [w for w in line if w not in skip]
        skip = wrapped(line, lines[n + 1]) if line and n + 1 < len(lines) else []
        if skip:
            at = before_value(line)
            line = [*line[:at], *skip, *line[at:]]
        if line:
            out.append(line)
    return out


def before_value(line: Sequence[Word]) -> int:
    """How many words of a line stand before its colon, or the white that parts a label from its value."""
    colon = next((i for i, w in enumerate(line) if w.text.startswith(":")), 0)
    return colon or len(segments(line)[0])


def are_one_label(line: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether two lines in one type are a label to the letter: "Keterkaitan dengan SOP" over "lain"."""
    letters = all(w.text[0].isalpha() for w in after)
    return letters and in_bold(line) == in_bold(after) and is_listed(line_text([*line, *after]))


def wrapped(line: Sequence[Word], after: Sequence[Word]) -> list[Word]:
    """What a label goes on with on the next line: words before the value that name its field with it, where
    its own do not, or up to a colon."""
    at = before_value(line)
    first, value = line[:at], line[at:]
    if value:
        rest = [w for w in segments(after)[0] if w.box.x1 < value[0].box.x0]
    else:
        rest = list(after) if is_whole_over_two([line, after]) or are_one_label(line, after) else []
    if not rest or rest[0].box.y0 - line[0].box.y1 >= NEAR or any(w.text.endswith(":") for w in first):
        return []
    name = name_of([*first, *rest])
    alone = name_of(first) is not None and not is_weak(line_text(first))
    closed = rest[-1].text.endswith(":") or are_one_label(first, rest)
    if alone and not (closed and name_of(rest) in (None, name)):
        return []
    return rest if name else []
