"""Body rows of a step table as steps: fields, symbols, and every word that found no field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.form.butir import butir_of, butir_of_text
from extract.sources.plaintext.header import MUTU, Layout, Row, cell
from extract.sources.plaintext.marks import Mark, Reading, is_flow_label, read_marks
from extract.sources.plaintext.markup import Cell
from schemas.raw import RawDoubt, RawLangkah, RawText
from schemas.tinjauan import Kode

_OPEN_END = re.compile(
    r"(?:[,\-/(:&]|\b(?:dan|atau|serta|yang|untuk|dengan|di|ke|dari|pada|oleh|kepada|dalam|tentang))$", re.I
)
_TIME = re.compile(r"\d.*\b(?:detik|menit|mnt|jam|hari|minggu|bulan|tahun)\b|^\d{1,4}$|sesuai\s+jadwal", re.I)
_NUMBER = re.compile(r"\d+")


MOVED = 0.8  # trust in a row that was moved back to its columns


@dataclass
class Step:
    """A step being read. ``cells``: field -> cells of the rows it takes, in order.

    ``marks`` are (lane index, symbol); ``loose`` are (code, words) that are in no field.
    """

    nomor: str = ""
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    actor: str = ""
    drawings: list[str] = field(default_factory=list)
    loose: list[tuple[Kode, dict[str, str]]] = field(default_factory=list)

    def words(self, name: str) -> str:
        return " ".join(c.text for c in self.cells.get(name, []) if c.text)


def steps_of(
    rows: Sequence[Row], layout: Layout, before: Step | None = None
) -> tuple[list[Step], Step | None]:
    """The steps of body rows. ``before``: the last step of the table's earlier part.

    Returns the new steps, and ``before`` where its row went on here (it is changed in place).
    """
    steps: list[Step] = []
    last = before
    for row in rows:
        aligned = _aligned(row, layout)
        step = _step(aligned, layout)
        if aligned is not row:
            step.loose.append((Kode.BARIS_TERGESER, {}))
        if last is not None and _goes_on(row, step, last, layout):
            _join(last, step)
        elif step.nomor or step.cells or step.marks or step.loose or step.drawings or step.actor:
            steps.append(step)
            last = step
    return steps, before


def _goes_on(row: Row, step: Step, last: Step, layout: Layout) -> bool:
    """A row that carries on the step above: no number of its own, and no activity that starts afresh."""
    if cell(row, layout.kegiatan).above:
        return True
    if step.nomor:
        return False
    words, earlier = step.words("kegiatan"), last.words("kegiatan")
    if not words:
        return bool(step.cells or step.marks or step.loose or step.actor)
    if layout.nomor is None:
        return words[0].islower() and bool(_OPEN_END.search(earlier))
    return words[0].islower() or bool(_OPEN_END.search(earlier))


def _join(last: Step, step: Step) -> None:
    for name, cells in step.cells.items():
        held = last.words(name)
        for c in cells:
            if c.above:
                continue
            if c.text == held:  # a cell that spans both rows is printed again in the second
                last.loose.append((Kode.SEL_BERULANG, {"teks": c.text}))
            else:
                last.cells.setdefault(name, []).append(c)
    last.marks += step.marks
    last.drawings += step.drawings
    last.loose += step.loose
    last.actor = last.actor or step.actor


def _aligned(row: Row, layout: Layout) -> Row:
    """A row whose cells stand right of every known column, moved back where its time shows how far."""
    last = max((*layout.fields.values(), *layout.others, layout.kegiatan))
    filled = [i for i, c in enumerate(row) if c.text and i > layout.kegiatan]
    waktu = layout.fields.get("waktu")
    if waktu is None or not filled or filled[-1] <= last:
        return row
    times = [i for i in filled if i > waktu and _TIME.search(row[i].text)]
    if len(times) != 1:
        return row
    by = times[0] - waktu
    if filled[0] - by <= layout.kegiatan or filled[-1] - by > last:
        return row
    return (*row[: layout.kegiatan + 1], *row[layout.kegiatan + 1 + by :])


def _step(row: Row, layout: Layout) -> Step:
    step = Step(nomor=cell(row, layout.nomor).text)
    columns = {layout.kegiatan: "kegiatan", **{c: n for n, c in layout.fields.items()}}
    lanes = {lane.column: k for k, lane in enumerate(layout.lanes)}
    first = min((c for c in layout.fields.values() if c > layout.kegiatan), default=layout.width)
    for i, c in enumerate(row):
        step.drawings += c.drawings
        if not c.text or i == layout.nomor:
            continue
        if i in columns:
            _to_field(step, columns[i], c)
        elif i == layout.named:
            step.actor = c.text
        elif i in lanes:
            _to_lane(step, lanes[i], layout.lanes[lanes[i]].label, c)
        elif layout.kegiatan < i < first:
            _to_lane(step, None, "", c)
        else:
            label = layout.others.get(i, "")
            step.loose.append((Kode.KOLOM_TAK_DIKENAL, {"teks": f"{label}: {c.text}" if label else c.text}))
    return step


def _to_field(step: Step, name: str, c: Cell) -> None:
    if name in MUTU and is_flow_label(c.text):
        step.loose.append((Kode.LABEL_ALUR_LEPAS, {"teks": c.text, "kolom": name}))
    else:
        step.cells.setdefault(name, []).append(c)


def _to_lane(step: Step, lane: int | None, label: str, c: Cell) -> None:
    reading: Reading = read_marks(c.text)
    if lane is None:
        step.loose.append((Kode.KATA_TAK_BERSEL, {"kata": c.text}))
        return
    step.marks += [(lane, mark) for mark in reading.marks]
    step.loose += [(Kode.LABEL_ALUR_LEPAS, {"teks": text, "kolom": label}) for text in reading.labels]


def text_of(cells: Sequence[Cell]) -> RawText:
    """Cells of one field as printed, with its list items."""
    lines = tuple(line for c in cells for line in c.lines)
    teks = re.sub(r"\s+", " ", " ".join(lines)).strip()
    butir = butir_of(lines) if len(lines) > 1 else butir_of_text(teks)
    return RawText(teks=teks, butir=butir, baris=lines)


def raw_langkah(step: Step, keyakinan: float) -> RawLangkah:
    texts = {name: text_of(step.cells[name]) for name in ("kegiatan", *MUTU) if name in step.cells}
    if any(kode is Kode.BARIS_TERGESER for kode, _ in step.loose):
        keyakinan = min(keyakinan, MOVED)
    return RawLangkah(nomor=step.nomor, keyakinan=keyakinan).model_copy(update=texts)


def number_of(step: Step) -> int | None:
    found = _NUMBER.match(step.nomor)
    return int(found.group()) if found else None


def loose_doubts(steps: Sequence[Step]) -> Iterator[RawDoubt]:
    for i, step in enumerate(steps):
        for kode, isi in step.loose:
            yield RawDoubt(kode=kode, jalur=f"/langkah/{i}", isi=isi)
