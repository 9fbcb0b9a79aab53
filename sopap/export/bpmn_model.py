"""The flow of an SOP in BPMN's terms: events, tasks, gateways, sequence flows.

ISO/IEC 19510: a start event has no incoming and an end event no outgoing flow, so a capsule that an
arrow returns to becomes a task behind a start event of its own. Everything that is added so that
the model can be executed says so in its documentation.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from schemas.vocab import JenisSimbol
from sopap.export.flow import DIAMOND, KAPSUL, Flow, Link, Node, reach, start_of

START, END, TASK = "startEvent", "endEvent", "task"
EXCLUSIVE, PARALLEL, BETWEEN = "exclusiveGateway", "parallelGateway", "intermediateThrowEvent"
EVENTS = (START, END, BETWEEN)
GATEWAYS = (EXCLUSIVE, PARALLEL)


@dataclass(slots=True)
class Element:
    """A flow node: what stands in one cell of the diagram."""

    id: str
    kind: str
    name: str
    langkah: int
    lane: str | None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    label: str | None = None
    value: str | None = None  # what the gateway's variable must be for this exit
    makna: str | None = None


@dataclass(slots=True)
class Model:
    elements: dict[str, Element]
    edges: list[Edge]
    notes: list[str]

    def outgoing(self, element_id: str) -> list[Edge]:
        return [e for e in self.edges if e.source == element_id]

    def incoming(self, element_id: str) -> list[Edge]:
        return [e for e in self.edges if e.target == element_id]


def model_of(flow: Flow) -> Model:
    """``flow`` as a BPMN model; what the flow lacks stands in the notes."""
    model = Model({n.id: _element(n) for n in flow.nodes}, [], [])
    for finding in flow.findings:
        notes = model.elements[finding.node].notes if finding.node else model.notes
        notes.append(finding.pesan)
    into, out_of, group_of = _join_groups(model, flow)
    model.edges += list(_mapped(flow.links, into, out_of, group_of))
    _fork(model)
    _synchronise(model)
    _set_events(model, flow)
    _set_values(model)
    return model


def _element(node: Node) -> Element:
    kind = {DIAMOND: EXCLUSIVE, JenisSimbol.SEGILIMA: BETWEEN}.get(node.jenis or KAPSUL, TASK)
    element = Element(node.id, kind, node.nama, node.langkah, node.pelaksana)
    if node.jenis is JenisSimbol.LAIN:
        element.notes.append("Bentuk simbol bukan salah satu dari lima simbol SOP-AP.")
    return element


# --- joint work ------------------------------------------------------------------------------


def _groups(joint: Iterable[tuple[str, str]]) -> list[list[str]]:
    root: dict[str, str] = {}

    def find(a: str) -> str:
        while root.setdefault(a, a) != a:
            a = root[a]
        return a

    for a, b in joint:
        root[find(b)] = find(a)
    groups = defaultdict(list)
    for a in list(root):
        groups[find(a)].append(a)
    return list(groups.values())


def _join_groups(model: Model, flow: Flow) -> tuple[dict[str, str], dict[str, str], dict[str, int]]:
    """Joint work as parallel tasks. Returns where arrows enter and leave each member, and its group."""
    into: dict[str, str] = {}
    out_of: dict[str, str] = {}
    group_of: dict[str, int] = {}
    order = {n.id: i for i, n in enumerate(flow.nodes)}
    for index, group in enumerate(_groups(flow.joint)):
        members = sorted(group, key=order.__getitem__)
        deciders = [m for m in members if model.elements[m].kind == EXCLUSIVE]
        if len(deciders) > 1:
            model.notes.append("Garis tanpa mata panah menghubungkan dua keputusan; tidak digambar.")
            continue
        workers = [m for m in members if m not in deciders]
        head, tail = _parallel(model, workers)
        if deciders:
            model.edges.append(Edge(tail, deciders[0]))
            tail = deciders[0]
        for member in members:
            into[member], out_of[member], group_of[member] = head, tail, index
    return into, out_of, group_of


def _parallel(model: Model, workers: list[str]) -> tuple[str, str]:
    """Gateways around ``workers``, which do one step together; none around a single one."""
    if len(workers) == 1:
        return workers[0], workers[0]
    first = model.elements[workers[0]]
    note = "Garis tanpa mata panah: langkah dikerjakan bersama."
    split = Element(f"{first.id}_mulai_bersama", PARALLEL, "", first.langkah, first.lane, [note])
    join = Element(f"{first.id}_selesai_bersama", PARALLEL, "", first.langkah, first.lane, [note])
    for element in (split, join):
        model.elements[element.id] = element
    for worker in workers:
        model.edges += [Edge(split.id, worker), Edge(worker, join.id)]
    return split.id, join.id


def _mapped(
    links: Iterable[Link], into: dict[str, str], out_of: dict[str, str], group_of: dict[str, int]
) -> Iterable[Edge]:
    seen = set()
    for link in links:
        a, b = link.dari, link.ke
        if a in group_of and group_of.get(b) == group_of[a]:
            continue  # inside joint work the tasks already run side by side
        makna = link.makna.value if link.makna else None
        edge = Edge(out_of.get(a, a), into.get(b, b), link.label, None, makna)
        if edge not in seen:
            seen.add(edge)
            yield edge


# --- forks and their meeting -----------------------------------------------------------------


def _fork(model: Model) -> None:
    """A symbol with several exits gets a gateway: exclusive where exits are labelled, else parallel.

    A branch that comes back can only be a choice: as a parallel one it would never end.
    """
    for element in list(model.elements.values()):
        exits = model.outgoing(element.id)
        if element.kind in GATEWAYS or len(exits) < 2:
            continue
        if any(e.label or e.makna for e in exits):
            kind, note = EXCLUSIVE, "Jalan keluar berlabel dari simbol yang bukan belah ketupat."
        elif any(element.id in reach([e.target], _ahead(model)) for e in exits):
            kind, note = EXCLUSIVE, "Salah satu panah kembali ke simbol ini; dianggap pilihan."
        else:
            kind, note = PARALLEL, "Beberapa panah keluar dari satu simbol."
        gate = Element(f"{element.id}_cabang", kind, "", element.langkah, element.lane, [note])
        model.elements[gate.id] = gate
        model.edges = [replace(e, source=gate.id) if e.source == element.id else e for e in model.edges]
        model.edges.append(Edge(element.id, gate.id))


def _ahead(model: Model) -> dict[str, list[str]]:
    ahead: dict[str, list[str]] = defaultdict(list)
    for edge in model.edges:
        ahead[edge.source].append(edge.target)
    return ahead


def _landing(model: Model, edge: Edge) -> tuple[str, str] | None:
    """Follows a branch of single tasks: (last task, where it lands), None where it forks or ends."""
    last, here, seen = edge.source, edge.target, {edge.source}
    while len(model.incoming(here)) == 1 and here not in seen:
        exits = model.outgoing(here)
        if len(exits) != 1:
            return None
        seen.add(here)
        last, here = here, exits[0].target
    return last, here


def _synchronise(model: Model) -> None:
    """Branches of a parallel fork that all land on one symbol meet in a gateway before it."""
    for gate in list(model.elements.values()):
        if gate.kind != PARALLEL or not gate.id.endswith("_cabang"):
            continue
        landings = [_landing(model, e) for e in model.outgoing(gate.id)]
        targets = {landing[1] for landing in landings if landing}
        if None in landings or len(targets) != 1:
            continue
        target = model.elements[targets.pop()]
        lasts = {landing[0] for landing in landings if landing}
        arriving = [e for e in model.edges if e.source in lasts and e.target == target.id]
        if len(arriving) != len(landings):
            continue
        meet = Element(f"{gate.id}_temu", PARALLEL, "", target.langkah, target.lane)
        meet.notes.append("Cabang-cabang bertemu di sini.")
        model.elements[meet.id] = meet
        model.edges = [replace(e, target=meet.id) if e in arriving else e for e in model.edges]
        model.edges.append(Edge(meet.id, target.id))


# --- events ----------------------------------------------------------------------------------


def _set_events(model: Model, flow: Flow) -> None:
    capsules = {n.id for n in flow.nodes if n.jenis is KAPSUL}
    entered = Counter(e.target for e in model.edges)
    left = Counter(e.source for e in model.edges)
    for element in model.elements.values():
        if element.id not in capsules or (entered[element.id] and left[element.id]):
            continue
        if not entered[element.id] and (left[element.id] or element.langkah == flow.nodes[0].langkah):
            element.kind = START
        else:
            element.kind = END
    if flow.nodes and not any(e.kind == START for e in model.elements.values()):
        _add_start(model, flow)
    if flow.nodes and not any(e.kind == END for e in model.elements.values()):
        _add_end(model)


def _add_start(model: Model, flow: Flow) -> None:
    """A start event before the drawn start, else before the first symbol that nothing enters."""
    drawn = start_of(flow.nodes, flow.links)
    entered = {e.target for e in model.edges}
    order = sorted(model.elements.values(), key=lambda e: e.langkah)
    if drawn:
        first = model.elements[drawn[0]]
        note = "Simbol awal juga dituju panah lain; peristiwa awal dipisah darinya."
        # Inside joint work the flow begins before all who take part.
        before = [e.source for e in model.incoming(first.id) if e.source.endswith("_mulai_bersama")]
        first = model.elements[before[0]] if before else first
    else:
        first = next((e for e in order if e.id not in entered), order[0])
        note = "Peristiwa awal ini tidak ada di sumber; ditambahkan agar model dapat dijalankan."
    start = Element(f"{first.id}_awal", START, "", first.langkah, first.lane, [note])
    model.elements[start.id] = start
    model.edges.append(Edge(start.id, first.id))


def _add_end(model: Model) -> None:
    """An end event after the only symbol without an exit; with none or several nothing is added."""
    left = {e.source for e in model.edges}
    last = [e for e in model.elements.values() if e.id not in left]
    if len(last) != 1 or last[0].kind == START:
        return
    note = "Peristiwa akhir ini tidak ada di sumber; ditambahkan agar model dapat dijalankan."
    end = Element(f"{last[0].id}_akhir", END, "", last[0].langkah, last[0].lane, [note])
    model.elements[end.id] = end
    model.edges.append(Edge(last[0].id, end.id))


# --- conditions ------------------------------------------------------------------------------


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.casefold()).strip("_")


def _set_values(model: Model) -> None:
    """Gives every exit of a decision the value that its variable must have."""
    for element in model.elements.values():
        exits = model.outgoing(element.id)
        if element.kind != EXCLUSIVE or len(exits) < 2:
            continue
        taken: set[str] = set()
        for edge in exits:
            value = edge.makna or _slug(edge.label or "") or "lanjut"
            if value in taken:
                value = f"{value}_{edge.target}"
            taken.add(value)
            model.edges[model.edges.index(edge)] = replace(edge, value=value)
