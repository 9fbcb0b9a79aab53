"""Takes from Python what Windows has not; Python itself runs this where its folder is on PYTHONPATH.

Run the suite with it: ``PYTHONPATH=tests/support/unixless pytest``.
"""

from __future__ import annotations

import os
import signal
import sys

_OS = (
    "sched_getaffinity",
    "sched_setaffinity",
    "killpg",
    "getpgid",
    "setsid",
    "fork",
    "mkfifo",
    "nice",
)
_SIGNAL = ("alarm", "setitimer", "pause", "SIGALRM", "pthread_kill")


def _takes_away() -> None:
    for module, names in ((os, _OS), (signal, _SIGNAL)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    sys.modules["fcntl"] = None  # type: ignore[assignment]  # resource and others serve psutil on Linux


_takes_away()
