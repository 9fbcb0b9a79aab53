"""Values that cannot be: what no form prints in its place is a doubt at the value itself.

Nothing is changed. Each check is about the value alone or about its neighbours of one kind; how surely
it was read plays no part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from schemas.raw import RawDoubt
from schemas.record import Alur, Langkah, SopRecord
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol, Makna

LISTS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
LONGEST_LABEL = 70  # letters: the names of two or three executors run together are longer than any one
LONGEST_NUMBER = 60  # letters of an SOP number; longer ones have swallowed their neighbours
# Columns of the table, bare: an executor of such a name is a column of the form, misread.
_COLUMNS = re.compile(
    r"^(no|nomor|kegiatan|aktivitas|uraian(kegiatan|prosedur)?|mutubaku|pendukung|kelengkapan|persyaratan"
    r"|waktu(menit|jam|hari)?|output|keluaran|hasil|ket|keterangan|biaya)$"
)
# A column's name before an executor's, or a number of the row of column numbers behind it.
_SWALLOWED = re.compile(
    r"^\W*(?:aktivitas|uraian|kegiatan|mutu\s+baku|kelengkapan|persyaratan|output|keterangan)\b|\(\d{1,2}\)\W*$",
    re.IGNORECASE,
)
# A list item that names an SOP may hold the words of a label in its title.
_TITLE = re.compile(r"\s*(?:SOP|Prosedur|Standar Operasional)\b(?=.*[a-z])", re.DOTALL)
_GLUED = re.compile(r"[a-z]{3,}[A-Z][a-z]+(?:[a-z]{2,}[A-Z][a-z]+)+|[^\W\d_]{24,}")
_BROKEN_NAME = re.compile(
    r"\d|(?:^|\s)[.;](?=\s|$)|(?:^|\s)[a-z]{1,3}(?=\s|$)|(?:\b[A-Z]{1,2}\s+){2,}(?![.,])"
)
_BOTH = re.compile(r"(ya|y)\W+(tidak|tdk|t)\W*$|(tidak|tdk|t)\W+(ya|y)\W*$", re.IGNORECASE)
_HALVED = re.compile(r"[-–—]\d")  # a span of times that lost its first figure; a mark of an item stands apart
_CONNECTING = re.compile(r"\b(?:bin|binti|van|der|de|la|al|a/n|an|dr|drg|drs|ir|st|se|sh)\b\.?")


def impossible(record: SopRecord) -> list[RawDoubt]:
    """The values of a record that cannot be, in the order of its fields."""
    return [
        *_fields(record),
        *_signer(record),
        *_lists(record),
        *_executors(record),
        *_rows(record.langkah),
        *_answers(record),
        *_bare_exits(record),
    ]


def _doubt(jalur: str, teks: str, alasan: str) -> RawDoubt:
    return RawDoubt(kode=Kode.NILAI_MUSTAHIL, jalur=jalur, isi={"teks": teks[:60], "alasan": alasan})


@cache
def _labels() -> tuple[str, ...]:
    lines = files("normalize").joinpath("data/label_isian.txt").read_text(encoding="utf-8").splitlines()
    return tuple(w for line in lines if not line.startswith("#") for w in line.split())


def holds_label(teks: str) -> bool:
    """Whether a value holds the label of a field: two fields read as one.

    A label begins with a capital; in a sentence the same words ("memahami dasar hukum") do not.
    """
    letters = [c for c in teks if c.isalpha()]
    bare = "".join(letters).casefold()
    if len(bare) != len(letters):  # a letter that folds to two: not of these labels' alphabet
        return False
    return any(
        letters[m.start()].isupper() for label in _labels() for m in re.finditer(re.escape(label), bare)
    )


def _fields(record: SopRecord) -> Iterator[RawDoubt]:
    number, name = record.nomor_sop or "", record.nama_sop or ""
    for jalur, teks in (("/nomor_sop", number), ("/nama_sop", name), ("/unit", record.unit or "")):
        if holds_label(teks):
            yield _doubt(jalur, teks, "memuat nama isian lain")
    if number and not re.search(r"\d", number):
        yield _doubt("/nomor_sop", number, "tanpa angka")
    elif len(number) > LONGEST_NUMBER:
        yield _doubt("/nomor_sop", number, "terlalu panjang")
    if name[:1].islower():
        yield _doubt("/nama_sop", name, "bukan awal judul")
    elif name and not re.search(r"[^\W\d_]{3}", name):
        yield _doubt("/nama_sop", name, "tanpa kata")
    if glued(name):
        yield _doubt("/nama_sop", name, "kata menempel")
    made, valid = record.tanggal_pembuatan, record.tanggal_efektif
    if made and valid and valid < made:
        yield _doubt("/tanggal_efektif", valid.isoformat(), f"sebelum tanggal pembuatan {made.isoformat()}")


def _signer(record: SopRecord) -> Iterator[RawDoubt]:
    signer = record.disahkan_oleh
    if signer is None:
        return
    for part in ("jabatan", "nama", "pangkat"):
        teks = getattr(signer, part) or ""
        if holds_label(teks):
            yield _doubt(f"/disahkan_oleh/{part}", teks, "memuat nama isian lain")
    if signer.nama and broken_name(signer.nama):
        yield _doubt("/disahkan_oleh/nama", signer.nama, "bukan bentuk nama orang")


def broken_name(nama: str) -> bool:
    """Whether a person's name has figures, stray marks or letters of a word torn apart."""
    return bool(_BROKEN_NAME.search(_CONNECTING.sub("", nama)))


