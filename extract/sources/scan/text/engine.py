"""The recogniser: line crops in, text with character places out.

Only PP-OCR's recogniser is used, on crops cut by extract.sources.scan.text.words: the text is found on
the page by geometry, which is both cheaper and more exact than the detector. The model file
comes with the ``rapidocr`` wheel and is run directly with onnxruntime on one thread (workers
are processes). Crops go through one at a time: padding a batch to its widest line costs more
than the batch saves.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
import os
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.text.dates import Scores, dates_in
from extract.sources.scan.text.fit import bears_out
from schemas.errors import tolak

Grey = npt.NDArray[np.uint8]

CACHE_ENV = "SOPAP_OCR_CACHE"
ENGINE_ENV = "SOPAP_OCR_MESIN"  # "tesseract": the alternative engine
MODEL = "PP-OCRv6_rec_small.onnx"
WEIGHTS = (
    "6f327246b50388f3"  # SHA-256 of the model that the engine's name stands for; another has another name
)
HEIGHT = 48  # pixels: the height the recogniser was trained on
HALF = 127.5  # grey levels: the recogniser takes -1 for black and 1 for white
STRIDE = 8  # pixels of input for one step of output
MIN_WIDTH = 64

# What an Indonesian document is written in; the model knows 18 708 characters, most of them Han.
LATIN = "".join(chr(c) for c in range(0x21, 0x7F)) + "§°±²³½¼¾×÷–—‘’“”•…‰≤≥√"
# Full-width, ideographic and accented twins of Latin signs: their probability belongs to the plain one.
TWINS = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {"。": ".", "、": ",", "‐": "-", "−": "-"}
TWINS |= {c: p for c in map(chr, range(0xC0, 0x180)) if (p := unicodedata.normalize("NFD", c)[0]) < "\x7f"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One line as read. ``at``: each character's centre as a fraction of the crop's width."""

    text: str
    at: tuple[float, ...]
    sure: tuple[float, ...]  # the engine's probability of each character
    agreed: bool = False  # another picture of the line says the same letters

    @property
    def confidence(self) -> float:
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


NOTHING = Reading("", (), ())


def evenly(text: str, sure: float) -> Reading:
    """A reading of which only the whole was read: its letters stand evenly, one as sure as the other."""
    return Reading(text, tuple((i + 0.5) / len(text) for i in range(len(text))), (sure,) * len(text))


class Engine(Protocol):
    """``name`` changes whenever answers may change: it is part of the cache key."""

    name: str

    def read(self, crops: list[Grey]) -> list[Reading]:
        """Read grey line crops (uint8, dark on light), in the order given."""
        ...

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        """How well all crops of one line together bear out each text: the higher the better."""
        ...

    def read_dates(self, lines: list[list[Grey]]) -> list[Reading]:
        """The dates of one block, each shown by several crops; an empty reading where none is clear."""
        ...


class PaddleEngine:
    """PP-OCRv6 small, recogniser alone, restricted to Latin letters."""

    name = "ppocr-v6-small-latin-3"

    def __init__(self, model: Path) -> None:
        import onnxruntime as ort  # heavy, and only a page without text needs it

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the widest line's memory for ever
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters, self._classes, self._twins = _alphabet(known)

    def read(self, crops: list[Grey]) -> list[Reading]:
        return [self._read_one(fit_height(crop)) for crop in crops]

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        scores = [self._scores(fit_height(crop)) for crop in crops]
        return [round(sum(bears_out(s, text, self._letters) for s in scores), 3) for text in texts]

    def read_dates(self, lines: list[list[Grey]]) -> list[Reading]:
        scores = [[self._scores(fit_height(p)) for p in pictures] for pictures in lines]
        days = dates_in(scores, self._letters)
        return [evenly(day.text, day.sure) if day else NOTHING for day in days]

    def _read_one(self, line: Grey) -> Reading:
        return _decode(self._scores(line), self._letters, STRIDE / line.shape[1])

    def _scores(self, line: Grey) -> Scores:
        """The probability of each letter, blank first, at each step of a line of the engine's height."""
        width = max(MIN_WIDTH, math.ceil(line.shape[1] / STRIDE) * STRIDE)
        data = np.zeros((1, 3, HEIGHT, width), dtype=np.float32)
        data[0, :, :, : line.shape[1]] = line.astype(np.float32) / HALF - 1.0
        found: Any = self._session.run(None, {"x": data})[0][0]
        scores = found[:, self._classes]
        for twin, column in self._twins:
            scores[:, column] += found[:, twin]
        return np.asarray(scores, dtype=np.float32)


