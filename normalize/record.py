"""RawSop to SopRecord: the order of the normalising steps, straight code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from normalize.alur.build import build_alur
from normalize.daerah import find_daerah, parse_kepala
from normalize.hukum import parse_hukum
from normalize.jabatan.match import match_jabatan
from normalize.konvensi import KONVENSI, Konvensi
from normalize.letak import Letak, kotak_dilihat, letak_halaman
from normalize.mustahil import impossible
from normalize.pejabat import parse_pejabat
from normalize.periksa import periksa
from normalize.tanggal import parse_tanggal
from normalize.waktu.parse import anggap_satuan, parse_waktu
from schemas.raw import RawDoubt, RawFile, RawIdentitas, RawLangkah, RawSimbol, RawSop, RawText
from schemas.record import (
    Asal,
    BagianJabatan,
    DisahkanOleh,
    Isi,
    Langkah,
    MutuBaku,
    Pelaksana,
    Simbol,
    SopRecord,
    Sumber,
    Tinjauan,
    Waktu,
)
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import JenisSimbol, StatusSop, Tingkat

SKEMA_MAJOR = "sop-ap/1"
SURE = 0.9  # a text read with less confidence is reported
SHAPE_SURE = 0.6  # a shape's score: measured, kinds told with more are right as often as with 1.0
WAJIB = ("nomor_sop", "nama_sop", "tanggal_efektif", "disahkan_oleh", "dasar_hukum")
TANGGAL = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif")
_EMPTY = re.compile(r"^[\s\-–—.:_…/]*$")


def normalize_file(
    raw: RawFile, berkas: str, sha256: str, konvensi: Konvensi = KONVENSI
) -> tuple[SopRecord, ...]:
    """The records of one file, in the order of its SOPs.

    ``berkas``: the file's path relative to the input root; ``sha256``: of its bytes.
    """
    return tuple(normalize_sop(sop, raw, berkas, sha256, konvensi) for sop in raw.sop)


def normalize_sop(sop: RawSop, raw: RawFile, berkas: str, sha256: str, konvensi: Konvensi) -> SopRecord:
    ident = sop.identitas
    instansi, unit = parse_kepala(ident.kepala)
    unit = clean(ident.unit) or unit
    nama = clean(ident.nama_sop) or sop.judul
    daerah, region_doubts = find_daerah(place_texts(ident, sop, berkas))
    tanggal, date_doubts = dates(ident)
    pejabat, signer_doubts = parse_pejabat(ident.disahkan_oleh.baris if ident.disahkan_oleh else ())
    pelaksana, executor_doubts = executors(sop, instansi, unit)
    langkah, step_doubts = steps(sop, konvensi, letak_halaman(raw))
    alur, flow_doubts = build_alur(sop)
    doubts = [
        *sop.keraguan,
        *ident.keraguan,
        *head_doubts(ident, instansi),
        *at("/daerah", region_doubts),
        *date_doubts,
        *at("/disahkan_oleh", signer_doubts),
        *executor_doubts,
        *step_doubts,
        *flow_doubts,
        *empty_fields(ident, nama, pejabat),
        *(d for name, text in ident if isinstance(text, RawText) for d in text_doubts(f"/{name}", text)),
    ]
    record = SopRecord(
        id=record_id(berkas, sha256, sop.urutan),
        sumber=Sumber(berkas=berkas, sha256=sha256, jenis=raw.jenis, halaman=sop.halaman, urutan=sop.urutan),
        daerah=daerah,
        instansi=instansi,
        unit=unit,
        nomor_sop=clean(ident.nomor_sop),
        nama_sop=nama,
        tanggal_pembuatan=tanggal["tanggal_pembuatan"],
        tanggal_revisi=tanggal["tanggal_revisi"],
        tanggal_efektif=tanggal["tanggal_efektif"],
        disahkan_oleh=pejabat,
        dasar_hukum=tuple(parse_hukum(b) for b in items(ident.dasar_hukum)),
        kualifikasi_pelaksana=items(ident.kualifikasi_pelaksana),
        keterkaitan=items(ident.keterkaitan),
        peralatan=items(ident.peralatan),
        peringatan=items(ident.peringatan),
        pencatatan=items(ident.pencatatan),
        pelaksana=pelaksana,
        langkah=langkah,
        alur=alur,
        keyakinan=confidence(langkah),
    )
    tinjauan = (*entries([*doubts, *impossible(record)]), *periksa(record))
    return record.model_copy(update={"tinjauan": tinjauan, "status": status_of(tinjauan)})


def status_of(tinjauan: Iterable[Tinjauan]) -> StatusSop:
    """``siap`` where the reader has no doubt."""
    return StatusSop.SIAP if all(t.tingkat is Tingkat.INFO for t in tinjauan) else StatusSop.PERIKSA


def record_id(berkas: str, sha256: str, urutan: int) -> str:
    """Readable slug of the file's name and a hash of what never changes when reading improves."""
    slug = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(berkas).stem.casefold())[:48].strip("-") or "sop"
    digest = hashlib.sha256(f"{sha256}/{urutan}/{SKEMA_MAJOR}".encode()).hexdigest()
    return f"{slug}-{digest[:8]}"


