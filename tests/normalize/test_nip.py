from __future__ import annotations

import pytest

from normalize.nip import parse_nip


@pytest.mark.parametrize(
    ("cetak", "nip", "ragu"),
    [
        ("NIP. 19660825 198802 1 001", "196608251988021001", False),
        ("196608251988021001", "196608251988021001", False),
        ("NlP. 19690606 200003 1 006", "196906062000031006", False),
        ("NIP : 131234567", "131234567", False),
        ("NRP. 79050123", "79050123", False),
        ("NIK 3201123456780001", "3201123456780001", False),
        ("199001012023211005", "199001012023211005", False),
        ("196301091988121001", "196301091988121001", False),
        ("NIP. 1970ll102002121005", "197011102002121005", True),
        ("19660825 198802 3 001", "196608251988023001", True),
        ("1966082 198802 1 001", "19660821988021001", True),
        ("19661325 198802 1 001", "196613251988021001", True),
        ("19660825 198813 1 001", "196608251988131001", True),
        ("19660825 196602 1 001", "196608251966021001", True),
        ("NIP.", None, False),
        ("-", None, False),
        ("", None, False),
    ],
)
def test_nip(cetak: str, nip: str | None, ragu: bool) -> None:
    dapat, doubts = parse_nip(cetak)
    assert (dapat, bool(doubts)) == (nip, ragu)
