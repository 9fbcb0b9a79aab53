"""Fits normalize/data/keyakinan.toml on documents with truth, and tells how well it holds on others.

    python tests/bench/calibrate.py WORK [--generated N] [--again] [--write]

WORK keeps the drawn documents and what was read of each (RawFile as JSON), so that a second call only
judges and fits; --again reads anew what was read before the reader last changed, so that a call that was cut
off goes on where it was. Documents: N random SOPs of the generator as drawn, N others as scans at
150, 200 and 300 dpi; and, where it stands beside the project, the public truth of ../shared/real, as it is
and the drawn ones of bps-bengkulu as scans too, there also files without truth, whose drawn reading is
their scan's truth. Every second public document is kept aside, also its scans: it is never fitted on,
and the figures printed for these are those of docs/keyakinan.md. What is right is
told by sopap/measure/judge.py.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract import extract_file
from normalize.bacaan import mended_sop
from normalize.keyakinan import Bukti, Ciri, probability, row_of
from normalize.record import normalize_file
from schemas.errors import UnreadableFile
from schemas.raw import RawFile
from schemas.record import SopRecord
from schemas.vocab import StatusSop
from sopap.desk.truth import sop_truth
from sopap.measure.evaluate import score_document
from sopap.measure.score import Score, SopTally
from tests.support.generate.draw import draw
from tests.support.generate.random_sop import random_sop
from tests.support.generate.scan import degrade
from tests.support.generate.truth import truth

Floats = NDArray[np.float64]
SHARED = Path(__file__).parents[2].parent / "shared" / "real"
READER = Path(__file__).parents[2] / "extract"
TABLE = Path(__file__).parents[2] / "normalize" / "data" / "keyakinan.toml"
PAGE = Path(__file__).parents[2] / "docs" / "keyakinan.md"
DPI = (150, 200, 300)
PRINTED = "bps-bengkulu"  # drawn files of one office, which are scanned here
SHORT = 3  # pages of such a scan, at most
SURE_TRUTH = 0.9  # of a drawn file without truth: so sure its reading must be to serve as truth of its scan
FIRST, FIRST_SCAN = 7000, 7100  # seeds of the generated documents; the tests use low ones
PENALTY = 1.0  # ridge on the weights, in units of one value: few data, small weights
REAL = 2.0  # a value of a public document counts as so many of the generator's, whose drawing is always clean
# What is taken for seen before any document: of so many values with one doubt of a kind so many wrong, and
# half a wrong one among those without doubt. So a doubt counts also where no fitted document was wrong.
PRIOR = {"ragu": (4, 2), "teks": (4, 2), "simbol": (4, 2), "tinta": (4, 1), "panah": (4, 1), "": (0.5, 0.5)}
# What can only make a value surer, and only less sure; a fit that says otherwise has seen too few documents.
RISING = ("diam",)
FALLING = ("ragu", "teks", "tanya", "gambar", "baca", "bentuk")
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
OF_FLOW = ("panah", "tinta")  # doubts about arrows: of a row's own values they say nothing beforehand
# Of the SOPs called siap so many shall be wholly right. Of scans 0.95: one wrong more or less of the thirty
# fitted ones without a doubt is no evidence for more.
SIAP = {"vektor": 0.98, "piksel": 0.95}
# And each at least so probably: few documents alone are no evidence for a lower threshold.
LEAST = {"vektor": 0.85, "piksel": 0.8}


@dataclass(frozen=True, slots=True)
class Document:
    """A source file with its truth. ``kind``: the set it is reported under; ``aside``: never fitted on."""

    path: Path
    truths: list[dict[str, Any]]
    kind: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record: its features, whether it is right, and where it comes from."""

    ciri: Ciri
    right: bool
    doc: Document


# --- documents


def documents(work: Path, generated: int, again: bool = False) -> Iterator[Document]:
    yield from drawn_documents(work, generated)
    if SHARED.is_dir():
        yield from public_documents(work)
        yield from printed_documents(work, again)


def drawn_documents(work: Path, generated: int) -> Iterator[Document]:
    for seed in range(FIRST, FIRST + generated):
        path, told = drawn(work, seed)
        yield Document(path, told, "drawn", False)
    for n in range(1, generated + 1):
        path, told = drawn(work, FIRST_SCAN + n - 1)
        look = dict(
            dpi=(150, 200, 300)[n % 3],
            skew_deg=n % 3,
            noise=n * 5 % 12,
            jpeg_quality=45 + n * 7 % 40,
            shading=(n % 4) / 10,
            bilevel=n % 7 == 0,
            blur=0.7 if n % 5 == 0 else 0.0,
            seed=n,
        )
        yield Document(scanned(path, work, look), told, f"drawn, scans {look['dpi']}", False)


