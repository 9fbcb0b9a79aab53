"""What several SOPs of a file say alike: who signed, of which pen and stamp cover another part in each, the
year in their numbers, and their office.

Only what was read unsurely is settled by the others; its doubt stays unless two others read just that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from normalize.identitas import Identitas
from normalize.match import kemiripan
from normalize.nip import parse_nip
from normalize.penandatangan import doubted, still_doubted
from schemas.raw import RawDoubt
from schemas.record import DisahkanOleh
from schemas.tinjauan import Kode

ALIKE = 0.6  # of the letters: readings of one covered name share so many
# What may be a year by hand, misread: figures, or small letters for them.
_NO_YEAR = re.compile(r"(?=.*[\da-z])[\w ]{1,5}")
SAME_OFFICE = 0.9  # of the letters of an office's name: a letter or two were misread
MOST_OF = 0.7  # of the letters of a post are left where a stamp covers it
SAME_NUMBER = 0.75  # of the figures: readings of one covered NIP


@dataclass(frozen=True, slots=True)
class Bacaan:
    """A signatory as read, and which parts of it were read unsurely."""

    pejabat: DisahkanOleh
    ragu: frozenset[str]


def signed_alike(idents: Sequence[Identitas]) -> list[Identitas]:
    """The identity blocks of one file, a signatory read unsurely settled by the others, and one read from
    pixels that two others, of one mind, do not bear out."""
    readings = [
        Bacaan(i.disahkan_oleh, frozenset(doubted(i.keraguan))) if i.disahkan_oleh else None for i in idents
    ]
    out = []
    for n, (ident, own) in enumerate(zip(idents, readings, strict=True)):
        others = [r for k, r in enumerate(readings) if r is not None and k != n]
        if own is not None and ident.piksel:
            own = with_usual_post(with_usual_marks(own, others), others)
            ident = replace(ident, disahkan_oleh=own.pejabat)
        if own is not None and ident.piksel and "nama" not in own.ragu and outvoted(own, others):
            own = Bacaan(own.pejabat, own.ragu | {"nama"})
            isi = {"teks": (own.pejabat.nama or "")[:60]}
            doubt = RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur="/disahkan_oleh/nama", isi=isi)
            ident = replace(ident, keraguan=(*ident.keraguan, doubt))
        if own is not None and (own.ragu or not valid(own.pejabat.nip)):
            settled = sepakat(own, others)
            ident = replace(ident, disahkan_oleh=settled)
            ident = replace(ident, keraguan=still_doubted(ident.keraguan, borne_out(settled, others)))
        out.append(ident)
    return out


def numbered_alike(idents: Sequence[Identitas]) -> list[Identitas]:
    """The identity blocks of one file, numbers written by hand with the year of the others; still doubted."""
    years = {d.year for i in idents for d in i.tanggal.values() if d}
    out = []
    for n, ident in enumerate(idents):
        others = [i.nomor_sop for k, i in enumerate(idents) if k != n and i.nomor_sop]
        hand = any(d.kode is Kode.TULISAN_TANGAN and d.jalur == "/nomor_sop" for d in ident.keraguan)
        nomor = with_year(ident.nomor_sop, others, years) if hand and ident.nomor_sop else ident.nomor_sop
        out.append(replace(ident, nomor_sop=nomor))
    return out


def of_one_office(idents: Sequence[Identitas]) -> list[Identitas]:
    """The identity blocks of one file, an office read unsurely from pixels as two others, or more, have it
    surely, where nearly all its letters are theirs.
    """
    unsure = [any(is_of_office(d) for d in i.keraguan) for i in idents]
    sure = Counter(i.instansi for i, bad in zip(idents, unsure, strict=True) if i.instansi and not bad)
    out = []
    for ident, bad in zip(idents, unsure, strict=True):
        own = letters(ident.instansi or "")
        alike = [o for o, n in sure.items() if n > 1 and kemiripan(own, letters(o)) >= SAME_OFFICE]
        if bad and ident.piksel and len(alike) == 1:
            doubts = tuple(d for d in ident.keraguan if not is_of_office(d))
            ident = replace(ident, instansi=alike[0], keraguan=doubts)
        out.append(ident)
    return out


def is_of_office(d: RawDoubt) -> bool:
    return d.kode is Kode.TEKS_MERAGUKAN and d.jalur == "/instansi"


def sepakat(own: Bacaan, others: Sequence[Bacaan]) -> DisahkanOleh:
    """The signatory with its unsure name and NIP as most of the alike readings of the file have them."""
    group = [own, *(o for o in others if alike(own.pejabat, o.pejabat))]
    if len(group) < 2:
        return own.pejabat
    update: dict[str, str] = {}
    if "nama" in own.ragu and (nama := middle([b.pejabat.nama for b in group if b.pejabat.nama])):
        update["nama"] = nama
    if "nip" in own.ragu or not valid(own.pejabat.nip):
        numbers = Counter(n for b in group if (n := b.pejabat.nip) and valid(n))
        if numbers:
            update["nip"] = max(numbers, key=lambda n: (numbers[n], n))
    return own.pejabat.model_copy(update=update)


def with_usual_marks(own: Bacaan, others: Sequence[Bacaan]) -> Bacaan:
    """The reading, its name set as most others, at least two, set the same letters: a pen covers a comma more
    easily than a letter.
    """
    nama = own.pejabat.nama or ""
    settings = Counter(n for o in others if letters(n := o.pejabat.nama or "") == letters(nama))
    usual = max(settings, key=lambda n: (settings[n], n), default=nama)
    if settings[usual] < settings[nama] + 2:
        return own
    return Bacaan(own.pejabat.model_copy(update={"nama": usual}), own.ragu)


def with_usual_post(own: Bacaan, others: Sequence[Bacaan]) -> Bacaan:
    """The reading, its post as two others of the same person, or more, have it, where it has lost letters of
    that to pen or stamp: "Kepala nas Pendidikan"."""
    same = (o.pejabat.jabatan for o in others if alike(own.pejabat, o.pejabat))
    posts = Counter(post for post in same if post)
    usual = max(posts, key=lambda p: (posts[p], p), default="")
    if posts[usual] < 2 or not has_lost(letters(own.pejabat.jabatan or ""), letters(usual)):
        return own
    return Bacaan(own.pejabat.model_copy(update={"jabatan": usual}), own.ragu)


def has_lost(own: str, whole: str) -> bool:
    """Whether letters of a whole are missing in a reading, few of them or all."""
    left = iter(whole)
    part = len(own) >= MOST_OF * len(whole) and all(c in left for c in own)
    return own != whole and (not own or part)


def borne_out(settled: DisahkanOleh, others: Sequence[Bacaan]) -> frozenset[str]:
    """The parts of a signatory, name and NIP, that two other readings of the same person have too."""
    same = [o.pejabat for o in others if alike(settled, o.pejabat)]
    name, number = letters(settled.nama or ""), settled.nip
    names = bool(name) and sum(letters(p.nama or "") == name for p in same) >= 2
    numbers = valid(number) and sum(p.nip == number for p in same) >= 2
    return frozenset(part for part, found in (("nama", names), ("nip", numbers)) if found)


def outvoted(own: Bacaan, others: Sequence[Bacaan]) -> bool:
    """Whether two other readings of the same person, or more, give one name and this one gives another."""
    same = [o.pejabat.nama for o in others if alike(own.pejabat, o.pejabat)]
    names = Counter(letters(n) for n in same if n)
    return bool(names) and letters(own.pejabat.nama or "") not in names and max(names.values()) >= 2


def alike(a: DisahkanOleh, b: DisahkanOleh) -> bool:
    """Whether two readings may be of one person: by the number, else by the name."""
    if a.nip and b.nip and kemiripan(a.nip, b.nip) >= SAME_NUMBER:
        return True
    return bool(a.nama and b.nama) and kemiripan(letters(a.nama or ""), letters(b.nama or "")) >= ALIKE


def middle(names: Sequence[str]) -> str | None:
    """The reading that is most like all others; of equal ones the one in the fewest pieces."""
    if not names:
        return None
    keys = [letters(n) for n in names]

    def like(i: int) -> float:
        return sum(kemiripan(keys[i], k) for k in keys)

    # of equal ones: more titles told apart by commas, then the fewest pieces
    def key(i: int) -> tuple[float, int, int, str]:
        return round(like(i), 6), names[i].count(","), -len(names[i].split()), names[i]

    return names[max(range(len(names)), key=key)]


def with_year(nomor: str, others: Collection[str], years: Collection[int]) -> str:
    """A number written by hand whose last part is no year, with the one year of the file's dates, where
    another number of the file, of as many parts, ends in it: "394/sop/zoaa" beside "397/SOP/2022"."""
    head, _, last = nomor.rpartition("/")
    year = str(next(iter(years))) if len(set(years)) == 1 else ""
    usual = any(o.rpartition("/")[2].strip() == year and o.count("/") == nomor.count("/") for o in others)
    lost = head and not re.fullmatch(r"\d{4}", last.strip()) and _NO_YEAR.fullmatch(last.strip())
    return f"{head}/{year}" if year and usual and lost else nomor


def valid(nip: str | None) -> bool:
    return nip is not None and len(nip) == 18 and not parse_nip(nip)[1]


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
