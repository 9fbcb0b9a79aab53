"""One small record, changed as a test needs it."""

from __future__ import annotations

from typing import Any

from schemas.record import (
    Alur,
    DisahkanOleh,
    Isi,
    Langkah,
    MutuBaku,
    Pelaksana,
    Simbol,
    SopRecord,
    Sumber,
    UjungAlur,
    Waktu,
)
from schemas.tinjauan import Kode, tinjauan
from schemas.vocab import JenisSimbol, JenisSumber, Satuan


def record(stem: str = "a", **changes: Any) -> SopRecord:
    first = Langkah(
        urutan=1,
        nomor="1",
        kegiatan="Menerima surat.",
        simbol=(Simbol(pelaksana="p1", jenis=JenisSimbol.KAPSUL),),
        mutu_baku=MutuBaku(
            waktu=Waktu(teks="5 menit", min=5.0, satuan_min=Satuan.MENIT, maks=5.0, satuan_maks=Satuan.MENIT),
            output=Isi(teks="Berkas"),
        ),
    )
    second = Langkah(
        urutan=2,
        nomor="2",
        kegiatan="Memeriksa",
        simbol=(Simbol(pelaksana="p2", jenis=JenisSimbol.KOTAK),),
    )
    data = {
        "id": f"surat-{stem}",
        "sumber": Sumber(berkas=f"{stem}.pdf", sha256="0", jenis=JenisSumber.PDF, halaman=(1,), urutan=1),
        "nama_sop": "Surat  Masuk",
        "disahkan_oleh": DisahkanOleh(nama="Ani"),
        "peralatan": ("Komputer",),
        "pelaksana": (Pelaksana(id="p1", label="Staf"), Pelaksana(id="p2", label="Kepala")),
        "langkah": (first, second),
        "alur": (Alur(dari=UjungAlur(langkah=1, pelaksana="p1"), ke=UjungAlur(langkah=2, pelaksana="p2")),),
        "tinjauan": (tinjauan(Kode.SIMBOL_MERAGUKAN, "/langkah/1/simbol/0", {"bentuk": "kotak"}),),
    }
    return SopRecord.model_validate({**data, **changes})
