"""The sample generator: same bytes every time, and a truth that is on the page."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.support.generate.corpus import ROOT, SAMPLES, Sample, manifest, readme
from tests.support.generate.draw import pdf_bytes
from tests.support.generate.scan import degrade
from tests.support.generate.truth import truth

VECTOR = [s for s in SAMPLES if s.kind == "pdf" and "gambar" not in s.path]
OFFICE = [s for s in SAMPLES if s.kind in ("docx", "xlsx")]


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as z:
        return {name: z.read(name) for name in z.namelist()}


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_text(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in document))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.path)
def test_committed_truth_is_the_description_s(sample: Sample) -> None:
    stored = json.loads((ROOT / "truth" / f"{Path(sample.path).stem}.json").read_text(encoding="utf-8"))
    assert stored == sample.tell(sample.description, sample.path)


@pytest.mark.parametrize("sample", VECTOR, ids=lambda s: s.path)
def test_committed_file_is_redrawn_byte_for_byte(sample: Sample) -> None:
    assert (ROOT / sample.path).read_bytes() == pdf_bytes(sample.description)


@pytest.mark.parametrize("sample", OFFICE, ids=lambda s: s.path)
def test_committed_office_files_are_made_again(sample: Sample, tmp_path: Path) -> None:
    """Part by part: how a part is packed depends on the machine's zlib."""
    sample.make(sample.description, tmp_path / sample.path)
    assert parts_of(tmp_path / sample.path) == parts_of(ROOT / sample.path)


@pytest.mark.parametrize("sample", VECTOR, ids=lambda s: s.path)
def test_every_printed_word_of_the_truth_is_on_the_page(sample: Sample) -> None:
    shown = pdf_text(pdf_bytes(sample.description))
    for sop in truth(sample.description)["sop"]:
        for label in (e.label for s in sample.description.sops for e in s.pelaksana):
            assert squeezed(label) in shown
        for row in sop["langkah"]:
            for key in ("kegiatan", "kelengkapan", "waktu", "output", "keterangan"):
                assert all(word in shown for word in row[key].split()), (row["nomor"], key)
        for key in ("nomor_sop", "nama_sop"):
            assert squeezed(sop[key] or "") in shown


def test_manifest_and_readme_are_current() -> None:
    assert (ROOT / "manifest.csv").read_text(encoding="utf-8") == manifest()
    assert (ROOT / "README.md").read_text(encoding="utf-8") == readme()


def test_corpus_is_small_and_complete() -> None:
    files = [p for p in ROOT.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) < 1.5 * 2**20
    assert {p.name for p in ROOT.iterdir() if p.is_file()} == {s.path for s in SAMPLES} | {
        "README.md",
        "manifest.csv",
        ".sopapignore",
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.path)
def test_arrows_join_symbols_that_exist(sample: Sample) -> None:
    for sop in sample.tell(sample.description, sample.path)["sop"]:
        names = {
            f"{row}@{label}"
            for i, step in enumerate(sop["langkah"], 1)
            for label, _ in step["simbol"]
            for row in (step["nomor"], f"r{i}")
        }
        for start, end, *_ in sop["alur"] + sop["alur_bebas"]:
            assert start in names and end in names


LETTER = ROOT / "surat-penyusunan-sop.pdf"


def scanned(out: Path, seed: int) -> bytes:
    degrade(LETTER, out, dpi=72, noise=4, skew_deg=1, jpeg_quality=50, shading=0.2, seed=seed)
    return out.read_bytes()


def test_scan_is_image_only_of_the_same_size_and_repeatable(tmp_path: Path) -> None:
    first = scanned(tmp_path / "a.pdf", 1)
    assert first == scanned(tmp_path / "b.pdf", 1)
    assert first != scanned(tmp_path / "c.pdf", 2)
    scan, clean = pdfium.PdfDocument(tmp_path / "a.pdf"), pdfium.PdfDocument(LETTER)
    assert scan[0].get_size() == pytest.approx(clean[0].get_size(), abs=0.5)
    assert scan[0].get_textpage().get_text_bounded() == ""


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_scan_turns_pages(tmp_path: Path, rotate: int) -> None:
    degrade(LETTER, tmp_path / "a.pdf", dpi=50, rotate=rotate, bilevel=True)
    width, height = pdfium.PdfDocument(tmp_path / "a.pdf")[0].get_size()
    assert (width > height) == (rotate != 180)


def test_scan_refuses_other_angles(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="rotate"):
        degrade(LETTER, tmp_path / "a.pdf", rotate=45)
