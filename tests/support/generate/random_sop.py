"""Random SOPs with known truth, for property tests and benchmarks.

    python -m tests.support.generate.random_sop OUT --first 0 --count 100

writes OUT/NNNN.pdf and OUT/truth/NNNN.json.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from tests.support.generate import words
from tests.support.generate.draw import draw, plan
from tests.support.generate.layout import LayoutError
from tests.support.generate.model import (
    FIELDS,
    KAPSUL,
    KETUPAT,
    KOTAK,
    Description,
    Executor,
    Identity,
    Signed,
    Sop,
    Step,
    Style,
    Symbol,
    Waktu,
    angka,
    kata,
    maksimal,
    rentang,
    tetap,
)
from tests.support.generate.truth import truth

ATTEMPTS = 60
PAPERS = ((936.0, 612.0), (842.0, 595.0), (792.0, 612.0), (612.0, 936.0))


def random_sop(seed: int) -> Description:
    """The description of one document with one SOP; the same for the same ``seed``.

    A draft that cannot be drawn legibly is thrown away for the next draft of the same seed.
    """
    for attempt in range(ATTEMPTS):
        sop = draft(Random(f"{seed}/{attempt}"))
        try:
            plan(sop)
        except LayoutError:
            continue
        return Description(f"{seed:04d}.pdf", (sop,))
    raise LayoutError(f"no legible document for seed {seed}")


def draft(rng: Random) -> Sop:
    paper = rng.choice(PAPERS)
    many = rng.randint(2, 3 if paper[0] < 700 else 7)
    executors = random_executors(rng, many)
    style = random_style(rng, paper)
    identity = random_identity(rng, style)
    if style.identity == "tanpa":
        style = replace(style, title=(identity.nama_sop or "",))
    unit = rng.choice(("Menit", "Hari", "Jam")) if rng.random() < 0.2 else ""
    if unit:
        style = replace(style, titles=style.titles | {"waktu": f"Waktu ({unit})"})
    rows = random_rows(rng, executors, style, unit.lower())
    return Sop(identity, executors, rows, style)


def random_executors(rng: Random, many: int) -> tuple[Executor, ...]:
    names = rng.sample(words.ROLES, many)
    split = rng.randint(1, many - 1) if many >= 4 and rng.random() < 0.25 else 0
    group = rng.choice(words.GROUPS)
    return tuple(Executor(f"p{n}", name, group if n < split else None) for n, name in enumerate(names))


def random_style(rng: Random, paper: tuple[float, float]) -> Style:
    return block_habits(rng, chart_habits(rng, table_habits(rng, paper)))


def table_habits(rng: Random, paper: tuple[float, float]) -> Style:
    columns = list(FIELDS)
    if rng.random() < 0.3:
        columns.remove("keterangan")
    if rng.random() < 0.25:
        columns[columns.index("waktu")], columns[columns.index("output")] = "output", "waktu"
    return Style(
        paper=paper,
        font=rng.choice(("Helvetica", "Helvetica", "Times-Roman")),
        size=rng.choice((7.0, 7.5, 8.0, 8.5)),
        columns=tuple(columns),
        titles={"kegiatan": rng.choice(("Kegiatan", "Uraian Prosedur", "Aktivitas", "URAIAN KEGIATAN"))},
        ket_in_group=rng.random() < 0.2,
        numbering=rng.choice(("", "", "1", "(1)", "loncat")),
        header_fill=rng.choice((None, None, 0.75, 0.9)),
        repeat_header=rng.random() < 0.6,
        rules=rng.choice(("lines", "rects", "strips", "curves", "cells")),
        rule_width=rng.choice((0.4, 0.5, 0.75, 1.0)),
        dividers=rng.random() < 0.85,
        row_min=rng.choice((28.0, 34.0, 42.0, 54.0)),
        valign=rng.choice(("middle", "top")),
        split_rows=rng.random() < 0.3,
        dot=rng.choice(("", "", ".")),
    )


def chart_habits(rng: Random, style: Style) -> Style:
    filled = (None, None, (1.0, 1.0, 1.0), (0.85, 0.85, 0.85), (0.36, 0.61, 0.84), (0.0, 0.0, 0.0))
    return replace(
        style,
        symbol=(rng.choice((28.0, 32.0, 38.0)), rng.choice((11.0, 13.0, 15.0))),
        fill=rng.choice(filled),
        stroke_width=rng.choice((0.5, 0.8, 1.2)),
        capsule=rng.choice(("kapsul", "kapsul", "elips", "bulat")),
        line=rng.choice(("polyline", "segments", "polygon")),
        line_width=rng.choice((0.5, 0.8, 1.1)),
        head=rng.choice(("filled", "open", "polygon")),
        head_size=rng.choice((4.5, 5.5, 6.5)),
        gap=rng.choice((0.0, 0.0, 1.0, -1.0)),
        dashed=rng.random() < 0.1,
        on_rules=rng.random() < 0.1,
        exits=rng.choice(("bawah", "samping")),
        label=rng.choice(("samping", "celah", "kotak", "putar")),
        breaks=rng.choice(("dalam", "bawah", "potong")),
        numbered=rng.random() < 0.3,
    )


def block_habits(rng: Random, style: Style) -> Style:
    return replace(
        style,
        identity=rng.choice(("kisi", "kisi", "titik_dua", "tanpa")),
        own_page=rng.random() < 0.6,
        upper=rng.random() < 0.3,
        name_label=rng.choice(("Nama SOP", "Judul SOP")),
        list_marker=rng.choice(("1.", "1)", "-")),
        two_columns=rng.random() < 0.2,
        empty_mark=rng.choice(("", "-")),
    )


def random_identity(rng: Random, style: Style) -> Identity:
    """A filled block; where the style draws none, only a title over the table."""
    name = rng.choice(words.TITLES)
    if style.identity == "tanpa":
        return Identity(nama_sop=f"SOP {name}")
    head = rng.choice(words.OFFICES)
    made = date(rng.randint(2015, 2024), rng.randint(1, 12), rng.randint(1, 28))
    born = f"{rng.randint(1962, 1985)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    nip = f"{born} 199703 {rng.randint(1, 2)} {rng.randint(1, 9):03d}"
    return Identity(
        kepala=head,
        instansi=head[1],
        nomor_sop=f"{rng.randint(1, 99):03d}/SOP/{made.year}",
        nama_sop=name,
        tanggal_pembuatan=made,
        tanggal_efektif=made if rng.random() < 0.7 else None,
        disahkan_oleh=Signed(f"KEPALA {head[1]}", rng.choice(words.NAMES), None, nip),
        dasar_hukum=some(rng, words.LAWS, 1, 4),
        kualifikasi_pelaksana=some(rng, words.QUALITIES, 1, 3),
        keterkaitan=some(rng, words.RELATED, 0, 3),
        peralatan=some(rng, words.TOOLS, 1, 5),
        peringatan=some(rng, words.WARNINGS, 0, 2),
        pencatatan=some(rng, words.RECORDS, 0, 1),
    )


def some(rng: Random, items: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
    return tuple(rng.sample(items, rng.randint(least, most)))


def random_rows(rng: Random, executors: tuple[Executor, ...], style: Style, unit: str) -> tuple[Step, ...]:
    many = rng.randint(3, 25)
    decisions = {i for i in range(1, many - 1) if rng.random() < 0.18}
    lane = rng.randrange(len(executors))
    rows = []
    for i in range(many):
        if rng.random() < 0.75:
            lane = rng.randrange(len(executors))
        simbol = random_symbols(rng, i, many, i in decisions, executors, lane)
        rows.append(random_row(rng, simbol, i in decisions, style, unit))
    return tuple(rows)


def random_row(rng: Random, simbol: tuple[Symbol, ...], decision: bool, style: Style, unit: str) -> Step:
    thing = rng.choice(words.OBJECTS)
    deed = f"{rng.choice(words.VERBS)} {thing} {rng.choice(words.TAILS)}".strip()
    needs = rng.sample(words.OBJECTS, rng.randint(1, 3))
    if rng.random() < 0.3 and len(needs) > 1:
        needs = [f"{n}. {text}" for n, text in enumerate(needs, 1)]
    return Step(
        rng.choice(words.QUESTIONS).format(thing) if decision else deed,
        simbol,
        "\n".join(needs) if needs[0][0] == "1" else ", ".join(needs).capitalize(),
        random_time(rng, unit),
        rng.choice(words.OBJECTS).capitalize(),
        rng.choice(words.NOTES) if "keterangan" in style.columns else "",
    )


def random_symbols(
    rng: Random, row: int, many: int, decision: bool, executors: tuple[Executor, ...], lane: int
) -> tuple[Symbol, ...]:
    """The row's symbols with their arrows; rows count from 0, targets from 1."""
    di = executors[lane].kunci
    if decision:
        yes, no = rng.choice(words.ANSWERS)
        back = rng.randint(max(row - 4, 0), row - 1) if rng.random() < 0.8 or row + 2 >= many else row + 2
        return (Symbol(di, KETUPAT, (f"{row + 2}:{yes}", f"{back + 1}:{no}")),)
    if row == 0 and rng.random() < 0.15:
        return (Symbol(di, KAPSUL, ("1.2",)), Symbol(di, KOTAK))
    kind = KAPSUL if row in (0, many - 1) else KOTAK
    beside = lane + 1 < len(executors) and rng.random() < 0.07
    if beside and kind == KOTAK:
        other = Symbol(executors[lane + 1].kunci, KOTAK, ())
        return (Symbol(di, KOTAK, None, bebas=(f"{row + 1}.2",)), other)
    over_rule = 0.36 if lane + 1 < len(executors) else 0.0
    return (Symbol(di, kind, geser=rng.choice((0.0,) * 12 + (0.1, -0.1, over_rule))),)


def random_time(rng: Random, unit: str) -> Waktu:
    if unit:
        return kata("Sesuai jadwal") if rng.random() < 0.1 else angka(rng.randint(1, 60), unit)
    draw_of = rng.random()
    n, name = rng.choice(
        ((rng.randint(1, 12) * 5, "menit"), (rng.randint(1, 6), "jam"), (rng.randint(1, 14), "hari"))
    )
    name = name.capitalize() if rng.random() < 0.3 else name
    if draw_of < 0.06:
        return kata(rng.choice(words.PHRASES))
    if draw_of < 0.14:
        return rentang(n, n * 2, name, rng.choice(("-", " - ")))
    if draw_of < 0.18:
        return maksimal(n, name, rng.choice(("Maks.", "maksimal", "paling lama")))
    return tetap(n, name)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.generate.random_sop", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    args = parser.parse_args()
    (args.out / "truth").mkdir(parents=True, exist_ok=True)
    for seed in range(args.first, args.first + args.count):
        description = random_sop(seed)
        draw(description, args.out / description.berkas)
        told = json.dumps(truth(description), ensure_ascii=False, indent=1)
        (args.out / "truth" / f"{seed:04d}.json").write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