def _lists(record: SopRecord) -> Iterator[RawDoubt]:
    for field in LISTS:
        for i, item in enumerate(getattr(record, field)):
            teks = item if isinstance(item, str) else item.teks
            if holds_label(teks) and not (_TITLE.match(teks) or names_read(teks, record)):
                yield _doubt(f"/{field}/{i}", teks, "memuat nama isian lain")
            elif glued(teks):
                yield _doubt(f"/{field}/{i}", teks, "kata menempel")


def names_read(teks: str, record: SopRecord) -> bool:
    """Whether an item is the name of another list, which was read with its own label: "3. Dasar Hukum"."""
    bare = "".join(filter(str.isalpha, teks)).casefold()
    return any(bare == field.replace("_", "") and getattr(record, field) for field in LISTS)


def glued(teks: str) -> bool:
    """Words printed together: capitals inside a word, twice, or more letters than any word has.

    Web addresses and the like are one word as printed.
    """
    return any(_GLUED.search(w) for w in teks.split() if not re.search(r"[@:/.]\w", w))


def _executors(record: SopRecord) -> Iterator[RawDoubt]:
    names = Counter((p.kelompok, p.label.casefold()) for p in record.pelaksana if p.label)
    for i, p in enumerate(record.pelaksana):
        bare = re.sub(r"[\W\d_]", "", p.label).casefold()
        if p.label and (not bare or _COLUMNS.match(bare) or _SWALLOWED.search(p.label)):
            yield _doubt(f"/pelaksana/{i}/label", p.label, "bukan nama pelaksana")
        elif len(p.label) > LONGEST_LABEL or glued(p.label):
            yield _doubt(f"/pelaksana/{i}/label", p.label, "beberapa nama terbaca menjadi satu")
        elif names[p.kelompok, p.label.casefold()] > 1:
            yield _doubt(f"/pelaksana/{i}/label", p.label, "dua kolom bernama sama")


def _rows(langkah: tuple[Langkah, ...]) -> Iterator[RawDoubt]:
    for i, step in enumerate(langkah):
        cells = {
            "kegiatan": step.kegiatan,
            "mutu_baku/kelengkapan": step.mutu_baku.kelengkapan.teks,
            "mutu_baku/output": step.mutu_baku.output.teks,
            "keterangan": step.keterangan,
        }
        for name, teks in cells.items():
            if glued(teks):
                yield _doubt(f"/langkah/{i}/{name}", teks, "kata menempel")
    dashed = [i for i, step in enumerate(langkah) if _HALVED.match(step.mutu_baku.waktu.teks)]
    if len(dashed) == 1 < len(langkah):  # lists of times begin so row by row
        teks = langkah[dashed[0]].mutu_baku.waktu.teks
        yield _doubt(f"/langkah/{dashed[0]}/mutu_baku/waktu", teks, "rentang waktu tanpa awal")


def _answers(record: SopRecord) -> Iterator[RawDoubt]:
    """Exits of a decision with one answer, answers where nothing is decided, labels that are no words."""
    seen: dict[tuple[int, str, int], list[Makna]] = {}
    decisions = _decisions(record)
    exits = Counter(_start(arrow) for arrow in record.alur)
    for i, arrow in enumerate(record.alur):
        start = _start(arrow)
        if arrow.label and not is_word(arrow):
            yield _doubt(f"/alur/{i}", arrow.label, "tanda alur tanpa kata")
        if arrow.label and says_both(arrow.label):
            yield _doubt(f"/alur/{i}", arrow.label, "dua jawaban pada satu panah")
        if arrow.makna is None:
            continue
        if start not in decisions and exits[start] == 1:
            yield _doubt(f"/alur/{i}", arrow.label or "", "jawaban pada satu-satunya panah keluar")
        if arrow.makna in seen.setdefault(start, []) and start in decisions:
            yield _doubt(f"/alur/{i}", arrow.label or "", "dua cabang keputusan bertanda sama")
        seen[start].append(arrow.makna)


def _bare_exits(record: SopRecord) -> Iterator[RawDoubt]:
    """Decisions with an exit without an answer beside one that has it: whoever prints one prints most.

    Of 44 such exits in documents with truth all had an answer on the page, of four in others one.
    """
    decisions = _decisions(record)
    answers = {_start(a): a.label for a in record.alur if a.label and is_word(a) and _start(a) in decisions}
    for start in sorted({_start(a) for a in record.alur if not a.label and _start(a) in answers}):
        row, _, symbol = start
        isi = {"jawaban": (answers[start] or "")[:60]}
        jalur = f"/langkah/{row - 1}/simbol/{symbol}"
        yield RawDoubt(kode=Kode.JAWABAN_TAK_TERBACA, jalur=jalur, isi=isi)


def _decisions(record: SopRecord) -> set[tuple[int, str, int]]:
    return {
        (x.urutan, s.pelaksana, k)
        for x in record.langkah
        for k, s in enumerate(x.simbol)
        if s.jenis is JenisSimbol.BELAH_KETUPAT
    }


def _start(arrow: Alur) -> tuple[int, str, int]:
    return (arrow.dari.langkah, arrow.dari.pelaksana, arrow.dari.simbol)


def says_both(label: str) -> bool:
    """Whether a label is two answers that contradict each other, and nothing else: "Ya Tidak"."""
    return bool(_BOTH.match(label.strip()))


def is_word(arrow: Alur) -> bool:
    """Whether a label says something: an answer, or at least two letters."""
    return arrow.makna is not None or len(re.findall(r"[^\W\d_]", arrow.label or "")) > 1
