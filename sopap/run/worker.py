"""The reader process: takes one job at a time over its pipes, so that its parent can end it at any moment.

sopap.run.pool starts it and holds the other ends.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

# How long a reader may outlive its limit when nobody is left to end it, in seconds.
GRACE = 30
_NOWHERE = open(os.devnull, "r+b")  # noqa: SIM115  as long as the process


@dataclass(frozen=True, slots=True)
class Stopped:
    """A job without a result: ``kode`` of schemas.errors.KODE_TOLAK and what it is filled in with."""

    kode: str
    sebab: str = ""
    seconds: float = 0.0
    at: str = ""  # the page at which it was stopped


@dataclass(frozen=True, slots=True)
class AtPage:
    """A reader has begun a page, "" for what is done after all of them: its time begins anew."""

    key: str


@dataclass(slots=True)
class _Line:
    """The way to the parent while a job is done; none where no parent listens."""

    results: IO[bytes] | None = None
    seconds: float = 0.0


_line = _Line()


def tell(message: AtPage) -> None:
    """Tells the parent where the job is; nothing where this is no reader process."""
    if _line.results is not None:
        _watch_orphan()
        _send(_line.results, message)


def _watch_orphan() -> None:
    """Ends an orphan that hangs in native code, where no Python would run: a thread of C."""
    faulthandler.dump_traceback_later(_line.seconds + GRACE, exit=True, file=_NOWHERE)


def main() -> None:
    """Jobs come in by stdin and go out by stdout; what libraries print there goes nowhere."""
    jobs, results = _channels()
    function: Callable[[Any], Any] = pickle.load(jobs)
    _send(results, None)
    while True:
        try:
            job, seconds = pickle.load(jobs)
        except EOFError:  # the parent is gone or has no more work
            return
        _line.results, _line.seconds = results, seconds
        _watch_orphan()
        result = _guarded(function, job)
        _line.results = None
        _send(results, result)
        faulthandler.cancel_dump_traceback_later()


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """stdin and stdout under numbers of their own, nothing in their old places."""
    jobs, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(_NOWHERE.fileno(), 0)
    os.dup2(_NOWHERE.fileno(), 1)
    return jobs, results


def _send(results: IO[bytes], message: object) -> None:
    results.write(pickle.dumps(message))  # whole or, where it cannot be pickled, not at all
    results.flush()


def _guarded(function: Callable[[Any], Any], job: object) -> object:
    try:
        return function(job)
    except MemoryError:
        return Stopped("memori_habis")
    except Exception as e:
        return Stopped("galat_tak_terduga", _cause(e))


def _cause(error: Exception) -> str:
    """Type, text and place of an error; nothing of it depends on the run or the machine."""
    frames = traceback.extract_tb(error.__traceback__)
    place = ""
    if frames:
        place = f" di {Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return f"{type(error).__name__}: {str(error)[:200]}{place}"
