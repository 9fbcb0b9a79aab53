"""Export as JSON in the shape of SOPFlow's tables (howlil/sop-generate-app), a file per SOP.

Texts are cut to its column widths; every cut, and every value that stands in for a missing one in a
required column, is listed in the file itself and in ``ringkasan.csv``.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.record import Langkah, SopRecord, Waktu
from schemas.vocab import JenisSimbol, Satuan
from sopap.export.files import csv_cell, csv_writer, whole_folder
from sopap.export.flow import StepLink, read_flow, step_links
from sopap.export.opensop import Index, index_of, related, stable_id, step_id
from sopap.export.records import RecordStream
from sopap.export.rows import clean

# Letters a column holds.
WIDTHS = {
    "nomorSOP": 24,
    "namaLembaga": 28,
    "kegiatan": 55,
    "kelengkapan": 34,
    "keluaran": 23,
    "keterangan": 37,
    "pelaksana.nama": 15,
}
UNITS = {
    Satuan.MENIT: "m",
    Satuan.JAM: "h",
    Satuan.HARI: "d",
    Satuan.HARI_KERJA: "d",
    Satuan.MINGGU: "w",
    Satuan.BULAN: "mo",
    Satuan.TAHUN: "y",
}
UNKNOWN = "Tidak diketahui"  # just fits a lane's name
KINDS = {JenisSimbol.KAPSUL: "AWAL_AKHIR", JenisSimbol.BELAH_KETUPAT: "KEPUTUSAN"}
_LISTS = {
    "LampiranPeringatan": "peringatan",
    "LampiranKualifikasiPelaksanaan": "kualifikasi_pelaksana",
    "LampiranPeralatanPerlengkapan": "peralatan",
    "LampiranPencatatanPendataan": "pencatatan",
}


@dataclass(slots=True)
class Losses:
    """What the target could not hold: cuts with the whole text, and stand-ins with the reason."""

    cuts: list[dict[str, Any]] = field(default_factory=list)
    stand_ins: list[dict[str, Any]] = field(default_factory=list)

    def fit(self, text: str, width: int, place: str, taken: Container[str] = ()) -> str:
        """``text`` in at most ``width`` letters, unequal to every one of ``taken``."""
        text = clean(text)
        short = text if len(text) <= width else text[: width - 1].rstrip() + "…"
        count = 1
        while short in taken:
            count += 1
            tail = f"~{count}"
            short = text[: width - len(tail)].rstrip() + tail
        if short != text:
            self.cuts.append({"tempat": place, "lebar": width, "semula": text, "menjadi": short})
        return short

    def stand_in(self, place: str, value: object, reason: str) -> None:
        self.stand_ins.append({"tempat": place, "isi": value, "alasan": reason})


def duration(waktu: Waktu, place: str, losses: Losses) -> tuple[int, str]:
    """(waktu, satuanWaktu) in whole units; the upper bound, since SOPFlow knows one number only."""
    value, unit = (waktu.maks, waktu.satuan_maks) if waktu.maks is not None else (waktu.min, waktu.satuan_min)
    if value is None or unit is None:
        losses.stand_in(place, "0 m", f"waktu tidak terbaca: {clean(waktu.teks)}")
        return 0, "m"
    if waktu.min is not None and (waktu.min, waktu.satuan_min) != (value, unit):
        losses.stand_in(place, f"{value:g} {unit.value}", f"rentang, diambil batas atas: {clean(waktu.teks)}")
    if unit in UNITS and float(value).is_integer():
        return int(value), UNITS[unit]
    working = waktu.menit_maks if waktu.maks is not None else waktu.menit_min
    whole = math.ceil(working or 0.0)
    if whole != working:
        losses.stand_in(place, f"{whole} m", f"dibulatkan ke menit: {clean(waktu.teks)}")
    return whole, "m"


def _lanes(record: SopRecord, office: str, losses: Losses) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Ids by column, and the rows of Pelaksana: names kept apart inside the SOP."""
    names: set[str] = set()
    ids: dict[str, str] = {}
    rows = []
    for p in record.pelaksana:
        label = clean(p.label) or p.id
        # A label that stands over two columns is two lanes of one SOP, and the same two in the next.
        again = sum((clean(q.label) or q.id) == label for q in record.pelaksana[: len(ids)])
        ids[p.id] = stable_id("pelaksana", office, p.kelompok or "", label, again)
        name = losses.fit(label, WIDTHS["pelaksana.nama"], f"Pelaksana/{p.id}/nama", names)
        names.add(name)
        rows.append({"pelaksanaId": ids[p.id], "opdId": office, "nama": name})
    return ids, rows


