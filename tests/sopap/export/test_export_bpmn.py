"""BPMN: by the OMG's schema, without overlaps, opened by bpmn-js, run by SpiffWorkflow."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import JS, ROOT, script

from schemas.record import SopRecord
from schemas.vocab import Makna
from sopap.export.bpmn import BPMN, BPMNDI, DC, DI, bpmn, process_id
from sopap.export.flow import ENDLESS, NO_ARROWS, UNREACHED, read_flow
from sopap.export.mermaid import mermaid, quoted
from tests.support import synthetic
from tests.support.real_flows import real_records
from tests.support.synthetic import B

SAMPLES = [*synthetic.all_kinds(), *synthetic.random_records(25)]
NS = {"b": BPMN, "di": BPMNDI, "dc": DC, "d": DI}


def by_name(record: SopRecord) -> str:
    return record.id


@pytest.fixture(scope="session")
def omg_schema() -> Callable[[bytes], bool]:
    """The OMG's BPMN 2.0 schema, as SpiffWorkflow ships it."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed: pip install sopap[dev]")
    parser = pytest.importorskip("SpiffWorkflow.bpmn.parser", reason="SpiffWorkflow is not installed")
    path = Path(parser.__file__).parent / "schema" / "BPMN20.xsd"
    schema = etree.XMLSchema(etree.parse(str(path)))

    def check(text: bytes) -> bool:
        schema.assertValid(etree.fromstring(text))
        return True

    return check


@pytest.mark.parametrize("record", SAMPLES, ids=by_name)
def test_valid_by_the_omg_schema(record: SopRecord, omg_schema: Callable[[bytes], bool]) -> None:
    assert omg_schema(bpmn(record))


def run(record: SopRecord, seed: int | None) -> tuple[bool, set[str]]:
    """Runs the process, deciding at random (None: as exported); whether it ended, and its tasks."""
    from SpiffWorkflow import TaskState
    from SpiffWorkflow.bpmn import BpmnWorkflow
    from SpiffWorkflow.bpmn.parser import BpmnParser

    text, rng = bpmn(record), random.Random(seed)
    choices: dict[str, list[str]] = {}
    for condition in ET.fromstring(text).iterfind(".//b:conditionExpression", NS):
        variable, value = re.findall(r'"(keputusan_\w+)".*== ("[^"]+")', condition.text or "")[0]
        choices.setdefault(variable, ["default"]).append(json.loads(value))
    parser = BpmnParser()
    parser.add_bpmn_io(io.BytesIO(text))
    workflow = BpmnWorkflow(parser.get_spec(process_id(record)))
    done: set[str] = set()
    for _ in range(2000):
        ready = workflow.get_tasks(state=TaskState.READY)
        if not ready:
            break
        # Mostly the way on, so that loops end soon.
        if seed is not None:
            ready[0].data.update(
                {n: "ya" if "ya" in v and rng.random() < 0.7 else rng.choice(v) for n, v in choices.items()}
            )
        done.add(ready[0].task_spec.name)
        ready[0].run()
    return workflow.completed, done


@pytest.mark.parametrize("record", [r for r in SAMPLES if read_flow(r).runs], ids=by_name)
def test_well_formed_flows_run_from_start_to_end(record: SopRecord) -> None:
    pytest.importorskip("SpiffWorkflow", reason="SpiffWorkflow is not installed: pip install sopap[dev]")
    went: set[str] = set()
    for seed in (None, *range(5)):
        ended, done = run(record, seed)
        assert ended
        went |= done
    if record.id == synthetic.joint().id:
        assert {"l2_p1", "l2_p2", "l2_p3"} <= went


def test_hand_made_flows_are_judged_as_they_were_made() -> None:
    assert not any(read_flow(r).findings for r in synthetic.well_formed())
    assert all(read_flow(r).findings for r in synthetic.unsound())


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (synthetic.no_symbols(), "Simbol tidak terbaca."),
        (synthetic.broken_flow(), "Tidak ada simbol awal (kapsul) yang terbaca."),
        (synthetic.broken_flow(), "Keputusan dengan 1 jalan keluar yang terbaca."),
        (synthetic.broken_flow(), UNREACHED),
        (synthetic.bare(), "Tidak ada langkah yang terbaca."),
    ],
)
def test_what_is_missing_is_said(record: SopRecord, said: str) -> None:
    notes = {d.text for d in ET.fromstring(bpmn(record)).iterfind(".//b:documentation", NS)}
    assert said in notes


