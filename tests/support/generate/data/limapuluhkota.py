"""Sekretariat DPRD Kabupaten Lima Puluh Kota: worksheets printed without an identity block, two SOPs,
days in the header only, composite executors in capitals, a sentence instead of a time."""

from __future__ import annotations

from tests.support.generate.model import (
    KAPSUL,
    KETUPAT,
    Description,
    Executor,
    Identity,
    Signed,
    Sop,
    Step,
    Style,
    angka,
    kata,
)
from tests.support.generate.model import Symbol as S

UNIT = "SOP SUBBAGIAN KERJASAMA DAN ASPIRASI SEKRETARIAT DPRD KABUPATEN LIMA PULUH KOTA"
NIP = "19710417 199703 1 004"


def style(nama: str) -> Style:
    return Style(
        paper=(936.0, 612.0),
        size=8.5,
        titles={
            "nomor": "NO",
            "kegiatan": "KEGIATAN",
            "pelaksana": "PELAKSANAAN",
            "mutu": "MUTU BAKU",
            "kelengkapan": "PERSYARATAN / KELENGKAPAN",
            "waktu": "WAKTU (HARI)",
            "output": "OUTPUT",
            "keterangan": "KET",
        },
        rules="rects",
        rule_width=0.7,
        repeat_header=False,
        breaks="dalam",
        row_min=36,
        valign="top",
        fill=(0.31, 0.51, 0.74),
        stroke_width=1.2,
        line_width=1.1,
        head_size=6.0,
        exits="samping",
        label="kotak",
        identity="tanpa",
        title=(UNIT, nama),
        closing=("SEKRETARIS DPRD", "", "", "Drs. H. MASRUL KOTO, M.M.", f"NIP. {NIP}"),
    )


def identity(nama: str) -> Identity:
    return Identity(
        instansi="SEKRETARIAT DPRD",
        unit="SUBBAGIAN KERJASAMA DAN ASPIRASI",
        nama_sop=nama,
        disahkan_oleh=Signed("SEKRETARIS DPRD", "Drs. H. MASRUL KOTO, M.M.", None, NIP),
    )


PELAKSANA = (
    Executor("kasubag", "KASUBAG"),
    Executor("kabag", "KABAG"),
    Executor("sekwan", "SEKWAN"),
    Executor("komisi", "PENDAMPING KOMISI"),
    Executor("bamus", "ANGGOTA BAMUS DPRD"),
    Executor("bendahara", "KABAG UMUM, KASUB KEUANGAN, BENDAHARAWAN"),
)

ASPIRASI = Sop(
    identity("KEGIATAN PENYERAPAN ASPIRASI MASYARAKAT"),
    PELAKSANA,
    (
        Step(
            "Kasubag menyiapkan rancangan jadwal penyerapan aspirasi per daerah pemilihan",
            (S("kasubag", KAPSUL),),
            "RENCANA KERJA",
            angka(2, "hari"),
            "RANCANGAN JADWAL",
        ),
        Step(
            "Kabag menelaah rancangan jadwal dan melengkapi kebutuhan tenaga pendamping",
            (S("kabag"),),
            "RANCANGAN JADWAL",
            angka(1, "hari"),
            "TELAAHAN",
        ),
        Step(
            "Sekwan memutuskan rancangan jadwal dapat diteruskan atau diperbaiki",
            (S("sekwan", KETUPAT, ("4:YA", "1:TIDAK")),),
            "TELAAHAN",
            angka(1, "hari"),
            "DISPOSISI",
        ),
        Step(
            "Pendamping komisi memberitahukan jadwal kepada wali nagari dan camat",
            (S("komisi"),),
            "SURAT",
            angka(3, "hari"),
            "PEMBERITAHUAN",
        ),
        Step(
            "Anggota bamus menetapkan hari pelaksanaan di setiap nagari",
            (S("bamus"),),
            "SURAT",
            kata("SESUAI JADWAL"),
            "PENETAPAN HARI",
        ),
        Step(
            "Menyediakan uang muka perjalanan dan kelengkapan administrasinya",
            (S("bendahara"),),
            "SURAT TUGAS",
            angka(2, "hari"),
            "UANG MUKA",
        ),
        Step(
            "Melaksanakan pertemuan dengan masyarakat dan mencatat usulan yang masuk",
            (S("komisi"),),
            "DAFTAR HADIR",
            angka(4, "hari"),
            "CATATAN USULAN",
        ),
        Step(
            "Menyusun laporan penyerapan aspirasi dan menyelesaikan pertanggungjawaban",
            (S("kasubag", KAPSUL),),
            "ADMINISTRASI",
            kata("SESUAI JADWAL"),
            "LAPORAN",
        ),
    ),
    style("KEGIATAN PENYERAPAN ASPIRASI MASYARAKAT"),
)

AUDIENSI = Sop(
    identity("KEGIATAN PENERIMAAN AUDIENSI"),
    PELAKSANA[:5],
    (
        Step(
            "Kasubag mencatat permohonan audiensi dari kelompok masyarakat",
            (S("kasubag", KAPSUL),),
            "SURAT PERMOHONAN",
            angka(1, "hari"),
            "AGENDA",
        ),
        Step(
            "Kabag mengusulkan komisi yang akan menerima audiensi",
            (S("kabag"),),
            "AGENDA",
            angka(1, "hari"),
            "USULAN",
        ),
        Step(
            "Sekwan menyetujui usulan komisi penerima",
            (S("sekwan", KETUPAT, ("4:YA", "2:TIDAK")),),
            "USULAN",
            angka(1, "hari"),
            "PERSETUJUAN",
        ),
        Step(
            "Pendamping komisi menghubungi pemohon dan menyiapkan ruang rapat",
            (S("komisi"),),
            "PERSETUJUAN",
            angka(1, "hari"),
            "KESIAPAN RUANG",
        ),
        Step(
            "Anggota bamus mencantumkan audiensi ke dalam jadwal rapat",
            (S("bamus"),),
            "JADWAL RAPAT",
            kata("SESUAI JADWAL"),
            "JADWAL TERBARU",
        ),
        Step(
            "Pendamping komisi mendampingi jalannya audiensi dan membuat risalah",
            (S("komisi"),),
            "DAFTAR HADIR",
            angka(1, "hari"),
            "RISALAH",
        ),
        Step(
            "Kasubag menyimpan risalah dan menyampaikan tindak lanjut kepada pemohon",
            (S("kasubag", KAPSUL),),
            "RISALAH",
            angka(2, "hari"),
            "SURAT JAWABAN",
        ),
    ),
    style("KEGIATAN PENERIMAAN AUDIENSI"),
)

DOCUMENT = Description("limapuluhkota-aspirasi.pdf", (ASPIRASI, AUDIENSI))
