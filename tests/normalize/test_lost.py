"""An SOP that lost a part is never ready, however probable the rest is."""

from __future__ import annotations

from normalize import normalize_file
from schemas.raw import RawFile, RawLangkah, RawPelaksana, RawSop, RawText
from schemas.vocab import JenisSumber, StatusSop


def test_a_step_without_its_symbol_is_to_be_looked_at() -> None:
    rows = tuple(RawLangkah(nomor=str(i), kegiatan=RawText(teks="Memeriksa berkas")) for i in (1, 2))
    sop = RawSop(judul="Surat Masuk", pelaksana=(RawPelaksana(label="Staf"),), langkah=rows)
    (record,) = normalize_file(RawFile(jenis=JenisSumber.TEKS, sop=(sop,)), "a.txt", "0" * 64, siap=0.0)
    assert record.status is StatusSop.PERIKSA
