"""One activity for each symbol: what systems need that know one executor and two next steps a row."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.record import Langkah, SopRecord
from schemas.vocab import JenisSimbol, Makna
from sopap.export.flow import DIAMOND, Flow, Link, Node, read_flow


@dataclass(frozen=True, slots=True)
class Activity:
    """A symbol of a step as one row. ``ya``: where it goes on, ``tidak``: the other exit of a decision.

    ``pertama``: whether it is the first of its step. ``lebih``: what the two exits cannot hold, in words.
    """

    urutan: int  # from 1, over all steps
    node: Node
    langkah: Langkah
    pertama: bool
    ya: str | None  # node ids
    tidak: str | None
    lebih: tuple[str, ...]

    @property
    def jenis(self) -> JenisSimbol | None:
        return self.node.jenis


def activities(record: SopRecord) -> list[Activity]:
    """The symbols of ``record`` in the order of its steps and columns; steps without any, too."""
    flow = read_flow(record)
    steps = {s.urutan: s for s in record.langkah}
    seen: set[int] = set()
    rows = []
    for i, node in enumerate(flow.nodes, 1):
        yes, no, more = _exits(flow, node)
        together = (*_partners(record, flow, node), *more)
        rows.append(Activity(i, node, steps[node.langkah], node.langkah not in seen, yes, no, together))
        seen.add(node.langkah)
    return rows


def _exits(flow: Flow, node: Node) -> tuple[str | None, str | None, list[str]]:
    yes: Link | None = None
    no: Link | None = None
    more: list[str] = []
    # What is answered "ya" goes first to the place of the next step, so that no other exit takes it.
    for link in sorted((k for k in flow.links if k.dari == node.id), key=lambda k: k.makna is not Makna.YA):
        if node.jenis is DIAMOND and link.makna is Makna.TIDAK and no is None:
            no = link
        elif yes is None and link.makna is not Makna.TIDAK:
            yes = link
        else:
            target = next(n.langkah for n in flow.nodes if n.id == link.ke)
            more.append(f"juga ke langkah {target}" + (f" ({link.label})" if link.label else ""))
    return yes.ke if yes else None, no.ke if no else None, more


def _partners(record: SopRecord, flow: Flow, node: Node) -> list[str]:
    """Who does the step together with this symbol's executor, in words."""
    other = {b if a == node.id else a for a, b in flow.joint if node.id in (a, b)}
    labels = {p.id: p.label for p in record.pelaksana}
    return [f"bersama {labels[n.pelaksana]}" for n in flow.nodes if n.id in other and n.pelaksana]
