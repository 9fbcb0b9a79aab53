"""The identity block of a RawSop as values of the record, each doubt at its own value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from normalize.asal import TAK_ADA, Asal
from normalize.bacaan import ITEM, SENTENCE, SURE, doubt, has_crumb, own_words, text_doubts
from normalize.daerah import find_daerah, parse_kepala
from normalize.hukum import parse_hukum
from normalize.hukum_pisah import joined_law, unfused
from normalize.kata import letters, strange, words
from normalize.match import kemiripan
from normalize.penandatangan import signer
from normalize.tanggal import parse_tanggal
from schemas.raw import RawDoubt, RawIdentitas, RawSop, RawText
from schemas.record import Daerah, DasarHukum, DisahkanOleh
from schemas.tinjauan import Kode

SAME_TITLE = 0.5  # of the letters: a name under a stamp and its title over the table share so many
WHOLE = 0.85  # of the letters of a name under a stamp that its title has at least, if it is whole
CLEAR = 0.97  # a day, month and year written by hand, of which the letters were read so surely, are read
LEGIBLE = 0.5  # handwriting read with less confidence is not taken over
TANGGAL = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan")
DAFTAR = (
    *("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan"),
    *("peralatan", "peringatan", "pencatatan"),
)
WAJIB = (
    *("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_efektif", "disahkan_oleh"),
    *DAFTAR,
)
# Given with pen or stamp when it is signed, so that the file that it was printed from has none.
DIISI_BELAKANGAN = ("nomor_sop", "tanggal_pembuatan", "tanggal_efektif")
SPARE = 4  # words of a block that are in no field: what an empty list may have lost
SIDES = 2  # fields that may be without a label while a text of the block has no field
MISREAD = 0.6  # of its letters that a label which was read amiss still has
TANGGAL_WAJIB = ("tanggal_pembuatan", "tanggal_efektif")
A_BLOCK = 4  # labels: fewer are no identity block
# A text of the block under a label of its own ("Maksud dan tujuan: ..."): no field of the form has lost it.
_LABELLED = re.compile(r"(?:[^\W\d_]+ ){0,3}[^\W\d_]+ ?:")
# What stands before an item of a list: "1.", "a)", "(3)", "12 ", a dash or a dot.
_MARKED = re.compile(r"\s*(?:[-–•●▪*·]|\(?(?:\d{1,2}|[a-zA-Z])[.)]|\d{1,2}\s)")
_EMPTY = re.compile(r"^[\s\-–—.:_…/]*$")
_NO_ITEMS = re.compile(r"^(?:\W|\b\d{1,2}[.)])*$")  # a list of which only the numbers are printed: "1. 2."
# Said of a drawing, not part of what the SOP is called: "DIAGRAM ALUR SOP ..."
_DRAWING = re.compile(
    r"^(?:diagram alir|diagram alur|bagan alir|bagan alur|flow ?chart|alur)\s+(?=SOP\b)", re.I
)

_COUNTED = re.compile(r"^\d{1,3}\s?[.)]\s*(?=SOP\b)", re.I)  # "34. SOP ...": its place in the book
# "SOP" between the strokes of a number, its letters read as figures: "393/50P/2022"
_SOP_OF_DIGITS = re.compile(r"(?<![^\W_])(?=[S5][O0]P)(?=\w*\d)[S5][O0]P(?![^\W_])")
_SOP = re.compile(r"^(?:SOP|standar operasional prosedur)\b[\s:]*", re.I)


@dataclass(frozen=True, slots=True)
class Identitas:
    """The values of the identity block, and the doubts about them."""

    daerah: Daerah | None
    instansi: str | None
    unit: str | None
    nomor_sop: str | None
    nama_sop: str | None
    tanggal: dict[str, date | None]
    disahkan_oleh: DisahkanOleh | None
    dasar_hukum: tuple[DasarHukum, ...]
    daftar: dict[str, tuple[str, ...]]
    keraguan: tuple[RawDoubt, ...]
    piksel: bool = False  # read from pixels


def read_identitas(sop: RawSop, berkas: str, asal: Asal = TAK_ADA) -> Identitas:
    """``berkas``: the file's path, which may name the region too; ``asal``: for what is not printed."""
    ident = sop.identitas.model_copy(update={"dasar_hukum": unfused(sop.identitas.dasar_hukum)})
    nama = name_of(ident.nama_sop, sop.judul)
    instansi, unit = parse_kepala(ident.kepala, nama or "")
    if unit and nama and letters(unit) == letters(nama):
        unit = None  # the letterhead ends in the SOP's own title
    daerah, region_doubts = region(ident, sop, berkas, asal)
    tanggal, date_doubts = dates(ident)
    pejabat, signer_doubts = signer(ident.disahkan_oleh)
    doubts = [
        *ident.keraguan,
        *head_doubts(ident, instansi),
        *region_doubts,
        *([given("/instansi", asal.instansi)] if asal.instansi and not instansi else []),
        *date_doubts,
        *signer_doubts,
        *joined_laws(ident),
        *empty_fields(ident, nama, pejabat, passed_over(sop.halaman)),
        *field_doubts(ident, own_words(sop)),
    ]
    return Identitas(
        daerah=daerah,
        instansi=instansi or asal.instansi,
        unit=clean(ident.unit) or unit,
        nomor_sop=number(ident.nomor_sop),
        nama_sop=nama,
        tanggal=tanggal,
        disahkan_oleh=pejabat,
        dasar_hukum=tuple(parse_hukum(b) for b in items(ident.dasar_hukum)),
        daftar={name: items(getattr(ident, name)) for name in DAFTAR if name != "dasar_hukum"},
        keraguan=tuple(doubts),
        piksel=from_pixels(ident),
    )


