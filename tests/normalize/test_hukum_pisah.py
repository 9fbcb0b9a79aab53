from __future__ import annotations

import pytest

from normalize.hukum_pisah import joined_law, split_laws, unfused
from schemas.raw import RawText

UU = "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan"
PP = "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Arsip Daerah"


@pytest.mark.parametrize(
    ("teks", "parts"),
    [
        (f"{UU}; {PP};", (f"{UU};", f"{PP};")),
        (f"{UU} (Lembaran Negara Nomor 152) {PP}", (f"{UU} (Lembaran Negara Nomor 152)", PP)),
        (f"{UU}. {PP}", (f"{UU}.", PP)),
        (f"{UU} 3 {PP}", (UU, PP)),
        (f"{UU} b. {PP}", (UU, PP)),
        (f"{UU};", (f"{UU};",)),
        (f"Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan {UU}", ()),
        ("Perpres No. 16 Tahun 2018 jo. Perpres No. 12 Tahun 2021", ()),
        ("Perbup Nomor 9 Tahun 2019 tentang Perubahan Kedua atas Perbup Nomor 2 Tahun 2016", ()),
        (f"{UU} sebagaimana telah diubah dengan Undang-Undang Nomor 9 Tahun 2015;", ()),
        ("Surat Edaran Menpan RB Nomor 3 Tahun 2021 tentang Penilaian", ()),
        ("Peraturan Daerah (Perda) Kabupaten Ketapang Nomor 1 Tahun 2016 tentang Rencana", ()),
        (f"Pasal 5 {UU}", ()),
    ],
)
def test_a_second_law_is_an_item_of_its_own(teks: str, parts: tuple[str, ...]) -> None:
    assert split_laws(teks) == (parts or (teks,))
    assert joined_law(teks) is None


def test_a_second_law_after_plain_words_is_told() -> None:
    teks = f"Peraturan Gubernur Nomor 8 Tahun 2016 tentang Pamong Praja Provinsi Barat {PP}"
    assert split_laws(teks) == (teks,)
    assert (joined_law(teks) or "").startswith("Peraturan Pemerintah Nomor 28")


def test_the_end_of_an_item_goes_back_to_it() -> None:
    text = RawText(
        teks="-", butir=(UU.removesuffix(" Kearsipan"), f"Kearsipan; {PP}"), butir_yakin=(0.5, 0.9)
    )
    fixed = unfused(text)
    assert fixed is not None
    assert fixed.butir == (f"{UU};", PP) and fixed.butir_yakin == (0.5, 0.9)
