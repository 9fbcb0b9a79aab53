"""PDF pages whose boxes are written oddly, or make no sense."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reportlab import rl_config

from extract.pipeline import extract_file
from extract.sources.scan import reader as scan
from schemas.raw import RawFile
from tests.support.generate.draw import pdf_bytes
from tests.support.generate.random_sop import random_sop

BOX = re.compile(rb"/MediaBox \[ 0 0 (\d+) (\d+) \]")


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A PDF of several pages, its text laid bare."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rl_config, "pageCompression", 0)
        data = next(d for d in (pdf_bytes(random_sop(n)) for n in range(20)) if len(BOX.findall(d)) > 1)
    return data


def read(folder: Path, data: bytes) -> RawFile:
    path = folder / "sop.pdf"
    path.write_bytes(data)
    return extract_file(path)


def test_any_two_corners_are_a_box(plain: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, BOX.sub(rb"/MediaBox [ \1 \2 0 0 ]", plain)).sop == read(tmp_path, plain).sop


@pytest.mark.parametrize("box", [b"", b"/MediaBox [ 0 0 (9) 9 ]", b"/MediaBox 7", b"/MediaBox [ 5 5 5 5 ]"])
def test_a_senseless_box_costs_no_other_page(plain: bytes, tmp_path: Path, box: bytes) -> None:
    whole, broken = (
        read(tmp_path, plain),
        read(tmp_path, BOX.sub(lambda m: box.ljust(len(m[0])), plain, count=1)),
    )
    assert len(broken.halaman) == len(whole.halaman)
    assert len(broken.sop) >= 1 and broken.sop[0].langkah[-1].kegiatan == whole.sop[0].langkah[-1].kegiatan


def test_a_crop_box_without_area_is_none(plain: bytes, tmp_path: Path) -> None:
    data = BOX.sub(rb"/MediaBox [ 0 0 \1 \2 ] /CropBox [ 9 9 9 9 ]", plain)
    assert read(tmp_path, data).sop == read(tmp_path, plain).sop


def test_a_turn_that_is_no_number_is_none(plain: bytes, tmp_path: Path) -> None:
    data = plain.replace(b"/Rotate 0", b"/Rotate/x")
    assert data != plain and read(tmp_path, data).sop == read(tmp_path, plain).sop


def test_what_only_the_viewer_finds_is_read_as_pictures(
    plain: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the table of objects is two bytes off, pdfminer finds one page of all."""
    seen: list[int] = []
    monkeypatch.setattr(scan, "read_scan_page", lambda _, index: seen.append(index))
    read(tmp_path, BOX.sub(lambda m: m[0].replace(b"[ ", b"[", 1).replace(b" ]", b"]"), plain, count=1))
    assert seen == list(range(len(BOX.findall(plain))))
