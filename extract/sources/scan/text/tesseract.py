"""The alternative recogniser: the ``tesseract`` program with its Indonesian data, one line crop at a time.

A program of its own may crash, hang or print anything: every call has a time limit, a failed call
fails its page (which is stated), and of an answer only rows of words count.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache

import cv2
import numpy as np

from extract.sources.scan.text.engine import NOTHING, Grey, Reading

LANGUAGE = "ind"
SECONDS = 20.0  # for one line; it takes a tenth of one
RIM = 8  # pixels of paper around a line: letters at the very edge are lost
WORD_LEVEL = "5"  # of a TSV row: a word


class TesseractEngine:
    """Tesseract told that a picture is one line (psm 7). Raises RuntimeError where a call fails."""

    name = "tesseract-ind-1"

    def __init__(self, program: str) -> None:
        self._program = program

    def read(self, crops: list[Grey]) -> list[Reading]:
        return [self._read_one(crop) for crop in crops]

    glance = read

    def fit(self, crops: list[Grey], texts: list[str]) -> list[float]:
        return [0.0 for _ in texts]  # it tells no probabilities of letters

    def read_dates(self, lines: list[list[Grey]], since: int = 0) -> list[Reading]:
        return [NOTHING for _ in lines]

    def _read_one(self, crop: Grey) -> Reading:
        framed = cv2.copyMakeBorder(crop, RIM, RIM, RIM, RIM, cv2.BORDER_CONSTANT, value=255)
        png = cv2.imencode(".png", np.asarray(framed, dtype=np.uint8))[1].tobytes()
        command = [self._program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "7", "tsv"]
        return reading_of(run(command, png), crop.shape[1])


def run(command: list[str], data: bytes = b"") -> str:
    """What a program prints, on one thread. Raises RuntimeError where it fails or exceeds SECONDS."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        ended = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, env=environment, check=True
        )
    except (OSError, subprocess.SubprocessError) as e:
        raise RuntimeError(f"tesseract: {type(e).__name__}") from e
    return ended.stdout.decode("utf-8", "replace")


def reading_of(tsv: str, width: int) -> Reading:
    """The words of a TSV answer as one line of a crop ``width`` pixels wide.

    Tesseract places words, not letters: a word's letters share its box evenly. Lines that are no
    TSV row of a word are passed over.
    """
    text = ""
    at: list[float] = []
    sure: list[float] = []
    for row in tsv.splitlines():
        word = word_of(row.split("\t"))
        if word is None:
            continue
        letters, left, wide, confidence = word
        text += (" " if text else "") + letters
        if at:
            at.append(_share(left, width))
            sure.append(confidence)
        at += [_share(left + wide * (i + 0.5) / len(letters), width) for i in range(len(letters))]
        sure += [confidence] * len(letters)
    return Reading(text, tuple(at), tuple(sure))


def word_of(fields: list[str]) -> tuple[str, float, float, float] | None:
    """Letters, left edge, width (pixels of the framed crop) and confidence 0..1 of a TSV row."""
    if len(fields) != 12 or fields[0] != WORD_LEVEL or not fields[11].strip():
        return None
    try:
        left, wide, confidence = (float(fields[i]) for i in (6, 8, 10))
    except ValueError:
        return None
    return fields[11].strip(), left, wide, round(min(1.0, max(0.0, confidence / 100)), 3)


def _share(x: float, width: int) -> float:
    return round(min(1.0, max(0.0, (x - RIM) / width)), 4)


@lru_cache(maxsize=1)
def tesseract_program() -> str | None:
    """Path of the program, None where it or its Indonesian data is not installed."""
    program = shutil.which("tesseract")
    try:
        known = run([program, "--list-langs"]).split() if program else []
    except RuntimeError:
        return None
    return program if LANGUAGE in known else None
