"""A document read the whole way of `sopap run`, without its processes, and its records looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sopap.measure.validate import check_record_file
from sopap.run.inputs import Source, list_sources
from sopap.run.pipeline import PASSING, Job, Outcome, process, refused

PASSWORD = "rahasia"  # of every sample under a lock


class Broken(Exception):
    """A result that is not whole."""


@dataclass(slots=True)
class Whole:
    """What became of a file: the bytes of its records, and a code for each part that gave none."""

    records: list[bytes] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def read_whole(path: Path) -> Whole:
    """The records of a file, or of the files in it where it is a zip file, as they are written.

    Raises Broken where a record is not whole or a part was not read by nothing that lies in it.
    """
    out = Whole()
    for source in list_sources(str(path.parent), path.name).sources:
        outcome = _outcome(source)
        entry = outcome.entry
        if entry is None:
            raise Broken("no entry")
        if entry.kode in PASSING:
            raise Broken(f"{entry.kode} {entry.alasan}")
        if entry.kode:
            out.codes.append(entry.kode)
        _check(outcome)
        out.records += [data for _, data in outcome.files]
    return out


def _outcome(source: Source) -> Outcome:
    job = Job(source.berkas, source.place, "uji", tolak=source.tolak, passwords=(PASSWORD,))
    return refused(job) if source.tolak else process(job)


def _check(outcome: Outcome) -> None:
    if len({name for name, _ in outcome.files}) < len(outcome.files):
        raise Broken("two records of one name")
    for problem in (p for name, data in outcome.files for p in check_record_file(name, data)):
        where = "".join(c for c in problem.jalur if not c.isdigit())
        what = "".join(c for c in problem.text if not c.isdigit())[:60]
        raise Broken(f"{where} {what}")
