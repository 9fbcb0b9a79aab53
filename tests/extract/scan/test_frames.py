"""Frames of image files: of any depth, and of files that end too early."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from extract.pipeline import extract_file
from extract.sources.scan.frames import WHITE, frames

KINDS: tuple[tuple[str, dict[str, Any]], ...] = (("JPEG", {"quality": 90}), ("PNG", {}), ("TIFF", {}))


@pytest.mark.parametrize(("kind", "scale"), [(np.uint16, 257), (np.int32, 257), (np.float32, 1 / 255)])
def test_greys_of_any_depth(kind: Any, scale: float, tmp_path: Path) -> None:
    grey = np.tile(np.arange(256, dtype=np.uint8), (4, 1))
    path = tmp_path / "dalam.tif"
    Image.fromarray((grey * float(scale)).astype(kind)).save(path)
    for _, load in frames(path):
        assert np.abs(load().pixels.astype(int) - grey).max() <= 1


def cut(image: Image.Image, kind: str, options: dict[str, Any], share: float) -> io.BytesIO:
    whole = io.BytesIO()
    image.save(whole, kind, **options)
    return io.BytesIO(whole.getvalue()[: int(len(whole.getvalue()) * share)])


@pytest.mark.parametrize(("kind", "options"), KINDS)
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_missing_of_a_file_is_paper(kind: str, options: dict[str, Any], turned: bool) -> None:
    grain = np.random.default_rng(1).integers(0, 255, (400, 300), np.uint8)
    image = Image.fromarray(grain)
    if turned:
        exif = Image.Exif()
        exif[0x0112] = 6
        options = {**options, "exif": exif}
    for number, load in frames(cut(image, kind, options, 0.6)):
        frame = load()
        read = np.rot90(frame.pixels[:, :, 0]) if frame.pixels.shape[0] == 300 else frame.pixels[:, :, 0]
        assert (number, frame.cut, read.shape) == (1, True, (400, 300))
        assert np.abs(read[:200].astype(int) - grain[:200]).mean() < 20
        assert (read[280:] == WHITE).all()
    for _, load in frames(cut(image, kind, options, 1.0)):
        assert not load().cut


def test_a_picture_that_ends_too_early_is_read_as_far_as_it_goes(tmp_path: Path, table_image: Any) -> None:
    for share, steps in ((0.97, 3), (0.1, 0)):
        path = tmp_path / f"potong-{share}.jpg"
        path.write_bytes(cut(Image.fromarray(table_image), "JPEG", {"quality": 90}, share).getvalue())
        raw = extract_file(path)
        assert [len(s.langkah) for s in raw.sop] == [steps][:steps]
        if steps:
            assert ("halaman_terpotong", "") in [(d.kode, d.jalur) for d in raw.sop[0].keraguan]
        else:
            assert [h.isi for h in raw.halaman] == ["gagal"]
            assert "terpotong" in raw.halaman[0].alasan
