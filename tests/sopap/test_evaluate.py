from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from schemas.record import (
    Alur,
    DasarHukum,
    Isi,
    Langkah,
    MutuBaku,
    Pelaksana,
    Simbol,
    SopRecord,
    Sumber,
    UjungAlur,
    Waktu,
)
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import JenisSimbol, JenisSumber, Satuan, StatusSop
from sopap.errors import InputError
from sopap.measure.align import align, likeness, matched, plain
from sopap.measure.evaluate import evaluate
from sopap.run.store import canonical
from tests.support.sample_record import record

TRUTH: dict[str, Any] = {
    "berkas": "a.pdf",
    "sop": [
        {
            "nomor_sop": "01/SOP",
            "nama_sop": "Surat Masuk",
            "tanggal_efektif": "2020-01-02",
            "disahkan_oleh": {"nama": "Ani", "nip": "19"},
            "peralatan": ["Komputer", "Printer"],
            "pelaksana": ["Staf", "Kepala"],
            "langkah": [
                {
                    "nomor": "1",
                    "kegiatan": "Menerima surat",
                    "waktu": "5 menit",
                    "waktu_min": [5, "menit"],
                    "waktu_maks": [5, "menit"],
                    "output": "Surat",
                    "simbol": [["Staf", "terminator"]],
                },
                {"nomor": "2", "kegiatan": "Memeriksa", "simbol": [["Kepala", "keputusan"]]},
            ],
            "alur": [["1@Staf", "2@Kepala", ""], ["2@Kepala", "1@Staf", "Tidak"]],
        }
    ],
}


def score(tmp_path: Path, *records: SopRecord) -> dict[str, str]:
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "a.json").write_text(json.dumps(TRUTH))
    for r in records:
        (tmp_path / "records").mkdir(exist_ok=True)
        (tmp_path / "records" / f"{r.id}.json").write_bytes(canonical(r))
    result = evaluate(tmp_path / "records", tmp_path / "truth")
    return {line.split()[0]: " ".join(line.split()[1:]) for line in result.lines()}


def test_measures_of_one_record(tmp_path: Path) -> None:
    lines = score(tmp_path, record())
    assert lines["langkah"] == "F1 1.000 R 1.000 P 1.000 n=2"
    assert lines["identitas.nama_sop"] == "F1 1.000 R 1.000 P 1.000 n=1"
    assert lines["identitas.nomor_sop"] == "F1 0.000 R 0.000 P – n=1"
    assert lines["daftar.peralatan"] == "F1 0.667 R 0.500 P 1.000 n=2"
    assert lines["sel.output"] == "F1 0.000 R 0.000 P 0.000 n=1"
    assert lines["waktu.nilai"] == "F1 1.000 R 1.000 P 1.000 n=1"
    assert lines["simbol"] == "F1 0.500 R 0.500 P 0.500 n=2"
    assert lines["simbol.pelaksana"] == "F1 1.000 R 1.000 P 1.000 n=2"
    assert lines["alur"] == "F1 0.667 R 0.500 P 1.000 n=2"
    assert lines["bagan.utuh"] == "F1 0.000 R 0.000 P 0.000 n=1"
    # wrong: the output (no doubt) and the symbol of row 2 (doubted)
    assert lines["jujur.salah_bertanda"] == "F1 0.500 R 0.500 P – n=2"


@pytest.mark.parametrize(("status", "share"), [(StatusSop.SIAP, "1.000"), (StatusSop.PERIKSA, "0.000")])
def test_sops_that_may_be_taken_as_they_are(status: StatusSop, share: str, tmp_path: Path) -> None:
    lines = score(tmp_path, record(status=status))
    assert lines["terima.bagian"] == f"F1 {share} R {share} P – n=1"
    right = "0.000" if status is StatusSop.SIAP else "–"  # values of it are wrong
    assert lines["terima.benar"].startswith(f"F1 {right}")
    assert lines["jujur.alur.salah_bertanda"].endswith("n=1")
    assert "nilai.salah_diam" in lines


def test_a_truth_without_record_is_named(tmp_path: Path) -> None:
    lines = score(tmp_path, record("lain"))
    assert lines["no"] == "record for: a[0]"
    assert lines["langkah"] == "F1 0.000 R 0.000 P – n=2"