def drawn(work: Path, seed: int) -> tuple[Path, list[dict[str, Any]]]:
    path = work / "drawn" / f"{seed}.pdf"
    description = random_sop(seed)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        draw(description, path)
    told: list[dict[str, Any]] = truth(description)["sop"]
    return path, told


def scanned(path: Path, work: Path, look: dict[str, Any]) -> Path:
    """The document as an office scanner gives it."""
    out = work / f"scan{look['dpi']}" / f"{path.stem}.pdf"
    if not out.is_file():
        out.parent.mkdir(parents=True, exist_ok=True)
        degrade(path, out, **look)
    return out


def public_documents(work: Path) -> Iterator[Document]:
    with (SHARED / "MANIFEST.tsv").open(encoding="utf-8") as rows:
        kinds = {row["file"]: row["kind"] for row in csv.DictReader(rows, delimiter="\t")}
    scans = 0
    for n, path in enumerate(sorted(SHARED.glob("*/truth/*.json"))):
        told = json.loads(path.read_text(encoding="utf-8"))
        folder = path.parents[1]
        stems = {path.stem, Path(told.get("berkas", path.stem)).stem}
        source = next((p for p in sorted(folder.iterdir()) if p.is_file() and p.stem in stems), None)
        if source is None:
            continue
        pixels = kinds.get(f"{folder.name}/{source.name}", "?").startswith(("scan", "other"))
        aside = n % 2 == 0
        yield Document(source, told["sop"], "real scans" if pixels else "born-digital", aside)
        if folder.name == PRINTED:
            scans += 1
            for dpi in DPI:
                look = dict(dpi=dpi, skew_deg=1, noise=6, jpeg_quality=55, shading=0.2, seed=scans)
                yield Document(scanned(source, work, look), told["sop"], f"scans {dpi}", aside)


