"""A record's flow as a graph: nodes, arrows, joint work, and what is missing from it.

BPMN, Mermaid, openSOP and SOPFlow are all made from this. Nothing is repaired here; messages are
Indonesian because they end up in what clerks read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from schemas.record import Langkah, SopRecord, UjungAlur
from schemas.vocab import JenisSimbol, Makna
from sopap.export.forks import returns
from sopap.visible import visible

KAPSUL, DIAMOND = JenisSimbol.KAPSUL, JenisSimbol.BELAH_KETUPAT
UNREACHED = (
    "Tidak tercapai dari simbol awal: di jalan ke sini ada panah yang tidak digambar atau tidak terbaca."
)
ENDLESS = "Tidak sampai ke simbol akhir: di jalan ke sana ada panah yang tidak digambar atau tidak terbaca."
NO_ARROWS = "Tidak ada anak panah yang terbaca."


@dataclass(frozen=True, slots=True)
class Node:
    """One symbol, or a step whose symbol was not read (``pelaksana`` and ``jenis`` None)."""

    id: str
    langkah: int
    pelaksana: str | None
    jenis: JenisSimbol | None
    nama: str


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow from node id to node id."""

    dari: str
    ke: str
    label: str | None = None
    makna: Makna | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the flow lacks; ``node`` None where it concerns the whole SOP.

    ``putus``: for this the flow does not lead from its start through all its symbols to an end.
    """

    node: str | None
    pesan: str
    putus: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    joint: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]

    @property
    def runs(self) -> bool:
        """Whether the flow leads from its start through all its symbols to an end."""
        return not any(f.putus for f in self.findings)


Places = dict[
    tuple[int, int | str], str
]  # step and index of its symbol (or executor, where none was read): node


def read_flow(record: SopRecord) -> Flow:
    """The graph of ``record`` as it was read, with its findings."""
    nodes, places = _nodes(record)
    links, joint = _links(record, places)
    return Flow(nodes, links, joint, tuple(_findings(nodes, links, joint)))


def place_of(step: Langkah, end: UjungAlur) -> tuple[int, int | str]:
    """Which symbol of its step an arrow's end is at: the named one, else the executor's first one.

    The executor alone where the step shows no symbol of it: the cell still does the step.
    """
    own = [i for i, s in enumerate(step.simbol) if s.pelaksana == end.pelaksana]
    if end.simbol in own:
        return step.urutan, end.simbol
    return step.urutan, own[0] if own else end.pelaksana


def _nodes(record: SopRecord) -> tuple[tuple[Node, ...], Places]:
    steps = {s.urutan: s for s in record.langkah}
    touched = {place_of(steps[e.langkah], e) for a in record.alur for e in (a.dari, a.ke)}
    nodes: list[Node] = []
    places: Places = {}
    for step in record.langkah:
        name = visible(step.kegiatan)
        counts: Counter[str] = Counter()
        for i, symbol in enumerate(step.simbol):
            # A connector that no arrow was joined to is drawing, not flow.
            if symbol.jenis is JenisSimbol.SEGILIMA and (step.urutan, i) not in touched:
                continue
            counts[symbol.pelaksana] += 1
            rank = counts[symbol.pelaksana]
            node_id = f"l{step.urutan}_{symbol.pelaksana}" + (f"_{rank}" if rank > 1 else "")
            places[(step.urutan, i)] = node_id
            nodes.append(Node(node_id, step.urutan, symbol.pelaksana, symbol.jenis, name))
        unread = sorted(who for at, who in touched if at == step.urutan and isinstance(who, str))
        for who in unread:
            places[(step.urutan, who)] = f"l{step.urutan}_{who}"
            nodes.append(Node(f"l{step.urutan}_{who}", step.urutan, who, None, name))
        if not counts and not unread:
            nodes.append(Node(f"l{step.urutan}", step.urutan, None, None, name))
    order = {p.id: i for i, p in enumerate(record.pelaksana)}
    nodes.sort(key=lambda n: (n.langkah, order.get(n.pelaksana or "", -1)))
    return tuple(nodes), places


def _links(record: SopRecord, places: Places) -> tuple[tuple[Link, ...], tuple[tuple[str, str], ...]]:
    steps = {s.urutan: s for s in record.langkah}
    links, joint = [], []
    for arrow in record.alur:
        a, b = (places[place_of(steps[e.langkah], e)] for e in (arrow.dari, arrow.ke))
        if arrow.terarah:
            link = Link(a, b, visible(arrow.label) if arrow.label else None, arrow.makna)
            if link not in links:
                links.append(link)
        elif a != b:
            joint.append((a, b))
    return tuple(links), tuple(joint)


def start_of(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> list[str]:
    """Ids of the drawn starts: capsules that nothing enters, else the first capsule if one repeats."""
    entered, left = {k.ke for k in links}, {k.dari for k in links}
    capsules = [n for n in nodes if n.jenis is KAPSUL]
    starts = [n.id for n in capsules if n.id not in entered and n.id in left]
    if not starts and capsules and capsules[0].id in left and capsules[0].langkah == nodes[0].langkah:
        starts = [capsules[0].id]
    return starts


def reach(begin: Iterable[str], links: Iterable[tuple[str, str]]) -> set[str]:
    """``begin`` and everything that can be reached from it."""
    graph = nx.DiGraph(links)
    graph.add_nodes_from(begin)
    return {*begin, *(n for b in begin for n in nx.descendants(graph, b))}


def first_of(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> list[str]:
    """Where the flow begins: at its drawn starts, else at the first symbol that nothing enters."""
    entered = {k.ke for k in links}
    found = start_of(nodes, links)
    return found or [next((n.id for n in nodes if n.id not in entered), nodes[0].id)]


def _last_of(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> list[str]:
    """Where the flow ends: at its drawn ends, else at the symbols of the last step that nothing leaves."""
    open_ends = [n for n in nodes if n.id not in {k.dari for k in links}]
    drawn = [n.id for n in open_ends if n.jenis is KAPSUL]
    return drawn or [n.id for n in open_ends if n.langkah == nodes[-1].langkah]


def _findings(
    nodes: tuple[Node, ...], links: tuple[Link, ...], joint: tuple[tuple[str, str], ...]
) -> list[Finding]:
    if not nodes:
        return [Finding(None, "Tidak ada langkah yang terbaca.", putus=True)]
    unread = [Finding(n.id, "Simbol tidak terbaca.") for n in nodes if n.jenis is None]
    if not links and len(nodes) > 1:
        return [*unread, Finding(None, NO_ARROWS, putus=True)]
    found = [*unread, *_ends(nodes, links), *_decisions(nodes, links), *_returning_forks(nodes, links)]
    both = _work_together(nodes, joint)
    pairs = [(k.dari, k.ke) for k in links] + [*both, *((b, a) for a, b in both)]
    back = [(b, a) for a, b in pairs]
    found += _cut_off(nodes, pairs, first_of(nodes, links), UNREACHED)
    return found + _cut_off(nodes, back, _last_of(nodes, links), ENDLESS)


def _work_together(nodes: tuple[Node, ...], joint: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Joint work without lines that tie two decisions: they do not say which of them goes on."""
    deciders = {n.id for n in nodes if n.jenis is DIAMOND}
    groups = [g for g in nx.connected_components(nx.Graph(joint)) if len(g & deciders) < 2]
    return [(a, b) for a, b in joint if any(a in g for g in groups)]