def _unknown_lane(office: str) -> dict[str, Any]:
    return {
        "pelaksanaId": stable_id("pelaksana", office, ""),
        "opdId": office,
        "nama": UNKNOWN,
    }


def _step(
    record: SopRecord, step: Langkah, link: StepLink, lanes: dict[str, str], office: str, losses: Losses
) -> dict[str, Any]:
    place = f"LangkahSOP/{step.urutan}"

    def fit(name: str, text: str) -> str:
        return losses.fit(text, WIDTHS[name], f"{place}/{name}")

    def target(langkah: int | None) -> str | None:
        return step_id(record, langkah) if langkah is not None else None

    lane = lanes.get(link.utama.pelaksana or "")
    if lane is None:
        lane = _unknown_lane(office)["pelaksanaId"]
        losses.stand_in(f"{place}/pelaksanaId", UNKNOWN, "pelaksana tidak terbaca, kolom wajib")
    for node in link.lain:
        losses.stand_in(
            f"{place}/pelaksanaId", "", f"juga dikerjakan {node.pelaksana}; SOPFlow satu pelaksana"
        )
    for more in link.lebih:
        losses.stand_in(f"{place}/langkahSelanjutnya", "", f"{more}; SOPFlow satu langkah lanjutan")
    value, unit = duration(step.mutu_baku.waktu, f"{place}/waktu", losses)
    yes = link.ya if link.ya is not None else link.berikut
    return {
        "langkahSopId": step_id(record, step.urutan),
        "kegiatan": fit("kegiatan", step.kegiatan),
        "jenis": KINDS.get(link.utama.jenis or JenisSimbol.KOTAK, "KEGIATAN"),
        "urutan": step.urutan,
        "kelengkapan": fit("kelengkapan", step.mutu_baku.kelengkapan.teks),
        "keluaran": fit("keluaran", step.mutu_baku.output.teks),
        "waktu": value,
        "satuanWaktu": unit,
        "keterangan": fit("keterangan", step.keterangan),
        "pelaksanaId": lane,
        "langkahSelanjutnyaYaId": target(yes),
        "langkahSelanjutnyaTidakId": target(link.tidak),
    }


def _number(record: SopRecord, numbers: Counter[str], losses: Losses) -> str:
    printed = clean(record.nomor_sop or "")
    width = WIDTHS["nomorSOP"]
    if printed and numbers[printed] == 1 and len(printed) <= width:
        return printed
    # A cut or shared number would meet another one in its unique column.
    tail = "~" + hashlib.sha256(record.id.encode()).hexdigest()[:8]
    number = printed[: width - len(tail)] + tail
    if printed:
        losses.cuts.append(
            {"tempat": "DetailSOP/nomorSOP", "lebar": width, "semula": printed, "menjadi": number}
        )
    else:
        losses.stand_in("DetailSOP/nomorSOP", number, "nomor tidak terbaca, kolom wajib dan unik")
    return number


def _detail(record: SopRecord, index: Index, losses: Losses) -> dict[str, Any]:
    def day(name: str) -> str | None:
        value = getattr(record, name)
        return value.isoformat() if value else None

    if record.tanggal_pembuatan is None:
        losses.stand_in("DetailSOP/tanggalPembuatan", "", "tanggal tidak terbaca; SOPFlow mengisi hari impor")
    return {
        "detailSopId": stable_id("detail", record.id),
        "sopId": stable_id("sop", record.id),
        "status": "DRAFT",
        "versi": 1,
        "nomorSOP": _number(record, index.numbers, losses),
        "tanggalPembuatan": day("tanggal_pembuatan"),
        "tanggalRevisi": day("tanggal_revisi"),
        "tanggalEfektif": day("tanggal_efektif"),
        "namaLembaga": losses.fit(record.instansi or "", WIDTHS["namaLembaga"], "DetailSOP/namaLembaga"),
    }


