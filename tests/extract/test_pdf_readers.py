"""The fast reader of PDF pages draws what pdfplumber draws, to the last bit."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSEOF, PSKeyword
from reportlab.pdfgen.canvas import Canvas

from extract.sources.pdf import reader
from extract.sources.pdf.content import drawn
from extract.sources.pdf.operations import Unusual, run
from extract.sources.pdf.plumbed import plumbed
from tests.conftest import ROOT
from tests.support.pdf_readers import differences


def unlike(files: Iterable[Path]) -> dict[str, list[str]]:
    """Pages that the two readers draw differently, or that the fast one leaves, and how."""
    out = {}
    for path in files:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                told = differences(drawn(page), plumbed(page))
                page.close()
                if told:
                    out[f"{path.name} {page.page_number}"] = told[:3]
    return out


def test_readers_agree_on_the_corpus() -> None:
    assert not unlike(sorted((ROOT / "corpus").glob("*.pdf")))


def test_readers_agree_on_real_documents(shared: Path) -> None:
    assert not unlike(sorted((shared / "real").glob("*/*.pdf"))[::40])


def page_of(content: str, turn: int = 0) -> bytes:
    """A PDF of one page with a content stream as it is given."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=True, pageCompression=0)
    canvas.setFont("Helvetica", 9)
    canvas.setPageRotation(turn)
    canvas._code.append(content)
    canvas.save()
    return out.getvalue()


DRAWINGS = {
    "letters of every state": "BT /F1 9 Tf 2 Tc 5 Tw 80 Tz 12 TL 3 Ts 1 0 .2 1 50 90 Tm [(a b) -200 (c)]TJ "
    "T* (d\\(e\\)\\101\\q) Tj 10 -12 TD (f) ' 1 2 (g h) \" 0 1 -1 0 90 90 Tm <6162 6> Tj ET",
    "turned and scaled": "q 0 2 -2 0 200 20 cm BT /F1 9 Tf 9 9 Td (isi) Tj ET 5 5 30 9 re f Q 9 9 m 90 9 l S",
    "paths in pieces": "10 10 m 50 10 l 50 40 l 10 40 l h 60 60 20 20 re B* 5 5 m 9 9 l 20 5 l s 7 7 m S",
    "curves and dashes": "[3 2] 1 d 10 10 m 20 40 40 40 50 10 c 60 0 70 10 v 80 20 90 10 y b 0 0 1 1 re W n",
    "colours": "/DeviceRGB cs .2 .4 .6 sc 1 0 0 RG 0 0 .2 .3 k 9 9 9 9 re b* /Pattern cs /P scn 5 5 9 9 re f",
    "too few operands": "5 m 9 9 m 20 l 30 30 l S re 1 w 10 10 5 Td f nosuch 4 4 4 4 re f",
    "comments and odd signs": "% (no\n10 10 20 20 re % ) \n f 1 1 m 20-3 l +5 .5 l 2.l S ) & 5 5 m 9 9 l S",
}


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("turn", [0, 90])
def test_readers_agree_on_every_operator(name: str, turn: int) -> None:
    with pdfplumber.open(io.BytesIO(page_of(DRAWINGS[name], turn))) as pdf:
        fast, slow = drawn(pdf.pages[0]), plumbed(pdf.pages[0])
    assert len(slow.letters) + len(slow.paths)
    assert not differences(fast, slow)


@pytest.mark.parametrize(
    "content",
    ["q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", "{ 1 }", "(((a))) Tj", "1.2.3 w", "(\\777) Tj", "] Tj"],
)
def test_a_page_that_the_fast_reader_leaves_is_read_by_pdfplumber(content: str) -> None:
    with pdfplumber.open(io.BytesIO(page_of(f"{content} 10 10 50 20 re f"))) as pdf:
        with pytest.raises(Unusual):
            drawn(pdf.pages[0])
        if content != "(\\777) Tj":  # pdfminer takes it for a fault of the page
            assert not differences(reader.drawn_on(pdf.pages[0]), plumbed(pdf.pages[0]))


def test_pdfplumber_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(reader.READER, "pdfplumber")
    monkeypatch.setattr(reader, "drawn", None)
    with pdfplumber.open(io.BytesIO(page_of("10 10 50 20 re f"))) as pdf:
        assert len(reader.drawn_on(pdf.pages[0]).paths) == 1


def ours(data: bytes) -> list[Any]:
    out: list[Any] = []
    run(data, out, out.append)
    return out


def theirs(data: bytes) -> list[Any]:
    """What pdfminer reads, with the signs that are no operators and what they end left out."""
    stream = PDFStream({}, data)
    parser = PDFContentParser([stream])
    out: list[Any] = []
    while True:
        try:
            _, obj = parser.nextobject()
        except PSEOF:
            return out
        if not isinstance(obj, PSKeyword):
            out.append(obj)
        elif obj.name.isalnum() or obj.name in (b"'", b'"', b"T*", b"f*"):
            out.append(obj.name)


PIECES = st.sampled_from(
    [
        *(
            b"12",
            b"-3",
            b".5",
            b"+7.",
            b"1e5",
            b"5-3",
            b"(a)",
            b"(a(b)c)",
            b"(\\)\\n\\53x\\q)",
            b"()",
            b"<4 1>",
            b"<abc>",
        ),
        *(
            b"/N",
            b"/N#41b",
            b"/#",
            b"/",
            b"[1 (a) <62>]",
            b"[/A 1 [2] (x)]",
            b"<</K 1/L(v)>>",
            b"% x\n",
            b"\0",
        ),
        *(
            b"re",
            b"T*",
            b"f*",
            b"'",
            b'"',
            b"q",
            b"true",
            b"false",
            b"Tj",
            b"[]",
            b"<<>>",
            b"(\\\r\nx)",
            b"12abc",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from([b" ", b"\n", b"\r\n"]))
def test_operands_are_those_of_pdfminer(pieces: list[bytes], space: bytes) -> None:
    data = space.join(pieces) + space
    assert ours(data) == theirs(data)
