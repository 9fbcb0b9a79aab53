"""Mermaid flowcharts in an export, told in words: no drawing in code says which row its symbols stand for.

Syntax: the flowchart part of Mermaid (shapes by brackets, labels "-- Ya -->" or "-->|Ya|").
A converter may have put a whole drawing on one line, so its parts are found by their form.
"""

from __future__ import annotations

import re

from extract.sources.plaintext.steps import Doubt, StepTable
from schemas.tinjauan import Kode

_HEAD = re.compile(r"\A\s*(?:-{3}.*?-{3}\s*)?(?:graph|flowchart)\s+(?:TD|TB|LR|RL|BT)?\b", re.DOTALL)
_NOISE = re.compile(
    r"^[^\S\n]*(?:%%|style\b|classDef\b|class\b|linkStyle\b|subgraph\b|end\s*$|direction\b).*$", re.MULTILINE
)
_NODE = re.compile(r"([A-Za-z_]\w*)\s*(\[+[^\]]*\]+|\(+[^)]*\)+|\{+[^}]*\}+)?")
_EDGE = re.compile(
    r"(?:--|==|-\.)\s*([^-=>|\n]+?)\s*(?:-->|==>|\.->|---)|(?:-{2,3}>|={2,3}>|-\.+->|-{3,})(?:\s*\|([^|]*)\|)?"
)
_AROUND = frozenset(("[]", "()", "{}", "//", "\\\\", "/\\", "\\/", '""'))  # a text: its shape, its quotes


def drawing_doubts(table: StepTable) -> list[Doubt]:
    """A doubt for each drawing in code under a table; those in its cells are told at their rows."""
    for step in table.steps:
        texts = (summary(source) or " ".join(source.split()) for source in step.drawings)
        step.doubts += [(Kode.DIAGRAM_TAK_TERPASANG, {"teks": text}) for text in texts]
    under = filter(None, map(summary, table.drawings))  # other code of the document is no drawing
    return [(Kode.DIAGRAM_TAK_TERPASANG, {"teks": text}) for text in under]


def summary(source: str) -> str | None:
    """What the flowchart in ``source`` says, for a clerk: counts, texts, labels; None where it is none."""
    head = _HEAD.match(source)
    text = _NOISE.sub("", source[head.end() :]) if head else ""
    labels = [bare(a or b) for a, b in _EDGE.findall(text)]
    texts: dict[str, str] = {}
    for name, shown in _NODE.findall(_EDGE.sub("\n", text)):
        texts[name] = bare(shown) or texts.get(name, "")
    counts = f"{len(texts)} simbol, {len(labels)} panah"
    told = (counts, ", ".join(filter(None, texts.values())), ", ".join(filter(None, labels)))
    return "; ".join(filter(None, told)) if texts else None


def bare(text: str) -> str:
    """A text without its shape's brackets and quotes; brackets of its own stay: "[Kasi (PIC)]"."""
    text = text.strip()
    while len(text) > 1 and text[0] + text[-1] in _AROUND:
        text = text[1:-1].strip()
    return text
