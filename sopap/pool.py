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
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

import psutil

from sopap.errors import WorkerError
from sopap.worker import Stopped

J = TypeVar("J")
R = TypeVar("R")

_TICK = 0.1  # seconds between looks at time and memory
_START = 120.0  # seconds until a new process must answer
_MB = 1024 * 1024
# Not "-m sopap.worker": its classes would then be those of __main__, unknown to the parent.
_START_CODE = "import sys; from sopap.worker import main; main(int(sys.argv[1]))"
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
        self.function = function
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
        self.pipe.send(function)

    @property
    def idle(self) -> bool:
        return self.ready and self.job is None

    def give(self, job: J) -> None:
        self.job = job
        self.deadline = time.monotonic() + self.limits.seconds
        with contextlib.suppress(OSError):  # died while idle: collect() tells
            self.pipe.send((job, self.limits.seconds))

    def step(self, came: bool) -> R | Stopped | None:
        """The result of the job, if it has ended; ``came``: something waits in the pipe."""
        result = self.collect() if came else self.check()
        if result is not None:
            self.job = None
        return result

    def renewed(self) -> Reader[J, R]:
        """This process, or a fresh one where it is dead or worn."""
        if self.process.returncode is None and not self.worn():
            return self
        self.kill()
        return Reader(self.function, self.limits)

    def collect(self) -> R | Stopped | None:
        """What has come over the pipe: a result, None for the greeting, Stopped for a dead process."""
        try:
            message: R = self.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return self.end(Stopped("proses_mati"))
        if not self.ready:
            self.ready = True
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
        return Stopped(why.kode, why.sebab or str(code))

    def kill(self) -> int:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.pipe.close()
        return self.process.wait()

    def worn(self) -> bool:
        """Time for a fresh process: many files done, or memory that does not come back."""
        return self.finished >= self.limits.recycle or self._rss() > self.limits.memory_mb * _MB / 2

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
        readers.extend(Reader(function, limits) for _ in range(workers))
        while readers:
            _feed(readers, todo)
            yield from _harvest(readers)
    finally:
        for reader in readers:
            reader.kill()


def _feed(readers: list[Reader[J, R]], todo: Iterator[J]) -> None:
    for reader in [r for r in readers if r.idle]:
        for job in todo:
            reader.give(job)
            break
        else:
            readers.remove(reader)
            reader.kill()


def _harvest(readers: list[Reader[J, R]]) -> Iterator[tuple[J, R | Stopped]]:
    came = wait([r.pipe for r in readers], _TICK)
    for i, reader in enumerate(readers):
        job = reader.job
        result = reader.step(reader.pipe in came)
        if result is not None and job is not None:
            readers[i] = reader.renewed()
            yield job, result


class Solo(Generic[J, R]):
    """One reader process at the hand of a caller that has its own queue."""

    def __init__(self, function: Callable[[J], R], limits: Limits) -> None:
        self.reader = Reader(function, limits)

    def run(self, job: J) -> R | Stopped:
        """The result of one job. Raises WorkerError."""
        while not self.reader.idle:
            self._step()
        self.reader.give(job)
        while (result := self._step()) is None:
            pass
        self.reader = self.reader.renewed()
        return result

    def _step(self) -> R | Stopped | None:
        return self.reader.step(bool(wait([self.reader.pipe], _TICK)))

    def close(self) -> None:
        self.reader.kill()
