"""Texts that were read from pixels: words put together, doubts about little confidence and scraps.

A word list is the second opinion on what the engine says of itself: a line whose words are all known is
right more often than its confidence tells, letters that stand alone are taken from a neighbouring line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from normalize.alur.makna import near_answer
from normalize.kata import mended, repeated, scraps, strange, torn, words
from normalize.waktu.lex import dieja
from schemas.raw import RawDoubt, RawLangkah, RawSop, RawText
from schemas.record import SopRecord
from schemas.tinjauan import Kode

_NUMBERS = re.compile(r"\d+[.,)]?")
# A figure run into a unit by a speck ("20.Menit"), letters run into a number ("131HM").
_JOINED = re.compile(
    r"\d[.,'](?i:detik|menit|jam|hari|minggu|bulan|tahun)\b|(?<![^\W_])\d{2,}[A-Z]{2,}(?![a-z])"
)
_AGENT = re.compile(r"pe[a-z]{3,}", re.IGNORECASE)
_FIGURE_IN_WORD = re.compile(r"[^\W\d_]{2}\d")
# Words that lead on to another: a text that ends with one goes on, in a line that was not read.
_LEADS_ON = re.compile(
    r"[^\W\d_] (?:dan|atau|yang|dengan|untuk|di|ke|dari|pada|tentang|oleh|dalam|atas|sebagai|serta|bagi"
    r"|terhadap|kepada|antara|melalui|agar|guna)$"
)
CELL = 0.05  # share of a text's letters that may be misread before it says something else
ITEM = 0.1  # of an item of a list
ONE = 0.5  # letters: of a short text, one letter likely misread
CRUMB = 3  # letters: no line of a text breaks after so few
LINES = ("sop", "spo")  # that stand on a line of their own over the name
SENTENCE = 3  # words that a list can judge: so many known ones are no chance
SURE = 0.9  # of a line of the signatory: read with less confidence it is doubted


def row_doubts(sop: RawSop) -> Iterator[RawDoubt]:
    """The doubtful texts of the table, each at its cell."""
    own = own_words(sop)
    for i, row in enumerate(sop.langkah):
        pixels = row.halaman in sop.halaman_piksel
        if pixels and row_number(row) != row.nomor and not in_turn(sop.langkah, i):
            yield doubt(f"/langkah/{i}/nomor", row.nomor)
        for name, text in cells_of(row):
            yield from text_doubts(f"/langkah/{i}/{name}", text, pixels, own)


def label_doubts(record: SopRecord, pixels: Collection[int]) -> Iterator[RawDoubt]:
    """Labels of arrows that are no words but near an answer: letters of it were lost or misread ("Ticak").

    ``pixels``: places in ``langkah`` of the rows read from pixels.
    """
    rows = {record.langkah[i].urutan for i in pixels}
    for i, arrow in enumerate(record.alur):
        label = arrow.label or ""
        if arrow.dari.langkah in rows and arrow.makna is None and torn(label) and near_answer(label):
            yield doubt(f"/alur/{i}", label)


def cut_words(doubts: Iterable[RawDoubt]) -> Iterator[RawDoubt]:
    """The reader's doubts, without those about words that end at the rule of their cell and are whole.

    In scans with truth four of eleven that no list has spoiled their cell, the others lost a letter of many.
    """
    return (d for d in doubts if (kata := d.isi.get("kata")) is None or cut_short(d.kode, kata))


def cut_short(kode: Kode, kata: str) -> bool:
    """Whether a doubt is of something else than a word cut off, or of one that no list has."""
    return kode is not Kode.BARIS_TERPOTONG or strange(kata) > 0


def is_odd_label(label: str, own: frozenset[str]) -> bool:
    """Whether an executor's name, read from pixels, has words of no list, letters alone, figures in words."""
    return bool(strange(label, own) or scraps(label) or _FIGURE_IN_WORD.search(label))


def says_who(label: str, own: frozenset[str]) -> bool:
    """Whether an executor's name that no register has is one by its form: "Peminjam Arsip", who does it."""
    return bool(_AGENT.match(label)) and not strange(label, own)


def own_words(sop: RawSop) -> frozenset[str]:
    """Words that several cells of the table use."""
    return repeated(text.teks for row in sop.langkah for _, text in cells_of(row))


def text_doubts(
    jalur: str, text: RawText | None, pixels: bool, own: frozenset[str], allowed: float = CELL
) -> list[RawDoubt]:
    """A doubt about a text of which more letters are likely misread than it can bear, or that is odd itself.

    ``allowed``: the share of its letters.
    """
    if text is None or not text.teks:
        return []
    odd = pixels and is_odd(text.teks, own, allowed)
    bears = trust(text.teks, own) if pixels else 1.0
    return [doubt(jalur, text.teks)] if odd or misread(text.teks, text.average, allowed) > bears else []


