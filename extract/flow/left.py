"""What was not read of a drawing or was left out of a page, as doubts at their places."""

from __future__ import annotations

from collections.abc import Sequence

from extract.flow.ink import Leftover
from extract.flow.labels import Frasa
from extract.flow.symbols import LEAST, executor_at, row_at
from extract.geometry.nearby import around
from extract.table.header import pelaksana_of
from extract.table.rows import TablePart
from schemas.page import Box, LeftOut
from schemas.raw import RawDoubt
from schemas.tinjauan import Kode

# What concerns a row's symbols.
DRAWN = (Kode.BENTUK_TAK_TERBACA, Kode.SIMBOL_TAK_DIGAMBAR, Kode.LETAK_DIPERKIRAKAN)
CELLS = {
    "kegiatan": "kegiatan",
    "keterangan": "keterangan",
    **{name: f"mutu_baku/{name}" for name in ("kelengkapan", "waktu", "output")},
}  # where a column's text stands in its row
IN_ROW = 0.25  # of a row's height: less is the rim of what stands in the next row


def is_mark(f: Frasa, part: TablePart) -> bool:
    """Whether a word among the executors of a scan has no letter and no figure: a piece of a line."""
    return part.page.of_pixels and not any(c.isalnum() for c in f.teks)


def loose_phrase(f: Frasa, part: TablePart, jalur: str) -> RawDoubt:
    return RawDoubt(
        kode=Kode.KATA_TAK_BERSEL,
        jalur=jalur,
        isi={"kata": f.teks},
        halaman=part.page.number,
        kotak=f.box.rounded(),
    )


def unread(part: TablePart, rows: Sequence[int]) -> list[RawDoubt]:
    """What was left out of the table, each thing told at its row. ``rows``: step of each row."""
    doubts = []
    for o in part.page.left_out:
        if lies_in(o, part) and not crumbs(o, part):
            near = [i for i, b in enumerate(part.baris) if reaches(o.box, b.box)]
            jalur = f"/langkah/{rows[near[0]]}" if len(near) == 1 else "/langkah"
            if len(near) == 1:
                jalur += part_of_row(o, part)
            doubts.append(told(o, part.page.number, jalur))
    return list({(d.kode, d.jalur, *d.isi.values()): d for d in doubts}.values())


def crumbs(o: LeftOut, part: TablePart) -> bool:
    """Whether what looks like a line cut off stands among the executors: pieces of the drawing."""
    return o.kode is Kode.BARIS_TERPOTONG and executor_at(part, o.box.cx) is not None


def part_of_row(o: LeftOut, part: TablePart) -> str:
    """What of its row a thing left out concerns: its symbols, or for a line of text the cell."""
    if o.kode is not Kode.BARIS_TERPOTONG:
        return "/simbol" if o.kode in DRAWN else ""
    column = next((k.isi for k in part.kolom if k.x0 <= o.box.cx <= k.x1), "")
    return f"/{CELLS[column]}" if column in CELLS else ""


def reaches(box: Box, row: Box) -> bool:
    """Whether a box stands in a row, or runs over a good part of it."""
    shared = min(box.y1, row.y1) - max(box.y0, row.y0)
    return row.y0 <= box.cy < row.y1 or shared > IN_ROW * row.height


def lies_in(o: LeftOut, part: TablePart) -> bool:
    """Whether what was left out stands in a table, or may stand there."""
    return part.box.holds(o.box.cx, o.box.cy) or part.box.overlap(o.box) >= 0.5 * part.box.area


def told(o: LeftOut, number: int, jalur: str) -> RawDoubt:
    jalur = jalur if o.jalur is None else o.jalur
    isi = {name: said for name, said in o.isi if f"{{{name}}}" in o.kode.pesan}
    return RawDoubt(kode=o.kode, jalur=jalur, isi=isi, halaman=number, kotak=o.box.rounded())


def lost_ink(part: TablePart, rows: Sequence[int], ink: Sequence[Leftover]) -> list[RawDoubt]:
    """Ink that nothing explains, told once in each cell."""
    names = [k.label for k in pelaksana_of(part.kolom)]
    told: dict[tuple[str, str], RawDoubt] = {}
    for left in ink:
        jalur = symbols_at(part, rows, left.at[1])
        name = "?" if left.column is None else names[left.column]
        told[jalur, name] = RawDoubt(
            kode=Kode.TINTA_TAK_TERJELASKAN,
            jalur=jalur,
            isi={"kolom": name},
            halaman=part.page.number,
            kotak=around(left.at, LEAST).rounded(),
        )
    return list(told.values())


def symbols_at(part: TablePart, rows: Sequence[int], y: float) -> str:
    """Where a doubt about the drawing at a height ``y`` points: the symbols of its row."""
    place = row_at(part, y)
    return "/langkah" if place is None else f"/langkah/{rows[place]}/simbol"
