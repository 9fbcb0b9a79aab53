"""What was seen on a page, drawn over it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from extract.document import Seen
from extract.sop import build_sop
from schemas.page import Page
from schemas.raw import RawIdentitas
from schemas.vocab import JenisSimbol
from sopap.errors import InputError, OutputError
from sopap.show.inspect import inspect_file
from sopap.show.inspect_draw import ARROWS, LOOSE, STRIP, SYMBOL, UNTIED, blank_page, draw_page
from tests.support.generate.draw import draw
from tests.support.generate.model import Description
from tests.support.generate.random_sop import random_sop
from tests.support.paper import DOWN, STEPS, XS, box, form, head, lane_x, part_of, row_y, v, words

CORPUS = Path(__file__).parents[2] / "corpus"


def pixels(page: Page) -> set[tuple[int, ...]]:
    """Colours of the picture of a page with its flow."""
    part = part_of(page)
    seen = Seen(page, (part,), (build_sop(RawIdentitas(), None, [1], [part], 1),))
    image = draw_page(blank_page(page, 2.0), seen, "Halaman 1")
    body = image.crop((0, STRIP, image.width, image.height))  # the caption shows every colour
    return {color for _, color in body.getcolors(1 << 20)}


def near(colors: set[tuple[int, ...]], wanted: tuple[int, ...]) -> bool:
    """Whether a see-through colour shows, on white."""
    alpha = wanted[3] / 255
    on_white = [c * alpha + 255 * (1 - alpha) for c in wanted[:3]]
    return any(max(abs(a - b) for a, b in zip(c, on_white, strict=True)) < 4 for c in colors)


def flow() -> Page:
    page = form(STEPS)
    page.shapes = [box(lane_x(0), row_y(0)), box(lane_x(0), row_y(1))]
    page.rules.append(v(lane_x(0), row_y(0) + 7, row_y(1) - 7, "line1.0"))
    page.heads = [head((lane_x(0), row_y(1) - 7), DOWN)]
    return page


def test_symbols_and_arrows_show_and_nothing_is_amiss() -> None:
    colors = pixels(flow())
    assert near(colors, SYMBOL) and near(colors, ARROWS[0])
    assert not near(colors, UNTIED) and not near(colors, LOOSE)


def test_an_untied_end_shows_red() -> None:
    page = flow()
    page.shapes.pop()
    assert near(pixels(page), UNTIED)


def test_a_word_of_no_cell_shows() -> None:
    page = flow()
    page.words += words("catatan", XS[3] + 5, row_y(2))
    assert near(pixels(page), LOOSE)


def test_symbols_are_drawn_as_the_record_has_them() -> None:
    """Whatever the page alone would be taken for: a circle is a connector where the whole SOP says so."""
    page = flow()
    part = part_of(page)
    sop = build_sop(RawIdentitas(), None, [1], [part], 1)
    pictures = set()
    for jenis in JenisSimbol:
        told = tuple(s.model_copy(update={"jenis": jenis}) for s in sop.simbol)
        seen = Seen(page, (part,), (sop.model_copy(update={"simbol": told}),))
        pictures.add(draw_page(blank_page(page, 2.0), seen, "Halaman 1").tobytes())
    assert len(pictures) == len(JenisSimbol)


def test_files_of_a_document(tmp_path: Path) -> None:
    files = inspect_file(CORPUS / "karanganyar-keputusan.pdf", tmp_path / "baru", pages=[3, 4])
    assert [f.name for f in files] == [
        "karanganyar-keputusan-h003.png",
        "karanganyar-keputusan-h004.png",
        "karanganyar-keputusan-sop1.html",
        "karanganyar-keputusan-sop2.html",
    ]
    assert all(f.stat().st_size for f in files)
    with Image.open(files[0]) as image:
        assert image.width > 1000


def test_the_page_of_a_record_is_whole_in_itself(tmp_path: Path) -> None:
    (html,) = (f for f in inspect_file(CORPUS / "sleman-akta.pdf", tmp_path) if f.suffix == ".html")
    text = html.read_text(encoding="utf-8")
    assert text.count("data:image/png;base64,") == 2
    assert "http://" not in text and "https://" not in text and "<script" not in text
    assert "Verifikator mencocokkan data" in text


def test_markup_of_a_document_stays_text(tmp_path: Path) -> None:
    sop = random_sop(5).sops[0]
    first = replace(sop.langkah[0], kegiatan="Menyusun <script>x</script> surat")
    source = tmp_path / "a.pdf"
    draw(Description("a.pdf", (replace(sop, langkah=(first, *sop.langkah[1:])),)), source)
    (html,) = (f for f in inspect_file(source, tmp_path / "out") if f.suffix == ".html")
    text = html.read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text and "<script" not in text


def test_a_text_export_is_drawn_as_it_was_laid_out(tmp_path: Path) -> None:
    files = inspect_file(CORPUS / "banggai-ekspor.txt", tmp_path)
    assert {f.suffix for f in files} == {".png", ".html"}


def test_pages_without_an_sop_are_drawn_too(tmp_path: Path) -> None:
    files = inspect_file(CORPUS / "surat-penyusunan-sop.pdf", tmp_path)
    assert files and all(f.suffix == ".png" for f in files)


def test_nothing_to_draw(tmp_path: Path) -> None:
    data = tmp_path / "catatan.txt"
    data.write_text('{"rapat": "Senin"}', encoding="utf-8")
    for source in (data, tmp_path / "tidak-ada.pdf"):
        with pytest.raises(InputError, match=source.name):
            inspect_file(source, tmp_path)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    taken = tmp_path / "berkas"
    taken.write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        inspect_file(CORPUS / "surat-penyusunan-sop.pdf", taken)
