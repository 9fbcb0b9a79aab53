"""Export as Mermaid flowcharts, a subgraph per executor.

Mermaid 11.17 and later draw them as swim lanes, as the form does; earlier ones fall back to their usual
layout, where invisible links keep the lanes in the form's order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from schemas.record import SopRecord
from schemas.vocab import JenisSimbol
from sopap.export.files import synced_folder
from sopap.export.flow import Flow, Node, read_flow
from sopap.export.records import RecordStream
from sopap.visible import visible

_SHAPES = {
    JenisSimbol.KAPSUL: ("([", "])"),
    JenisSimbol.KOTAK: ("[", "]"),
    JenisSimbol.BELAH_KETUPAT: ("{", "}"),
    JenisSimbol.SEGILIMA: (">", "]"),
    JenisSimbol.LAIN: ("[/", "/]"),
}
_UNREAD = ("[[", "]]")


def quoted(text: str) -> str:
    """``text`` as a Mermaid string: characters that mean something there as entity codes."""
    safe = "".join(c if c.isalnum() or c in " .,()-/:?" else f"#{ord(c)};" for c in " ".join(text.split()))
    return f'"{safe or " "}"'


def _node(node: Node) -> str:
    opening, closing = _SHAPES[node.jenis] if node.jenis else _UNREAD
    return f"    {node.id}{opening}{quoted(f'{node.langkah}. {node.nama}')}{closing}"


def _lanes(record: SopRecord, flow: Flow) -> Iterator[str]:
    lanes = [(p.id, visible(p.label)) for p in record.pelaksana]
    if any(n.pelaksana is None for n in flow.nodes):
        lanes.append(("", "Pelaksana tidak terbaca"))
    for i, (lane, label) in enumerate(lanes, 1):
        yield f"  subgraph lajur{i}[{quoted(label)}]"
        yield from (_node(n) for n in flow.nodes if (n.pelaksana or "") == lane)
        yield "  end"


def mermaid(record: SopRecord) -> str:
    """The flowchart of ``record``; what its flow lacks stands in comments at the top."""
    flow = read_flow(record)
    title = json.dumps(visible(record.nama_sop or "SOP tanpa judul"))
    lines = ["---", f"title: {title}", "config:", "  layout: swimlane", "---", "flowchart TB"]
    for finding in flow.findings:
        place = f"{finding.node}: " if finding.node else ""
        lines.append(f"  %% {place}{finding.pesan}")
    lines += _lanes(record, flow)
    for link in flow.links:
        label = f"|{quoted(link.label)}|" if link.label else ""
        lines.append(f"  {link.dari} -->{label} {link.ke}")
    lines += [f"  {a} --- {b}" for a, b in flow.joint]
    lanes = [f"lajur{i}" for i in range(1, len(record.pelaksana) + 1)]
    lines += [f"  {a} ~~~ {b}" for a, b in pairwise(lanes)]
    return "\n".join(lines) + "\n"


def write_mermaid(stream: RecordStream, target: Path) -> None:
    """``target``/<id>.mmd for every record."""
    with synced_folder(target, stream.options.keep) as work:
        for record in stream:
            (work / f"{record.id}.mmd").write_text(mermaid(record), encoding="utf-8")