def _alphabet(known: list[str]) -> tuple[str, list[int], list[tuple[int, int]]]:
    """Letters to decode to, their class numbers (0 blank, n+1 space), and (twin class, column)."""
    place = {letter: i + 1 for i, letter in enumerate(known)}
    usable = [letter for letter in LATIN if letter in place]
    letters = "\0 " + "".join(usable)
    classes = [0, len(known) + 1, *(place[letter] for letter in usable)]
    twins = [(place[t], letters.index(to)) for t, to in TWINS.items() if t in place and to in letters]
    return letters, classes, twins


def _decode(scores: Scores, letters: str, step: float) -> Reading:
    """Greedy CTC: best letter at each step, repeats merged, blanks dropped.

    A letter's place is the mean of the steps it holds; its probability is its best step's.
    """
    best = scores.argmax(axis=1)
    sure = scores.max(axis=1)
    text: list[str] = []
    at: list[float] = []
    prob: list[float] = []
    start = 0
    for stop in range(1, len(best) + 1):
        if stop < len(best) and best[stop] == best[start]:
            continue
        if best[start]:
            text.append(letters[int(best[start])])
            at.append(round(min(1.0, (start + stop) / 2 * step), 4))
            prob.append(round(min(1.0, float(sure[start:stop].max())), 3))
        start = stop
    return Reading("".join(text), tuple(at), tuple(prob))


def fit_height(crop: Grey) -> Grey:
    """The crop at the recogniser's height, its proportions kept."""
    height, width = crop.shape[:2]
    wanted = max(STRIDE, round(width * HEIGHT / height))
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(crop, (wanted, HEIGHT), interpolation=how), dtype=np.uint8)


@lru_cache(maxsize=1)
def default_engine() -> Engine:
    """The recogniser of this process, built once.

    Raises UnreadableFile("ocr_tidak_tersedia") where no engine is installed, or not the one asked for.
    """
    from extract.sources.scan.text.tesseract import TesseractEngine, tesseract_program

    if uses_tesseract():
        program = tesseract_program()
        if program is None:
            raise tolak("ocr_tidak_tersedia")
        return TesseractEngine(program)
    model = _model_path()
    if model is None:
        raise tolak("ocr_tidak_tersedia")
    return PaddleEngine(model)


def uses_tesseract() -> bool:
    """Whether Tesseract reads: asked for by SOPAP_OCR_MESIN, or installed where PP-OCR is not."""
    from extract.sources.scan.text.tesseract import tesseract_program

    if os.environ.get(ENGINE_ENV) == "tesseract":
        return True
    return _model_path() is None and tesseract_program() is not None


def _model_path() -> Path | None:
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None or importlib.util.find_spec("onnxruntime") is None:
        return None
    path = Path(spec.origin).parent / "models" / MODEL
    return path if path.is_file() else None


def engine_for(cache: Path | None = None) -> Engine:
    """The engine, behind the answer cache in ``cache`` or in the folder that SOPAP_OCR_CACHE names."""
    folder = cache or (Path(os.environ[CACHE_ENV]) if os.environ.get(CACHE_ENV) else None)
    if folder is None:
        return default_engine()
    from extract.sources.scan.text.cache import CachedEngine

    return CachedEngine(folder, engine_name(), default_engine)


def engine_name() -> str:
    """The name of the engine that this process would use; it changes wherever answers may."""
    from extract.sources.scan.text.tesseract import TesseractEngine

    model = _model_path()
    if uses_tesseract() or model is None:
        return TesseractEngine.name
    weights = _hash(model)
    return PaddleEngine.name if weights == WEIGHTS else f"{PaddleEngine.name}-{weights}"


@lru_cache(maxsize=1)
def _hash(model: Path) -> str:
    with model.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()[: len(WEIGHTS)]