def test_what_breaks_off_is_told_once_where_it_does() -> None:
    found = [(f.node, f.pesan) for f in read_flow(synthetic.broken_flow()).findings if f.putus]
    assert found == [("l4_p1", UNREACHED), ("l3_p2", ENDLESS)]
    assert [f.pesan for f in read_flow(synthetic.no_symbols()).findings if f.putus] == [NO_ARROWS]


def test_boxes_drawn_all_alike_run_from_the_first_to_every_last_one() -> None:
    """Offices that draw no capsules: the form's start and end are missing, the flow is not."""
    base = synthetic.forked()
    boxes = tuple(
        s.model_copy(update={"simbol": tuple(k.model_copy(update={"jenis": B}) for k in s.simbol)})
        for s in base.langkah[:2]
    )
    record = base.model_copy(update={"langkah": boxes, "alur": base.alur[:2]})
    flow = read_flow(record)
    assert flow.runs and flow.findings
    ends = ET.fromstring(bpmn(record)).findall(".//b:endEvent", NS)
    assert [e.get("name") for e in ends] == ["Selesai", "Selesai"]
    assert run(record, None)[0]


def test_a_flow_that_breaks_off_ends_there_and_says_so() -> None:
    root = ET.fromstring(bpmn(synthetic.broken_flow()))
    [end] = root.findall(".//b:endEvent", NS)
    assert end.get("name") == "Tanpa panah keluar" and "tidak ada di sumber" in end.findtext(
        "b:documentation", "", NS
    )


def test_a_step_without_words_has_a_name_in_the_diagram() -> None:
    base = synthetic.straight()
    silent = tuple(s.model_copy(update={"kegiatan": ""}) for s in base.langkah)
    names = [e.get("name") for e in ET.fromstring(bpmn(base.model_copy(update={"langkah": silent}))).iter()]
    assert "Langkah 2 (tanpa tulisan)" in names


def test_what_was_added_is_said() -> None:
    root = ET.fromstring(bpmn(synthetic.looping()))
    start = root.find(".//b:startEvent", NS)
    assert start is not None
    assert start.findtext("b:documentation", "", NS).startswith("Simbol awal juga dituju panah lain")


def test_decision_exits_keep_label_and_meaning() -> None:
    root = ET.fromstring(bpmn(synthetic.looping()))
    flows = root.findall(".//b:sequenceFlow[@sourceRef='l2_p2']", NS)
    conditions = {f.get("name"): f.findtext("b:conditionExpression", None, NS) for f in flows}
    assert conditions == {"Ya": 'globals().get("keputusan_l2_p2", "ya") == "ya"', "Tidak": None}
    gate = root.find(".//b:exclusiveGateway[@id='l2_p2']", NS)
    assert gate is not None and gate.get("default") == next(
        f.get("id") for f in flows if f.get("name") == "Tidak"
    )


def test_a_fork_waits_for_all_its_branches() -> None:
    root = ET.fromstring(bpmn(synthetic.forked()))
    gates = root.findall(".//b:parallelGateway", NS)
    assert [(len(g.findall("b:incoming", NS)), len(g.findall("b:outgoing", NS))) for g in gates] == [
        (1, 2),
        (2, 1),
    ]


def test_a_branch_that_comes_back_is_a_choice_and_a_doubt() -> None:
    base = synthetic.straight()
    record = base.model_copy(update={"alur": (*base.alur, synthetic.arrow(2, "p2", 1, "p1"))})
    assert [f.node for f in read_flow(record).findings] == ["l2_p2"]
    assert ET.fromstring(bpmn(record)).find(".//b:parallelGateway", NS) is None
    assert run(record, 1)[0]


def test_a_decision_without_an_exit_stops_no_engine() -> None:
    pytest.importorskip("SpiffWorkflow", reason="SpiffWorkflow is not installed: pip install sopap[dev]")
    base = synthetic.looping()
    record = base.model_copy(update={"alur": tuple(a for a in base.alur if a.dari.langkah != 2)})
    assert "l2_p2" in run(record, None)[1]
    assert ET.fromstring(bpmn(record)).find(".//b:exclusiveGateway[@id='l2_p2']", NS) is None


