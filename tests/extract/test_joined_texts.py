"""Texts of one cell from two places: over a page break, or in two columns of one field."""

from __future__ import annotations

import pytest

from extract.sop import join_text
from schemas.raw import RawText


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Menyusun", "konsep surat", "Menyusun konsep surat"),
        ("Menyusun konsep", "Menyusun konsep", "Menyusun konsep"),
        ("Menyusun konsep", "Lanjutan: Menyusun konsep", "Menyusun konsep"),
        ("", "Surat", "Surat"),
        ("Surat", "", "Surat"),
    ],
)
def test_what_is_printed_once_more_is_said_once(first: str, second: str, joined: str) -> None:
    assert join_text(RawText(teks=first), RawText(teks=second)).teks == joined
