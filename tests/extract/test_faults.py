"""The small faulty inputs of ../shared/faults: each gives its right value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.pipeline import extract_file
from normalize import normalize_file
from schemas.errors import UnreadableFile

READ = {
    "bentuk-tanpa-titik.pdf": 3,
    "atribut-lembar.xlsx": 1,
    "ooxml-strict.docx": 3,
    "ooxml-strict.xlsx": 3,
    "makro.docm": 3,
    "templat.dotx": 3,
    "bidi.docx": 3,
    "rumus-setelah-titik-koma.txt": 2,
    "angka-panjang.txt": 2,
    "paragraf-9-juta-huruf.docx": 3,
}
REFUSED = {
    "doctype-di-bagian-lain.xlsx": "DOCTYPE",
    "doctype-utf16.docx": "DOCTYPE",
    "gambar-182-megapiksel.png": "182250000 piksel",
}


def fault(shared: Path, name: str) -> Path:
    path = shared / "faults" / name
    if not path.is_file():
        pytest.skip("no faulty inputs in ../shared")
    return path


@pytest.mark.parametrize("name", READ)
def test_it_is_read(shared: Path, name: str) -> None:
    raw = extract_file(fault(shared, name))
    assert [len(s.langkah) for s in raw.sop] == [READ[name]]


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_for_what_it_is(shared: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=REFUSED[name]):
        extract_file(fault(shared, name))


def test_blank_lines_are_no_document(shared: Path) -> None:
    assert extract_file(fault(shared, "baris-kosong.txt")).kode == "bukan_sop"


def test_what_was_bounded_is_told(shared: Path) -> None:
    raw = extract_file(fault(shared, "paragraf-9-juta-huruf.docx"))
    assert [h.isi for h in raw.halaman] == ["gagal"]


@pytest.mark.parametrize(("name", "steps", "arrows"), [("isian-abu-1", 7, 7), ("isian-abu-2", 8, 9)])
def test_symbols_filled_with_grey(shared: Path, name: str, steps: int, arrows: int) -> None:
    path = fault(shared, f"{name}.pdf")
    [truth] = json.loads((shared / "faults" / "truth" / f"{name}.json").read_text("utf-8"))["sop"]
    [record] = normalize_file(extract_file(path), path.name, "0" * 64)
    assert (
        [len(s.simbol) for s in record.langkah] == [len(s["simbol"]) for s in truth["langkah"]] == [1] * steps
    )
    assert len(record.alur) == len(truth["alur"]) == arrows


def test_reversed_text_stays_as_printed_and_is_doubted(shared: Path) -> None:
    path = fault(shared, "bidi.docx")
    [record] = normalize_file(extract_file(path), path.name, "0" * 64)
    assert record.nama_sop == "Nota\u202efdp.exe\u202c Dinas"
    assert ("teks_menyesatkan", "/nama_sop") in [(t.kode, t.jalur) for t in record.tinjauan]
