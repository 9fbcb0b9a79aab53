from __future__ import annotations

import importlib.util
from dataclasses import replace

import numpy as np
import pytest

from extract.sources.scan.text import cache, tesseract
from extract.sources.scan.text import engine as ocr
from extract.sources.scan.text.cache import CachedEngine
from extract.sources.scan.text.engine import NOTHING, Reading, _alphabet, _decode, evenly, fit_height
from extract.sources.scan.text.two_sizes import TwoSizes
from schemas.errors import UnreadableFile


class Counting:
    name = "palsu"

    def __init__(self):
        self.asked = 0

    def read(self, crops):
        self.asked += len(crops)
        return [Reading("ab", (0.2, 0.8), (0.9, 0.5)) for _ in crops]


class Saying:
    """An engine that gives some readings in turn, and keeps what it is asked for."""

    def __init__(self, name, readings):
        self.name, self.readings, self.asked = name, readings, []

    def read(self, crops):
        self.asked += crops
        return self.readings


def crop(value, width=80):
    return np.full((24, width), value, np.uint8)


def test_answers_are_kept_by_content(tmp_path):
    engine = Counting()
    first = CachedEngine(tmp_path, "palsu", lambda: engine)
    answers = first.read([crop(1), crop(2)])
    again = CachedEngine(tmp_path, "palsu", lambda: pytest.fail("an engine was asked for"))
    assert again.read([crop(2), crop(1)]) == answers
    assert engine.asked == 2


def test_another_engine_or_crop_is_another_answer(tmp_path):
    engine = Counting()
    CachedEngine(tmp_path, "palsu", lambda: engine).read([crop(1)])
    CachedEngine(tmp_path, "lain", lambda: engine).read([crop(1)])
    CachedEngine(tmp_path, "palsu", lambda: engine).read([crop(1, width=81)])
    assert engine.asked == 3


@pytest.mark.parametrize("spoilt", ["{", "[]", '["0", "ab", [0.2, 0.8], [0.9, 0.5]]', "cd"])
def test_a_broken_or_edited_answer_is_asked_again(tmp_path, spoilt):
    engine = Counting()
    CachedEngine(tmp_path, "palsu", lambda: engine).read([crop(1)])
    [path] = [p for p in tmp_path.rglob("*") if p.is_file()]
    path.write_text(path.read_text().replace("ab", "cd") if spoilt == "cd" else spoilt)
    assert CachedEngine(tmp_path, "palsu", lambda: engine).read([crop(1)])[0].text == "ab"
    assert engine.asked == 2


def test_an_answer_under_another_name_is_none(tmp_path):
    engine = Counting()
    kept = CachedEngine(tmp_path, "palsu", lambda: engine)
    kept.read([crop(1), crop(2)])
    one, other = [p for p in tmp_path.rglob("*") if p.is_file()]
    other.write_bytes(one.read_bytes())
    kept.read([crop(1), crop(2)])
    assert engine.asked == 3


def test_the_folder_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MAKS_ISI", 512)
    monkeypatch.setattr(cache, "_LOOK", 1)
    kept = CachedEngine(tmp_path, "palsu", Counting)
    for value in range(120):
        kept.read([crop(value, width) for width in range(40, 50)])
    assert 300 < sum(p.is_file() for p in tmp_path.rglob("*")) <= 512


def test_a_folder_that_cannot_be_written_costs_no_page(tmp_path):
    (tmp_path / "kutu").write_text("berkas, bukan folder")
    kept = CachedEngine(tmp_path / "kutu", "palsu", Counting)
    assert [r.text for r in kept.read([crop(1)])] == ["ab"]


@pytest.mark.parametrize("model", [ocr.QUICK, ocr.LARGE])
def test_other_weights_are_another_engine(model):
    assert model.full_name() == model.name
    assert replace(model, weights="0" * 16).full_name() not in (model.name, "")


def both_sizes(quick, large):
    """What a line reads as for which the quick size says ``quick`` (signs in brackets unsurely), and what the
    large one is asked for: shares of the line."""
    sure = np.cumsum([{"[": -1, "]": 1}.get(c, 0) for c in quick]) == 0
    kept = [k for k, c in enumerate(quick) if c not in "[]"]
    text = "".join(quick[k] for k in kept)
    first = replace(evenly(text, 0.99), sure=tuple(0.99 if sure[k] else 0.5 for k in kept))
    engine = Saying("besar", large)
    both = TwoSizes(Saying("kecil", [first]), engine)
    assert both.name == "kecil+besar"
    assert both.glance([crop(1, 1000)]) == [first]
    [found] = both.read([crop(1, 1000)])
    assert list(found.at) == sorted(found.at)
    assert len(found.at) == len(found.sure) == len(found.text)
    return found.text, [c.shape[1] for c in engine.asked]


