"""sopap as a library: what other programs rely on."""

from __future__ import annotations

import io
import multiprocessing
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import sopap
from tests.support.dataset_page import LIBRARY, filled

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
TEXT = CORPUS / "banggai-ekspor.txt"


def ids(source: object) -> list[str]:
    return [r.id for r in sopap.read(source, name="a.txt")]  # type: ignore[arg-type]


def test_path_bytes_and_file_give_the_same() -> None:
    expected = ids(TEXT)
    assert expected
    assert ids(str(TEXT)) == ids(TEXT.read_bytes()) == ids(io.BytesIO(TEXT.read_bytes())) == expected
    [record, *_] = sopap.read(TEXT.read_bytes(), name="surat/a.txt")
    assert record.sumber.berkas == "surat/a.txt"
    assert isinstance(record, sopap.SopRecord)


@pytest.mark.parametrize("limits", [None, sopap.Limits(seconds=60)])
def test_what_cannot_be_read_is_told(limits: sopap.Limits | None, tmp_path: Path) -> None:
    with pytest.raises(sopap.UnreadableFile) as error:
        sopap.read(b"", limits=limits)
    assert error.value.kode == "kosong"
    with pytest.raises(sopap.UnreadableFile):
        sopap.read(tmp_path / "tiada.pdf", limits=limits)
    assert sopap.read(b"catatan biasa", limits=limits) == []


def test_limits_hold(tmp_path: Path) -> None:
    assert [r.id for r in sopap.read(TEXT, name="a.txt", limits=sopap.Limits(seconds=60))] == ids(TEXT)
    with pytest.raises(sopap.UnreadableFile) as error:
        sopap.read(CORPUS / "karanganyar-keputusan.pdf", limits=sopap.Limits(seconds=0.01))
    assert error.value.kode == "waktu_habis"


def test_threads_and_processes_give_the_same() -> None:
    pdf = CORPUS / "bone-kios.pdf"
    expected = ids(pdf)
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(ids(pdf))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found += pool.map(ids, [str(pdf)])
    assert found == [expected] * 5


def test_a_script_without_a_guard_reads_a_folder(tmp_path: Path) -> None:
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / "a.txt").write_bytes(TEXT.read_bytes())
    script = tmp_path / "skrip.py"
    script.write_text(
        "import sopap\nfound = sopap.read_folder('masuk', 'hasil', workers=2)\n"
        "print(len(found), len(list(found)), found.files['a.txt'].status)\n"
    )
    code = f"import sys; sys.path.append({str(ROOT)!r}); exec(open('skrip.py').read())"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split()[2:] == ["selesai"], done.stderr
    assert done.stdout.split()[0] == done.stdout.split()[1] != "0"


def test_records_become_tables() -> None:
    pytest.importorskip("pandas")
    records = sopap.read(TEXT)
    tables = sopap.to_pandas(records)
    assert list(tables["sop"]["sop_id" if "sop_id" in tables["sop"] else "id"]) == [r.id for r in records]
    assert len(tables["langkah"]) == sum(len(r.langkah) for r in records)
    assert sopap.to_pandas([])["langkah"].empty


def test_own_outputs_are_told_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "masuk").mkdir()
    (tmp_path / "masuk" / "a.txt").write_bytes(TEXT.read_bytes())
    sopap.read_folder(tmp_path / "masuk", tmp_path / "hasil")
    (tmp_path / "campur").mkdir()
    [record] = (tmp_path / "hasil" / "records").rglob("*.json")
    (tmp_path / "campur" / "r.json").write_bytes(record.read_bytes())
    (tmp_path / "campur" / "r.html").write_bytes((tmp_path / "hasil" / "report.html").read_bytes())
    found = sopap.read_folder(tmp_path / "campur", tmp_path / "lain")
    assert {e.kode for e in found.files.values()} == {"keluaran_sopap"}
    assert len(found) == 0


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "sopap" / "py.typed").is_file()
    assert set(sopap.__all__) <= {*dir(sopap), *sopap._WHERE}


def test_examples_of_the_page_print_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "corpus").symlink_to(CORPUS)
    page = LIBRARY.read_text(encoding="utf-8")
    assert filled(page, tmp_path) == page, "run: python -m tests.support.dataset_page"
