"""Words read from pixels against the text layer, and their price against rapidocr's.

    python tests/bench/ocr.py truth.pdf [scan.pdf] [--dpi 200] [--rapidocr]

Every vector page of ``truth.pdf`` is rendered (or the same page of ``scan.pdf`` is taken) and
read; each printed line of the text layer is compared with the words read in its place.
Prints a row a page: lines, exact lines, character errors, missing and extra words, CPU seconds.
"""

from __future__ import annotations

import argparse
import resource
from pathlib import Path

import pdfplumber
import pypdfium2
from rapidfuzz.distance import Levenshtein

from extract.sources.pdf.content import drawn
from extract.sources.pdf.drawing import read_vector_page
from extract.sources.scan.reader import read_image, read_scan_page
from extract.sources.scan.text.engine import engine_for
from schemas.page import Box, Page, Word


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def printed_lines(words: list[Word]) -> list[list[Word]]:
    """Words of the text layer side by side."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (round(w.box.cy), w.box.x0)):
        for line in reversed(lines[-40:]):
            last = line[-1].box
            if (
                abs(last.cy - word.box.cy) < 0.4 * last.height
                and -1 <= word.box.x0 - last.x1 < 0.9 * last.height
            ):
                line.append(word)
                break
        else:
            lines.append([word])
    return lines


def offset(truth: list[Word], found: list[Word]) -> tuple[float, float]:
    """How far the scan was shifted: median over words that stand once on both pages."""

    def once(words: list[Word]) -> dict[str, Box]:
        seen: dict[str, list[Box]] = {}
        for w in words:
            seen.setdefault(w.text, []).append(w.box)
        return {t: b[0] for t, b in seen.items() if len(b) == 1}

    a, b = once(truth), once(found)
    pairs = [(b[t].cx - a[t].cx, b[t].cy - a[t].cy) for t in a.keys() & b.keys()]
    if not pairs:
        return 0.0, 0.0
    xs, ys = sorted(p[0] for p in pairs), sorted(p[1] for p in pairs)
    return xs[len(xs) // 2], ys[len(ys) // 2]


def compare(truth: Page, found: Page, show: bool) -> dict[str, int]:
    dx, dy = offset(truth.words, found.words)
    out = dict.fromkeys(("baris", "tepat", "huruf", "salah", "hilang", "lebih"), 0)
    used: set[int] = set()
    for line in printed_lines([w for w in truth.words if w.upright]):
        box = line[0].box
        for w in line:
            box = box.union(w.box)
        box = Box(box.x0 + dx - 1.5, box.y0 + dy - 0.5, box.x1 + dx + 1.5, box.y1 + dy + 0.5)
        mine = [(i, w) for i, w in enumerate(found.words) if box.holds(w.box.cx, w.box.cy) and i not in used]
        used |= {i for i, _ in mine}
        want = " ".join(w.text for w in line)
        got = " ".join(w.text for _, w in sorted(mine, key=lambda p: p[1].box.x0))
        wrong = Levenshtein.distance(want, got)
        out["baris"] += 1
        out["tepat"] += wrong == 0
        out["huruf"] += len(want)
        out["salah"] += wrong
        out["hilang"] += not got
        if wrong and show:
            print(f"    {want!r} -> {got!r} {box.rounded()}")
    extra = [w for i, w in enumerate(found.words) if i not in used]
    out["lebih"] = len(extra)
    if show:
        for w in extra:
            print(f"    + {w.text!r} {w.confidence} {w.box.rounded()}")
    return out


def main() -> None:
    args = _arguments()
    engine = engine_for()
    rapid = _rapidocr() if args.rapidocr else None
    pdf = pypdfium2.PdfDocument(args.truth)

    with pdfplumber.open(args.truth) as plumber:
        for i, truth_page in enumerate(plumber.pages):
            truth = read_vector_page(drawn(truth_page), i + 1)
            image = pdf[i].render(scale=args.dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3]
            if args.scan:
                image = (
                    pypdfium2.PdfDocument(args.scan)[i]
                    .render(scale=args.dpi / 72, rev_byteorder=True)
                    .to_numpy()
                )
            start = cpu()
            if args.scan:
                found = read_scan_page(args.scan, i, engine).drawn()
            else:
                found = read_image(image, truth.width, truth.height, i + 1, engine).drawn()
            ours = cpu() - start
            row = compare(truth, found, args.show) if truth.words else {}
            price = f"{ours:.2f}"
            if rapid:
                start = cpu()
                rapid(image[:, :, ::-1])
                price += f" / {cpu() - start:.2f}"
            rate = f"CER {100 * row['salah'] / max(1, row['huruf']):.2f}" if row else ""
            print(args.truth.name, i + 1, row, rate, "cpu", price)
    print("peak MiB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("truth", type=Path)
    parser.add_argument("scan", type=Path, nargs="?")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--rapidocr", action="store_true")
    return parser.parse_args()


def _rapidocr():  # type: ignore[no-untyped-def]
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{k}_op_num_threads": 1 for k in ("intra", "inter")}
    return RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error", **threads})


if __name__ == "__main__":
    main()