def clean(text: RawText | None) -> str | None:
    """A field's text, None where it is absent, empty or a dash."""
    return None if text is None or _EMPTY.match(text.teks) else text.teks.strip(" •●▪")


def name_of(text: RawText | None, judul: str | None) -> str | None:
    """What the SOP is called: as its label has it, else the title over the table.

    Of a name that was read unsurely and a title like it, the title stands: nobody signs over it. One that
    breaks off does not.
    """
    own, title = (clean(text) or "").lstrip("-–— ") or None, _DRAWING.sub("", judul) if judul else None
    title = _COUNTED.sub("", title) if title else None
    if own and title and text is not None and text.keyakinan < SURE:
        a, b = letters(own), letters(_SOP.sub("", title))
        alike = kemiripan(a, b) >= SAME_TITLE or kemiripan(a, letters(title)) >= SAME_TITLE
        return title if alike and a != b and len(b) >= WHOLE * len(a) else own
    return own or title


def number(text: RawText | None) -> str | None:
    """The SOP's number; one written by hand only where it was read."""
    illegible = text is not None and text.tangan and text.keyakinan < LEGIBLE
    own = None if illegible else clean(text)
    return _SOP_OF_DIGITS.sub("SOP", own) if own else None


def items(text: RawText | None) -> tuple[str, ...]:
    if text is None or _NO_ITEMS.match(text.teks):
        return ()
    return tuple(b for b in text.butir if not _EMPTY.match(b)) or (text.teks,)


def region(ident: RawIdentitas, sop: RawSop, berkas: str, asal: Asal) -> tuple[Daerah | None, list[RawDoubt]]:
    """The printed region, else the given one, else the one that the file's path names."""
    printed = place_texts(ident, sop)
    found, doubts = find_daerah(printed if asal.daerah else [*printed, berkas])
    if asal.daerah and found is None:
        return asal.wilayah, [given("/daerah", asal.daerah)]
    return found, [d.model_copy(update={"jalur": "/daerah"}) for d in doubts]


def given(jalur: str, teks: str) -> RawDoubt:
    return RawDoubt(kode=Kode.ASAL_DIBERIKAN, jalur=jalur, isi={"teks": teks})


def place_texts(ident: RawIdentitas, sop: RawSop) -> list[str]:
    """Where a region may be printed, strongest evidence first."""
    texts = [" ".join(ident.kepala), *ident.kepala, sop.judul or ""]
    texts += [clean(ident.nomor_sop) or "", clean(ident.disahkan_oleh) or ""]
    return [t for t in texts if t]


def dates(ident: RawIdentitas) -> tuple[dict[str, date | None], list[RawDoubt]]:
    """The dates of the form. One without a day is the document's, but in pixels a day may be lost."""
    out: dict[str, date | None] = {}
    doubts: list[RawDoubt] = []
    scanned = from_pixels(ident)
    for name in TANGGAL:
        raw: RawText | None = getattr(ident, name)
        text = clean(raw)
        legible = raw is None or not raw.tangan or raw.keyakinan >= LEGIBLE or raw.average >= CLEAR
        out[name], found = parse_tanggal(text) if text and legible else (None, ())
        for d in found:
            lost = d.kode is Kode.TANGGAL_TAK_LENGKAP and scanned and not (raw and raw.bersih)
            kode = Kode.TANGGAL_TAK_TERURAI if lost else d.kode
            doubts.append(d.model_copy(update={"kode": kode, "jalur": f"/{name}"}))
    return out, doubts


