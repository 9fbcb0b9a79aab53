"""The whole road on documents whose truth is known: from the file to the record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import docx
import pytest

from extract import extract_file
from normalize import normalize_file
from schemas.record import SopRecord
from schemas.tinjauan import Kode
from schemas.vocab import Tingkat
from sopap.measure.evaluate import Score, evaluate
from sopap.run.manifest import Status
from sopap.run.pipeline import Job, process
from sopap.run.store import canonical
from tests.support.generate.draw import draw
from tests.support.generate.random_sop import random_sop
from tests.support.generate.truth import truth

CORPUS = Path(__file__).parents[2] / "corpus"
SEEDS = (1, 18, 28)  # the last two: a flow back over the page break, lines on rules
WHOLE = ("kendal-arsip.docx", "jembrana-wisata.xlsx")
DRAWN = ("bone-kios.pdf", "kupang-reklame.pdf", "simalungun-tik.pdf", "sleman-akta.pdf", *WHOLE)
SCANNED = "lombokutara-pindaian.pdf"


def read(path: Path, records: Path) -> None:
    records.mkdir(exist_ok=True)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    for record in normalize_file(extract_file(path), path.name, sha256):
        (records / f"{record.id}.json").write_bytes(canonical(record))


def wrong(score: Score) -> dict[str, float | None]:
    """Measures that are not perfect; what a record says of its own doubts is not one of them."""
    return {
        n: c.f1 for n, c in score.counts.items() if not n.startswith("jujur.") and c.f1 not in (None, 1.0)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_random_documents_are_read_without_an_error(seed: int, tmp_path: Path) -> None:
    description = random_sop(seed)
    source, truths = tmp_path / description.berkas, tmp_path / "truth"
    draw(description, source)
    truths.mkdir()
    (truths / "a.json").write_text(json.dumps(truth(description)), encoding="utf-8")
    read(source, tmp_path / "records")
    assert wrong(evaluate(tmp_path / "records", truths)) == {}


def sample_read(name: str, folder: Path) -> Score:
    truths = folder / "truth"
    truths.mkdir()
    told = f"{Path(name).stem}.json"
    (truths / told).write_bytes((CORPUS / "truth" / told).read_bytes())
    read(CORPUS / name, folder / "records")
    return evaluate(folder / "records", truths)


@pytest.mark.parametrize("name", [*WHOLE, SCANNED])
def test_samples_of_every_source_are_read_whole(name: str, tmp_path: Path) -> None:
    """Block, steps and flow of a Word file, a workbook and a scan."""
    if name == SCANNED:
        pytest.importorskip("rapidocr")
    assert wrong(sample_read(name, tmp_path)) == {}


@pytest.mark.parametrize("name", DRAWN)
def test_samples_are_read_without_an_error_in_their_tables(name: str, tmp_path: Path) -> None:
    found = wrong(sample_read(name, tmp_path))
    # a title of several lines over a table is one name to the reader, and no signature is read under it
    assert {n for n in found if not n.startswith("identitas.")} == set()


def test_a_block_whose_table_is_lost_is_no_finished_file(tmp_path: Path) -> None:
    """Whatever the source: an error that a person must see, and the file counts as partly read."""
    text = tmp_path / "izin.txt"
    text.write_text("NOMOR SOP : 12/SOP/2020\nNAMA SOP : Izin Riset\nTANGGAL EFEKTIF : 7 Mei 2020\n", "utf-8")
    word = tmp_path / "izin.docx"
    document = docx.Document()
    for line in text.read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(str(word))
    for path in (text, word):
        outcome = process(Job(path.name, str(path), "1"))
        assert outcome.entry is not None and outcome.entry.status is Status.SEBAGIAN, path
        (record,) = (SopRecord.model_validate_json(data) for _, data in outcome.files)
        (found,) = (t for t in record.tinjauan if t.tingkat is Tingkat.GALAT)
        assert (found.kode, found.jalur) == (Kode.TANPA_LANGKAH, "/langkah")
