"""Processes that run one job at a time under limits that hold even for native code that hangs.

The parent alone watches: it ends a process when its time or memory is over, and starts another.
Each process has its own pipes, so the death of one leaves no lock behind for the others (shared
queues, as in concurrent.futures or pebble, can block or break as a whole there). Only what every
system has is used: pipes of a subprocess, a thread that listens at each, psutil.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any, Generic, TypeAlias, TypeVar

import psutil

import sopap
from sopap.errors import WorkerError
from sopap.run.worker import AtPage, Stopped

J = TypeVar("J")
R = TypeVar("R")

_TICK = 0.1  # seconds between looks at time and memory
_LOOK = 1.0  # seconds between looks for what a reader has started: each goes through all processes
_START = 120.0  # seconds until a new process must answer
_MB = 1024 * 1024
# Not "-m sopap.run.worker": its classes would then be those of __main__, unknown to the parent.
_START_CODE = "from sopap.run.worker import main; main()"
# One thread each: processes scale over cores, threads do not, and sums stay the same bit for bit.
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OMP_THREAD_LIMIT",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_MAX_THREADS",
        "OPENCV_FOR_THREADS_NUM",
    ),
    "1",
)
_GONE = object()  # what is heard from a process that has ended


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take, and one file hold in memory.

    ``recycle``: files after which a process is replaced by a fresh one.
    """

    seconds: float = 300.0
    memory_mb: int = 4096
    recycle: int = 100


def _environment() -> dict[str, str]:
    """Where a reader finds its modules: never in the current folder, which holds strangers' files.

    Under -P only PYTHONPATH and the installation count: the folder of this very package, and what
    the user has named there by a whole path (an empty or relative entry is the current folder).
    """
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    path = [str(Path(sopap.__file__).parents[1]), *(p for p in named if os.path.isabs(p))]
    return {**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(path), "PYTHONHASHSEED": "0"}


class Reader(Generic[J, R]):
    """One reader process and the job it holds. What it sends stands in ``heard``, with its sender."""

    def __init__(self, function: Callable[[J], R], limits: Limits, heard: Heard) -> None:
        self.limits = limits
        self.job: J | None = None
        self.at = ""
        self.finished = 0
        self.children: set[psutil.Process] = set()
        self.looked = 0.0
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START_CODE],
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C reaches the parent alone, which then ends its readers; each system its own way.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self.ready = False
        self.began = time.monotonic()
        self.deadline = self.began + _START
        assert self.process.stdout is not None
        threading.Thread(target=_listen, args=(self, self.process.stdout, heard), daemon=True).start()
        self._send(function)

    def give(self, job: J) -> None:
        """Hands over a job; its time begins when the process takes it."""
        self.job, self.at = job, ""
        if self.ready:
            self._begin()
        self._send((job, self.limits.seconds))

    def _begin(self) -> None:
        self.began = time.monotonic()
        self.deadline = self.began + self.limits.seconds

    def _send(self, message: object) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # a dead process is told by hear()
            pickle.dump(message, self.process.stdin)
            self.process.stdin.flush()

    def hear(self, message: Any) -> R | Stopped | None:
        """What a message means: a result, None for the greeting, Stopped for a dead process."""
        if message is _GONE:
            return self.end(Stopped("proses_mati"))
        if not self.ready:
            self.ready = True
            self._begin()
            return None
        if isinstance(message, AtPage):
            self.at = message.key
            self.deadline = time.monotonic() + self.limits.seconds
            return None
        self.finished += 1
        if isinstance(message, Stopped):
            sebab = str(self.limits.memory_mb) if message.kode == "memori_habis" else message.sebab
            return replace(message, sebab=sebab, at=self.at)
        result: R | Stopped = message
        return result

    def check(self) -> Stopped | None:
        """Ends the process where a limit is passed, and says which."""
        if time.monotonic() > self.deadline:
            return self.end(Stopped("waktu_habis", f"{self.limits.seconds:g}"))
        if self._memory() > self.limits.memory_mb * _MB:
            return self.end(Stopped("memori_habis", str(self.limits.memory_mb)))
        return None

    def end(self, why: Stopped) -> Stopped:
        """Ends the process. Raises WorkerError where it had not come up: no file is at fault then."""
        code = self.kill()
        if not self.ready:
            raise WorkerError(
                f"Proses pembaca tidak dapat dimulai (kode {code}). "
                "Jalankan `python -m sopap --help` untuk melihat sebabnya; pasang ulang dengan `make setup`."
            )
        return Stopped(why.kode, why.sebab or str(code), time.monotonic() - self.began, self.at)

    def kill(self) -> int:
        """Ends the process and what it has started (OCR, LibreOffice); returns its exit code."""
        self._look(0.0)
        for process in self.children:
            with contextlib.suppress(psutil.Error):
                process.kill()
        if self.process.returncode is None:  # else its number may be another process's by now
            with contextlib.suppress(OSError):
                self.process.kill()
        with contextlib.suppress(OSError):
            if self.process.stdin:
                self.process.stdin.close()
        return self.process.wait()

    def spent(self) -> bool:
        """Dead, many files done, or memory that does not come back: no further job for this one."""
        if self.process.returncode is not None or self.finished >= self.limits.recycle:
            return True
        return self._memory() > self.limits.memory_mb * _MB / 2

    def _memory(self) -> int:
        """Bytes held by the process and all that it has started."""
        self._look(_LOOK)
        with contextlib.suppress(psutil.Error):
            return sum(map(_rss, (psutil.Process(self.process.pid), *self.children)))
        return 0

    def _look(self, seconds: float) -> None:
        """Finds what the process has started, unless it has been looked for in the last ``seconds``."""
        if time.monotonic() - self.looked < seconds or self.process.returncode is not None:
            return
        self.looked = time.monotonic()
        with contextlib.suppress(psutil.Error):
            self.children.update(psutil.Process(self.process.pid).children(recursive=True))