# Doubts


def field_doubts(ident: RawIdentitas, own: frozenset[str]) -> list[RawDoubt]:
    """Fields and list items read with little confidence, and numbers of a list that do not follow."""
    out: list[RawDoubt] = []
    pixels = from_pixels(ident)
    for name, text in ident:
        if not isinstance(text, RawText):
            continue
        if text.pena:
            isi = {"isian": name.replace("_", " "), "teks": text.pena[:60]}
            out.append(RawDoubt(kode=Kode.TERTIMPA, jalur=f"/{name}", isi=isi))
        if name == "disahkan_oleh":
            continue
        out += [*jumps(name, text), *unmarked(name, text)]
        if text.tangan:
            isi = {"isian": name.replace("_", " "), "teks": text.teks[:60]}
            clear = name in TANGGAL and text.average >= CLEAR and is_date(text)
            kode = Kode.TULISAN_TANGAN_JELAS if clear else Kode.TULISAN_TANGAN
            out.append(RawDoubt(kode=kode, jalur=f"/{name}", isi=isi))
            continue
        if not text.butir_yakin:
            found = text_doubts(f"/{name}", text, pixels, own)
            crumb = pixels and name == "nama_sop" and not found and has_crumb(text.baris)
            out += [doubt(f"/{name}", text.teks)] if crumb else found
        for i, (item, sure) in enumerate(zip(text.butir, text.butir_yakin, strict=False)):
            out += text_doubts(f"/{name}/{i}", RawText(teks=item, keyakinan=sure), pixels, own, ITEM)
    return out


def is_date(text: RawText) -> bool:
    """Whether a text is a whole date and nothing that has to be guessed at."""
    value, found = parse_tanggal(clean(text) or "")
    return value is not None and not found


def joined_laws(ident: RawIdentitas) -> list[RawDoubt]:
    """Items in which a second law begins without a border."""
    found = ((i, joined_law(item)) for i, item in enumerate(items(ident.dasar_hukum)))
    return [
        RawDoubt(kode=Kode.HUKUM_TERSAMBUNG, jalur=f"/dasar_hukum/{i}", isi={"teks": law})
        for i, law in found
        if law
    ]


def jumps(name: str, text: RawText) -> list[RawDoubt]:
    """Numbers of a list that do not follow: in pixels a number may be lost, else it is so printed."""
    kode = Kode.DAFTAR_MELOMPAT if text.keyakinan < 1.0 else Kode.PERIKSA_DAFTAR
    isian = name.replace("_", " ")
    return [
        RawDoubt(kode=kode, jalur=f"/{name}", isi={"isian": isian, "dari": str(a), "ke": str(b)})
        for a, b in text.lompat
    ]


def unmarked(name: str, text: RawText) -> list[RawDoubt]:
    """Items of several lines that no mark begins and no point ends: the length of lines alone parts them."""
    closed = all(item.rstrip().endswith((";", ".")) for item in text.butir[:-1])
    guessed = 1 < len(text.butir) < len(text.baris) and not (closed or any(map(_MARKED.match, text.baris)))
    isi = {"isian": name.replace("_", " ")}
    return [RawDoubt(kode=Kode.DAFTAR_TANPA_TANDA, jalur=f"/{name}", isi=isi)] if guessed else []


def head_doubts(ident: RawIdentitas, instansi: str | None) -> list[RawDoubt]:
    """A doubt about the office where a letterhead line that it was taken from was read unsurely.

    Specks of a crest, read as a letter or two, are no such line, nor is one whose words are all known; a line
    of a word or two that is hardly legible may still be another. What another line says whole is a scrap of
    it, the ring of letters around a crest.
    """
    office = letters(instansi or "")
    heads = [letters(line) for line in ident.kepala]
    return [
        RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur="/instansi", isi={"teks": line[:60]})
        for line, sure in zip(ident.kepala, ident.kepala_yakin, strict=False)
        if sure < SURE
        and (strange(line) or len(words(line)) < (SENTENCE if sure < LEGIBLE else 1))
        and min(len(own := letters(line)), len(office)) > 3
        and (own in office or office in own)
        and not any(own in head and len(head) > len(own) for head in heads)
    ]


