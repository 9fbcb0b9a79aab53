"""Settled records as truth files, in the format that `sopap eval` reads."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from schemas.record import Langkah, SopRecord, UjungAlur, Waktu
from sopap.desk.kept import Desk


def write_truth(desk: Desk, folder: Path) -> int:
    """``folder``/<file stem>.json for every file all of whose SOPs a person has settled; how many."""
    by_file: dict[str, list[SopRecord]] = defaultdict(list)
    for record_id in desk.where:
        record = desk.held(record_id).record
        by_file[record.sumber.berkas].append(record)
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for berkas, records in sorted(by_file.items()):
        if all(r.ditinjau for r in records):
            content = {"berkas": Path(berkas).name, "sop": [sop_truth(r) for r in records]}
            text = json.dumps(content, ensure_ascii=False, indent=1)
            (folder / f"{Path(berkas).stem}.json").write_text(text + "\n", encoding="utf-8")
            written += 1
    return written


def sop_truth(r: SopRecord) -> dict[str, Any]:
    labels = {p.id: p.label for p in r.pelaksana}

    def end(e: UjungAlur) -> str:
        return f"r{e.langkah}@{labels[e.pelaksana]}"

    plain = r.model_dump(mode="json")
    fields = (
        "nomor_sop",
        "nama_sop",
        "tanggal_pembuatan",
        "tanggal_revisi",
        "tanggal_efektif",
        "disahkan_oleh",
    )
    lists = ("kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
    return {
        **{k: plain[k] for k in fields},
        "dasar_hukum": [law.teks for law in r.dasar_hukum],
        **{k: plain[k] for k in lists},
        "pelaksana": [p.label for p in r.pelaksana],
        "langkah": [step_truth(s, labels) for s in r.langkah],
        "alur": [[end(a.dari), end(a.ke), a.label or ""] for a in r.alur if a.terarah],
        "alur_bebas": [[end(a.dari), end(a.ke)] for a in r.alur if not a.terarah],
    }


def step_truth(s: Langkah, labels: dict[str, str]) -> dict[str, Any]:
    m = s.mutu_baku
    return {
        "nomor": s.nomor,
        "kegiatan": s.kegiatan,
        "kelengkapan": m.kelengkapan.teks,
        "waktu": m.waktu.teks,
        **bounds(m.waktu),
        "output": m.output.teks,
        "keterangan": s.keterangan,
        "simbol": [[labels[x.pelaksana], x.jenis.value] for x in s.simbol],
    }


def bounds(w: Waktu) -> dict[str, list[float | str] | None]:
    low: list[float | str] | None = (
        [w.min, w.satuan_min.value] if w.min is not None and w.satuan_min else None
    )
    high: list[float | str] | None = (
        [w.maks, w.satuan_maks.value] if w.maks is not None and w.satuan_maks else None
    )
    return {"waktu_min": low, "waktu_maks": high}