Heard: TypeAlias = "queue.SimpleQueue[tuple[Reader[Any, Any], Any]]"


def _listen(reader: Reader[Any, Any], stream: IO[bytes], heard: Heard) -> None:
    """Passes on what a process sends, until it has nothing more to say."""
    with stream:
        while True:
            try:
                message = pickle.load(stream)
            except Exception:  # EOF, or half a message of a process that was ended
                heard.put((reader, _GONE))
                return
            heard.put((reader, message))


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def run_limited(
    function: Callable[[J], R],
    jobs: Iterable[J],
    workers: int,
    limits: Limits,
    on_page: Callable[[J, str], None] = lambda job, key: None,
) -> Generator[tuple[J, R | Stopped], None, None]:
    """``function`` over ``jobs`` in ``workers`` processes, in the order in which they end.

    ``function`` and the jobs must be picklable. Jobs are drawn one by one as processes become
    free, also those that ``jobs`` has only after a result was taken. ``on_page`` is told each page that is
    begun. Closing the iterator ends every process. Raises WorkerError.
    """
    readers: list[Reader[J, R]] = []
    heard: Heard = queue.SimpleQueue()
    todo = iter(jobs)
    try:
        while True:
            _hire(function, todo, readers, workers, limits, heard)
            if not readers:
                return
            yield from _harvest(readers, todo, heard, on_page)
    finally:
        for reader in readers:
            reader.kill()


def _hire(
    function: Callable[[J], R],
    todo: Iterator[J],
    readers: list[Reader[J, R]],
    workers: int,
    limits: Limits,
    heard: Heard,
) -> None:
    """Fresh processes up to ``workers``, each for a job."""
    for job in islice(todo, workers - len(readers)):
        reader: Reader[J, R] = Reader(function, limits, heard)
        readers.append(reader)
        reader.give(job)


def _harvest(
    readers: list[Reader[J, R]], todo: Iterator[J], heard: Heard, on_page: Callable[[J, str], None]
) -> Iterator[tuple[J, R | Stopped]]:
    """Results that have come, after their processes have got the next job or been dismissed."""
    for reader, result in _results(readers, heard, on_page):
        job, reader.job = reader.job, None
        following = [] if reader.spent() else list(islice(todo, 1))
        if following:
            reader.give(following[0])
        else:
            readers.remove(reader)
            reader.kill()
        if job is not None:
            yield job, result


def _results(
    readers: list[Reader[J, R]], heard: Heard, on_page: Callable[[J, str], None] = lambda job, key: None
) -> Iterator[tuple[Reader[J, R], R | Stopped]]:
    """What has been heard within a tick; where that is nothing, who has passed a limit."""
    with contextlib.suppress(queue.Empty):
        sender, message = heard.get(timeout=_TICK)
        if sender in readers:  # else: one that was dismissed says its farewell
            result = sender.hear(message)
            if result is not None:
                yield sender, result
            elif sender.job is not None and isinstance(message, AtPage):
                on_page(sender.job, message.key)
    for reader in tuple(readers):
        stopped = reader.check()
        if stopped is not None:
            yield reader, stopped


class Solo(Generic[J, R]):
    """One reader process at the hand of a caller that has its own queue."""

    def __init__(self, function: Callable[[J], R], limits: Limits) -> None:
        self.function = function
        self.limits = limits
        self.reader: Reader[J, R] | None = None
        self.heard: Heard = queue.SimpleQueue()

    def run(self, job: J) -> R | Stopped:
        """The result of one job. Raises WorkerError."""
        if self.reader and self.reader.process.poll() is not None:  # died while it had no job
            self.close()
        reader = self.reader = self.reader or Reader(self.function, self.limits, self.heard)
        reader.give(job)
        while not (found := list(_results([reader], self.heard))):
            pass
        if reader.spent():
            self.close()
        return found[0][1]

    def close(self) -> None:
        if self.reader:
            self.reader.kill()
            self.reader = None