def printed_documents(work: Path, again: bool) -> Iterator[Document]:
    """The born-digital files without a truth file as scans, each at one resolution; every second kept aside.

    Their truth is what is read of them as drawn, where all of it is ``siap``. Long ones are left out.
    """
    folder = SHARED / PRINTED
    annotated = {p.stem for p in (folder / "truth").glob("*.json")}
    others = [p for p in sorted(folder.glob("*.pdf")) if p.stem not in annotated]
    for n, path in enumerate(others):
        raw = read(Document(path, [], "printed", False), work, again)
        records = normalize_file(raw, path.name, "0", siap=SURE_TRUTH) if raw else ()
        if not records or any(r.status is not StatusSop.SIAP for r in records):
            continue
        if raw is None or len(raw.halaman) > SHORT:
            continue
        look = office(n, DPI[n // 2 % 3])
        told = [sop_truth(r) for r in records]
        yield Document(scanned(path, work, look), told, f"printed, scans {look['dpi']}", n % 2 == 0)


def office(n: int, dpi: int) -> dict[str, Any]:
    """How the n-th document looks when it comes from a scanner of an office."""
    return dict(
        dpi=dpi,
        skew_deg=n % 3 / 2,
        noise=n * 5 % 9,
        jpeg_quality=50 + n * 7 % 40,
        shading=(n % 4) / 10,
        bilevel=n % 9 == 4,
        blur=0.6 if n % 5 == 0 else 0.0,
        seed=n,
    )


def read(doc: Document, work: Path, again: bool) -> RawFile | None:
    kept = work / "raw" / doc.kind.replace(" ", "-") / f"{doc.path.stem}.json"
    if kept.is_file() and not (again and is_old(kept)):
        return RawFile.model_validate_json(kept.read_bytes())
    try:
        raw = extract_file(doc.path)
    except UnreadableFile:
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(raw.model_dump_json(), encoding="utf-8")
    return raw


def is_old(kept: Path) -> bool:
    """Whether a reading was made before the reader was last changed."""
    files = (p for p in READER.rglob("*.*") if p.suffix != ".pyc")
    return kept.stat().st_mtime < max(p.stat().st_mtime for p in files)


# --- values


def judged(doc: Document, raw: RawFile) -> tuple[list[Value], list[tuple[Bukti, SopRecord, SopTally]]]:
    """The values of a document's records, and its SOPs with the verdicts on them."""
    records = normalize_file(raw, doc.path.name, "0")
    score = Score()
    score_document(score, doc.path.stem, doc.truths, list(records))
    tallies = {t.id: t for t in score.sops}
    values: list[Value] = []
    sops = []
    for sop, record in zip(map(mended_sop, raw.sop), records, strict=True):
        tally = tallies.get(record.id)
        if tally is None:
            continue
        bukti = Bukti(sop, record)
        wrong = {v.jalur for v in tally.verdicts if not v.right}
        told = "nomor_sop" in doc.truths[0]
        for place, ciri in bukti.ciri().items():
            if told or place.startswith(("/langkah", "/alur")):
                inside = [w for w in wrong if within(w, place)]
                if row_of(place):
                    inside = [w for w in inside if not doubted(w, bukti)]
                values.append(Value(ciri, not inside, doc))
        sops.append((bukti, record, tally))
    return values, sops


def doubted(place: str, bukti: Bukti) -> bool:
    """Whether a doubt points at a value, at a part of it or at the row that holds it."""
    row = "/".join(place.split("/")[:3])
    return any(t.jalur == row or within(t.jalur, place) or within(place, t.jalur) for t in bukti.warnings)


def within(place: str, whole: str) -> bool:
    return place == whole or place.startswith(whole + "/")


# --- fitting


def weight(doc: Document) -> float:
    return 1.0 if doc.kind.startswith("drawn") else REAL


def fit(values: Sequence[Value]) -> dict[str, float]:
    """Weights of a logistic model by Newton's method, its steps halved where they overshoot."""
    names = sorted({name for v in values for name in v.ciri.nilai})
    seen = [(v.ciri.nilai, v.right, weight(v.doc)) for v in values]
    seen += [
        ({name: 1.0}, right, count)
        for name, (many, wrong) in PRIOR.items()
        if name in (*names, "") and not (name in OF_FLOW and "teks" in names)
        for right, count in ((True, many - wrong), (False, wrong))
    ]
    x = np.array([[1.0, *(nilai.get(n, 0.0) for n in names)] for nilai, _, _ in seen])
    y = np.array([float(right) for _, right, _ in seen])
    counts = np.array([count for _, _, count in seen])
    ridge = np.diag([0.01, *[PENALTY] * len(names)])
    w = np.zeros(x.shape[1])

    def loss(w: Floats) -> float:
        z = np.clip(x @ w, -30, 30)
        return float((counts * (np.logaddexp(0, z) - y * z)).sum() + w @ ridge @ w / 2)

    for _ in range(200):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (counts * (y - p)) - ridge @ w
        hessian = (x * (counts * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        while loss(w + step) > loss(w) and np.abs(step).max() > 1e-9:
            step /= 2
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return {"awal": round(float(w[0]), 3)} | {
        n: round(float(v), 3) for n, v in zip(names, w[1:], strict=True) if abs(v) >= 0.0005
    }


def sensible(values: Sequence[Value]) -> dict[str, float]:
    """The fitted weights, without features of which these documents say the opposite of what they mean."""
    left: frozenset[str] = frozenset()
    while True:
        w = fit([Value(without(v.ciri, left), v.right, v.doc) for v in values])
        odd = {n for n in RISING if w.get(n, 0.0) < 0} | {n for n in FALLING if w.get(n, 0.0) > 0}
        if not odd:
            return w
        left |= odd


def without(c: Ciri, names: frozenset[str]) -> Ciri:
    return Ciri(c.jenis, {n: v for n, v in c.nilai.items() if n not in names})


def tables(values: Iterable[Value]) -> dict[str, dict[str, float]]:
    by_kind: dict[str, list[Value]] = defaultdict(list)
    for v in values:
        by_kind[v.ciri.jenis].append(v)
    return {kind: sensible(vs) for kind, vs in sorted(by_kind.items())}


def whole_values(
    sops: Iterable[tuple[Document, Bukti, SopTally]], weights: Mapping[str, Mapping[str, float]]
) -> list[Value]:
    """SOPs as values: their features from the probabilities of what is in them."""
    return [
        Value(
            bukti.whole({place: probability(c, weights) for place, c in bukti.ciri().items()}),
            not tally.wrong,
            doc,
        )
        for doc, bukti, tally in sops
    ]


# --- report


def error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over BINS."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, right in pairs:
        bins[sum(p >= b for b in BINS)].append((p, right))
    gaps = [abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values()]
    return sum(gaps) / len(pairs) if pairs else 0.0


def lines(values: Sequence[Value], weights: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Markdown tables: calibration error by kind of value, and the reliability curve."""
    pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for v in values:
        pairs[v.ciri.jenis].append((probability(v.ciri, weights), v.right))
        if not v.ciri.jenis.startswith("sop"):
            pairs["all values"].append(pairs[v.ciri.jenis][-1])
    yield "| values | number | right | said | calibration error |"
    yield "|---|---|---|---|---|"
    for kind in sorted(pairs):
        ps = pairs[kind]
        right, said = (sum(column) / len(ps) for column in zip(*((r, p) for p, r in ps), strict=True))
        yield f"| {kind} | {len(ps)} | {right:.3f} | {said:.3f} | {error(ps):.3f} |"
    yield ""
    yield "| said | values | right |"
    yield "|---|---|---|"
    for lo, hi in pairwise(BINS):
        here = [r for p, r in pairs["all values"] if lo <= p < hi]
        if here:
            yield f"| {lo:.2f} to {hi:.2f} | {len(here)} | {sum(here) / len(here):.3f} |"


def ready(
    values: Sequence[Value], weights: Mapping[str, Mapping[str, float]], limits: Mapping[str, float]
) -> Iterator[str]:
    yield "| documents | SOPs | siap | of these right |"
    yield "|---|---|---|---|"
    by_set: dict[str, list[Value]] = defaultdict(list)
    for v in values:
        by_set[v.doc.kind].append(v)
    for kind, vs in sorted(by_set.items()):
        taken = [v.right for v in vs if probability(v.ciri, weights) >= limits.get(source_of(v), 1.0)]
        right = f"{sum(taken)} of {len(taken)}"
        yield f"| {kind} | {len(vs)} | {len(taken) / len(vs):.2f} | {right} |"


def source_of(v: Value) -> str:
    return v.ciri.jenis.partition(".")[2]


def limits_of(values: Sequence[Value], weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """By source, the lowest probability above which SIAP of the SOPs are right: the threshold of ``siap``."""
    return {s: limit_of([v for v in values if source_of(v) == s], weights, s) for s in SIAP}


def limit_of(values: Sequence[Value], weights: Mapping[str, Mapping[str, float]], source: str) -> float:
    told = sorted(((probability(v.ciri, weights), v.right, weight(v.doc)) for v in values), reverse=True)
    best, right, every = 1.0, 0.0, 0.0
    for n, (p, ok, counts) in enumerate(told, 1):
        right += counts * ok
        every += counts
        if right / every >= SIAP[source] and (n == len(told) or told[n][0] < p):
            best = p if n == len(told) else (p + told[n][0]) / 2  # halfway to the first that is not taken
    return max(best, LEAST[source])


def write(weights: Mapping[str, Mapping[str, float]], limits: Mapping[str, float]) -> None:
    out = [
        "# Weights of normalize/keyakinan.py, written by `make calibrate`. Not to be edited by hand.",
        "\n[ambang_siap]  # from so sure on an SOP may be taken as it is",
        *(f"{source} = {limit:.3f}" for source, limit in limits.items()),
    ]
    for kind, table in sorted(weights.items()):
        out += [f"\n[bobot.{kind}]", *(f"{name} = {value}" for name, value in table.items())]
    TABLE.write_text("\n".join(out) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--generated", type=int, default=48)
    parser.add_argument("--again", action="store_true", help="read anew what an older reader read")
    parser.add_argument("--write", action="store_true", help="write the fitted table into the project")
    args = parser.parse_args()
    if args.write and not SHARED.is_dir():
        parser.error(f"{SHARED} is not there: generated documents alone are no ground for a table")
    values: list[Value] = []
    sops: list[tuple[Document, Bukti, SopTally]] = []
    for doc in documents(args.work, args.generated, args.again):
        raw = read(doc, args.work, args.again)
        if raw is not None:
            found, whole = judged(doc, raw)
            values += found
            sops += [(doc, bukti, tally) for bukti, _, tally in whole]
    weights = tables(v for v in values if not v.doc.aside)
    whole_sops = whole_values(sops, weights)
    weights |= tables(v for v in whole_sops if not v.doc.aside)
    limits = limits_of([v for v in whole_sops if not v.doc.aside], weights)
    text = []
    for title, aside in (("Documents kept aside", True), ("Documents fitted on", False)):
        text += ["", f"## {title}", ""]
        text += lines([v for v in [*values, *whole_sops] if v.doc.aside is aside], weights)
        text += ["", *ready([v for v in whole_sops if v.doc.aside is aside], weights, limits)]
    print("\n".join(text))
    if args.write:
        write(weights, limits)
        told = PAGE.read_text(encoding="utf-8").partition("\n## ")[0].rstrip()
        PAGE.write_text("\n".join([told, *text, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