def clean(text: RawText | None) -> str | None:
    """A field's text, None where it is absent, empty or a dash."""
    return None if text is None or _EMPTY.match(text.teks) else text.teks.strip(" •●▪")


def items(text: RawText | None) -> tuple[str, ...]:
    if text is None or _EMPTY.match(text.teks):
        return ()
    return tuple(b for b in text.butir if not _EMPTY.match(b)) or (text.teks,)


def at(jalur: str, doubts: Iterable[RawDoubt]) -> list[RawDoubt]:
    """Doubts of a value, pointed at its place in the record."""
    return [d.model_copy(update={"jalur": jalur}) for d in doubts]


def place_texts(ident: RawIdentitas, sop: RawSop, berkas: str) -> list[str]:
    """Where a region may be named, strongest evidence first."""
    texts = [" ".join(ident.kepala), *ident.kepala, sop.judul or ""]
    texts += [clean(ident.nomor_sop) or "", clean(ident.disahkan_oleh) or "", berkas]
    return [t for t in texts if t]


def dates(ident: RawIdentitas) -> tuple[dict[str, date | None], list[RawDoubt]]:
    """The dates of the form. One without a day is the document's, but in pixels a day may be lost."""
    out: dict[str, date | None] = {}
    doubts: list[RawDoubt] = []
    for name in TANGGAL:
        raw: RawText | None = getattr(ident, name)
        text = clean(raw)
        out[name], found = parse_tanggal(text) if text else (None, ())
        for d in at(f"/{name}", found):
            lost = d.kode is Kode.TANGGAL_TAK_LENGKAP and raw is not None and raw.keyakinan < 1.0
            doubts.append(d.model_copy(update={"kode": Kode.TANGGAL_TAK_TERURAI}) if lost else d)
    return out, doubts


def executors(
    sop: RawSop, instansi: str | None, unit: str | None
) -> tuple[tuple[Pelaksana, ...], list[RawDoubt]]:
    out: list[Pelaksana] = []
    doubts: list[RawDoubt] = []
    for i, p in enumerate(sop.pelaksana):
        cocok, found = match_jabatan(p.label, instansi, unit)
        out.append(
            Pelaksana(
                id=f"p{i + 1}",
                label=p.label,
                kelompok=p.kelompok,
                jabatan=cocok.jabatan,
                kode=cocok.kode,
                lingkup=cocok.lingkup,
                skor=cocok.skor,
                cara=cocok.cara,
                bagian=tuple(
                    BagianJabatan(label=b.label, jabatan=b.jabatan, kode=b.kode, lingkup=b.lingkup)
                    for b in cocok.bagian
                ),
            )
        )
        doubts += at(f"/pelaksana/{i}/jabatan", found)
        if not p.label:
            doubts.append(RawDoubt(kode=Kode.KOLOM_TANPA_NAMA, jalur=f"/pelaksana/{i}/label"))
    return tuple(out), doubts


