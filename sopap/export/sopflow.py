"""Export as SQL that fills SOPFlow's database (howlil/sop-generate-app; MariaDB).

One transaction that may be loaded again, also beside SOPs, laws and executors that are there already: they
are found by what their tables hold unique, and keep their ids. Texts are cut to its column widths; every cut,
and every value that stands in for a missing one in a required column, is listed in ``<target>.catatan.csv``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemas.record import SopRecord, Waktu
from schemas.vocab import JenisSimbol, Satuan
from sopap.export.activities import Activity, activities
from sopap.export.files import csv_cell, csv_writer, stand_ins_told, whole_folder
from sopap.export.identity import Index, index_of, number_of, related, stable_id
from sopap.export.records import RecordStream
from sopap.visible import visible

# Letters a column holds, as its migrations deploy them; text columns hold 65,535 bytes.
WIDTHS = {
    "OPD.nama": 255,
    "Pelaksana.nama": 255,
    "SOP.judul": 500,
    "DetailSOP.nomorSOP": 255,
    "DetailSOP.namaLembaga": 2000,
    "LangkahSOP.kegiatan": 2000,
    "LangkahSOP.kelengkapan": 2000,
    "LangkahSOP.keluaran": 2000,
    "LangkahSOP.keterangan": 2000,
    "Peraturan.nama": 500,
    "Peraturan.nomor": 255,
    "Peraturan.tentang": 2000,
    "Lampiran.teks": 16000,
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
UNKNOWN = "Tidak diketahui"
KINDS = {JenisSimbol.KAPSUL: "AWAL_AKHIR", JenisSimbol.BELAH_KETUPAT: "KEPUTUSAN"}
LISTS = {
    "LampiranPeringatan": "peringatan",
    "LampiranKualifikasiPelaksanaan": "kualifikasi_pelaksana",
    "LampiranPeralatanPerlengkapan": "peralatan",
    "LampiranPencatatanPendataan": "pencatatan",
}


@dataclass(slots=True)
class Losses:
    """What the target could not hold: cuts with the whole text, and stand-ins with the reason."""

    most: int | None = None  # letters that any column holds
    cuts: list[tuple[str, str, str]] = field(default_factory=list)  # place, whole text, what became of it
    stand_ins: list[tuple[str, str, str]] = field(default_factory=list)  # place, value, reason

    def fit(self, text: str, column: str, place: str, taken: Container[str] = ()) -> str:
        """``text`` in the width of ``column``, unequal to every one of ``taken``."""
        text, width = visible(text), min(WIDTHS[column], self.most or WIDTHS[column])
        short = text if len(text) <= width else text[: width - 1].rstrip() + "…"
        count = 1
        while short.casefold() in taken:
            count += 1
            tail = f"~{count}"
            short = text[: width - len(tail)].rstrip() + tail
        if short != text:
            self.cuts.append((place, text, short))
        return short

    def stand_in(self, place: str, value: object, reason: str) -> None:
        self.stand_ins.append((place, str(value), reason))


def duration(waktu: Waktu, place: str, losses: Losses) -> tuple[int, str]:
    """(waktu, satuanWaktu) in whole units; the upper bound, since SOPFlow knows one number only."""
    value, unit = (waktu.maks, waktu.satuan_maks) if waktu.maks is not None else (waktu.min, waktu.satuan_min)
    if value is None or unit is None:
        losses.stand_in(place, "0 m", f"waktu tidak terbaca: {visible(waktu.teks)}")
        return 0, "m"
    if waktu.min is not None and (waktu.min, waktu.satuan_min) != (value, unit):
        losses.stand_in(
            place, f"{value:g} {unit.value}", f"rentang, diambil batas atas: {visible(waktu.teks)}"
        )
    if unit in UNITS and float(value).is_integer():
        return int(value), UNITS[unit]
    working = waktu.menit_maks if waktu.maks is not None else waktu.menit_min
    whole = math.ceil(working or 0.0)
    if whole != working:
        losses.stand_in(place, f"{whole} m", f"dibulatkan ke menit: {visible(waktu.teks)}")
    return whole, "m"


Rows = list[tuple[str, dict[str, object]]]  # table and row


class Sql(str):
    """An expression, not a text: written as it is."""


# The ids of the SOP at hand: those that its number has in the database, else our own.
SOP_ID, DETAIL_ID = Sql("@sop"), Sql("@detail")


def _lanes(
    record: SopRecord, office: str, taken: dict[str, str], losses: Losses
) -> tuple[dict[str, str], Rows]:
    """Ids of the executors by column, and the rows of those that are new.

    A name is unique in its office: ``taken`` holds the names given out so far, by id.
    """
    ids: dict[str, str] = {}
    rows: Rows = []
    for p in record.pelaksana:
        label = visible(p.label) or p.id
        # A label that stands over two columns is two lanes of one SOP, and the same two in the next.
        again = sum((visible(q.label) or q.id) == label for q in record.pelaksana[: len(ids)])
        own = stable_id("pelaksana", office, p.kelompok or "", label, again)
        if own not in taken:
            names = {n.casefold() for n in taken.values()}
            name = taken[own] = losses.fit(label, "Pelaksana.nama", f"Pelaksana {p.id}", names)
            rows.append(("Pelaksana", {"pelaksanaId": own, "opdId": office, "nama": name}))
        ids[p.id] = _lane(office, taken[own])
    return ids, rows


def _lane(office: str, name: str) -> Sql:
    where = f"`opdId` = {literal(office)} AND `nama` = {literal(name)}"
    return Sql(f"(SELECT `pelaksanaId` FROM `Pelaksana` WHERE {where})")


def _step(
    record: SopRecord, a: Activity, ids: Mapping[str, str], lane: str, losses: Losses
) -> dict[str, object]:
    place = f"LangkahSOP {a.urutan}"

    def fit(name: str, text: str) -> str:
        return losses.fit(text, f"LangkahSOP.{name}", f"{place} {name}")

    if a.pertama:
        value, unit = duration(a.langkah.mutu_baku.waktu, f"{place} waktu", losses)
    else:  # the step's time counts once
        value, unit = 0, "m"
        losses.stand_in(f"{place} waktu", "0 m", f"waktu langkah {a.node.langkah} sudah dihitung sekali")
    for more in a.lebih:
        losses.stand_in(f"{place} langkahSelanjutnya", "", f"{more}; ditulis di keterangan")
    remark = "; ".join(t for t in (visible(a.langkah.keterangan), *a.lebih) if t)
    return {
        "langkahSopId": ids[a.node.id],
        "kegiatan": fit("kegiatan", a.langkah.kegiatan),
        "jenis": KINDS.get(a.jenis or JenisSimbol.KOTAK, "KEGIATAN"),
        "urutan": a.urutan,
        "kelengkapan": fit("kelengkapan", a.langkah.mutu_baku.kelengkapan.teks),
        "keluaran": fit("keluaran", a.langkah.mutu_baku.output.teks),
        "waktu": value,
        "satuanWaktu": unit,
        "keterangan": fit("keterangan", remark),
        "pelaksanaId": lane,
    }


def _laws(record: SopRecord, losses: Losses) -> Iterator[str]:
    """Statements that see to every law and tie it to the SOP; one without number or year can be no row.

    Number and year are unique there: where another kind of law has them, the kind goes into the number.
    """
    for i, law in enumerate(record.dasar_hukum, 1):
        if law.nomor is None or law.tahun is None:
            losses.stand_in(
                f"Peraturan {i}", "", f"tanpa nomor atau tahun, tidak diekspor: {visible(law.teks)}"
            )
            continue
        kind = losses.fit(law.jenis or "", "Peraturan.nama", f"Peraturan {i} nama")
        number = losses.fit(law.nomor, "Peraturan.nomor", f"Peraturan {i} nomor")
        longer = losses.fit(f"{kind} {law.nomor}".strip(), "Peraturan.nomor", f"Peraturan {i} nomor")
        about = losses.fit(law.tentang or "", "Peraturan.tentang", f"Peraturan {i} tentang")
        same = f"`tahun` = {law.tahun} AND `nomor` ="
        yield (
            f"SET @law := COALESCE((SELECT `peraturanId` FROM `Peraturan` WHERE {same} {literal(number)}"
            f" AND `nama` = {literal(kind)}),"
            f" (SELECT `peraturanId` FROM `Peraturan` WHERE {same} {literal(longer)}));"
        )
        own = literal(stable_id("peraturan", kind, number, law.tahun))
        yield (
            "INSERT INTO `Peraturan` (`peraturanId`, `nama`, `nomor`, `tahun`, `tentang`, `updatedAt`)"
            f" SELECT {own}, {literal(kind)}, IF(EXISTS(SELECT 1 FROM `Peraturan` WHERE {same}"
            f" {literal(number)}), {literal(longer)}, {literal(number)}), {law.tahun}, {literal(about)},"
            " NOW(3) FROM DUAL WHERE @law IS NULL;"
        )
        yield f"SET @law := COALESCE(@law, {own});"
        yield upsert("DasarHukum", {"detailSopId": DETAIL_ID, "peraturanId": Sql("@law")})


@dataclass(slots=True)
class Shared:
    """What records share: names of executors, numbers of SOPs."""

    lanes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # by office
    numbers: dict[str, str] = field(default_factory=dict)  # of SOPs, as they were written, by record


def sopflow(record: SopRecord, index: Index, shared: Shared, losses: Losses) -> Iterator[str]:
    """The statements that put ``record`` into SOPFlow's tables, parents first."""
    office = stable_id("opd", record.daerah.kode if record.daerah else "", record.instansi or "")
    name = record.instansi or UNKNOWN
    if not record.instansi:
        losses.stand_in("OPD nama", UNKNOWN, "instansi tidak terbaca, kolom wajib")
    detail = stable_id("detail", index.sop_id(record.id))
    row = _detail(record, index, shared, losses)
    number = literal(row["nomorSOP"])
    yield upsert("OPD", {"opdId": office, "nama": losses.fit(name, "OPD.nama", "OPD nama")})
    for variable, column, own in (
        (DETAIL_ID, "detailSopId", detail),
        (SOP_ID, "sopId", index.sop_id(record.id)),
    ):
        known = (
            f"SELECT `{column}` FROM `DetailSOP` WHERE `nomorSOP` = {number} OR `detailSopId` = '{detail}'"
        )
        first = f"{known} ORDER BY `nomorSOP` = {number} DESC LIMIT 1"
        yield f"SET {variable} := COALESCE(({first}), {literal(own)});"
    title = losses.fit(record.nama_sop or "SOP tanpa judul", "SOP.judul", "SOP judul")
    yield upsert("SOP", {"sopId": SOP_ID, "opdId": office, "judul": title})
    yield upsert("DetailSOP", row)
    for table in ("LangkahSOP", "DetailSOPPelaksana", "DasarHukum", *LISTS):
        # A variable and a column may differ in how their letters are sorted, bytes do not.
        yield f"DELETE FROM `{table}` WHERE `detailSopId` = BINARY {DETAIL_ID};"
    yield from _flow(record, office, detail, shared, losses)
    for table, key in LISTS.items():
        for i, item in enumerate(getattr(record, key)):
            ids = {f"{table[0].lower()}{table[1:]}Id": stable_id(table, detail, i), "detailSopId": DETAIL_ID}
            yield upsert(table, {**ids, "teks": losses.fit(item, "Lampiran.teks", f"{table} {i + 1}")})
    yield from _laws(record, losses)


