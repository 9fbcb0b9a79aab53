"""Mermaid flowcharts in an export: nodes, edges, and which node is which step.

Syntax: the flowchart part of Mermaid (shapes by brackets, labels "-- Ya -->" or "-->|Ya|").
A converter may have put a whole drawing on one line, so statements are found by their form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.form.cocok import bare
from extract.sources.plaintext.marks import SURE, Mark
from extract.sources.plaintext.steps import Doubt, StepTable
from schemas.tinjauan import Kode
from schemas.vocab import JenisSimbol

_HEAD = re.compile(r"\A\s*(?:-{3}.*?-{3}\s*)?(?:graph|flowchart)\s+(?:TD|TB|LR|RL|BT)?\b", re.DOTALL)
_NOISE = re.compile(
    r"^[^\S\n]*(?:%%|style\b|classDef\b|class\b|linkStyle\b|subgraph\b|end\s*$|direction\b).*$", re.MULTILINE
)
_SHAPES = (
    (r"\(\[(?P<t{n}>[^\]]*)\]\)", JenisSimbol.KAPSUL),
    (r"\(\((?P<t{n}>[^)]*)\)\)", JenisSimbol.KAPSUL),
    (r"\{{\{{(?P<t{n}>[^}}]*)\}}\}}", JenisSimbol.LAIN),
    (r"\[\[(?P<t{n}>[^\]]*)\]\]", JenisSimbol.KOTAK),
    (r"\[[(/\\](?P<t{n}>[^\]]*?)[)/\\]\]", JenisSimbol.LAIN),
    (r"\[(?P<t{n}>[^\]]*)\]", JenisSimbol.KOTAK),
    (r"\{{(?P<t{n}>[^}}]*)\}}", JenisSimbol.BELAH_KETUPAT),
    (r"\((?P<t{n}>[^)]*)\)", JenisSimbol.KAPSUL),
)
_NODE = re.compile(
    r"\s*(?P<id>[A-Za-z_]\w*)\s*(?:" + "|".join(p.format(n=n) for n, (p, _) in enumerate(_SHAPES)) + r")?"
)
_EDGE = re.compile(
    r"\s*(?:(?:--|==|-\.)\s*(?P<a>[^-=>|\n]+?)\s*(?:-->|==>|\.->|---)|(?:-{2,3}>|={2,3}>|-\.+->|-{3,})(?:\s*\|(?P<b>[^|]*)\|)?)"
)


@dataclass(frozen=True)
class Node:
    teks: str = ""
    jenis: JenisSimbol = JenisSimbol.KOTAK


@dataclass
class Diagram:
    """Nodes by their name, edges as (from, to, label)."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[tuple[str, str, str | None]] = field(default_factory=list)

    def summary(self) -> str:
        """What the drawing says, for a clerk: its texts and labels, its counts."""
        texts = [node.teks for node in self.nodes.values() if node.teks]
        labels = [label for _, _, label in self.edges if label]
        counts = f"{len(self.nodes)} simbol, {len(self.edges)} panah"
        return "; ".join(part for part in (counts, ", ".join(texts), ", ".join(labels)) if part)


def parse(source: str) -> Diagram | None:
    """The flowchart in ``source``; None where it is no Mermaid flowchart."""
    head = _HEAD.match(source)
    if not head:
        return None
    text = _NOISE.sub("", source[head.end() :])
    diagram = Diagram()
    at = 0
    while node := _node(text, at, diagram):
        name, at = node
        while (edge := _EDGE.match(text, at)) and (target := _node(text, edge.end(), diagram)):
            label = (edge.group("a") or edge.group("b") or "").strip().strip('"') or None
            diagram.edges.append((name, target[0], label))
            name, at = target
        skip = re.compile(r"[;&\s]*").match(text, at)
        at = skip.end() if skip else at
    return diagram if diagram.nodes else None


def _node(text: str, at: int, diagram: Diagram) -> tuple[str, int] | None:
    """The node that starts at ``at``, noted in the diagram: its name and where it ends."""
    found = _NODE.match(text, at)
    if not found:
        return None
    name = found.group("id")
    known = diagram.nodes.setdefault(name, Node())
    for n, (_, jenis) in enumerate(_SHAPES):
        teks = found.group(f"t{n}")
        if teks is not None:
            diagram.nodes[name] = Node(teks.strip().strip('"').strip() or known.teks, jenis)
    return name, found.end()


def tie(diagram: Diagram, activities: Sequence[str]) -> Mapping[str, int] | None:
    """Which row each worded node of the drawing stands for; None unless all of them are sure.

    Start and end have no row of their own. Every other node must have the very words of one
    row's activity, and no row two nodes.
    """
    rows: dict[str, list[int]] = {}
    for i, text in enumerate(activities):
        rows.setdefault(bare(text), []).append(i)
    tied: dict[str, int] = {}
    for name, node in diagram.nodes.items():
        if node.jenis is JenisSimbol.KAPSUL:
            continue
        found = rows.get(bare(node.teks), []) if node.teks else []
        if len(found) != 1 or found[0] in tied.values():
            return None
        tied[name] = found[0]
    return tied or None


@dataclass
class TiedDrawings:
    """What drawings in code add to a table: arrows from row to row with their labels, and doubts."""

    arrows: list[tuple[int, int, str | None]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def tied_drawings(table: StepTable) -> TiedDrawings:
    """The drawings of a table's cells and under it, their symbols set into the rows that they stand for.

    A drawing that fits no rows is told, at its row where it has one.
    """
    out = TiedDrawings()
    for step in table.steps:
        for source in step.drawings:
            if not _tied(parse(source), table, out):
                step.doubts.append((Kode.DIAGRAM_TAK_TERPASANG, {"teks": _summary(source)}))
    for source in table.drawings:
        drawing = parse(source)
        if drawing and not _tied(drawing, table, out):  # other code of the document is no drawing
            out.doubts.append((Kode.DIAGRAM_TAK_TERPASANG, {"teks": drawing.summary()}))
    return out


def _summary(source: str) -> str:
    drawing = parse(source)
    return drawing.summary() if drawing else " ".join(source.split())


def _tied(drawing: Diagram | None, table: StepTable, out: TiedDrawings) -> bool:
    """Set a drawing's symbols and arrows into a table, where each of its rows names one executor."""
    rows = tie(drawing, [s.words(table.columns.kegiatan) for s in table.steps]) if drawing else None
    if not drawing or not rows or any(len({c for c, _ in table.steps[i].marks}) != 1 for i in rows.values()):
        return False
    for name, i in rows.items():
        step = table.steps[i]
        step.marks = [(step.marks[0][0], Mark(drawing.nodes[name].jenis, "", SURE))]
        step.doubts = [d for d in step.doubts if d[0] is not Kode.SIMBOL_TAK_DIGAMBAR]
    out.arrows += [(rows[a], rows[b], label) for a, b, label in drawing.edges if a in rows and b in rows]
    return True
