"""What earlier exports wrote in an output folder, told from what a user has put or changed there."""

from __future__ import annotations

from pathlib import Path

from sopap.run.own import Register
from sopap.run.store import STATE, LocalStore, put_away


class Ours:
    """The files at the usual place of an export. Nothing is kept for a folder that no run wrote."""

    def __init__(self, out: Path, place: Path) -> None:
        self.store = LocalStore(out)
        self.place = place
        self.known = (out / STATE).is_dir() and place.is_relative_to(out)

    def _names(self) -> list[str]:
        if not self.known or not self.place.exists():
            return []
        if self.place.is_file():
            return [self.place.relative_to(self.store.root).as_posix()]
        return list(self.store.names(self.place.relative_to(self.store.root).as_posix()))

    def make_way(self) -> tuple[str, ...]:
        """Puts away what is not as an export wrote it; says so."""
        register = Register(self.store)
        strange = [n for n in self._names() if not register.wrote(n, self.store.read(n) or b"")]
        if not strange:
            return ()
        return (
            f"{len(strange)} berkas yang bukan tulisan sopap dipindahkan ke {put_away(self.store, strange)}.",
        )

    def note(self) -> None:
        """Remembers what has been written."""
        Register(self.store).note(self._names())
