"""What a run shows while it goes on."""

from __future__ import annotations

import pytest

from sopap.run.batch import Summary
from sopap.run.manifest import Entri, Status
from sopap.run.pipeline import Job
from sopap.show import console
from sopap.show.console import RunDisplay


@pytest.fixture
def display() -> RunDisplay:
    return RunDisplay(quiet=True)


def test_progress_names_the_file_and_its_page(display: RunDisplay) -> None:
    display.on_start(2, 2)
    display.on_page(Job("surat [lama]/a.pdf", "a.pdf", "1"), "h12")
    assert display.progress.tasks[0].description == "surat [lama]/a.pdf hlm. 12"


def test_progress_counts_pages(display: RunDisplay) -> None:
    display.on_start(2, 2)
    for pages in (3, 4):
        display.on_done(
            Entri(berkas="a.pdf", sha256="0" * 64, status=Status.SELESAI, halaman=pages, versi="1")
        )
    assert display.progress.tasks[0].fields["halaman"] == 7
    assert display.progress.tasks[0].completed == 2


def test_a_run_that_changed_nothing_speaks_of_what_needs_a_look(capsys: pytest.CaptureFixture[str]) -> None:
    loud = RunDisplay()
    loud.on_start(13, 13)
    done = Summary(files=13, fresh=0, records=12, status={Status.SELESAI: 12}, ready=9, places=7)
    console.show_summary(done, "out")
    said = capsys.readouterr().err
    assert "13 perlu dilihat" not in said and "tidak ada yang berubah" in said
    assert "12 rekaman di out: 9 siap, 3 perlu dilihat di 7 tempat" in said
