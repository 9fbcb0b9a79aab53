"""No export and no page shows a text otherwise than it is."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sopap.export.formats import FORMATS
from sopap.export.records import RecordStream
from sopap.run.store import canonical
from sopap.show.report import page_template
from tests.support.sample_record import record

HIDDEN = "Nota \u202efdp.exe\u202c Di\u200bnas"


def written(path: Path) -> Iterator[str]:
    """Every text file below a path, workbooks taken apart."""
    for p in [path] if path.is_file() else sorted(path.rglob("*")):
        if zipfile.is_zipfile(p):
            with zipfile.ZipFile(p) as z:
                yield from (z.read(n).decode("utf-8") for n in z.namelist())
        elif p.is_file():
            yield p.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["csv", "xlsx", "bpmn", "mermaid", "opensop", "sopflow"])
def test_hidden_characters_are_spelt_out(tmp_path: Path, name: str) -> None:
    sample = record(nama_sop=HIDDEN, nomor_sop=HIDDEN)
    step = sample.langkah[0].model_copy(update={"kegiatan": HIDDEN, "keterangan": HIDDEN})
    sample = sample.model_copy(update={"langkah": (step, *sample.langkah[1:])})
    source = tmp_path / "records"
    source.mkdir()
    (source / "a.json").write_bytes(canonical(sample))
    FORMATS[name].writer()(RecordStream(source), tmp_path / "keluar" / FORMATS[name].default)
    texts = [
        html.unescape(t.replace("#", "&#") if name == "mermaid" else t) for t in written(tmp_path / "keluar")
    ]
    assert any("⟨U+202E⟩" in t for t in texts)
    assert not any(c in t for t in texts for c in "\u202e\u202c\u200b")


def test_pages_spell_them_out() -> None:
    page = page_template("review.html").environment.from_string("<p>{{ a }}</p>").render(a=f"<b>{HIDDEN}")
    assert page == "<p>&lt;b&gt;Nota ⟨U+202E⟩fdp.exe⟨U+202C⟩ Di⟨U+200B⟩nas</p>"