def steps(
    sop: RawSop, konvensi: Konvensi, letak: Mapping[int, Letak]
) -> tuple[tuple[Langkah, ...], list[RawDoubt]]:
    waktu, doubts = times(sop, konvensi)
    by_row: dict[int, list[RawSimbol]] = {}
    for s in sop.simbol:
        if s.langkah is not None:
            by_row.setdefault(s.langkah, []).append(s)
    blank = {d.jalur for d in sop.keraguan if d.kode == "simbol_tak_terbaca"}
    out: list[Langkah] = []
    for i, row in enumerate(sop.langkah):
        symbols = by_row.get(i, [])
        where = f"/langkah/{i}/simbol"
        doubts += symbol_doubts(symbols, where, reported=where in blank)
        for name, text in cells_of(row):
            doubts += text_doubts(f"/langkah/{i}/{name}", text)
        out.append(step(i, row, symbols, waktu[i], letak))
    return tuple(out), doubts


def times(sop: RawSop, konvensi: Konvensi) -> tuple[tuple[Waktu, ...], list[RawDoubt]]:
    """Every row's time; bare numbers get their unit from the document's other evidence."""
    read: list[Waktu] = []
    doubts: list[RawDoubt] = []
    for i, row in enumerate(sop.langkah):
        w, found = parse_waktu(row.waktu.teks, sop.kepala_waktu, konvensi)
        read.append(w)
        doubts += at(f"/langkah/{i}/mutu_baku/waktu", found)
    full, assumed = anggap_satuan(read, konvensi)
    settled = {f"/langkah/{i}/mutu_baku/waktu": d for i, d in enumerate(assumed) if d is not None}
    doubts = [d for d in doubts if d.kode != "waktu_tanpa_satuan" or d.jalur not in settled]
    return full, [*doubts, *(d for where, given in settled.items() for d in at(where, [given]))]


def step(
    i: int, row: RawLangkah, symbols: Sequence[RawSimbol], waktu: Waktu, letak: Mapping[int, Letak]
) -> Langkah:
    kotak = kotak_dilihat(row.kotak, row.halaman, letak)
    return Langkah(
        urutan=i + 1,
        nomor=row.nomor,
        kegiatan=row.kegiatan.teks,
        simbol=tuple(symbol(s, letak) for s in symbols if s.pelaksana is not None),
        mutu_baku=MutuBaku(kelengkapan=isi(row.kelengkapan), waktu=waktu, output=isi(row.output)),
        keterangan=row.keterangan.teks,
        asal=Asal(halaman=row.halaman, kotak=kotak) if row.halaman else None,
        keyakinan=row_confidence(row),
    )


def symbol(s: RawSimbol, letak: Mapping[int, Letak]) -> Simbol:
    kotak = kotak_dilihat(s.kotak, s.halaman, letak)
    return Simbol(pelaksana=f"p{(s.pelaksana or 0) + 1}", jenis=s.jenis, teks=s.teks or None, kotak=kotak)


def isi(text: RawText) -> Isi:
    return Isi(teks=text.teks, butir=text.butir)


def row_confidence(row: RawLangkah) -> float:
    """How sure a row is as a whole: how it was placed, and the mean of its texts' readings.

    One doubtful cell does not make the others doubtful: it carries a tinjauan of its own.
    """
    read = [t.keyakinan for _, t in cells_of(row) if t.teks]
    return round(min(row.keyakinan, sum(read) / len(read) if read else 1.0), 3)


