"""Mermaid flowcharts in an export, told in words: no drawing in code says which row its symbols stand for.

Syntax: the flowchart part of Mermaid (shapes by brackets, labels "-- Ya -->" or "-->|Ya|").
A converter may have put a whole drawing on one line, so statements are found by their form.
"""

from __future__ import annotations

import re

from extract.sources.plaintext.steps import Doubt, StepTable
from schemas.tinjauan import Kode

_HEAD = re.compile(r"\A\s*(?:-{3}.*?-{3}\s*)?(?:graph|flowchart)\s+(?:TD|TB|LR|RL|BT)?\b", re.DOTALL)
_NOISE = re.compile(
    r"^[^\S\n]*(?:%%|style\b|classDef\b|class\b|linkStyle\b|subgraph\b|end\s*$|direction\b).*$", re.MULTILINE
)
_SHAPES = (
    *(r"\(\[([^\]]*)\]\)", r"\(\(([^)]*)\)\)", r"\{\{([^}]*)\}\}", r"\[\[([^\]]*)\]\]"),
    *(r"\[[(/\\]([^\]]*?)[)/\\]\]", r"\[([^\]]*)\]", r"\{([^}]*)\}", r"\(([^)]*)\)"),
)
_NODE = re.compile(rf"\s*([A-Za-z_]\w*)\s*(?:{'|'.join(_SHAPES)})?")
_EDGE = re.compile(
    r"\s*(?:(?:--|==|-\.)\s*([^-=>|\n]+?)\s*(?:-->|==>|\.->|---)|(?:-{2,3}>|={2,3}>|-\.+->|-{3,})(?:\s*\|([^|]*)\|)?)"
)
_BETWEEN = re.compile(r"[;&\s]*")


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
    texts: dict[str, str] = {}
    labels: list[str] = []
    at = 0
    while node := _after_node(text, at, texts):
        at = node
        while (edge := _EDGE.match(text, at)) and (node := _after_node(text, edge.end(), texts)):
            labels.append(_plain(edge.group(1) or edge.group(2)))
            at = node
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    counts = f"{len(texts)} simbol, {len(labels)} panah"
    told = (counts, ", ".join(filter(None, texts.values())), ", ".join(filter(None, labels)))
    return "; ".join(filter(None, told)) if texts else None


def _after_node(text: str, at: int, texts: dict[str, str]) -> int | None:
    """Where the node that starts at ``at`` ends, its text noted by its name; None where none does."""
    found = _NODE.match(text, at)
    if not found:
        return None
    name, *shapes = found.groups()
    texts[name] = next((_plain(t) for t in shapes if t), "") or texts.get(name, "")
    return found.end()


def _plain(text: str | None) -> str:
    return (text or "").strip().strip('"').strip()
