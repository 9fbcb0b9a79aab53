"""One glitch is not for ever: what does not lie in the file is told as not read, and tried again."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import extract
from schemas.errors import UnreadableFile, tolak
from schemas.raw import RawFile
from sopap.run import batch
from sopap.run.batch import RunOptions
from sopap.run.manifest import Entri, Status
from sopap.run.pipeline import PASSING, TRIES, Job, process
from tests.support import reader_fakes
from tests.support.outputs import entries

MACHINE = ("EIO", "ENOMEM", "ENOSPC", "EMFILE", "ESTALE", "ETIMEDOUT", "EACCES")


def read_once(folder: Path, error: Exception, monkeypatch: pytest.MonkeyPatch) -> Entri:
    """The entry of a good file whose reading ends in an error."""
    path = folder / "surat.txt"
    path.write_text("Kepada Yth. Kepala Bagian", encoding="utf-8")

    def broken(path: Path, keeper: object) -> RawFile:
        raise error

    monkeypatch.setattr(extract, "extract_file", broken)
    entry = process(Job("surat.txt", str(path), "1")).entry
    assert entry is not None
    return entry


@pytest.mark.parametrize("name", MACHINE)
@pytest.mark.parametrize("behind", [False, True])
def test_an_error_of_the_machine_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, behind: bool
) -> None:
    number = getattr(errno, name)
    error: Exception = OSError(number, os.strerror(number))
    if behind:  # a library's word for it, and ours for that
        refused = tolak("rusak", sebab="arsip tidak utuh")
        refused.__cause__ = ValueError("not a zip file")
        refused.__cause__.__context__ = error
        error = refused
    entry = read_once(tmp_path, error, monkeypatch)
    assert (entry.status, entry.kode) == (Status.TERTUNDA, "tak_terbaca")
    assert os.strerror(number) in entry.alasan


def test_a_damaged_file_stays_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = read_once(tmp_path, tolak("rusak", sebab="arsip tidak utuh"), monkeypatch)
    assert (entry.status, entry.kode) == (Status.DITOLAK, "rusak")


@pytest.mark.parametrize(
    "error",
    [ModuleNotFoundError("No module named 'cv2'", name="cv2"), tolak("ocr_tidak_tersedia")],
    ids=["no extra", "no engine"],
)
def test_a_missing_part_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    entry = read_once(tmp_path, error, monkeypatch)
    assert entry.status is Status.TERTUNDA
    out = tmp_path / "out"
    source = tmp_path / "masuk"
    source.mkdir()
    (source / "surat.txt").write_text("x")
    options = RunOptions(source=str(source), out=str(out))
    batch.run(options, function=reader_fakes.read_without_engine)
    assert entries(out)["surat.txt"].status is Status.TERTUNDA
    assert batch.run(options, function=reader_fakes.read).fresh == 1  # the part is there now
    assert entries(out)["surat.txt"].status is Status.SELESAI
    assert batch.run(options, function=reader_fakes.read).fresh == 0


def test_records_of_a_file_that_is_not_read_this_time_stay(tmp_path: Path) -> None:
    source, out = tmp_path / "masuk", tmp_path / "out"
    source.mkdir()
    (source / "surat.txt").write_text("x")
    batch.run(RunOptions(source=str(source), out=str(out)), function=reader_fakes.read)
    before = entries(out)["surat.txt"].records
    batch.run(
        RunOptions(source=str(source), out=str(out), force=True), function=reader_fakes.read_without_engine
    )
    entry = entries(out)["surat.txt"]
    assert (entry.status, entry.records) == (Status.TERTUNDA, before)
    assert (out / before[0]).is_file()


def test_every_passing_code_is_one_that_files_get() -> None:
    assert TRIES.keys() - PASSING == {"halaman_terhenti"}
    for code in PASSING:
        error = tolak(code, sebab="", detik="", mb="", batas="")
        assert isinstance(error, UnreadableFile) and error.alasan
