"""The alternative engine, against stand-ins for the program that crash, hang and print junk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.sources.scan.text import engine as ocr
from extract.sources.scan.text import tesseract
from extract.sources.scan.text.tesseract import TesseractEngine, reading_of, tesseract_program
from schemas.errors import UnreadableFile

CROP = np.full((24, 100), 255, np.uint8)
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
LINE = "4\t1\t1\t1\t1\t0\t8\t8\t90\t20\t-1\t"
WORDS = "5\t1\t1\t1\t1\t1\t8\t8\t40\t20\t96.5\t10\n5\t1\t1\t1\t1\t2\t58\t8\t50\t20\t80\tMenit"
LANGUAGES = 'if [ "$1" = --list-langs ]; then echo "List (1):"; echo ind; exit 0; fi\n'


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A program named tesseract, first on PATH, that runs the given shell lines."""

    def make(script: str) -> None:
        program = tmp_path / "tesseract"
        program.write_text("#!/bin/sh\n" + script)
        program.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv(ocr.ENGINE_ENV, "tesseract")
    monkeypatch.delenv(ocr.CACHE_ENV, raising=False)
    tesseract_program.cache_clear()
    yield make
    tesseract_program.cache_clear()


def test_words_become_letters_with_places():
    reading = reading_of("\n".join([HEAD, LINE, WORDS]), 100)
    assert reading.text == "10 Menit"
    assert reading.at == (0.1, 0.3, 0.5, 0.55, 0.65, 0.75, 0.85, 0.95)
    assert reading.sure == (0.965, 0.965, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8)


@pytest.mark.parametrize(
    "junk", ["", "\x00\x01", "5\t1", HEAD, LINE, WORDS.replace("8", "x"), "\t" * 11, "5" + "\t" * 11]
)
def test_junk_is_nothing_read(junk):
    assert reading_of(junk, 100).text == ""


def test_the_program_reads_line_by_line(fake):
    fake(LANGUAGES + f"cat > /dev/null; printf '%s\\n' '{HEAD}' '{WORDS}'")
    engine = ocr.engine_for()
    assert isinstance(engine, TesseractEngine)
    assert [r.text for r in engine.read([CROP, CROP])] == ["10 Menit", "10 Menit"]


@pytest.mark.parametrize("failure", ["kill -SEGV $$", "exit 3", "exec sleep 30"])
def test_a_failed_call_is_an_error_that_fails_the_page(fake, monkeypatch, failure):
    fake(LANGUAGES + failure)
    engine = ocr.engine_for()
    monkeypatch.setattr(tesseract, "SECONDS", 0.5)
    with pytest.raises(RuntimeError, match="tesseract"):
        engine.read([CROP])


@pytest.mark.parametrize("script", ["echo eng", "exit 1"])
def test_without_its_language_it_is_not_installed(fake, script):
    fake(script)
    assert tesseract_program() is None
    with pytest.raises(UnreadableFile) as refused:
        ocr.engine_for()
    assert refused.value.kode == "ocr_tidak_tersedia"


def test_it_reads_where_the_other_engine_is_missing(fake, monkeypatch, tmp_path):
    fake(LANGUAGES)
    monkeypatch.delenv(ocr.ENGINE_ENV)
    assert not ocr.uses_tesseract()
    monkeypatch.setattr(ocr, "LARGE", replace(ocr.LARGE, package="tak_ada"))
    assert ocr.engine_for(tmp_path).name == TesseractEngine.name
    assert isinstance(ocr.engine_for(), TesseractEngine)
