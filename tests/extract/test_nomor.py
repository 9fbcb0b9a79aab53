"""Numbers of documents: what a part of them may be, and what it may have been misread as."""

from __future__ import annotations

import pytest

from extract.form.nomor import MOST, ended, odd, spellings


@pytest.mark.parametrize(
    "text",
    [
        *("070/12/SOP/2021", "SOP-14/HM.10/X/2024", "000.8.3.3/ 256 /SATPOLPP-A", "060/ /SOP/TU/2018", "04"),
        *("490/375/M/DISKOMINFO", "393/50P/2022", "45 /SOP/ DISKOMINFO.IP /2024", "188.4/7/KPTS/2017-4"),
    ],
)
def test_numbers_of_figures_words_and_years(text: str) -> None:
    assert odd(text) == 0


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("G7/DISKOMINFO/2024", "67/DISKOMINFO/2024"),
        ("69/ DISROMIMFO/ 202A", "69/ DISKOMINFO/ 2024"),
        ("12/k9T5/2017", "12/kPTS/2017"),
        ("394/sop/zoaa", "394/sop/2022"),
        ("SOP- /2 /HM.10/IX/2024", "SOP- 12 /HM.10/IX/2024"),
        ("SOP-14/HM.10/1X/2024", "SOP-14/HM.10/IX/2024"),
        ("14C/SATPOLPP", "146/SATPOLPP"),
        ("O5/BAPPEDA/2020", "05/BAPPEDA/2020"),
        ("7/DINKE5/2019", "7/DINKES/2019"),
        ("33/INSPEKTORHT/2Ol8", "33/INSPEKTORAT/2018"),
    ],
)
def test_what_was_misread_is_among_the_spellings(text: str, right: str) -> None:
    assert odd(text) > odd(right) == 0
    found = spellings(text)
    assert found[0] == text and right in found and len(found) <= MOST


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("400/SOP /a00g", "400/SOP /2022"),
        ("12/sop/zoaa", "12/sop/2022"),
        ("12/SOP/umum", "12/SOP/umum"),
        ("12/SOP/DPK", "12/SOP/DPK"),
        ("a00g", "a00g"),
    ],
)
def test_the_year_of_the_dates_ends_a_number_that_was_misread(text: str, right: str) -> None:
    assert ended(text, 2022) == right