def test_labelled_exits_of_a_box_decide() -> None:
    base = synthetic.straight()
    flow = (*base.alur, synthetic.arrow(2, "p2", 1, "p1", Makna.TIDAK))
    root = ET.fromstring(bpmn(base.model_copy(update={"alur": flow})))
    assert root.find(".//b:exclusiveGateway", NS) is not None


# --- layout ----------------------------------------------------------------------------------

Box = tuple[float, float, float, float]


def box_of(bounds: ET.Element) -> Box:
    x, y, w, h = (float(bounds.get(k, "0")) for k in ("x", "y", "width", "height"))
    return x, y, x + w, y + h


def boxes(root: ET.Element) -> dict[str, Box]:
    """Boxes of flow nodes and of all labels."""
    found = {}
    for shape in root.iterfind(".//di:BPMNShape", NS):
        name = shape.get("bpmnElement", "")
        if not name.startswith(("kolam", "lajur")):
            found[name] = box_of(shape.find("dc:Bounds", NS))  # type: ignore[arg-type]
    for part in root.iterfind(".//*[@bpmnElement]", NS):
        label = part.find("di:BPMNLabel/dc:Bounds", NS)
        if label is not None:
            found[f"label {part.get('bpmnElement')}"] = box_of(label)
    return found


def overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.1 and min(a[3], b[3]) - max(a[1], b[1]) > 0.1


def crossing(points: list[tuple[float, float]], box: Box) -> bool:
    """Whether an orthogonal path runs through the inside of ``box``."""
    for (x0, y0), (x1, y1) in pairwise(points):
        assert x0 == x1 or y0 == y1, "lines are horizontal or vertical"
        segment = (min(x0, x1) - 0.1, min(y0, y1) - 0.1, max(x0, x1) + 0.1, max(y0, y1) + 0.1)
        inside = (box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1)
        if min(segment[2], inside[2]) > max(segment[0], inside[0]) and min(segment[3], inside[3]) > max(
            segment[1], inside[1]
        ):
            return True
    return False


def check_layout(record: SopRecord) -> None:
    root = ET.fromstring(bpmn(record))
    placed = boxes(root)
    for (a, box), (b, other) in combinations(placed.items(), 2):
        assert not overlap(box, other), (record.id, a, b)
    shapes = {
        s.get("bpmnElement"): box_of(s.find("dc:Bounds", NS)) for s in root.iterfind(".//di:BPMNShape", NS)
    }  # type: ignore[arg-type]
    pool = shapes["kolam"]
    for lane in root.iterfind(".//b:lane", NS):
        x0, y0, x1, y1 = shapes[lane.get("id")]
        for node in lane.iterfind("b:flowNodeRef", NS):
            n = shapes[node.text]
            assert x0 <= n[0] and n[2] <= x1 and y0 <= n[1] and n[3] <= y1
        assert pool[0] <= x0 and x1 <= pool[2] and pool[1] <= y0 and y1 <= pool[3]
    for edge in root.iterfind(".//di:BPMNEdge", NS):
        points = [(float(p.get("x", 0)), float(p.get("y", 0))) for p in edge.iterfind("d:waypoint", NS)]
        for name, box in placed.items():
            assert not crossing(points, box), (record.id, edge.get("id"), name)


@pytest.mark.parametrize("record", SAMPLES, ids=by_name)
def test_nothing_overlaps(record: SopRecord) -> None:
    check_layout(record)


@pytest.mark.parametrize("letters", [53, 61, 97])
def test_lanes_with_long_names_end_where_their_pool_does(letters: int) -> None:
    base = synthetic.forked()
    columns = tuple(p.model_copy(update={"label": "K" * letters}) for p in base.pelaksana)
    check_layout(base.model_copy(update={"pelaksana": columns}))


def test_flows_of_real_documents(shared: Path, omg_schema: Callable[[bytes], bool]) -> None:
    sound = 0
    for record in real_records(shared):
        assert omg_schema(bpmn(record))
        check_layout(record)
        if read_flow(record).runs:
            sound += 1
            # SpiffWorkflow needs more than ten seconds to join eleven pairs of joint workers.
            if len(read_flow(record).joint) > 5:
                continue
            assert all(run(record, seed)[0] for seed in (None, 0)), record.id
    assert sound >= 3


