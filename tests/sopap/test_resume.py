"""A run over what has been read already costs little: no reader is started, no report written again."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from sopap.run import batch
from sopap.run.store import LocalStore
from sopap.show import report
from tests.support.reader_fakes import read


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for i in range(3):
        (tmp_path / "in" / f"{i}.txt").write_text(f"SOP {i}")
    run(tmp_path / "out")
    return tmp_path / "out"


def run(out: Path) -> batch.Summary:
    return batch.run(batch.RunOptions(source=str(out.parent / "in"), out=str(out)), function=read)


def test_what_has_not_changed_needs_no_reader(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(function: Any, jobs: Any, *rest: Any) -> Generator[Any, None, None]:
        assert not list(jobs)
        yield from ()

    monkeypatch.setattr(batch, "run_limited", none)
    summary = run(out)
    assert (summary.files, summary.fresh) == (3, 0)


def test_what_has_changed_is_read(out: Path) -> None:
    (out.parent / "in" / "1.txt").write_text("SOP lain")
    assert run(out).fresh == 1


def test_a_report_is_written_again_where_it_would_say_something_else(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    publish = report.publish
    monkeypatch.setattr(report, "publish", lambda s, *rest: written.append("") or publish(s, *rest))
    run(out)
    assert not written
    (out / "report.html").unlink()
    run(out)
    assert len(written) == 1 and (out / "report.html").is_file()
    LocalStore(out).write("tinjau/0.txt/satu-00000001.html", b"page")
    run(out)
    assert len(written) == 2
    (out.parent / "in" / "1.txt").write_text("SOP lain")
    run(out)
    assert len(written) == 3
