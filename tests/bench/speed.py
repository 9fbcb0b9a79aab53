"""What reading costs, beside the tools that read less: the table and the plot of docs/kecepatan.md.

usage: python -m tests.bench.speed [--from FOLDER] [--files N] [--scans FOLDER] [--rounds N] [--write]

Every tool has a process of its own, in which it reads each file in turn with the others, round after round
(the machine may be busy: what is compared was measured side by side). CPU seconds of a file are the
median of the rounds; imports and models are loaded by a file that does not count. ``--write`` renews the
page, the plot and the figures kept in docs/kecepatan.json; without it those are compared with what was
measured.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import platform
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from tests.support.bars import bars

ROOT = Path(__file__).resolve().parents[2]
PAGE, PLOT, KEPT = (ROOT / "docs" / f"kecepatan.{kind}" for kind in ("md", "svg", "json"))
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->"  # of the page: what a run writes stands between
LOGO = 0.03  # of a page: a larger picture may show a table or its flow
SCANNED = 4  # files: the engines take seconds a page
BARE_TABLES, BARE_TEXT = "pdfplumber, extract_tables", "rapidocr small, bare text"
NOISE = 0.1  # share by which a ratio may differ from one run to the next without being told
# An answer of the engine that was kept costs nothing: here every line is read.
UNKEPT = ("SOPAP_OCR_CACHE", "SOPAP_OCR_CATAT")


def sopap(path: Path) -> None:
    from extract import extract_file
    from normalize import normalize_file
    from schemas.errors import UnreadableFile

    with contextlib.suppress(UnreadableFile):
        normalize_file(extract_file(path), path.name, "0" * 64)


def sopap_by_pdfplumber(path: Path) -> None:
    os.environ["SOPAP_PDF_READER"] = "pdfplumber"
    sopap(path)


def reading(path: Path) -> None:
    """Letters, paths and pictures of every page by our own reader."""
    import pdfplumber

    from extract.sources.pdf.content import drawn

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            drawn(page)
            page.close()


def pdfplumber_objects(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            len(page.objects)
            page.close()


def pdfplumber_tables(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def tablers_tables(path: Path) -> None:
    from tablers import Document, find_tables

    with Document(path) as document:
        for page in document.pages():
            find_tables(page, extract_text=True)


def camelot_lattice(path: Path) -> None:
    import camelot

    camelot.read_pdf(str(path), pages="all", flavor="lattice")


def pypdfium2_text(path: Path) -> None:
    """The bare text of every page, as PDFium gives it."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()


def rapidocr_small(path: Path) -> None:
    """Every page as a picture of 200 dpi, found and recognised: text without any table."""
    global _rapid
    import pypdfium2
    from rapidocr import RapidOCR

    if _rapid is None:
        threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
        _rapid = RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False, **threads})
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            _rapid(page.render(scale=200 / 72).to_numpy()[:, :, :3])


_rapid: Any = None
Tool = Callable[[Path], None]
BORN: dict[str, Tool] = {
    "sopap, whole record": sopap,
    "sopap, whole record, --reader pdfplumber": sopap_by_pdfplumber,
    "sopap, what a page draws": reading,
    "pdfplumber, what a page draws": pdfplumber_objects,
    BARE_TABLES: pdfplumber_tables,
    "tablers, find_tables": tablers_tables,
    "camelot, lattice": camelot_lattice,
    "pypdfium2, bare text": pypdfium2_text,
}
SCANS: dict[str, Tool] = {"sopap, whole record": sopap, BARE_TEXT: rapidocr_small}


def serve(tool: Tool, line: Connection) -> None:
    """One tool's process: the CPU seconds of each file that is asked for; None: its memory, and the end."""
    for name in UNKEPT:
        os.environ.pop(name, None)
    while (path := line.recv()) is not None:
        start = time.process_time()
        try:
            tool(path)
        except Exception as e:
            print(f"  {tool.__name__} {path.name}: {type(e).__name__} {str(e)[:80]}", flush=True)
        line.send(time.process_time() - start)
    line.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


@dataclass(frozen=True)
class Used:
    """What a tool took: CPU seconds of each file, and its largest memory in MB."""

    seconds: dict[Path, float]
    memory: float

    def ms(self, files: Sequence[Path]) -> float:
        """CPU milliseconds a page of these files."""
        return 1000 * sum(self.seconds[f] for f in files) / sum(map(count_pages, files))