def _detail(record: SopRecord, index: Index, shared: Shared, losses: Losses) -> dict[str, object]:
    number, why = number_of(record, index)
    if why:
        losses.stand_in("DetailSOP nomorSOP", number, f"{why}, kolom wajib dan unik")
    taken = {n.casefold() for n in shared.numbers.values()}
    number = losses.fit(number, "DetailSOP.nomorSOP", "DetailSOP nomorSOP", taken)
    shared.numbers[record.id] = number
    office = losses.fit(record.instansi or UNKNOWN, "DetailSOP.namaLembaga", "DetailSOP namaLembaga")
    row: dict[str, object] = {
        "detailSopId": DETAIL_ID,
        "sopId": SOP_ID,
        "versi": 1,
        "nomorSOP": number,
        "tanggalRevisi": record.tanggal_revisi,
        "tanggalEfektif": record.tanggal_efektif,
        "namaLembaga": office,
    }
    if record.tanggal_pembuatan:
        row["tanggalPembuatan"] = record.tanggal_pembuatan
    else:
        losses.stand_in("DetailSOP tanggalPembuatan", "", "tanggal tidak terbaca; SOPFlow mengisi hari impor")
    return row


def _flow(record: SopRecord, office: str, detail: str, shared: Shared, losses: Losses) -> Iterator[str]:
    """Lanes in their order, the steps, then how they follow each other."""
    lanes, rows = _lanes(record, office, shared.lanes[office], losses)
    found = activities(record)
    if any(a.node.pelaksana is None for a in found):
        lanes[""] = _lane(office, UNKNOWN)
        own = stable_id("pelaksana", office, "")
        rows.append(("Pelaksana", {"pelaksanaId": own, "opdId": office, "nama": UNKNOWN}))
        losses.stand_in("Pelaksana", UNKNOWN, "pelaksana langkah tidak terbaca, kolom wajib")
    for table, row in rows:
        yield upsert(table, row)
    for i, lane in enumerate(lanes.values(), 1):
        yield upsert("DetailSOPPelaksana", {"detailSopId": DETAIL_ID, "pelaksanaId": lane, "urutan": i})
    ids = {a.node.id: stable_id("langkah", detail, a.node.id) for a in found}
    for a in found:
        step = _step(record, a, ids, lanes[a.node.pelaksana or ""], losses)
        yield upsert("LangkahSOP", {"detailSopId": DETAIL_ID, **step})
    for a in found:
        if a.ya or a.tidak:
            yes, no = (literal(ids.get(k or "")) for k in (a.ya, a.tidak))
            yield (
                f"UPDATE `LangkahSOP` SET `langkahSelanjutnyaYaId` = {yes},"
                f" `langkahSelanjutnyaTidakId` = {no} WHERE `langkahSopId` = {literal(ids[a.node.id])};"
            )