def test_the_large_size_reads_the_words_that_the_quick_one_is_not_sure_of():
    assert both_sizes("Menyusun laporan", []) == ("Menyusun laporan", [])
    text, asked = both_sizes("Menyusun lapo[n]an kinerja bulanan", [evenly("laporan", 0.9)])
    assert text == "Menyusun laporan kinerja bulanan"
    assert asked == [250 + 14]  # from the space before it to that behind it, with paper on both sides
    text, asked = both_sizes("Pangkat Golongan II[l] b menurut", [evenly("Golongan III b", 0.9)])
    assert text == "Pangkat Golongan III b menurut"  # a short word with those beside it
    assert len(asked) == 1


def test_a_line_that_is_mostly_unsure_or_of_few_signs_is_read_as_a_whole():
    assert both_sizes("[Menyusin] lap", [evenly("Menyusun laporan", 0.9)]) == ("Menyusun laporan", [1000])
    assert both_sizes("Ya", [evenly("Y", 0.6)]) == ("Y", [1000])
    assert both_sizes("", [NOTHING]) == ("", [1000])


@pytest.mark.parametrize(("unsure", "asked"), [(3, 3), (5, 20)])
def test_a_blurred_page_is_read_by_the_large_size(unsure, asked):
    """Where the quick size is unsure of many lines it is wrong in others of which it is sure."""
    lines = [evenly("Dialat", 0.5 if n < unsure else 0.99) for n in range(20)]
    engine = Saying("besar", [evenly("Dicatat", 0.9)] * asked)
    found = TwoSizes(Saying("kecil", lines), engine).read([crop(n, 300) for n in range(20)])
    assert [r.text for r in found] == ["Dicatat"] * asked + ["Dialat"] * (20 - asked)


@pytest.mark.parametrize("again", [NOTHING, evenly("lopuran", 0.3)])
def test_words_that_the_large_size_reads_less_surely_stay(again):
    assert both_sizes("Menyusun [laporan] kinerja bulanan", [again])[0] == "Menyusun laporan kinerja bulanan"


def test_without_the_quick_size_the_large_one_reads(monkeypatch):
    monkeypatch.delenv(ocr.CACHE_ENV, raising=False)
    assert isinstance(ocr.engine_for(), TwoSizes)
    monkeypatch.setattr(ocr, "QUICK", replace(ocr.QUICK, package="tak_ada"))
    assert ocr.engine_for().name == ocr.LARGE.name


def test_a_line_is_recognised_once(monkeypatch):
    monkeypatch.delenv(ocr.CACHE_ENV, raising=False)
    engine = ocr.PaddleEngine(ocr.QUICK)
    engine.read([crop(9)])
    monkeypatch.setattr(engine, "_recognised", lambda line: pytest.fail("asked again"))
    assert engine.read([crop(9)]) == engine.glance([crop(9)])
    assert engine.fit([crop(9)], ["a", "b"])


@pytest.mark.parametrize("missing", ["rapidocr", "onnxruntime"])
def test_missing_engine_is_a_coded_refusal(monkeypatch, missing):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else find(name))
    monkeypatch.setattr(tesseract, "tesseract_program", lambda: None)
    with pytest.raises(UnreadableFile) as refused:
        ocr.engine_for()
    assert refused.value.kode == "ocr_tidak_tersedia"


def test_decoding_merges_repeats_and_drops_blanks():
    letters = "\0 ab"
    steps = [0, 2, 2, 0, 2, 1, 3, 3]  # a a-again space b
    scores = np.zeros((8, 4), np.float32)
    for step, letter in enumerate(steps):
        scores[step, letter] = 0.9
    reading = _decode(scores, letters, 1 / 8)
    assert reading.text == "aa b"
    assert reading.at == pytest.approx((0.25, 0.5625, 0.6875, 0.875))
    assert reading.confidence == pytest.approx(0.9)


def test_alphabet_is_latin_and_twins_are_folded():
    letters, classes, twins = _alphabet(["中", "a", "：", ":", "é", "e"])
    assert letters == "\0 :ae"
    assert classes == [0, 7, 4, 2, 6]
    assert sorted(twins) == [(3, 2), (5, 4)]


def test_crops_keep_their_proportion():
    assert fit_height(crop(9, width=120)).shape == (48, 240)


def test_reads_a_printed_line(table_image):
    engine = ocr.engine_for()
    reading = engine.read([np.ascontiguousarray(table_image[295:330, 200:700])])[0]
    assert reading.text == "Menyusun laporan kinerja bulanan"
    assert reading.confidence > 0.95
    assert list(reading.at) == sorted(reading.at)
