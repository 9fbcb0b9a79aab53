"""RawSop to SopRecord: the order of the normalising steps, straight code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from normalize import asal as beri
from normalize.alur.bentuk import odd_kinds
from normalize.alur.build import at_decisions, build_alur
from normalize.bacaan import (
    cut_words,
    doubt,
    heads_pixels,
    is_odd_label,
    label_doubts,
    mended_sop,
    own_words,
    row_doubts,
    row_number,
    says_who,
)
from normalize.identitas import Identitas, read_identitas
from normalize.jabatan.match import match_jabatan
from normalize.keyakinan import weighed
from normalize.konvensi import KONVENSI, Konvensi
from normalize.letak import Letak, kotak_dilihat, letak_halaman
from normalize.mustahil import impossible
from normalize.periksa import periksa
from normalize.sepakat import numbered_alike, of_one_office, signed_alike
from normalize.tampak import misleading
from normalize.waktu.parse import parse_waktu
from normalize.waktu.satuan import anggap_satuan
from schemas.raw import RawDoubt, RawFile, RawLangkah, RawSimbol, RawSop, RawText
from schemas.record import (
    Asal,
    BagianJabatan,
    Isi,
    Langkah,
    LetakKolom,
    MutuBaku,
    Pelaksana,
    Simbol,
    SopRecord,
    Sumber,
    Tinjauan,
    Waktu,
)
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import CaraCocok, JenisSimbol

SKEMA_MAJOR = "sop-ap/1"
TOLD_BY_NAME = (CaraCocok.PERSIS, CaraCocok.SINGKATAN)  # a label that is a post's name as it stands
SHAPE_SURE = 0.5  # a shape's score: measured, kinds told with more are right as often as with 1.0


def normalize_file(
    raw: RawFile,
    berkas: str,
    sha256: str,
    konvensi: Konvensi = KONVENSI,
    siap: float | None = None,
    asal: beri.Asal = beri.TAK_ADA,
) -> tuple[SopRecord, ...]:
    """The records of one file, in the order of its SOPs.

    ``berkas``: the file's path relative to the input root; ``sha256``: of its bytes; ``siap``: how sure an
    SOP must be as a whole to be taken as it is, None for the threshold of the calibration; ``asal``: region
    and office of documents that print none.
    """
    sops = [mended_sop(sop) for sop in raw.sop]
    read = [read_identitas(sop, berkas, asal) for sop in sops]
    idents = of_one_office(numbered_alike(signed_alike(read)))
    return tuple(
        weighed(sop, normalize_sop(sop, ident, raw, berkas, sha256, konvensi), siap)
        for sop, ident in zip(sops, idents, strict=True)
    )


def normalize_sop(
    sop: RawSop, ident: Identitas, raw: RawFile, berkas: str, sha256: str, konvensi: Konvensi
) -> SopRecord:
    """One SOP with its doubts; how sure it is is not yet told."""
    pelaksana, executor_doubts = executors(sop, ident.instansi, ident.unit)
    langkah, step_doubts = steps(sop, konvensi, letak_halaman(raw))
    alur, flow_doubts = build_alur(sop, letak_halaman(raw))
    doubts = [
        *cut_words(at_decisions(sop)),
        *ident.keraguan,
        *executor_doubts,
        *step_doubts,
        *flow_doubts,
        *row_doubts(sop),
    ]
    record = SopRecord(
        id=record_id(berkas, sha256, sop.urutan),
        sumber=Sumber(berkas=berkas, sha256=sha256, jenis=raw.jenis, halaman=sop.halaman, urutan=sop.urutan),
        daerah=ident.daerah,
        instansi=ident.instansi,
        unit=ident.unit,
        nomor_sop=ident.nomor_sop,
        nama_sop=ident.nama_sop,
        disahkan_oleh=ident.disahkan_oleh,
        dasar_hukum=ident.dasar_hukum,
        tanggal_pembuatan=ident.tanggal["tanggal_pembuatan"],
        tanggal_revisi=ident.tanggal["tanggal_revisi"],
        tanggal_efektif=ident.tanggal["tanggal_efektif"],
        tanggal_pengesahan=ident.tanggal["tanggal_pengesahan"],
        kualifikasi_pelaksana=ident.daftar["kualifikasi_pelaksana"],
        keterkaitan=ident.daftar["keterkaitan"],
        peralatan=ident.daftar["peralatan"],
        peringatan=ident.daftar["peringatan"],
        pencatatan=ident.daftar["pencatatan"],
        pelaksana=pelaksana,
        langkah=langkah,
        alur=alur,
        asal_isian=field_places(sop, letak_halaman(raw)),
        letak_kolom=column_places(sop, letak_halaman(raw)),
    )
    pixels = [i for i, row in enumerate(sop.langkah) if row.halaman in sop.halaman_piksel]
    found = [*doubts, *impossible(record), *misleading(record), *odd_kinds(record, sop.simbol, pixels)]
    found += label_doubts(record, pixels)
    tinjauan = (*entries(once(found)), *periksa(record))
    return record.model_copy(update={"tinjauan": tinjauan})


def field_places(sop: RawSop, letak: Mapping[int, Letak]) -> dict[str, Asal]:
    """Where the values of the identity block stand, as far as that is known."""
    return {
        name: Asal(halaman=text.halaman, kotak=kotak_dilihat(text.kotak, text.halaman, letak))
        for name, text in sop.identitas
        if isinstance(text, RawText) and text.halaman and text.kotak
    }


def column_places(sop: RawSop, letak: Mapping[int, Letak]) -> tuple[LetakKolom, ...]:
    """Where the columns of the step table stand, page by page from left to right."""
    return tuple(
        LetakKolom(isi=k.isi, halaman=k.halaman, kotak=kotak)
        for k in sop.letak_kolom
        if k.halaman and (kotak := kotak_dilihat(k.kotak, k.halaman, letak))
    )


def record_id(berkas: str, sha256: str, urutan: int) -> str:
    """Readable slug of the file's name and a hash of what never changes when reading improves."""
    slug = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(berkas).stem.casefold())[:48].strip("-") or "sop"
    digest = hashlib.sha256(f"{sha256}/{urutan}/{SKEMA_MAJOR}".encode()).hexdigest()
    return f"{slug}-{digest[:8]}"


