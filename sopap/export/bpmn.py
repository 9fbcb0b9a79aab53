"""Export as BPMN 2.0 (ISO/IEC 19510) with lanes and diagram, a file per SOP.

A decision's exit is taken where the variable ``keputusan_<element id>`` holds the exit's value
("ya", "tidak", or the label in small letters); while it is not set, the exit that leads on is.
Conditions are Python expressions. Mutu baku, doubts, and what was missing from the source stand in
documentation elements.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from schemas.record import SopRecord
from schemas.vocab import Tingkat
from sopap import __version__
from sopap.export.bpmn_layout import Layout, Rect, lay_out
from sopap.export.bpmn_model import EXCLUSIVE, Edge, Element, Model, model_of
from sopap.export.files import synced_folder
from sopap.export.flow import read_flow
from sopap.export.records import RecordStream
from sopap.visible import visible

_OMG = "http://www.omg.org/spec"
BPMN = f"{_OMG}/BPMN/20100524/MODEL"
BPMNDI = f"{_OMG}/BPMN/20100524/DI"
DC = f"{_OMG}/DD/20100524/DC"
DI = f"{_OMG}/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
for _prefix, _uri in (("bpmn", BPMN), ("bpmndi", BPMNDI), ("dc", DC), ("di", DI), ("xsi", XSI)):
    ET.register_namespace(_prefix, _uri)

CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
ET.register_namespace("camunda", CAMUNDA)
TIME_TO_LIVE = "P180D"  # Camunda 7.20 and later refuse a process that does not say how long its history stays
NAMESPACE = "urn:sopap:sop-ap:1"
MAX_NAME = 200  # letters shown in the diagram; the whole text stands in the documentation


def _add(parent: ET.Element, space: str, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{space}}}{tag}", attributes)
    child.text = text
    return child


def short_name(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1].rstrip() + "…"


def bpmn(record: SopRecord) -> bytes:
    """The BPMN document of ``record``, UTF-8."""
    flow = read_flow(record)
    model = model_of(flow)
    drawn = {node.id for node in flow.nodes}
    for node in flow.nodes:
        model.elements[node.id].notes += [*standard(record, node.langkah), *doubts(record, node.langkah)]
    whole = {e.id: e.name for e in model.elements.values()}
    for element in model.elements.values():
        nameless = element.id in drawn and not element.name.strip()
        element.name = f"Langkah {element.langkah} (tanpa tulisan)" if nameless else short_name(element.name)
    lanes = [(p.id, visible(p.label) or "Pelaksana tanpa nama") for p in record.pelaksana]
    if any(e.lane is None for e in model.elements.values()):
        lanes.append(("", "Pelaksana tidak terbaca"))
    layout = lay_out(model, dict(lanes))
    root = ET.Element(
        f"{{{BPMN}}}definitions",
        id=f"sop_{record.id}",
        targetNamespace=NAMESPACE,
        expressionLanguage="http://www.python.org/",
        exporter="sopap",
        exporterVersion=__version__,
    )
    _collaboration(root, record)
    _process(root, record, model, lanes, whole)
    _diagram(root, model, layout)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def standard(record: SopRecord, langkah: int) -> list[str]:
    """The mutu baku and the remark of a step, a line each."""
    step = next(s for s in record.langkah if s.urutan == langkah)
    m = step.mutu_baku
    cells = (
        ("Kelengkapan", m.kelengkapan.teks),
        ("Waktu", m.waktu.teks),
        ("Output", m.output.teks),
        ("Keterangan", step.keterangan),
    )
    return [f"{name}: {visible(text)}" for name, text in cells if text]


def doubts(record: SopRecord, langkah: int) -> list[str]:
    """What a person should look at in a step and at the arrows that leave it."""
    row = next(i for i, s in enumerate(record.langkah) if s.urutan == langkah)
    places = [
        f"/langkah/{row}",
        *(f"/alur/{i}" for i, a in enumerate(record.alur) if a.dari.langkah == langkah),
    ]
    return [
        f"Periksa: {visible(t.pesan)}"
        for t in record.tinjauan
        if t.tingkat is not Tingkat.INFO and any(t.jalur == p or t.jalur.startswith(f"{p}/") for p in places)
    ]


def process_id(record: SopRecord) -> str:
    return f"proses_{record.id}"


def _collaboration(root: ET.Element, record: SopRecord) -> None:
    pool = _add(root, BPMN, "collaboration", id="kolaborasi")
    office = " - ".join(visible(part) for part in (record.unit, record.instansi) if part)
    name = office or "Instansi tidak terbaca"
    _add(pool, BPMN, "participant", id="kolam", name=name, processRef=process_id(record))


def _process(
    root: ET.Element, record: SopRecord, model: Model, lanes: list[tuple[str, str]], whole: dict[str, str]
) -> None:
    name = visible(record.nama_sop or "SOP tanpa judul")
    process = _add(root, BPMN, "process", id=process_id(record), name=name, isExecutable="true")
    process.set(f"{{{CAMUNDA}}}historyTimeToLive", TIME_TO_LIVE)
    source = record.sumber
    origin = f"Sumber: {source.berkas}, SHA-256 {source.sha256}, SOP ke-{source.urutan}."
    for note in (visible(origin), *model.notes):
        _add(process, BPMN, "documentation", note)
    lane_set = _add(process, BPMN, "laneSet", id="lajur")
    for lane, label in lanes:
        row = _add(lane_set, BPMN, "lane", id=_lane_id(lane), name=label)
        for element in model.elements.values():
            if (element.lane or "") == lane:
                _add(row, BPMN, "flowNodeRef", element.id)
    for element in model.elements.values():
        _flow_node(process, model, element, whole.get(element.id, ""))
    for index, edge in enumerate(model.edges, 1):
        _sequence_flow(process, model, index, edge)


def _lane_id(lane: str) -> str:
    return f"lajur_{lane or 'tanpa_pelaksana'}"


def _flow_node(process: ET.Element, model: Model, element: Element, whole: str) -> None:
    named = {"name": element.name} if element.name else {}
    for index, edge in enumerate(model.edges, 1):
        if edge.default and edge.source == element.id:
            named["default"] = f"alur_{index}"
    node = _add(process, BPMN, element.kind, id=element.id, **named)
    notes = list(element.notes)
    if whole and element.name != whole:
        notes.insert(0, whole)
    for note in notes:
        _add(node, BPMN, "documentation", note)
    for tag, end in (("incoming", "target"), ("outgoing", "source")):
        for index, edge in enumerate(model.edges, 1):
            if getattr(edge, end) == element.id:
                _add(node, BPMN, tag, f"alur_{index}")


def _sequence_flow(process: ET.Element, model: Model, index: int, edge: Edge) -> None:
    named = {"name": edge.label} if edge.label else {}
    flow = _add(
        process,
        BPMN,
        "sequenceFlow",
        id=f"alur_{index}",
        sourceRef=edge.source,
        targetRef=edge.target,
        **named,
    )
    if edge.value is not None and not edge.default:
        first = next(e.value for e in model.edges if e.source == edge.source)
        test = f'globals().get("keputusan_{edge.source}", "{first}") == "{edge.value}"'
        condition = _add(flow, BPMN, "conditionExpression", test)
        condition.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")


def _diagram(root: ET.Element, model: Model, layout: Layout) -> None:
    diagram = _add(root, BPMNDI, "BPMNDiagram", id="diagram")
    plane = _add(diagram, BPMNDI, "BPMNPlane", id="bidang", bpmnElement="kolaborasi")
    _shape(plane, "kolam", layout.pool, isHorizontal="true")
    for lane, rect in layout.lanes.items():
        _shape(plane, _lane_id(lane), rect, isHorizontal="true")
    for element in model.elements.values():
        more = {"isMarkerVisible": "true"} if element.kind == EXCLUSIVE else {}
        shape = _shape(plane, element.id, layout.shapes[element.id], **more)
        _label(shape, layout.labels.get(element.id))
    for index, (path, label) in enumerate(zip(layout.paths, layout.edge_labels, strict=True), 1):
        edge = _add(plane, BPMNDI, "BPMNEdge", id=f"alur_{index}_di", bpmnElement=f"alur_{index}")
        for x, y in path:
            _add(edge, DI, "waypoint", x=f"{x:g}", y=f"{y:g}")
        _label(edge, label)


def _shape(plane: ET.Element, element_id: str, rect: Rect, **more: str) -> ET.Element:
    shape = _add(plane, BPMNDI, "BPMNShape", id=f"{element_id}_di", bpmnElement=element_id, **more)
    _bounds(shape, rect)
    return shape


def _bounds(parent: ET.Element, rect: Rect) -> None:
    box = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    _add(parent, DC, "Bounds", **{k: f"{v:g}" for k, v in box.items()})


def _label(parent: ET.Element, rect: Rect | None) -> None:
    if rect is not None:
        _bounds(_add(parent, BPMNDI, "BPMNLabel"), rect)


def write_bpmn(stream: RecordStream, target: Path) -> None:
    """``target``/<id>.bpmn for every record."""
    with synced_folder(target, stream.options.keep) as work:
        for record in stream:
            (work / f"{record.id}.bpmn").write_bytes(bpmn(record))