def passed_over(pages: Sequence[int]) -> bool:
    """Whether pages stand between those of an SOP that are not its own: a list may stand on them."""
    return bool(pages) and len(set(pages)) <= max(pages) - min(pages)


def empty_fields(
    ident: RawIdentitas, nama: str | None, pejabat: DisahkanOleh | None, gap: bool
) -> list[RawDoubt]:
    """Fields that every form has and this one leaves open. A label with nothing beside it may have lost
    its value on a scan; where the text is the document's own, nobody has filled in its number or date. A
    dash is a value, but in pixels it may be all that is left of one; what the form does not have at all is
    the form's matter, but every SOP has a name, and every identity block somebody who signs, who may stand
    elsewhere on the page. ``gap``: whether pages between those of the SOP were passed over, which may hold a
    list.
    """
    read = {"nama_sop": nama, "disahkan_oleh": pejabat}
    scanned = from_pixels(ident)
    block = sum(getattr(ident, name) is not None for name in WAJIB) >= A_BLOCK
    loose = [d.isi.get("teks", "") for d in ident.keraguan if d.kode is Kode.TEKS_DI_LUAR_FORM]
    stray = any(parse_tanggal(teks)[0] for teks in loose)  # a date whose label was not known
    homeless = any(len(words(teks)) >= SPARE and not _LABELLED.match(teks) for teks in loose)
    absent = sum(getattr(ident, name) is None and not replaced(name, ident) for name in WAJIB)
    always = ("nama_sop", "disahkan_oleh") if block else ("nama_sop",)
    out = []
    for name in WAJIB:
        text: RawText | None = getattr(ident, name)
        if read.get(name) or (items(text) if name in DAFTAR else clean(text)) or replaced(name, ident):
            continue
        isi = {"isian": name.replace("_", " ")}
        lost = scanned and (lacks_only(name, ident) or may_be_lost(name, loose, block))
        lost |= bool(loose) and absent <= SIDES  # its label may be one that nobody listed
        lost = lost or (gap and name in DAFTAR)
        unlabelled = text is None and name not in always and not lost
        if unlabelled and not (stray and name in TANGGAL_WAJIB):
            out.append(RawDoubt(kode=Kode.IDENTITAS_TAK_ADA, jalur=f"/{name}", isi=isi))
        elif scanned or text is None or not text.teks or read.get(name, "") is None:
            # nobody writes a list by hand: one without a word was left open, unless words found no field
            dashed = text is not None and bool(text.teks) and text.bersih
            left_open = text is not None and name in DAFTAR and (dashed or not homeless)
            blank = block and text is not None and (text.bersih or not scanned) and name in DIISI_BELAKANGAN
            kode = Kode.DAFTAR_KOSONG if left_open else Kode.IDENTITAS_KOSONG
            kode = Kode.IDENTITAS_TAK_DIISI if blank else kode
            out.append(RawDoubt(kode=kode, jalur=f"/{name}", isi=isi))
    return out


def lacks_only(name: str, ident: RawIdentitas) -> bool:
    """Whether a list is the only one that was not found: the forms have all six, or hardly any."""
    return [k for k in DAFTAR if getattr(ident, k) is None] == [name]


def may_be_lost(name: str, loose: Sequence[str], block: bool) -> bool:
    """Whether a label that was not found in pixels may be misread.

    Then it, or the number or day beside it, is left over in the block.
    """
    own = [w for w in name.split("_") if len(w) > SPARE]
    alike = (kemiripan(w.casefold(), k) >= MISREAD for teks in loose for w in teks.split() for k in own)
    return not block or any(alike) or any(sum(c.isdigit() for c in teks) >= SPARE for teks in loose)


def replaced(name: str, ident: RawIdentitas) -> bool:
    """Whether the form prints another field in this one's place: the day of approval, as of
    Permendagri 52/2011."""
    absent = name == "tanggal_efektif" and ident.tanggal_efektif is None
    return absent and bool(clean(ident.tanggal_pengesahan))


def from_pixels(ident: RawIdentitas) -> bool:
    """Whether the identity block was read from pixels, where a label itself may be misread."""
    return any(isinstance(text, RawText) and text.keyakinan < 1.0 for _, text in ident)