def _laws(record: SopRecord, losses: Losses) -> list[dict[str, Any]]:
    """Rows of Peraturan; a legal basis without number or year cannot be a row of it."""
    rows = []
    for i, law in enumerate(record.dasar_hukum, 1):
        if law.nomor is None or law.tahun is None:
            losses.stand_in(
                f"Peraturan/{i}", "", f"tanpa nomor atau tahun, tidak diekspor: {clean(law.teks)}"
            )
            continue
        own = stable_id("peraturan", law.jenis, law.nomor, law.tahun)
        row = {"peraturanId": own, "nama": law.jenis or "", "nomor": law.nomor, "tahun": law.tahun}
        rows.append({**row, "tentang": clean(law.tentang or "")})
    return rows


def sopflow(record: SopRecord, index: Index) -> dict[str, Any]:
    """The tables of SOPFlow for ``record``, with ``pemendekan`` and ``catatan`` at the end."""
    losses = Losses()
    office = stable_id("opd", record.daerah.kode if record.daerah else "", record.instansi or "")
    lanes, lane_rows = _lanes(record, office, losses)
    links = {link.langkah: link for link in step_links(read_flow(record))}
    steps = [_step(record, s, links[s.urutan], lanes, office, losses) for s in record.langkah]
    if any(s["pelaksanaId"] not in lanes.values() for s in steps):
        lane_rows.append(_unknown_lane(office))
    detail = _detail(record, index, losses)
    own = detail["detailSopId"]
    laws = _laws(record, losses)
    return {
        "OPD": {"opdId": office, "nama": clean(record.instansi or "")},
        "SOP": {"sopId": detail["sopId"], "opdId": office, "judul": clean(record.nama_sop or "")},
        "DetailSOP": detail,
        "Pelaksana": lane_rows,
        "DetailSOPPelaksana": [
            {"detailSopId": own, "pelaksanaId": row["pelaksanaId"], "urutan": i}
            for i, row in enumerate(lane_rows, 1)
        ],
        "LangkahSOP": [{"detailSopId": own, **step} for step in steps],
        **{
            table: [{"detailSopId": own, "teks": clean(item)} for item in getattr(record, name)]
            for table, name in _LISTS.items()
        },
        "Peraturan": laws,
        "DasarHukum": [{"detailSopId": own, "peraturanId": law["peraturanId"]} for law in laws],
        "SopTerkait": [
            {"detailSopId": own, "detailSopTerkaitId": stable_id("detail", other)}
            for other in related(record, index)
        ],
        "pemendekan": losses.cuts,
        "catatan": losses.stand_ins,
    }


def write_sopflow(stream: RecordStream, target: Path) -> None:
    """``target``/<id>.json for every record, and ringkasan.csv with all cuts and stand-ins."""
    index = index_of(stream)
    with (
        whole_folder(target) as work,
        (work / "ringkasan.csv").open("w", encoding="utf-8-sig", newline="") as log,
    ):
        writer = csv_writer(log)
        writer.writerow(("sop_id", "tempat", "semula", "menjadi", "alasan"))
        for record in stream:
            content = sopflow(record, index)
            text = json.dumps(content, ensure_ascii=False, indent=2)
            (work / f"{record.id}.json").write_text(text + "\n", encoding="utf-8")
            cuts = [(c["tempat"], c["semula"], c["menjadi"], "dipendekkan") for c in content["pemendekan"]]
            notes = [(n["tempat"], "", str(n["isi"]), n["alasan"]) for n in content["catatan"]]
            writer.writerows([csv_cell(v) for v in (record.id, *row)] for row in cuts + notes)
