"""Where the files of an output folder come from: one folder or URL, more where the user has added them.

``.sopap/masukan.json`` keeps them, so that a run over something else is told from a run over less.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sopap.errors import InputError, OutputError
from sopap.run.store import STATE, Store

_FILE = f"{STATE}/masukan.json"
# An input that has moved is the same if at least this share of its known files is there.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Root:
    """A place that files are read from. ``nama`` stands before their names; the first has none."""

    tempat: str
    nama: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be read of a root: a file or folder of it, all where ``below`` is empty."""

    root: Root
    below: str = ""

    @property
    def prefix(self) -> str:
        """What the names of these files begin with."""
        return "/".join(p for p in (self.root.nama, self.below) if p)

    def covers(self, berkas: str, roots: Sequence[Root]) -> bool:
        """Whether a file of that name would be read; names of another root are not of this one."""
        named = (r for r in roots if r.nama and berkas.startswith(f"{r.nama}/"))
        if next(named, Root("")).nama != self.root.nama:
            return False
        return not self.prefix or berkas == self.prefix or berkas.startswith(f"{self.prefix}/")


def load_roots(store: Store) -> list[Root]:
    try:
        return [Root(**r) for r in json.loads(store.read(_FILE) or b"[]")]
    except (ValueError, TypeError):
        return []  # damaged: the next run says again where its files are


def save_roots(store: Store, roots: Sequence[Root]) -> None:
    store.write(_FILE, (json.dumps([asdict(r) for r in roots]) + "\n").encode())


def choose(
    inputs: Sequence[str], roots: list[Root], known: Iterable[str], add: bool, out: str
) -> list[Chosen]:
    """The part of each root that the inputs name; ``roots`` grows by what is new.

    Files given together share their nearest common folder as their root. Raises InputError where there
    is nothing, OutputError where an input belongs to no root of this output and is not to be added.
    """
    places = [_absolute(i) for i in inputs]
    found = {place: _inside(place, roots) for place in places}
    rest = [place for place, chosen in found.items() if chosen is None]
    if rest and roots and not add:
        moved = _moved(rest, roots, known)
        if moved is None:
            raise OutputError(
                f"{out} berisi hasil dari {roots[0].tempat}, sedangkan {rest[0]} ada di luarnya. "
                "Pilih --out lain, atau gabungkan dengan --add."
            )
        roots[:] = [moved]
    elif rest:
        roots.append(_new_root(rest, roots, known))
    return [c for place in found if (c := _inside(place, roots))]


def _absolute(given: str) -> str:
    if "://" in given:
        return given.rstrip("/")
    if not Path(given).exists():
        raise InputError(f"Tidak ada berkas atau folder {given}. Berikan folder yang berisi dokumen SOP.")
    return os.path.realpath(given)


def _inside(place: str, roots: Sequence[Root]) -> Chosen | None:
    separator = "/" if "://" in place else os.sep
    for root in roots:
        if place == root.tempat:
            return Chosen(root)
        if place.startswith(root.tempat.rstrip(separator) + separator):
            return Chosen(root, place[len(root.tempat.rstrip(separator)) + 1 :].replace(os.sep, "/"))
    return None


def _new_root(places: Sequence[str], roots: Sequence[Root], known: Iterable[str]) -> Root:
    """The common folder of the places, under a name that no file and no other root has."""
    if any("://" in p for p in places):
        if len(places) > 1:
            raise InputError("Alamat URL dibaca satu per satu; gabungkan dengan --add.")
        return Root(places[0], _free_name(places[0], roots, known))
    folders = [p if os.path.isdir(p) else os.path.dirname(p) for p in places]
    try:
        common = os.path.commonpath(folders)
    except ValueError as e:  # Windows: on several drives
        raise InputError("Masukan ada di beberapa drive; baca satu per satu dengan --add.") from e
    return Root(common, _free_name(common, roots, known))


def _free_name(place: str, roots: Sequence[Root], known: Iterable[str]) -> str:
    if not roots:
        return ""
    taken = {b.split("/", 1)[0] for b in known} | {r.nama for r in roots}
    name = os.path.basename(place) or "masukan"
    return next(n for n in (name, *(f"{name} ({i})" for i in range(2, len(taken) + 3))) if n not in taken)


def _moved(places: Sequence[str], roots: Sequence[Root], known: Iterable[str]) -> Root | None:
    """The one root at its new place: the old one is gone and most of its files are here."""
    if len(roots) != 1 or len(places) != 1 or os.path.exists(roots[0].tempat) or "://" in places[0]:
        return None
    names = list(known)
    there = sum(os.path.exists(os.path.join(places[0], name)) for name in names)
    return Root(places[0]) if names and there >= _SAME * len(names) else None
