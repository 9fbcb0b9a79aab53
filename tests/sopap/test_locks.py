"""Files under a password: told as locked, read with the right one, whoever locked them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from schemas.errors import UnreadableFile
from sopap.run import batch, zipped
from sopap.run.batch import RunOptions
from sopap.run.manifest import Entri, Status
from tests.support.locks import aes_zip, locked_office, locked_zip, zip_of
from tests.support.outputs import entries

STEPS = (
    "No.\tKegiatan\tPelaksana\tKelengkapan\tWaktu\tOutput\n"
    "1\tMenerima\tStaf\tBerkas\t5 menit\tCatatan\n"
    "2\tMencatat\tStaf\tBuku\t5 menit\tCatatan\n"
)


def word() -> bytes:
    document = docx.Document()
    table = document.add_table(0, 6)
    for line in STEPS.splitlines():
        for cell, text in zip(table.add_row().cells, line.split("\t"), strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for line in STEPS.splitlines():
        book.active.append(line.split("\t"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


LOCKED: dict[str, Callable[[], bytes]] = {
    "surat.docx": lambda: locked_office(word(), "rahasia"),
    "buku.xlsx": lambda: locked_office(sheet(), "rahasia"),
    "lama.zip": lambda: locked_zip([("sop.txt", STEPS.encode())], "rahasia"),
    "aes128.zip": lambda: aes_zip([("sop.txt", STEPS.encode())], "rahasia", 1),
    "aes256.zip": lambda: aes_zip([("sop.txt", STEPS.encode())], "rahasia", 3),
}


def run(folder: Path, *passwords: str) -> Entri:
    options = RunOptions(source=str(folder / "masuk"), out=str(folder / "out"), passwords=passwords)
    batch.run(options)
    [entry] = entries(folder / "out").values()
    return entry


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_file_is_told_and_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / name).write_bytes(LOCKED[name]())
    for passwords in ((), ("salah", "juga salah")):
        entry = run(tmp_path, *passwords)
        assert (entry.status, entry.kode) == (Status.DITOLAK, "terenkripsi")
        assert "--password" in entry.alasan
    entry = run(tmp_path, "salah", "rahasia")
    assert (entry.kode, len(entry.records)) in ((None, 1), ("galat_record", 1))


@pytest.mark.parametrize("name", ["surat.docx", "aes256.zip"])
def test_a_later_run_without_the_password_loses_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / name).write_bytes(LOCKED[name]())
    [record] = run(tmp_path, "rahasia").records
    batch.run(RunOptions(source=str(tmp_path / "masuk"), out=str(tmp_path / "out"), siap=0.5))
    [entry] = entries(tmp_path / "out").values()
    assert (entry.status, entry.kode, entry.records) == (Status.TERTUNDA, "terenkripsi", (record,))
    assert (tmp_path / "out" / record).is_file()
    assert run(tmp_path, "rahasia").records == (record,)


@pytest.mark.parametrize("name", [n for n in LOCKED if n.endswith(".zip")])
def test_a_locked_member_that_is_the_same_stays_as_it_was_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / name).write_bytes(LOCKED[name]())
    read = run(tmp_path, "rahasia")
    assert run(tmp_path) == read and read.records
    lock = locked_zip if name == "lama.zip" else aes_zip
    (tmp_path / "masuk" / name).write_bytes(lock([("sop.txt", b"lain")], "rahasia"))
    assert run(tmp_path).status is Status.TERTUNDA  # another one under the same lock


def test_open_members_beside_locked_ones_are_read(tmp_path: Path) -> None:
    path = tmp_path / "campur.zip"
    path.write_bytes(zip_of([("terbuka.txt", b"terbuka")]))
    zipped.unpack(f"{path}!#0", tmp_path / "isi")
    assert (tmp_path / "isi").read_bytes() == b"terbuka"


def spoilt(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 3 << 20])
def test_aes_of_any_length_and_none_that_is_damaged(tmp_path: Path, size: int) -> None:
    data = bytes(n * n % 251 for n in range(min(size, 5000))) * -(-size // 5000)
    path = tmp_path / "kiriman.zip"
    path.write_bytes(aes_zip([("isi", data)], "rahasia", 2))
    zipped.unpack(f"{path}!#0", tmp_path / "isi", ["rahasia"])
    assert (tmp_path / "isi").read_bytes() == data
    path.write_bytes(spoilt(path.read_bytes(), 30 + 3 + 11 + 12 + 2))
    with pytest.raises(UnreadableFile, match="tidak utuh"):
        zipped.unpack(f"{path}!#0", tmp_path / "isi", ["rahasia"])


@pytest.mark.parametrize("at", [42, 26, 30])
def test_a_directory_that_lies_is_damage(tmp_path: Path, at: int) -> None:
    """The place of a member before the file, its name longer than the file, another name."""
    path = tmp_path / "kiriman.zip"
    data = zip_of([("surat.txt", b"isi"), ("dua.txt", b"isi")])
    start = data.index(b"PK\x01\x02") if at == 42 else 0
    path.write_bytes(data[: start + at] + b"\xff\xff\xff\x7f" + data[start + at + 4 :])
    with pytest.raises(UnreadableFile, match="tidak utuh"):
        zipped.unpack(f"{path}!#0", tmp_path / "isi")