def has_crumb(lines: Sequence[str]) -> bool:
    """Whether a line of a name is of a few letters alone, though others follow: what is left of a stamp over
    it. The last line may end so."""
    return any(letters(line) <= CRUMB and line.casefold() not in LINES for line in lines[:-1])


def is_odd(teks: str, own: frozenset[str], allowed: float) -> bool:
    """Whether a text of pixels has scraps in it, figures run into letters, or an end that leads on.

    Several scraps are what is left of words, each of two letters or so. Nor does a text of several words
    have half of them in no list.
    """
    alone, odd, bears = scraps(teks), strange(teks, own), allowed * letters(teks)
    torn = alone > bears or (alone > 1 and 2 * alone + odd > bears)
    torn = torn or (odd > 1 and 2 * odd >= len(words(teks)))
    return torn or bool(_JOINED.search(teks) or _LEADS_ON.search(teks.rstrip()))


def trust(teks: str, own: frozenset[str]) -> float:
    """How many times what it can bear a text may be misread by what the engine says, after a second opinion:
    words of no list make it less, a sentence of words that are all known more.
    """
    if strange(teks, own):
        return 0.5
    return 3.0 if len(words(teks)) >= SENTENCE and not scraps(teks) else 1.0


def misread(teks: str, average: float, allowed: float = CELL) -> float:
    """Letters of a text that are likely misread, as a share of those that it can bear.

    ``average``: how surely its letters were read.
    """
    if average >= 1.0:  # printed, not read: most texts
        return 0.0
    count = letters(teks)
    return (1 - average) * count / max(ONE, allowed * count)


def letters(teks: str) -> int:
    return sum(c.isalnum() for c in teks)


def doubt(jalur: str, teks: str) -> RawDoubt:
    return RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur=jalur, isi={"teks": teks[:60]})


def row_number(row: RawLangkah) -> str:
    """The number of a row of a scan: the first, where specks or a second reading stand behind it."""
    printed = _NUMBERS.findall(row.nomor)
    return str(printed[0]) if len(printed) > 1 else row.nomor


def in_turn(rows: Sequence[RawLangkah], i: int) -> bool:
    """Whether the number of a row is the one after the row before, or the one before the row after."""
    own = figures(rows[i])
    beside = [(rows[k], d) for k, d in ((i - 1, 1), (i + 1, -1)) if 0 <= k < len(rows)]
    return own is not None and any(figures(row) == own - d for row, d in beside)


def figures(row: RawLangkah) -> int | None:
    found = re.match(r"\d{1,3}", row_number(row))
    return int(found.group()) if found else None


def mended_sop(sop: RawSop) -> RawSop:
    """The SOP with the words of its scanned pages put together where the reader split them."""
    rows = tuple(
        row.model_copy(update={name: mended_text(getattr(row, name), name == "waktu") for name in CELLS})
        if row.halaman in sop.halaman_piksel
        else row
        for row in sop.langkah
    )
    ident = sop.identitas
    texts = {
        name: mended_text(text)
        for name, text in ident
        if isinstance(text, RawText) and text.keyakinan < 1.0 and name != "nomor_sop"
    }
    names = tuple(
        p.model_copy(update={"label": mended(p.label)}) if heads_pixels(sop) else p for p in sop.pelaksana
    )
    return sop.model_copy(
        update={"langkah": rows, "pelaksana": names, "identitas": ident.model_copy(update=texts)}
    )


def heads_pixels(sop: RawSop) -> bool:
    """Whether the names over the table were read from pixels."""
    return bool(sop.langkah) and sop.langkah[0].halaman in sop.halaman_piksel


def mended_text(text: RawText, time: bool = False) -> RawText:
    mend = mended_time if time else mended
    return text.model_copy(
        update={
            "teks": mend(text.teks),
            "butir": tuple(map(mend, text.butir)),
            "baris": tuple(map(mend, text.baris)),
        }
    )


def mended_time(text: str) -> str:
    return dieja(mended(text))


def cells_of(row: RawLangkah) -> tuple[tuple[str, RawText], ...]:
    """The texts of a row with their places in the record."""
    return (
        ("kegiatan", row.kegiatan),
        ("mutu_baku/kelengkapan", row.kelengkapan),
        ("mutu_baku/waktu", row.waktu),
        ("mutu_baku/output", row.output),
        ("keterangan", row.keterangan),
    )


CELLS = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")