# --- linted, and run by a second engine ---------------------------------------------------------


def test_sound_flows_lint_clean_and_run_in_bpmn_engine(tmp_path: Path) -> None:
    """bpmnlint's recommended rules, and bpmn-engine from start to end, each diagram as exported."""
    script("bpmnlint", "package.json")
    script("bpmn-engine", "package.json")
    script("bpmn-moddle", "package.json")
    sound = [r for r in SAMPLES if read_flow(r).runs]
    for record in sound:
        (tmp_path / f"{record.id}.bpmn").write_bytes(bpmn(record))
    check = ROOT / "tests" / "support" / "bpmn_check.mjs"
    done = subprocess.run(
        ["node", str(check), str(JS), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {
        f"{r.id}.bpmn": {"warnings": 0, "lint": [], "engine": "ok"} for r in sound
    }


@pytest.mark.parametrize("record", SAMPLES, ids=by_name)
def test_diagrams_fit_paper(record: SopRecord) -> None:
    pool = ET.fromstring(bpmn(record)).find(".//di:BPMNShape[@bpmnElement='kolam']/dc:Bounds", NS)
    assert pool is not None
    assert float(pool.get("width", "0")) <= 2 * float(pool.get("height", "0"))


# --- in a browser ----------------------------------------------------------------------------


def as_script(value: object) -> str:
    return json.dumps(value).replace("</", "<\\/")


def test_bpmn_js_opens_every_diagram(in_browser: Callable[[str], str]) -> None:
    viewer = script("bpmn-js", "dist/bpmn-viewer.production.min.js")
    diagrams = {r.id: bpmn(r).decode() for r in SAMPLES}
    answer = in_browser(f"""<script src="{viewer.as_uri()}"></script><div id="c"></div>
<pre id="hasil"></pre><script>
const all = {as_script(diagrams)}, out = {{}};
(async () => {{
  for (const [id, xml] of Object.entries(all)) {{
    const viewer = new BpmnJS({{container: '#c'}});
    try {{
      const result = await viewer.importXML(xml);
      let drawn = 0;
      viewer.get('elementRegistry').forEach(e => drawn += e.type === 'label' ? 0 : 1);
      out[id] = [drawn, result.warnings.length];
    }} catch (error) {{ out[id] = ['' + error, 0]; }}
    viewer.destroy();
  }}
  document.getElementById('hasil').textContent = JSON.stringify(out);
}})();</script>""")
    drawn = json.loads(answer)
    for record in SAMPLES:
        root = ET.fromstring(bpmn(record))
        shown = len(root.findall(".//di:BPMNShape", NS)) + len(root.findall(".//di:BPMNEdge", NS))
        # The collaboration itself is the plane's root.
        assert drawn[record.id] == [shown + 1, 0], record.id


def test_mermaid_draws_every_flow(in_browser: Callable[[str], str]) -> None:
    library = script("mermaid", "dist/mermaid.min.js")
    some = synthetic.all_kinds()
    texts = {r.id: mermaid(r) for r in some}
    answer = in_browser(f"""<script src="{library.as_uri()}"></script><pre id="hasil"></pre><script>
const all = {as_script(texts)}, out = {{}};
mermaid.initialize({{startOnLoad: false, maxTextSize: 1000000}});
(async () => {{
  let i = 0;
  for (const [id, text] of Object.entries(all)) {{
    try {{
      const drawing = await mermaid.render('d' + i++, text);
      const svg = new DOMParser().parseFromString(drawing.svg, 'text/html');
      out[id] = [svg.querySelectorAll('.node').length, svg.querySelectorAll('path.flowchart-link').length];
    }} catch (error) {{ out[id] = '' + error; }}
  }}
  document.getElementById('hasil').textContent = JSON.stringify(out);
}})();</script>""")
    drawn = json.loads(answer)
    for record in some:
        flow = read_flow(record)
        assert drawn[record.id][1] == len(flow.links) + len(flow.joint), (record.id, drawn[record.id])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Surat masuk", '"Surat masuk"'),
        ('a "b" | c]', '"a #34;b#34; #124; c#93;"'),
        ("", '" "'),
        ("baris\nbaru", '"baris baru"'),
    ],
)
def test_mermaid_strings(text: str, written: str) -> None:
    assert quoted(text) == written
