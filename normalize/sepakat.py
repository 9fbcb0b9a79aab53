"""What several SOPs of a file say alike: who signed, of which pen and stamp cover another part in each, and
the year in their numbers.

Only what was read unsurely is settled by the others; its doubt stays unless two others read just that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from normalize.match import kemiripan
from normalize.nip import parse_nip
from schemas.record import DisahkanOleh

ALIKE = 0.6  # of the letters: readings of one covered name share so many
# What may be a year by hand, misread: figures, or small letters for them.
_NO_YEAR = re.compile(r"(?=.*[\da-z])[\w ]{1,5}")
SAME_NUMBER = 0.75  # of the figures: readings of one covered NIP


@dataclass(frozen=True, slots=True)
class Bacaan:
    """A signatory as read, and which parts of it were read unsurely."""

    pejabat: DisahkanOleh
    ragu: frozenset[str]


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