def literal(value: object) -> str:
    """``value`` as a literal of MariaDB, which reads backslashes in texts as escapes."""
    if isinstance(value, Sql):
        return value
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    return "'" + visible(str(value)).replace("\\", "\\\\").replace("'", "''") + "'"


def upsert(table: str, row: Mapping[str, object]) -> str:
    columns = ", ".join(f"`{c}`" for c in (*row, "updatedAt"))
    values = ", ".join((*map(literal, row.values()), "NOW(3)"))
    # A row that is there keeps its id, the first column: others point at it.
    changed = ", ".join(f"`{c}` = VALUES(`{c}`)" for c in (*list(row)[1:], "updatedAt"))
    return f"INSERT INTO `{table}` ({columns}) VALUES ({values}) ON DUPLICATE KEY UPDATE {changed};"


def _by_number(number: str) -> Sql:
    return Sql(f"(SELECT `detailSopId` FROM `DetailSOP` WHERE `nomorSOP` = {literal(number)})")


def write_sopflow(stream: RecordStream, target: Path) -> None:
    """The SQL file ``target`` and ``<target>.catatan.csv``. Load with ``mariadb DATABASE < target``."""
    index, shared, relations = index_of(stream), Shared(), []
    count = unknown = 0
    with whole_folder(target.parent) as work:
        remarks = work / f"{target.name}.catatan.csv"
        with (
            (work / target.name).open("w", encoding="utf-8", newline="\n") as out,
            remarks.open("w", encoding="utf-8-sig", newline="") as log,
        ):
            writer = csv_writer(log)
            writer.writerow(("sop_id", "tempat", "semula", "menjadi", "alasan"))
            out.write("SET NAMES utf8mb4;\nSTART TRANSACTION;\n")
            for record in stream:
                losses = Losses(stream.options.lebar)
                out.writelines(line + "\n" for line in sopflow(record, index, shared, losses))
                relations += [(record.id, other) for other in related(record, index)]
                rows = [(place, text, short, "dipendekkan") for place, text, short in losses.cuts]
                rows += [(place, "", value, reason) for place, value, reason in losses.stand_ins]
                writer.writerows([csv_cell(v) for v in (record.id, *row)] for row in rows)
                count += len(rows)
                unknown += not record.instansi
            for pair in sorted({(min(p), max(p)) for p in relations}):
                a, b = (_by_number(shared.numbers[k]) for k in pair)
                out.write(upsert("SopTerkait", {"detailSopId": a, "detailSopTerkaitId": b}) + "\n")
            out.write("COMMIT;\n")
    stream.catatan += stand_ins_told(count, unknown, remarks.name)
