from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import triage as module
from extract.triage import triage
from schemas.errors import KODE_TOLAK, UnreadableFile
from schemas.vocab import JenisSumber
from tests.support.hostile import BAD, archive, image, pdf, png_claiming

GOOD: dict[str, tuple[Callable[[], bytes], JenisSumber]] = {
    "pdf": (pdf, JenisSumber.PDF),
    "pdf-behind-junk": (lambda: b"\xef\xbb\xbf\n\n" + pdf(), JenisSumber.PDF),
    "pdf-open-password": (lambda: pdf(password=""), JenisSumber.PDF),
    "png": (lambda: image("PNG"), JenisSumber.GAMBAR),
    "jpeg": (lambda: image("JPEG"), JenisSumber.GAMBAR),
    "tiff": (lambda: image("TIFF"), JenisSumber.GAMBAR),
    "docx": (lambda: archive("word/document.xml"), JenisSumber.DOCX),
    "xlsx": (lambda: archive("xl/workbook.xml"), JenisSumber.XLSX),
    "utf8": (lambda: "No.\tKegiatan\tPelaksana\n“é”".encode(), JenisSumber.TEKS),
    "utf8-cut-letter": (lambda: b"a" * 4095 + "é".encode(), JenisSumber.TEKS),
    "utf16": (lambda: "Kegiatan".encode("utf-16"), JenisSumber.TEKS),
    "latin1": (lambda: ("Kegiatan petugas " * 20 + "\xe9 akhir kata").encode("latin-1"), JenisSumber.TEKS),
}


@pytest.mark.parametrize("name", GOOD)
def test_kind_by_content_whatever_the_name(name: str, tmp_path: Path) -> None:
    make, kind = GOOD[name]
    path = tmp_path / "salah.exe"
    path.write_bytes(make())
    assert triage(path) is kind


@pytest.mark.parametrize("name", BAD)
def test_refused_with_its_code(name: str, tmp_path: Path) -> None:
    make, kode = BAD[name]
    path = tmp_path / "sop.pdf"
    path.write_bytes(make())
    with pytest.raises(UnreadableFile) as caught:
        triage(path)
    assert caught.value.kode == kode
    assert "{" not in caught.value.alasan
    assert str(tmp_path) not in caught.value.alasan


def test_limits_of_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sop.pdf"
    path.write_bytes(pdf(pages=4))
    monkeypatch.setattr(module, "MAKS_HALAMAN", 3)
    with pytest.raises(UnreadableFile, match="4 halaman"):
        triage(path)
    with path.open("r+b") as f:
        f.truncate((module.MAKS_MB + 1) << 20)  # sparse: takes no room
    with pytest.raises(UnreadableFile, match="501 MB"):
        triage(path)


def test_a_picture_too_large_is_told_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "luas.png"
    path.write_bytes(png_claiming(13_500, 13_500))
    with pytest.raises(UnreadableFile, match="182250000 piksel melebihi batas 178956970"):
        triage(path)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("ppt/presentation.xml",), "PowerPoint"),
        (("xl/workbook.bin",), "xlsb"),
        (("mimetype", "content.xml"), "OpenDocument"),
    ],
)
def test_other_packages_are_named(tmp_path: Path, names: tuple[str, ...], told: str) -> None:
    path = tmp_path / "lain"
    path.write_bytes(archive(*names))
    with pytest.raises(UnreadableFile, match=told):
        triage(path)


def test_an_archive_bomb_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bom.docx"
    path.write_bytes(archive("word/document.xml", size=3 << 20))
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(module, "MAKS_ISI_ARSIP_MB", 2)
    with pytest.raises(UnreadableFile, match="mengembang"):
        triage(path)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        triage(tmp_path / "tiada.pdf")
    assert caught.value.kode == "tak_terbaca"
    os.symlink(tmp_path / "tiada", tmp_path / "putus.pdf")
    with pytest.raises(UnreadableFile, match="tidak dapat dibuka"):
        triage(tmp_path / "putus.pdf")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    start=st.sampled_from([make() for make, _ in (*GOOD.values(), *BAD.values())]),
    cut=st.integers(0, 3000),
    tail=st.binary(max_size=60),
)
def test_any_bytes_have_an_answer(start: bytes, cut: int, tail: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(start[:cut] + tail)
        try:
            assert triage(path) in JenisSumber
        except UnreadableFile as e:
            assert e.kode in KODE_TOLAK
