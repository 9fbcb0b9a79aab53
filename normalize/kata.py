"""Words against a word list: letters that make no word are likely misread.

The list is the roots of Sastrawi (MIT), with the words of the posts' vocabulary; a word is known when
taking its affixes off, in the ways of Indonesian word formation, leaves a root.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

LEAST = 4  # letters: shorter words are too near to one another to tell anything
ACRONYM = 6  # letters of the longest word in capitals that is taken for an acronym
_WORD = re.compile(r"[^\W\d_]+")
_SCRAP = re.compile(r"[a-z]{1,2}|[bcdfghjklmnpqrstvwxyz]{3}")
_SHORT_WORDS = """
di ke ya si se an ex vs cm km kg gr mm ml rp no hr jl tk up it hp pc tv rt rw sk st dr ir hj ds ub bp th tgl
of to by on in is as
bln thn dst dll mgg tdk yth utk dgn dg yg pd jml x
"""
NARROW = frozenset("iltfjr")  # letters with so much paper beside them that a space is seen there
FAR = 2  # times as long as a piece that is a word by chance: "Pengadminist rasi"
_MARKS = ".,;:()"
_HEADS = ("kepala", "sekretaris", "direktur", "pemerintah", "dinas", "badan", "bagian", "bidang", "kantor")
_SHORT = frozenset(_WORD.findall(_SHORT_WORDS))
# What stands in front of a root, with the letters of the root that it may have swallowed.
_PREFIXES = (
    *(("meng", ("", "k")), ("meny", ("s",)), ("mem", ("", "p")), ("men", ("", "t")), ("me", ("",))),
    *(("peng", ("", "k")), ("peny", ("s",)), ("pem", ("", "p")), ("pen", ("", "t")), ("pe", ("",))),
    *((p, ("",)) for p in ("ber", "bel", "be", "ter", "te", "per", "pel", "di", "ke", "se", "non", "pra")),
)
_SUFFIXES = ("kannya", "annya", "inya", "kan", "nya", "lah", "kah", "an", "i", "ku", "mu", "isasi", "is")
_DEPTH = 3  # affixes of one side: "memper-", "keber-"


@cache
def _roots() -> frozenset[str]:
    sources = (
        files("Sastrawi").joinpath("Stemmer/data/kata-dasar.txt"),
        files("normalize").joinpath("data/kosakata.txt"),
        files("normalize").joinpath("data/kata_dinas.txt"),
    )
    regions = (files("normalize").joinpath(f"data/wilayah_{k}.csv") for k in ("kabupaten", "provinsi"))
    lines = [line for s in regions for line in s.read_text(encoding="utf-8").replace(",", " ").splitlines()]
    lines += [line for s in sources for line in s.read_text(encoding="utf-8").splitlines()]
    return frozenset(w.casefold() for line in lines if not line.startswith("#") for w in line.split())


@lru_cache(maxsize=65536)
def known(word: str, depth: int = _DEPTH) -> bool:
    """Whether a word, lower case, is a root of the list or one with affixes."""
    if word in _roots():
        return True
    if depth == 0 or len(word) < LEAST:
        return False
    bare = [word[: -len(s)] for s in _SUFFIXES if word.endswith(s)]
    bare += [head + word[len(p) :] for p, heads in _PREFIXES if word.startswith(p) for head in heads]
    return any(len(b) > 2 and known(b, depth - 1) for b in bare)


def scraps(text: str) -> int:
    """Letters that stand alone and make no word: what a reader of pixels takes from a neighbouring line."""
    tokens = (w.rstrip(",") for w in text.split())
    return sum(bool(_SCRAP.fullmatch(w)) and w not in _SHORT for w in tokens)


def torn(text: str) -> bool:
    """Whether a text has words of no list, or letters of one: pen and stamp take letters out of print, and
    what is left may be read surely."""
    return bool(strange(text)) or scraps(text) > 0


def mended(text: str) -> str:
    """The text with words put together that a reader of pixels split ("Hasi l", "KOMU NIKASI") and those of
    titles parted that it ran together ("KEPALADINAS").

    Pieces are joined where both together are a word, and the longer one is none. An "m" that was "rn" is that
    again.
    """
    out: list[str] = []
    for token in text.split(" "):
        if out and _split_word(out[-1], token):
            out[-1] += token
        else:
            out.append(token)
    return " ".join(_WORD.sub(_with_rn, _parted(token)) for token in out)


def _split_word(head: str, tail: str) -> bool:
    """Whether two neighbours make a word, and the longer one none unless a narrow letter was split off.

    Of two about as long neither is a word: "data base" is printed so.
    """
    head, tail = head.lstrip(_MARKS), tail.rstrip(_MARKS)
    if not (head.isalpha() and tail.isalpha() and (tail.islower() or (head.isupper() and tail.isupper()))):
        return False
    shorter, longer = sorted((head, tail), key=len)
    both = (head + tail).casefold()
    if len(both) < LEAST or not known(both) or (shorter not in NARROW and known(longer.casefold())):
        return False
    return len(longer) >= FAR * len(shorter) or not known(shorter.casefold())


def _with_rn(found: re.Match[str]) -> str:
    """A word that is none with "m" read for "rn" as the word it then is: "Intemet", "Gubemur"."""
    word = found.group()
    if len(word) < LEAST or known(word.casefold()):
        return word
    ways = (f"{word[:n]}rn{word[n + 1 :]}" for n, c in enumerate(word) if c == "m")
    return next((w for w in ways if known(w.casefold())), word)


def _parted(token: str) -> str:
    """A token in capitals that is no word, in two after the word that begins a post's or an office's name.

    Elsewhere words printed together are mostly the names of services: they stay.
    """
    bare = token.strip(_MARKS)
    if not (bare.isalpha() and bare.isupper()) or known(bare.casefold()):
        return token
    head = next((h for h in _HEADS if bare.casefold().startswith(h)), None)
    if head is None or len(bare) < len(head) + LEAST or not known(bare[len(head) :].casefold()):
        return token
    return token.replace(bare, f"{bare[: len(head)]} {bare[len(head) :]}")


def words(text: str) -> list[str]:
    """The words of a text that a list can judge: no acronyms, no short ones."""
    return [w for w in _WORD.findall(text) if len(w) >= LEAST and not (w.isupper() and len(w) < ACRONYM)]


def repeated(texts: Iterable[str]) -> frozenset[str]:
    """Words that several texts of a document use: names and terms of the office."""
    counts = Counter(w for text in texts for w in {w.casefold() for w in words(text)})
    return frozenset(w for w, n in counts.items() if n > 1)


def strange(text: str, own: frozenset[str] = frozenset()) -> int:
    """How many words of a text are neither in the list nor the document's ``own``."""
    return sum(not (w.casefold() in own or known(w.casefold())) for w in words(text))


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
