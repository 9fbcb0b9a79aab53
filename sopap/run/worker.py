"""The reader process: takes one job at a time over a pipe, so that its parent can end it at any moment.

sopap.run.pool starts it and holds the other end of the pipe.
"""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

# How long a reader may outlive its limit when nobody is left to end it, in seconds.
GRACE = 30


@dataclass(frozen=True, slots=True)
class Stopped:
    """A job without a result: ``kode`` of schemas.errors.KODE_TOLAK and what it is filled in with."""

    kode: str
    sebab: str = ""
    seconds: float = 0.0


def main(fd: int) -> None:
    with Connection(fd) as pipe:
        function: Callable[[Any], Any] = pipe.recv()
        pipe.send(None)
        while True:
            try:
                job, seconds = pipe.recv()
            except EOFError:  # the parent is gone or has no more work
                return
            # The kernel ends an orphan that hangs in native code, where no Python would run.
            signal.alarm(int(seconds) + GRACE)
            pipe.send(_guarded(function, job))
            signal.alarm(0)


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