def at(jalur: str, doubts: Iterable[RawDoubt]) -> list[RawDoubt]:
    """Doubts of a value, pointed at its place in the record."""
    return [d.model_copy(update={"jalur": jalur}) for d in doubts]


def executors(
    sop: RawSop, instansi: str | None, unit: str | None
) -> tuple[tuple[Pelaksana, ...], list[RawDoubt]]:
    out: list[Pelaksana] = []
    doubts: list[RawDoubt] = []
    pixels, own = heads_pixels(sop), own_words(sop)
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
        unknown = any(d.kode is Kode.JABATAN_TAK_DIKENAL for d in found)
        odd = (unknown and not says_who(p.label, own)) or (
            cocok.cara not in TOLD_BY_NAME and is_odd_label(p.label, own)
        )
        if pixels and p.label and odd:
            doubts.append(doubt(f"/pelaksana/{i}/label", p.label))
    return tuple(out), doubts


def steps(
    sop: RawSop, konvensi: Konvensi, letak: Mapping[int, Letak]
) -> tuple[tuple[Langkah, ...], list[RawDoubt]]:
    waktu, doubts = times(sop, konvensi)
    by_row: dict[int, list[RawSimbol]] = {}
    for s in sop.simbol:
        if s.langkah is not None:
            by_row.setdefault(s.langkah, []).append(s)
    blank = {d.jalur for d in sop.keraguan if d.kode in (Kode.SIMBOL_TAK_TERBACA, Kode.SIMBOL_TAK_ADA)}
    out: list[Langkah] = []
    for i, row in enumerate(sop.langkah):
        symbols = by_row.get(i, [])
        where = f"/langkah/{i}/simbol"
        doubts += symbol_doubts(symbols, where, reported=where in blank)
        out.append(step(i, row, symbols, waktu[i], letak, row.halaman in sop.halaman_piksel))
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
    i: int,
    row: RawLangkah,
    symbols: Sequence[RawSimbol],
    waktu: Waktu,
    letak: Mapping[int, Letak],
    pixels: bool,
) -> Langkah:
    kotak = kotak_dilihat(row.kotak, row.halaman, letak)
    return Langkah(
        urutan=i + 1,
        nomor=row_number(row) if pixels else row.nomor,
        kegiatan=row.kegiatan.teks,
        simbol=tuple(symbol(s, letak) for s in symbols if s.pelaksana is not None),
        mutu_baku=MutuBaku(kelengkapan=isi(row.kelengkapan), waktu=waktu, output=isi(row.output)),
        keterangan=row.keterangan.teks,
        asal=Asal(halaman=row.halaman, kotak=kotak) if row.halaman else None,
    )


def symbol(s: RawSimbol, letak: Mapping[int, Letak]) -> Simbol:
    kotak = kotak_dilihat(s.kotak, s.halaman, letak)
    return Simbol(pelaksana=f"p{(s.pelaksana or 0) + 1}", jenis=s.jenis, teks=s.teks or None, kotak=kotak)


def isi(text: RawText) -> Isi:
    return Isi(teks=text.teks, butir=text.butir)


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


def once(doubts: Sequence[RawDoubt]) -> Iterable[RawDoubt]:
    """The doubts, an answer that a decision lacks told once: by the word that found no arrow, where there is
    one beside it.
    """
    loose = {d.jalur for d in doubts if d.kode is Kode.KATA_TAK_BERSEL}
    return (d for d in doubts if d.kode is not Kode.JAWABAN_TAK_TERBACA or d.jalur not in loose)


def entries(doubts: Iterable[RawDoubt]) -> list[Tinjauan]:
    """Doubts as the record tells them, each once, in a fixed order."""
    unique = {(d.jalur, d.kode, tuple(sorted(d.isi.items()))): d for d in doubts}
    return [tinjauan(d.kode, d.jalur, d.isi) for _, d in sorted(unique.items(), key=lambda kv: kv[0])]
