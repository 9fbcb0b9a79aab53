"""Who signed, of the lines of the approval cell, each doubt at the part it is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from normalize.bacaan import SURE
from normalize.kata import letters, strange, torn
from normalize.pejabat import pangkat_berjarak, parse_pejabat
from schemas.raw import RawDoubt, RawText
from schemas.record import DisahkanOleh
from schemas.tinjauan import Kode

PRINTED_WORDS = ("jabatan", "pangkat")  # parts of the signatory that a word list can judge


# A rule under a name takes the feet off its letters: the comma before a title becomes a full stop. Then a "v"
# was a "y" (six of six such names of scans with truth), and "Hi." was "Hj.".
_COMMA_CUT = re.compile(r"(?!Prof\b)\b[^\W\d_]{4,} ?\. ?,?[A-Z]")
_FOOTLESS = re.compile(r"[^\W\d_]v|^Hi\.")


def signer(text: RawText | None) -> tuple[DisahkanOleh | None, list[RawDoubt]]:
    """Who signed, with a doubt at each part that was read unsurely."""
    if text is None:
        return None, []
    scanned = text.keyakinan < 1.0
    lines = [pangkat_berjarak(line) if scanned else line for line in text.baris]
    pejabat, found = parse_pejabat(lines, scanned)
    doubts = [d.model_copy(update={"jalur": f"/disahkan_oleh{d.jalur}"}) for d in found]
    if pejabat is None:
        return None, doubts
    for line, sure in zip(lines, text.baris_yakin, strict=False):
        part = part_of(line, pejabat) if sure < SURE or (scanned and lost_feet(line)) else None
        if part and not (part in PRINTED_WORDS and not strange(line)):
            where = f"/disahkan_oleh/{part}"
            doubts.append(RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur=where, isi={"teks": line[:60]}))
    post = pejabat.jabatan or ""
    if scanned and torn(post) and "jabatan" not in doubted(doubts):
        where = "/disahkan_oleh/jabatan"
        doubts.append(RawDoubt(kode=Kode.TEKS_MERAGUKAN, jalur=where, isi={"teks": post[:60]}))
    return pejabat, doubts


def lost_feet(line: str) -> bool:
    """Whether a name shows that the rule under it was taken off with the feet of its letters."""
    return bool(_COMMA_CUT.search(line) and _FOOTLESS.search(line))


def still_doubted(doubts: Sequence[RawDoubt], sure: Collection[str]) -> tuple[RawDoubt, ...]:
    """The doubts without those about parts of the signatory that other SOPs of the file bear out.

    ``sure``: these parts. Where the name and the number are among them, what else stands in the cell is
    from pen and stamp.
    """
    out = []
    for d in doubts:
        part = d.jalur.removeprefix("/disahkan_oleh/")
        if part in sure and d.kode in (Kode.TEKS_MERAGUKAN, Kode.NIP_TAK_SAH):
            continue
        if d.kode is Kode.PEJABAT_TAK_TERURAI and {"nama", "nip"} <= set(sure):
            isi = {"isian": "disahkan oleh", **d.isi}
            d = d.model_copy(update={"kode": Kode.TERTIMPA, "isi": isi})
        out.append(d)
    return tuple(out)


def doubted(doubts: Sequence[RawDoubt]) -> list[str]:
    """The parts of the signatory that a doubt points at."""
    found = [d.jalur.split("/") for d in doubts if d.jalur.startswith("/disahkan_oleh/")]
    return [parts[2] for parts in found]


def part_of(line: str, pejabat: DisahkanOleh) -> str | None:
    """The part of the signatory that a printed line went into."""
    own = letters(line)
    for name in ("nama", "nip", "pangkat", "jabatan"):
        held = letters(getattr(pejabat, name) or "")
        if len(held) > 1 and len(own) > 1 and (held in own or own in held):
            return name
    return None
