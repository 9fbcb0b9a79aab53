"""Records made from the truth files of ../shared/real: flows as real documents draw them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from schemas.record import Alur, Isi, Langkah, MutuBaku, Pelaksana, Simbol, SopRecord, UjungAlur, Waktu
from schemas.vocab import JenisSimbol, JenisWaktu, Makna
from tests.support import synthetic

KINDS = {
    "terminator": JenisSimbol.KAPSUL,
    "proses": JenisSimbol.KOTAK,
    "keputusan": JenisSimbol.BELAH_KETUPAT,
    "konektor": JenisSimbol.SEGILIMA,
    "lain": JenisSimbol.LAIN,
}
MEANS = {"ya": Makna.YA, "y": Makna.YA, "tidak": Makna.TIDAK, "t": Makna.TIDAK}


def _step(i: int, row: dict[str, Any], lanes: dict[str, str]) -> Langkah:
    symbols = [Simbol(pelaksana=lanes[who], jenis=KINDS[kind]) for who, kind in row["simbol"] if who in lanes]
    cells = {k: Isi(teks=row.get(k) or "") for k in ("kelengkapan", "output")}
    time = Waktu(teks=row.get("waktu") or "", jenis=JenisWaktu.TAK_TERURAI)
    return Langkah(
        urutan=i,
        nomor=row["nomor"] or "",
        kegiatan=row["kegiatan"] or "",
        simbol=tuple(symbols),
        mutu_baku=MutuBaku(waktu=time, **cells),
        keterangan=row.get("keterangan") or "",
    )


def _arrows(sop: dict[str, Any], lanes: dict[str, str], key: str) -> Iterator[Alur]:
    numbers = {row["nomor"].rstrip("."): i for i, row in reversed(list(enumerate(sop["langkah"], 1)))}
    numbers |= {f"r{i}": i for i in range(1, len(sop["langkah"]) + 1)}
    for a, b, *label in sop.get(key, []):
        ends = []
        for end in (a, b):
            number, _, who = end.partition("@")
            if number in numbers and who in lanes:
                ends.append(UjungAlur(langkah=numbers[number], pelaksana=lanes[who]))
        if len(ends) == 2:
            text = label[0] if label else None
            means = MEANS.get((text or "").casefold())
            yield Alur(dari=ends[0], ke=ends[1], label=text, makna=means, terarah=key == "alur")


def _record(name: str, sop: dict[str, Any]) -> SopRecord:
    lanes = {label: f"p{i}" for i, label in enumerate(dict.fromkeys(sop["pelaksana"]), 1)}
    steps = [_step(i, row, lanes) for i, row in enumerate(sop["langkah"], 1)]
    arrows = [a for key in ("alur", "alur_bebas") for a in _arrows(sop, lanes, key)]
    made = sop.get("tanggal_pembuatan")
    record = synthetic.make(
        name,
        0,
        steps,
        arrows,
        number=sop.get("nomor_sop"),
        nama_sop=sop.get("nama_sop"),
        instansi=sop.get("instansi"),
        unit=sop.get("unit"),
        tanggal_pembuatan=date.fromisoformat(made) if made else None,
    )
    columns = tuple(Pelaksana(id=i, label=label) for label, i in lanes.items())
    return record.model_copy(update={"pelaksana": columns})


def real_records(shared: Path) -> Iterator[SopRecord]:
    """One record per SOP of every truth file, in the order of their paths."""
    for number, path in enumerate(sorted(shared.glob("real/*/truth/*.json"))):
        sops = json.loads(path.read_text(encoding="utf-8"))["sop"]
        for urutan, sop in enumerate(sops, 1):
            yield _record(f"nyata {number} {urutan}", sop)
