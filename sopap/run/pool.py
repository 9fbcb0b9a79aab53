"""Processes that run one job at a time under limits that hold even for native code that hangs.

The parent alone watches: it ends a process by signal when its time or memory is over, and starts
another. Each process has its own pipe, so the death of one leaves no lock behind for the others
(shared queues, as in concurrent.futures or pebble, can block or break as a whole there).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

import psutil

from sopap.errors import WorkerError
from sopap.run.worker import Stopped

J = TypeVar("J")
R = TypeVar("R")

_TICK = 0.1  # seconds between looks at time and memory
_START = 120.0  # seconds until a new process must answer
_MB = 1024 * 1024
# Not "-m sopap.run.worker": its classes would then be those of __main__, unknown to the parent.
_START_CODE = "import sys; from sopap.run.worker import main; main(int(sys.argv[1]))"
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


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. ``recycle``: files after which a process is replaced by a fresh one."""

    seconds: float = 300.0
    memory_mb: int = 4096
    recycle: int = 100


def _environment() -> dict[str, str]:
    path = os.pathsep.join(p for p in sys.path if p)
    return {**os.environ, **_ONE_THREAD, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}


class Reader(Generic[J, R]):
    """One reader process and the job it holds."""

    def __init__(self, function: Callable[[J], R], limits: Limits) -> None:
        self.limits = limits
        self.job: J | None = None
        self.finished = 0
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _START_CODE, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches the parent alone, which then ends the group
            )
        self.pipe = Connection(ours.detach())
        self.ready = False
        self.deadline = time.monotonic() + _START
        self._send(function)

    def give(self, job: J) -> None:
        """Hands over a job; its time begins when the process takes it."""
        self.job = job
        if self.ready:
            self.deadline = time.monotonic() + self.limits.seconds
        self._send((job, self.limits.seconds))

    def _send(self, message: object) -> None:
        with contextlib.suppress(OSError):  # a dead process is told by collect()
            self.pipe.send(message)

    def step(self, came: bool) -> R | Stopped | None:
        """The result of the job, if it has ended; ``came``: something waits in the pipe."""
        result = self.collect() if came else self.check()
        if result is not None:
            self.job = None
        return result

    def collect(self) -> R | Stopped | None:
        """What has come over the pipe: a result, None for the greeting, Stopped for a dead process."""
        try:
            message: R = self.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return self.end(Stopped("proses_mati"))
        if not self.ready:
            self.ready = True
            self.deadline = time.monotonic() + self.limits.seconds
            return None
        self.finished += 1
        if isinstance(message, Stopped) and message.kode == "memori_habis":
            return Stopped("memori_habis", str(self.limits.memory_mb))
        return message

    def check(self) -> Stopped | None:
        """Ends the process where a limit is passed, and says which."""
        if time.monotonic() > self.deadline:
            return self.end(Stopped("waktu_habis", f"{self.limits.seconds:g}"))
        if self._rss() > self.limits.memory_mb * _MB:
            return self.end(Stopped("memori_habis", str(self.limits.memory_mb)))
        return None

    def end(self, why: Stopped) -> Stopped:
        """Ends the process. Raises WorkerError where it had not come up: no file is at fault then."""
        code = self.kill()
        if not self.ready:
            raise WorkerError(
                f"A reader process did not start (exit code {code}). "
                "Run `python -m sopap --help` to see why; reinstall with `make setup`."
            )
        spent = self.limits.seconds - (self.deadline - time.monotonic())
        return Stopped(why.kode, why.sebab or str(code), spent)

    def kill(self) -> int:
        if self.process.returncode is None:  # else its number may be another process's by now
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.pipe.close()
        return self.process.wait()

    def spent(self) -> bool:
        """Dead, many files done, or memory that does not come back: no further job for this one."""
        if self.process.returncode is not None or self.finished >= self.limits.recycle:
            return True
        return self._rss() > self.limits.memory_mb * _MB / 2

    def _rss(self) -> int:
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0


def run_limited(
    function: Callable[[J], R], jobs: Iterable[J], workers: int, limits: Limits
) -> Generator[tuple[J, R | Stopped], None, None]:
    """``function`` over ``jobs`` in ``workers`` processes, in the order in which they end.

    ``function`` and the jobs must be picklable. Jobs are drawn one by one as processes become
    free. Closing the iterator ends every process. Raises WorkerError.
    """
    readers: list[Reader[J, R]] = []
    todo = iter(jobs)
    try:
        while True:
            _hire(function, todo, readers, workers, limits)
            if not readers:
                return
            yield from _harvest(readers, todo)
    finally:
        for reader in readers:
            reader.kill()


def _hire(
    function: Callable[[J], R],
    todo: Iterator[J],
    readers: list[Reader[J, R]],
    workers: int,
    limits: Limits,
) -> None:
    """Fresh processes up to ``workers``, each for a job."""
    for job in islice(todo, workers - len(readers)):
        reader: Reader[J, R] = Reader(function, limits)
        readers.append(reader)
        reader.give(job)


def _harvest(readers: list[Reader[J, R]], todo: Iterator[J]) -> Iterator[tuple[J, R | Stopped]]:
    """Results that have come, after their processes have got the next job or been dismissed."""
    came = wait([r.pipe for r in readers], _TICK)
    for reader in tuple(readers):
        job = reader.job
        result = reader.step(reader.pipe in came)
        if result is None or job is None:
            continue
        following = [] if reader.spent() else list(islice(todo, 1))
        if following:
            reader.give(following[0])
        else:
            readers.remove(reader)
            reader.kill()
        yield job, result


class Solo(Generic[J, R]):
    """One reader process at the hand of a caller that has its own queue."""

    def __init__(self, function: Callable[[J], R], limits: Limits) -> None:
        self.function = function
        self.limits = limits
        self.reader: Reader[J, R] | None = None

    def run(self, job: J) -> R | Stopped:
        """The result of one job. Raises WorkerError."""
        if self.reader and self.reader.process.poll() is not None:  # died while it had no job
            self.close()
        reader = self.reader = self.reader or Reader(self.function, self.limits)
        reader.give(job)
        while (result := reader.step(bool(wait([reader.pipe], _TICK)))) is None:
            pass
        if reader.spent():
            self.close()
        return result

    def close(self) -> None:
        if self.reader:
            self.reader.kill()
            self.reader = None
