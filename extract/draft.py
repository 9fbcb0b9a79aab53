"""An SOP while its pages are gathered, and what is decided of it before it is built."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from extract.form.samples import why_sample
from extract.sop import join_text, same_start
from extract.table.actors import says_who
from extract.table.going_on import first_number, same_names
from extract.table.identity import Going, count_labels
from extract.table.rows import TablePart
from extract.table.signatory import signatory_in
from extract.table.titles import names_sop
from schemas.page import LeftOut
from schemas.raw import RawIdentitas, RawText

PRINTED = ("vektor", "lembar")  # sources whose text is what the form shows: what is empty there is empty
NEXT = 2  # pages: as far apart stand those of one block, with an empty back between them


@dataclass(slots=True)
class Draft:
    """An SOP while its pages are gathered."""

    identity: RawIdentitas | None = None
    open: dict[str, Going] = field(default_factory=dict)  # lists that the end of its last page may have cut
    judul: str | None = None
    pages: list[int] = field(default_factory=list)
    parts: list[TablePart] = field(default_factory=list)
    surely_read: bool = True  # whether its block was read from text, not from pixels
    captioned: bool = False  # whether the print over it calls it a sample
    left_out: list[tuple[int, LeftOut]] = field(default_factory=list)  # page, what outside its table

    def stands_on(self, page: int) -> None:
        if page not in self.pages:
            self.pages.append(page)


def sample_of(draft: Draft) -> str | None:
    """Why a draft is a sample of the form, None where it is an SOP."""
    values = [v.teks for _, v in draft.identity or () if isinstance(v, RawText)]
    rows = [
        " ".join(w.text for w in words)
        for part in draft.parts
        for b in part.baris
        for k, words in b.words.items()
        if part.kolom[k].isi != "nomor"
    ]
    read = draft.surely_read and all(p.page.source in PRINTED for p in draft.parts)
    # rows with nothing but numbers are empty, whatever stands around the form
    bare = sum(len(p.baris) for p in draft.parts) > 1 and not any(map(shows_more, draft.parts))
    return why_sample(rows if bare else [*values, *rows], draft.captioned, read)


def shows_more(part: TablePart) -> bool:
    """Whether words stand or arrows are drawn among the executors of a table, or a picture lies on it."""
    drawn = any(part.box.holds(*h.tip) for h in part.page.heads)
    return bool(part.loose) or drawn or any(p.box.overlap(part.box) for p in part.page.pictures)


def why_other_table(draft: Draft) -> str | None:
    """Why a table with columns like the form's is another: nothing says who does what, or that it is an SOP.

    Work plans, job descriptions and reports have activities, times and outputs too; and books have words of
    the form's labels in their drawings and headings.
    """
    if not draft.parts and any(b - a > NEXT for a, b in pairwise(draft.pages)):
        return "Isian formulir tersebar di halaman yang berjauhan, tanpa tabel langkah"
    if count_labels(draft.identity or RawIdentitas()) or (draft.judul and names_sop(draft.judul)):
        return None
    if any(map(says_who, draft.parts)):
        return None
    return "Tabel kegiatan tanpa kolom pelaksana, blok identitas, dan judul SOP"


def signed(draft: Draft) -> RawIdentitas:
    """The identity block of an SOP; without an approval in it, with the signature under the table."""
    identity = draft.identity or RawIdentitas()
    if not draft.parts or (identity.disahkan_oleh and identity.disahkan_oleh.teks):
        return identity
    last = draft.parts[-1]
    under = [w for w in last.page.words if w.box.y0 > last.box.y1]
    signatory = signatory_in([*(w for words in last.asides for w in words), *under], last.page.number)
    return identity.model_copy(update={"disahkan_oleh": signatory}) if signatory else identity


def continues(first: RawIdentitas, second: RawIdentitas) -> bool:
    """Whether a second block carries the first on: it does not name another SOP."""
    for name in ("nomor_sop", "nama_sop"):
        a, b = (letters(getattr(x, name).teks) if getattr(x, name) else "" for x in (first, second))
        if a and b and a not in b and b not in a:
            return False
    return True


def letters(text: str) -> str:
    """Letters and digits alone: what a number or a name is told by, whatever stands around it."""
    return "".join(c for c in text.casefold() if c.isalnum())


def merged(first: RawIdentitas, second: RawIdentitas) -> RawIdentitas:
    """Both blocks as one; a field of the first page stands unless the second was read more surely."""

    def sure(text: object) -> float:
        return text.keyakinan if isinstance(text, RawText) and text.teks else 0.0

    later = {k: v for k, v in second if v and (not getattr(first, k) or sure(v) > sure(getattr(first, k)))}
    lain = {**second.lain, **first.lain}
    lain |= {k: join_text(v, second.lain[k]) for k, v in first.lain.items() if k in second.lain}
    return first.model_copy(update={**later, "lain": lain, "keraguan": first.keraguan + second.keraguan})


def beside(draft: Draft, heading: str | None) -> Draft:
    """A further SOP under the identity block of one before, with the name that stands over its table."""
    block = draft.identity.model_copy(update={"nama_sop": None}) if draft.identity else None
    first = min((p.page.number for p in draft.parts), default=0)
    return Draft(identity=block, judul=heading, pages=[n for n in draft.pages if n < first])


def starts_anew(draft: Draft, part: TablePart, heading: str | None) -> bool:
    """Whether a table with a header is another SOP's: a new heading, or new columns, and steps from 1."""
    first = next((first_number(b.words.get(0, [])) for b in part.baris), None)
    other = heading is not None and heading != draft.judul
    other = other and (names_sop(heading or "") or not same_start(draft.parts[0], part))
    return first == "1" and (other or not same_names(draft.parts[-1].kolom, part.kolom))