def cells_of(row: RawLangkah) -> tuple[tuple[str, RawText], ...]:
    """The texts of a row with their places in the record."""
    return (
        ("kegiatan", row.kegiatan),
        ("mutu_baku/kelengkapan", row.kelengkapan),
        ("mutu_baku/waktu", row.waktu),
        ("mutu_baku/output", row.output),
        ("keterangan", row.keterangan),
    )


def text_doubts(where: str, text: RawText | None) -> list[RawDoubt]:
    """A doubt about a text that was read with little confidence."""
    if text is None or not text.teks or text.keyakinan >= SURE:
        return []
    return [RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur=where, isi={"teks": text.teks[:60]})]


def head_doubts(ident: RawIdentitas, instansi: str | None) -> list[RawDoubt]:
    """A doubt about the office where a letterhead line that it was taken from was read unsurely.

    Specks of a crest, read as a letter or two, are no such line.
    """
    office = letters(instansi or "")
    return [
        RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur="/instansi", isi={"teks": line[:60]})
        for line, sure in zip(ident.kepala, ident.kepala_yakin, strict=False)
        if sure < SURE
        and min(len(own := letters(line)), len(office)) > 3
        and (own in office or office in own)
    ]


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def confidence(langkah: Sequence[Langkah]) -> float:
    """The record's: the mean of its rows'; 0 without rows."""
    return round(sum(x.keyakinan for x in langkah) / len(langkah), 3) if langkah else 0.0


def symbol_doubts(symbols: Sequence[RawSimbol], where: str, reported: bool) -> list[RawDoubt]:
    """Doubts about a row's symbols: none read (unless reported), an odd shape, one outside every column."""
    real = [s for s in symbols if s.jenis is not JenisSimbol.SEGILIMA]
    out: list[RawDoubt] = []
    if not real and not reported:
        out.append(RawDoubt(kode=Kode.SIMBOL_TAK_TERBACA, jalur=where))
    for s in symbols:
        if s.pelaksana is None:
            out.append(RawDoubt(kode=Kode.SIMBOL_DI_LUAR_KOLOM, jalur=where, isi={"bentuk": s.jenis.value}))
        elif s.keyakinan < SHAPE_SURE:
            out.append(RawDoubt(kode=Kode.SIMBOL_MERAGUKAN, jalur=where, isi={"bentuk": s.jenis.value}))
    return out


def empty_fields(ident: RawIdentitas, nama: str | None, pejabat: DisahkanOleh | None) -> list[RawDoubt]:
    """Fields that every form has and this one leaves open. A label with nothing beside it may have lost
    its value; a dash is a value; what the form does not have at all is the form's matter, but every SOP
    has a name.
    """
    read = {"nama_sop": nama, "disahkan_oleh": pejabat}
    scanned = from_pixels(ident)
    out = []
    for name in WAJIB:
        text: RawText | None = getattr(ident, name)
        if read.get(name) or clean(text):
            continue
        isi = {"isian": name.replace("_", " ")}
        if text is None and not scanned and name != "nama_sop":
            out.append(RawDoubt(kode=Kode.IDENTITAS_TAK_ADA, jalur=f"/{name}", isi=isi))
        elif text is None or not text.teks or read.get(name, "") is None:
            out.append(RawDoubt(kode=Kode.IDENTITAS_KOSONG, jalur=f"/{name}", isi=isi))
    return out


def from_pixels(ident: RawIdentitas) -> bool:
    """Whether the identity block was read from pixels, where a label itself may be misread."""
    return any(isinstance(text, RawText) and text.keyakinan < 1.0 for _, text in ident)


def entries(doubts: Iterable[RawDoubt]) -> list[Tinjauan]:
    """Doubts as the record tells them, each once, in a fixed order."""
    unique = {(d.jalur, d.kode, tuple(sorted(d.isi.items()))): d for d in doubts}
    return [tinjauan(d.kode, d.jalur, d.isi) for _, d in sorted(unique.items(), key=lambda kv: kv[0])]