def test_no_truth_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Tidak ada berkas kunci"):
        evaluate(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Surat – masuk.", "surat-masuk", True),
        ("• Surat / berkas", "Surat/berkas", True),
        ("1. Surat", "1 . surat;", True),
        ("Surat masuk", "Suratmasuk", False),
        (None, "", True),
    ],
)
def test_plain(a: str | None, b: str | None, same: bool) -> None:
    assert (plain(a) == plain(b)) is same
    assert (likeness(a, b) == 1.0) is same


def test_align_keeps_order_and_matched_does_not() -> None:
    assert align("abcd", "bxda", lambda x, y: float(x == y), 0.5) == [(1, 0), (3, 2)]
    assert matched(["satu", "dua", "tiga"], ["tiga", "satu", "satu"], 0.9) == 2


def from_truth(stem: str, n: int, sop: dict[str, Any]) -> SopRecord:
    """A record like its truth, with every third value spoilt in a regular way."""

    def text(value: object, i: int) -> str:
        return f"{value or ''}{' salah sekali' if i % 3 == 2 else ''}"

    columns = sop["pelaksana"]
    ids = {label: f"p{i + 1}" for i, label in enumerate(columns)}
    kinds = list(JenisSimbol)
    steps = tuple(
        Langkah(
            urutan=place + 1,
            nomor=s["nomor"],
            kegiatan=text(s["kegiatan"], i),
            simbol=tuple(
                Simbol(pelaksana=ids[label], jenis=kinds[(i + k) % 3])
                for k, (label, _) in enumerate(s["simbol"])
                if label in ids
            ),
            mutu_baku=MutuBaku(
                kelengkapan=Isi(teks=text(s.get("kelengkapan"), i + 1)),
                waktu=Waktu(teks=text(s.get("waktu"), i), min=float(i), satuan_min=Satuan.MENIT),
                output=Isi(teks=text(s.get("output"), i + 2)),
            ),
            keterangan=text(s.get("keterangan"), i),
            keyakinan=0.8 if i % 4 == 0 else 1.0,
        )
        for place, (i, s) in enumerate((i, s) for i, s in enumerate(sop["langkah"]) if i % 5 != 4)
    )
    nodes = [(s.urutan, x.pelaksana) for s in steps for x in s.simbol]
    ends = [UjungAlur(langkah=a, pelaksana=p) for a, p in nodes]
    return SopRecord(
        id=f"{stem.lower().replace(' ', '-')}-{n}",
        sumber=Sumber(
            berkas=f"{stem}.pdf", sha256="0", jenis=JenisSumber.PDF, halaman=(n + 1,), urutan=n + 1
        ),
        nomor_sop=text(sop.get("nomor_sop"), n),
        nama_sop=sop.get("nama_sop"),
        dasar_hukum=tuple(DasarHukum(teks=text(t, i)) for i, t in enumerate(sop.get("dasar_hukum") or [])),
        peringatan=tuple(sop.get("peringatan") or [])[:1],
        pelaksana=tuple(
            Pelaksana(id=f"p{i + 1}", label=text(label, i), kelompok="Grup")
            for i, label in enumerate(columns)
        ),
        langkah=steps,
        alur=tuple(Alur(dari=a, ke=b, label="Ya") for a, b in pairwise(ends)),
        tinjauan=tuple(
            tinjauan(Kode.WAKTU_KOSONG, f"/langkah/{i}/mutu_baku/waktu") for i in range(len(steps))
        ),
    )


def test_it_agrees_with_the_reference_scorer(shared: Path, tmp_path: Path) -> None:
    scorer = shared / "tools" / "score.py"
    truth = shared / "real" / "bps-bengkulu" / "truth"
    if not scorer.is_file() or not truth.is_dir():
        pytest.skip("no reference scorer beside the project")
    for path in sorted(truth.glob("*.json"))[:-1]:
        for n, sop in enumerate(json.loads(path.read_text())["sop"]):
            r = from_truth(path.stem, n, sop)
            (tmp_path / f"{r.id}.json").write_bytes(canonical(r))
    command = [sys.executable, str(scorer), str(tmp_path), str(truth)]
    expected = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert list(evaluate(tmp_path, truth).lines()) == expected
