"""What in a folder is no document: rules in the syntax of .gitignore, in ``.sopapignore`` files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pathspec import GitIgnoreSpec

NAME = ".sopapignore"
# Files that systems and office programs leave beside documents, and what belongs to sopap.
DEFAULTS = (
    ".*",
    "[Tt]humbs.db",
    "[Ee]hthumbs.db",
    "[Dd]esktop.ini",
    "~$*",
    "$RECYCLE.BIN/",
    "System Volume Information/",
    "__MACOSX/",
    "sopap.toml",
)


class Ignore:
    """The rules that hold in a folder: its own, then those of the folders above it, then the defaults."""

    def __init__(self, rules: Sequence[str] = ()) -> None:
        self.levels: list[tuple[str, GitIgnoreSpec]] = [("", GitIgnoreSpec.from_lines([*DEFAULTS, *rules]))]

    def below(self, folder: str, path: Path) -> Ignore:
        """The rules inside ``folder`` (relative, "" or ending in a slash), which lies at ``path``."""
        try:
            lines = (path / NAME).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return self
        inner = Ignore.__new__(Ignore)
        inner.levels = [*self.levels, (folder, GitIgnoreSpec.from_lines(lines))]
        return inner

    def __contains__(self, name: str) -> bool:
        """Whether the file ``name``, or the folder where it ends in a slash, is left out."""
        for base, spec in reversed(self.levels):
            said = spec.check_file(name.removeprefix(base)).include
            if said is not None:
                return said
        return False
