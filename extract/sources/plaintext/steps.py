"""Body rows of a step table of an export: rows that go on joined, cells put back, the drawing's rests.

A row keeps its cells by column, as printed. What an executor's cell shows of a symbol becomes a mark,
what shows of the flow alone (labels, arrows) a doubt at its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.form.butir import is_open, unglued
from extract.form.jawaban import is_flow_label
from extract.sources.plaintext.columns import MUTU, Columns, Row, cell, is_time
from extract.sources.plaintext.marks import Mark, read_marks
from extract.sources.plaintext.markup import PlainCell
from schemas.tinjauan import Kode

Doubt = tuple[Kode, dict[str, str]]


@dataclass(slots=True)
class Step:
    """A row of the table: its texts by column, marks by executor column, doubts, code of drawings."""

    cells: dict[int, PlainCell] = field(default_factory=dict)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)

    def words(self, column: int | None) -> str:
        return self.cells[column].text if column in self.cells else ""


@dataclass(slots=True)
class StepTable:
    """The piece of a step table under one header, or going on without one. ``drawings``: code under it."""

    columns: Columns
    steps: list[Step]
    headed: bool = True
    drawings: list[str] = field(default_factory=list)


def step_table(
    columns: Columns, rows: Sequence[Row], before: StepTable | None, headed: bool = True
) -> StepTable:
    """The steps of body rows under ``columns``. ``before``: the table that they may go on with: a first row
    that is the rest of its last one is joined to that."""
    steps: list[Step] = []
    goes_on = (
        before
        and before.steps
        and [*map(before.columns.label, before.columns.lanes)] == [*map(columns.label, columns.lanes)]
    )
    for row in rows:
        aligned = _aligned(row, columns)
        step = _step(aligned, columns)
        if aligned is not row:
            step.doubts.append((Kode.BARIS_TERGESER, {}))
        last = steps[-1] if steps else before.steps[-1] if before and goes_on else None
        if last and _goes_on(row, step, last, columns):
            _join(last, step)
        elif step.cells or step.marks or step.doubts or step.drawings:
            steps.append(step)
    return StepTable(columns, steps, headed)


def _goes_on(row: Row, step: Step, last: Step, columns: Columns) -> bool:
    """A row that carries on the step above: no number of its own, and no activity that starts afresh."""
    if cell(row, columns.kegiatan).above:
        return True
    if step.words(columns.nomor):
        return False
    words, earlier = step.words(columns.kegiatan), last.words(columns.kegiatan)
    if not words:
        return True
    goes_on = is_open(earlier)
    return words[0].islower() and goes_on if columns.nomor is None else words[0].islower() or goes_on


def _join(last: Step, step: Step) -> None:
    for column, c in step.cells.items():
        held = last.cells.get(column)
        if c.above:
            continue
        if held and c.text == held.text:  # a cell that spans both rows is printed again in the second
            last.doubts.append((Kode.SEL_BERULANG, {"teks": c.text}))
        else:
            last.cells[column] = replace(held, lines=held.lines + c.lines) if held else c
    last.marks += step.marks
    last.drawings += step.drawings
    last.doubts += step.doubts


def _aligned(row: Row, columns: Columns) -> Row:
    """A row whose cells stand right of every known column, moved back where its time shows how far."""
    kegiatan, waktu = columns.kegiatan, columns.fields.get("waktu")
    last = max([kegiatan, *(i for i in range(columns.width) if columns.label(i))])
    filled = [i for i, c in enumerate(row) if c.text and i > kegiatan]
    if waktu is None or not filled or filled[-1] <= last:
        return row
    times = [i for i in filled if i > waktu and is_time(row[i].text)]
    if len(times) != 1:
        return row
    by = times[0] - waktu
    if filled[0] - by <= kegiatan or filled[-1] - by > last:
        return row
    return (*row[: kegiatan + 1], *row[kegiatan + 1 + by :])


def _step(row: Row, columns: Columns) -> Step:
    step = Step()
    mutu = {column: name for name, column in columns.fields.items()}
    for i, c in enumerate(row):
        step.drawings += c.drawings
        if not c.text:
            continue
        if i in columns.lanes and i != columns.named:
            _read_lane(step, i, columns.label(i), c)
        elif mutu.get(i) in MUTU and is_flow_label(c.text):
            step.doubts.append((Kode.LABEL_ALUR_LEPAS, {"teks": c.text, "kolom": mutu[i]}))
        else:
            glued = len(c.lines) == 1 and i != columns.nomor
            step.cells[i] = PlainCell(unglued(c.lines[0]) if glued else c.lines, (), c.above)
    return step


def _read_lane(step: Step, column: int, label: str, c: PlainCell) -> None:
    found = read_marks(c.text)
    step.marks += [(column, mark) for mark in found.marks]
    step.doubts += [(Kode.LABEL_ALUR_LEPAS, {"teks": text, "kolom": label}) for text in found.labels]
