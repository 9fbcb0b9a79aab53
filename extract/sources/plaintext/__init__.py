"""Text exports (.txt, .md, .html) read into raw SOPs. They have no geometry: cells come as strings."""

from __future__ import annotations

from extract.sources.plaintext.reader import read_text

__all__ = ["read_text"]
