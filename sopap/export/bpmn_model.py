"""The flow of an SOP in BPMN's terms: events, tasks, gateways, sequence flows.

ISO/IEC 19510: a start event has no incoming and an end event no outgoing flow, so a capsule that an
arrow returns to becomes a task behind a start event of its own. Everything that is added so that
the model can be executed says so in its documentation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import networkx as nx

from schemas.vocab import JenisSimbol
from sopap.export.flow import DIAMOND, KAPSUL, Flow, Link, Node, start_of
from sopap.export.forks import apart, branches, meeting, returns

START, END, TASK = "startEvent", "endEvent", "task"
EXCLUSIVE, PARALLEL = "exclusiveGateway", "parallelGateway"
EVENTS = (START, END)
GATEWAYS = (EXCLUSIVE, PARALLEL)
FORK = "_cabang"  # ends the id of a fork that was added
ADDED_END = "_akhir"  # ends the id of an end event that was added


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
    makna: str | None = None
    value: str | None = None  # what the gateway's variable must be for this exit
    default: bool = False  # taken where no other exit of its gateway is


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
    _undecided(model)
    _fork(model)
    _synchronise(model)
    _set_events(model, flow)
    _merge(model)
    _set_values(model)
    return model


def _element(node: Node) -> Element:
    kind = EXCLUSIVE if node.jenis is DIAMOND else TASK
    element = Element(node.id, kind, node.nama, node.langkah, node.pelaksana)
    if node.jenis is JenisSimbol.LAIN:
        element.notes.append("Bentuk simbol bukan salah satu dari lima simbol SOP-AP.")
    return element


# --- joint work ------------------------------------------------------------------------------


def _groups(joint: Iterable[tuple[str, str]]) -> list[set[str]]:
    return list(nx.connected_components(nx.Graph(joint)))


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
        edge = Edge(out_of.get(a, a), into.get(b, b), link.label, makna)
        if edge not in seen:
            seen.add(edge)
            yield edge


def _undecided(model: Model) -> None:
    """A decision none of whose exits was read is a task: engines refuse a gateway that leads nowhere."""
    for element in model.elements.values():
        if element.kind == EXCLUSIVE and not model.outgoing(element.id):
            element.kind = TASK
            element.notes.append("Belah ketupat tanpa jalan keluar yang terbaca; ditulis sebagai tugas.")


# --- forks and their meeting -----------------------------------------------------------------


def _fork(model: Model) -> None:
    """A symbol with several exits gets a gateway: exclusive where exits are labelled, else parallel.

    A branch that comes back before it has met the others can only be a choice: as a parallel one it would
    never end.
    """
    for element in list(model.elements.values()):
        exits = model.outgoing(element.id)
        if element.kind in GATEWAYS or len(exits) < 2:
            continue
        if any(e.label or e.makna for e in exits):
            kind, note = EXCLUSIVE, "Jalan keluar berlabel dari simbol yang bukan belah ketupat."
        elif returns(_pairs(model), element.id):
            kind, note = EXCLUSIVE, "Salah satu panah kembali ke simbol ini; dianggap pilihan."
        else:
            kind, note = PARALLEL, "Beberapa panah keluar dari satu simbol."
        gate = _gateway(model, element, f"{element.id}{FORK}", kind, note)
        gate.name = "Pilihan" if kind == EXCLUSIVE else ""
        model.edges = [replace(e, source=gate.id) if e.source == element.id else e for e in model.edges]
        model.edges.append(Edge(element.id, gate.id))


def _pairs(model: Model) -> list[tuple[str, str]]:
    return [(e.source, e.target) for e in model.edges]


def _synchronise(model: Model) -> None:
    """Branches of a parallel fork that all come to one symbol meet in a gateway before it.

    Branches that share symbols on the way, or that something else runs into, are left as they are drawn.
    """
    for gate in [e for e in model.elements.values() if e.kind == PARALLEL and e.id.endswith(FORK)]:
        pairs = _pairs(model)
        target = meeting(pairs, gate.id)
        ways = branches(pairs, gate.id, target) if target else []
        if target is None or not apart(pairs, gate.id, ways):
            continue
        meet = _gateway(
            model, model.elements[target], f"{gate.id}_temu", PARALLEL, "Cabang-cabang bertemu di sini."
        )
        arriving = {gate.id, *set[str]().union(*ways)}
        model.edges = [
            replace(e, target=meet.id) if e.target == target and e.source in arriving else e
            for e in model.edges
        ]
        model.edges.append(Edge(meet.id, target))
        _merge_branches(model, meet, ways)


def _merge_branches(model: Model, meet: Element, branches: list[set[str]]) -> None:
    """A branch that comes to the meeting by several ways comes once: its ways merge before it."""
    for i, branch in enumerate(branches):
        ways = [e for e in model.edges if e.target == meet.id and e.source in branch]
        if len(ways) > 1:
            gate = _gateway(model, meet, f"{meet.id}_{i}", EXCLUSIVE, "Jalan-jalan satu cabang bergabung.")
            model.edges = [replace(e, target=gate.id) if e in ways else e for e in model.edges]
            model.edges.append(Edge(gate.id, meet.id))


def _gateway(model: Model, beside: Element, name: str, kind: str, note: str) -> Element:
    gate = Element(name, kind, "", beside.langkah, beside.lane, [note])
    model.elements[gate.id] = gate
    return gate


def _merge(model: Model) -> None:
    """Several arrows into one symbol merge in a gateway of their own before it (joins and forks apart)."""
    for element in list(model.elements.values()):
        arriving = model.incoming(element.id)
        pure = element.kind in GATEWAYS and len(model.outgoing(element.id)) < 2
        if len(arriving) < 2 or pure:
            continue
        gate = _gateway(model, element, f"{element.id}_gabung", EXCLUSIVE, "Beberapa panah masuk bergabung.")
        model.edges = [replace(e, target=gate.id) if e.target == element.id else e for e in model.edges]
        model.edges.append(Edge(gate.id, element.id))


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
    _add_ends(model)


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
    start = Element(f"{first.id}_awal", START, "Mulai", first.langkah, first.lane, [note])
    model.elements[start.id] = start
    model.edges.append(Edge(start.id, first.id))


def _add_ends(model: Model) -> None:
    """An end event after every symbol that is entered and has no exit: engines wait for one."""
    left, entered = {e.source for e in model.edges}, {e.target for e in model.edges}
    last = max((e.langkah for e in model.elements.values()), default=0)
    for element in list(model.elements.values()):
        if element.id in left or element.kind == END or (element.id not in entered and element.kind != START):
            continue
        note = "Peristiwa akhir ini tidak ada di sumber; ditambahkan agar model dapat dijalankan."
        name = "Selesai" if element.langkah == last else "Tanpa panah keluar"
        end = Element(f"{element.id}{ADDED_END}", END, name, element.langkah, element.lane, [note])
        model.elements[end.id] = end
        model.edges.append(Edge(element.id, end.id))


# --- conditions ------------------------------------------------------------------------------


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.casefold()).strip("_")


def _set_values(model: Model) -> None:
    """Orders the exits of every decision and gives each the value that its variable must have.

    The exit that leads on comes first and is taken while the variable is not set; the last one is
    the default flow. An engine that knows no variables thus comes from the start to the end, whether it
    takes the first exit whose condition is no falsehood, or evaluates the conditions.
    """
    chosen = _ways_on(model)
    rest = [e for e in model.edges if e.source not in chosen]
    for gate, first in chosen.items():
        exits = sorted(model.outgoing(gate), key=lambda e: e is not first)
        taken: set[str] = set()
        for edge in exits:
            value = edge.makna or _slug(edge.label or "") or "lanjut"
            value = f"{value}_{edge.target}" if value in taken else value
            taken.add(value)
            label = edge.label or value.replace("_", " ").capitalize()
            rest.append(replace(edge, value=value, label=label, default=edge is exits[-1]))
    model.edges = rest


def _ways_on(model: Model) -> dict[str, Edge]:
    """For every decision the exit that leads on: "ya", else, where that circles, the nearest to an end."""
    gates = [e.id for e in model.elements.values() if e.kind == EXCLUSIVE and len(model.outgoing(e.id)) > 1]
    back = nx.DiGraph((b, a) for a, b in _pairs(model))
    every = {e.id for e in model.elements.values() if e.kind == END and e.id in back}
    ends = {e for e in every if not e.endswith(ADDED_END)} or every
    far = nx.multi_source_dijkstra_path_length(back, ends) if ends else {}

    def nearest(edge: Edge) -> tuple[float, bool]:
        return far.get(edge.target, float("inf")), edge.makna != "ya"

    by_answer = {g: min(model.outgoing(g), key=lambda e: (e.makna != "ya", nearest(e))) for g in gates}
    taken = [e for e in model.edges if by_answer.get(e.source, e) is e]
    if nx.is_directed_acyclic_graph(nx.DiGraph((e.source, e.target) for e in taken)):
        return by_answer
    return {g: min(model.outgoing(g), key=nearest) for g in gates}