def _cut_off(
    nodes: tuple[Node, ...], pairs: list[tuple[str, str]], begin: list[str], pesan: str
) -> list[Finding]:
    """What ``begin`` does not lead to, told where it breaks off: at the first symbol of each such part."""
    reached = reach(begin, pairs)
    rest = nx.DiGraph((a, b) for a, b in pairs if a not in reached and b not in reached)
    rest.add_nodes_from(n.id for n in nodes if n.id not in reached)
    parts = nx.condensation(rest)
    firsts = [parts.nodes[part]["members"] for part in parts if not parts.in_degree(part)]
    order = {n.id: i for i, n in enumerate(nodes)}
    heads = sorted((min(part, key=order.__getitem__) for part in firsts), key=order.__getitem__)
    return [Finding(head, pesan, putus=True) for head in heads]


def _ends(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> list[Finding]:
    starts = start_of(nodes, links)
    left, entered = {k.dari for k in links}, {k.ke for k in links}
    ends = [n for n in nodes if n.jenis is KAPSUL and n.id in entered and n.id not in left]
    found = []
    if not starts:
        found.append(Finding(None, "Tidak ada simbol awal (kapsul) yang terbaca."))
    if len(starts) > 1:
        found.append(Finding(None, f"Ada {len(starts)} simbol awal."))
    if not ends:
        found.append(Finding(None, "Tidak ada simbol akhir (kapsul) yang terbaca."))
    return found


def _decisions(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> list[Finding]:
    found = []
    for node in nodes:
        if node.jenis is not DIAMOND:
            continue
        exits = [k for k in links if k.dari == node.id]
        if len(exits) < 2:
            found.append(Finding(node.id, f"Keputusan dengan {len(exits)} jalan keluar yang terbaca."))
        elif any(k.label is None and k.makna is None for k in exits):
            found.append(Finding(node.id, "Jalan keluar keputusan tanpa tulisan Ya/Tidak."))
    return found


def _returning_forks(nodes: tuple[Node, ...], links: tuple[Link, ...]) -> list[Finding]:
    """Symbols that hand on and send back at once: without a decision such work never ends. Branches that meet
    first are work that several do at once."""
    pairs = [(k.dari, k.ke) for k in links]
    found = []
    for node in nodes:
        exits = [k for k in links if k.dari == node.id]
        plain = len(exits) > 1 and not any(k.label or k.makna for k in exits)
        if node.jenis is not DIAMOND and plain and returns(pairs, node.id):
            found.append(Finding(node.id, "Panah keluar dan panah balik dari simbol yang bukan keputusan."))
    return found
