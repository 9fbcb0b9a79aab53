"""Prints a PDF larger or smaller: everything on its pages, and the pages, by one factor.

python -m tests.support.generate.scale IN OUT --by 2.8
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw


def scale(pdf_path: str | Path, out_path: str | Path, by: float) -> None:
    """Write ``pdf_path`` with every length times ``by`` to ``out_path``."""
    pdf = pdfium.PdfDocument(pdf_path)
    for page in pdf:
        box = page.get_mediabox()
        matrix = raw.FS_MATRIX(by, 0, 0, by, 0, 0)
        clip = raw.FS_RECTF(*(float(v) * by for v in (box[0], box[3], box[2], box[1])))
        assert raw.FPDFPage_TransFormWithClip(page, matrix, clip)
        page.set_mediabox(*(v * by for v in box))
        page.set_cropbox(*(v * by for v in box))
    pdf.save(str(out_path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", metavar="IN")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--by", type=float, default=2.0)
    args = parser.parse_args()
    scale(args.pdf, args.out, args.by)


if __name__ == "__main__":
    main()