def measured(tools: dict[str, Tool], files: Sequence[Path], rounds: int) -> dict[str, Used]:
    """What each tool takes for each file, the median of the rounds."""
    context = multiprocessing.get_context("spawn")
    lines: dict[str, Connection] = {}
    for name, tool in tools.items():
        lines[name], theirs = context.Pipe()
        context.Process(target=serve, args=(tool, theirs), daemon=True).start()
    seconds: dict[str, dict[Path, list[float]]] = {name: {f: [] for f in files} for name in tools}
    for turn in range(-1, rounds):
        for path in files[:1] if turn < 0 else files:
            for name, line in lines.items():
                line.send(path)
                used = line.recv()
                if turn >= 0:
                    seconds[name][path].append(used)
    for line in lines.values():
        line.send(None)
    return {n: Used({f: median(t) for f, t in seconds[n].items()}, lines[n].recv()) for n in tools}


@cache
def count_pages(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def with_pictures(path: Path) -> bool:
    """Whether a picture of a file is larger than a logo: its pixels would be read too."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            width, height = page.get_size()
            for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
                left, bottom, right, top = item.get_bounds()
                if (right - left) * (top - bottom) > LOGO * width * height:
                    return True
    return False


def chosen(folder: Path | None, count: int, fits: Callable[[Path], bool] = lambda p: True) -> list[Path]:
    """Up to ``count`` PDFs of a folder, evenly over their names."""
    files = [p for p in sorted(folder.rglob("*.pdf")) if fits(p)] if folder else []
    return files[:: max(1, len(files) // count)][:count]


def table(used: dict[str, Used], files: Sequence[Path], unit: str) -> Iterator[str]:
    yield f"| tool | CPU ms a page | share of {unit} | memory, MB |\n|---|---|---|---|"
    for name, of in used.items():
        share = of.ms(files) / used[unit].ms(files)
        yield f"| {name} | {of.ms(files):.1f} | {share:.2f} | {of.memory:.0f} |"


def shares(used: dict[str, Used], files: Sequence[Path], kind: str, unit: str) -> dict[str, float]:
    """The share of each tool, by a name that a later run has too."""
    return {f"{kind}: {n}": round(of.ms(files) / used[unit].ms(files), 3) for n, of in used.items()}


def told(now: dict[str, float], before: dict[str, float]) -> Iterator[str]:
    """Which shares fell or rose by more than noise since they were kept."""
    for name, share in now.items():
        old = before.get(name)
        if old and abs(share - old) > NOISE * old:
            yield f"{name}: {old:.2f} -> {share:.2f}, {'rose' if share > old else 'fell'}"


def machine() -> str:
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").is_file() else ""
    names = [line.split(":")[1].strip() for line in told.splitlines() if line.startswith("model name")]
    model = names[0] if names else platform.processor()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    from tests.bench.growth import growth  # imports the reader: not in the processes of other tools

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--from", dest="folder", type=Path, default=ROOT / "corpus")
    parser.add_argument("--files", type=int, default=36)
    parser.add_argument("--scans", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    files, scans = chosen(given.folder, given.files), chosen(given.scans, SCANNED)
    plain = [f for f in files if not with_pictures(f)]
    born = measured(BORN, files, given.rounds)
    groups = [("born", BARE_TABLES, f"of them without pictures to read ({told_of(plain)})", born, plain)]
    groups.insert(0, ("all", BARE_TABLES, f"born-digital files ({told_of(files)})", born, files))
    if scans:
        read = measured(SCANS, scans, 1)
        groups.append(("scans", BARE_TEXT, f"scanned files ({told_of(scans)})", read, scans))
    text, found = [], {}
    for kind, unit, title, used, these in groups:
        text += [f"\n{len(these)} {title}:\n", *table(used, these, unit)]
        found |= shares(used, these, kind, unit)
    text += ["\nGrowth, CPU seconds of `extract_file`:\n", *growth()]
    print("\n".join(text))
    kept = json.loads(KEPT.read_text()) if KEPT.is_file() else {}
    print("\n".join(told(found, kept)) or "no share differs from the kept ones by more than noise")
    if given.write:
        KEPT.write_text(json.dumps(found, indent=1) + "\n")
        PLOT.write_text(bars({n: of.ms(plain) for n, of in born.items()}, "CPU ms a page, without pictures"))
        how = f"{machine()}; medians of {given.rounds} rounds (scans: one), tool by tool within each file."
        PAGE.write_text(renewed(PAGE.read_text("utf-8"), "\n".join([how, *text])), "utf-8")


def told_of(files: Sequence[Path]) -> str:
    return f"{sum(map(count_pages, files))} pages"


def renewed(page: str, text: str) -> str:
    """The page with its measured part written anew."""
    head, _, rest = page.partition(BEGIN)
    return f"{head}{BEGIN}{text}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    main()
