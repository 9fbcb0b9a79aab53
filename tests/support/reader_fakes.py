"""Readers that misbehave as real ones do, run in place of sopap.run.pipeline.process.

The name of the file says what its reader does.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from schemas.errors import tolak
from schemas.record import SopRecord, Sumber
from schemas.vocab import JenisSumber
from sopap.run.inputs import local_file
from sopap.run.manifest import Entri, Status
from sopap.run.names import record_path
from sopap.run.pipeline import Job, Outcome, rejected
from sopap.run.store import canonical


def read(job: Job) -> Outcome:
    """A reader that gives one record per file, unless the file's name asks for something else."""
    with local_file(job.place) as path:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if sha256 == job.known:
        return Outcome(None)
    if "anak" in job.berkas:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        Path(job.place + ".pid").write_text(str(child.pid))
        _hang()
    for word, act in _ACTS.items():
        if word in job.berkas:
            act()
    if "tolak" in job.berkas:
        return Outcome(rejected(job, tolak("kosong"), sha256))
    sumber = Sumber(berkas=job.berkas, sha256=sha256, jenis=JenisSumber.TEKS, halaman=(), urutan=1)
    record = SopRecord(id="satu-00000001", sumber=sumber, nama_sop=Path(job.berkas).stem)
    entry = Entri(
        berkas=job.berkas,
        sha256=sha256,
        status=Status.SELESAI,
        records=(record_path(record, job.twin),),
        sidik=(Path(job.berkas).stem,),
        versi=job.versi,
    )
    return Outcome(entry, ((record_path(record, job.twin), canonical(record)),))


def read_without_engine(job: Job) -> Outcome:
    """A reader that lacks a part of the installation."""
    return Outcome(rejected(job, tolak("ocr_tidak_tersedia"), None))


def echo(job: str) -> str:
    return f"{os.getpid()}:{job}"


def _hang() -> None:
    time.sleep(600)


def _hang_in_native_code() -> None:
    ctypes.PyDLL(None).sleep(600)  # PyDLL keeps the interpreter lock


def _explode() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))
        time.sleep(0.005)


def _crash() -> None:
    os.kill(os.getpid(), 11)


def _chatter() -> None:
    print("noise on stdout")
    print("noise on stderr", file=sys.stderr)


def _raise() -> None:
    raise ValueError("halaman aneh")


def _recurse() -> None:
    _recurse()


def _out_of_memory() -> None:
    raise MemoryError


def _leave() -> None:
    os._exit(3)


def _wait() -> None:
    time.sleep(0.15)


_ACTS = {
    "gantung": _hang,
    "beku": _hang_in_native_code,
    "ledak": _explode,
    "jatuh": _crash,
    "ramai": _chatter,
    "galat": _raise,
    "dalam": _recurse,
    "sesak": _out_of_memory,
    "pergi": _leave,
    "lambat": _wait,
}
