from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from schemas.record import Alur, Asal, UjungAlur
from schemas.tinjauan import Kode, tinjauan
from sopap.errors import InputError
from sopap.measure.validate import check_output, check_references, resolves
from sopap.run import batch
from sopap.run.store import open_store
from tests.support import reader_fakes
from tests.support.sample_record import record

GOOD = record()


def changed(**changes: Any) -> list[tuple[str, str]]:
    return list(check_references(GOOD.model_copy(update=changes)))


def test_a_good_record_has_no_fault() -> None:
    assert changed() == []


@pytest.mark.parametrize(
    ("changes", "jalur"),
    [
        ({"pelaksana": GOOD.pelaksana[::-1]}, "/pelaksana"),
        ({"pelaksana": GOOD.pelaksana[:1], "alur": ()}, "/langkah/1/simbol/0/pelaksana"),
        ({"langkah": GOOD.langkah[::-1]}, "/langkah"),
        (
            {"langkah": (GOOD.langkah[0].model_copy(update={"asal": Asal(halaman=9)}), GOOD.langkah[1])},
            "/langkah/0/asal/halaman",
        ),
        (
            {
                "alur": (
                    Alur(dari=UjungAlur(langkah=1, pelaksana="p1"), ke=UjungAlur(langkah=1, pelaksana="p2")),
                )
            },
            "/alur/0/ke",
        ),
        ({"tinjauan": (tinjauan(Kode.WAKTU_KOSONG, "/langkah/7"),)}, "/tinjauan/0/jalur"),
        (
            {"tinjauan": (tinjauan(Kode.WAKTU_KOSONG).model_copy(update={"kode": "karangan"}),)},
            "/tinjauan/0/kode",
        ),
    ],
)
def test_each_reference_is_checked(changes: dict[str, Any], jalur: str) -> None:
    assert [j for j, _ in changed(**changes)] == [jalur]


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("", True),
        ("/a/0", True),
        ("/a/00", False),
        ("/a/2", False),
        ("/a/-1", False),
        ("/b~1c/~0", True),
        ("a", False),
        ("/x", False),
        ("/a/0/z", False),
    ],
)
def test_json_pointers(pointer: str, expected: bool) -> None:
    assert resolves({"a": [1, 2], "b/c": {"~": 1}}, pointer) is expected


def test_an_output_folder(tmp_path: Path) -> None:
    source, out = tmp_path / "masuk", tmp_path / "out"
    source.mkdir()
    for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf"):
        (source / name).write_text(name)
    with pytest.raises(InputError, match="Tidak ada manifest"):
        list(check_output(open_store(str(out))))
    batch.run(batch.RunOptions(source=str(source), out=str(out)), function=reader_fakes.read)
    store = open_store(str(out))
    assert list(check_output(store)) == []
    name = "records/{}/satu-00000001.json"
    (out / name.format("a.pdf")).unlink()
    store.write(name.format("b.pdf"), b'{"id": 3}')
    store.write(name.format("c.pdf"), (store.read(name.format("c.pdf")) or b"").replace(b"  ", b" "))
    store.write("records/asing.json", b"{}")
    faults = [(p.file, p.jalur, p.text) for p in check_output(store)]
    assert (name.format("a.pdf"), "", "tercatat di manifest, tetapi berkasnya tidak ada") in faults
    assert (name.format("b.pdf"), "/id", "Input should be a valid string") in faults
    assert (name.format("c.pdf"), "", "bukan bentuk baku (diubah tangan?)") in faults
    assert ("records/asing.json", "", "tidak tercatat di manifest") in faults
