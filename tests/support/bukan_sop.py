"""Documents that are no SOP and look a little like one: tables, forms, charts and drawings of offices.

Each is a function that draws one page on a reportlab canvas of A4, lengths in points from the bottom left.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]
Cells = Sequence[Sequence[str]]
ROW = 22.0
WORDS = ("Rapat", "Laporan", "Kunjungan", "Pelatihan", "Pengadaan", "Survei")


def drawn(draw: Draw, wide: bool = False) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4) if wide else A4, invariant=True)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def title(c: Canvas, *lines: str) -> None:
    c.setFont("Helvetica-Bold", 12)
    for i, line in enumerate(lines):
        c.drawString(60, 790 - 16 * i if c._pagesize[1] > 700 else 560 - 16 * i, line)
    c.setFont("Helvetica", 9)


def table(c: Canvas, widths: Sequence[float], rows: Cells, top: float = 740.0, row: float = ROW) -> None:
    """A ruled table, the first row its header."""
    x = [50.0]
    for w in widths:
        x.append(x[-1] + w)
    for r in range(len(rows) + 1):
        c.line(x[0], top - r * row, x[-1], top - r * row)
    for v in x:
        c.line(v, top, v, top - len(rows) * row)
    for r, cells in enumerate(rows):
        for k, text in enumerate(cells):
            c.drawString(x[k] + 3, top - r * row - row * 0.65, text)


def numbered(*cells: str, count: int = 8) -> list[list[str]]:
    return [[str(i), *(f"{t} {i}" if t else "" for t in cells)] for i in range(1, count + 1)]


def tabled(
    head: str, widths: Sequence[float], columns: Sequence[str], *cells: str, top: float = 740.0
) -> Draw:
    """A title over a table whose rows are numbered."""

    def draw(c: Canvas) -> None:
        title(c, head)
        table(c, widths, [columns, *numbered(*cells)], top)

    return draw


def box(c: Canvas, x: float, y: float, text: str, w: float = 90.0, h: float = 30.0) -> None:
    c.rect(x, y, w, h)
    c.drawCentredString(x + w / 2, y + h / 2 - 3, text)


def arrow(c: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    c.line(x0, y0, x1, y1)
    path = c.beginPath()
    path.moveTo(x1, y1)
    path.lineTo(x1 - 3, y1 + 6)
    path.lineTo(x1 + 3, y1 + 6)
    path.close()
    c.drawPath(path, fill=1)


def org_chart(c: Canvas) -> None:
    title(c, "STRUKTUR ORGANISASI DINAS PERTANIAN")
    box(c, 250, 700, "Kepala Dinas")
    for i, name in enumerate(("Sekretaris", "Bidang Tanaman", "Bidang Ternak", "UPT Benih")):
        box(c, 60 + 120 * i, 600, name)
        c.line(295, 700, 105 + 120 * i, 630)


def org_chart_with_table(c: Canvas) -> None:
    org_chart(c)
    table(
        c,
        (30, 170, 120, 120),
        [("No", "Nama", "Jabatan", "Golongan"), *numbered("Pegawai", "Staf", "III")],
        520,
    )


def flowchart(c: Canvas) -> None:
    title(c, "ALUR PENDAFTARAN")
    for i, name in enumerate(("Mulai", "Ambil nomor", "Isi formulir", "Bayar", "Selesai")):
        box(c, 240, 680 - 80 * i, name)
        if i:
            arrow(c, 285, 760 - 80 * i, 285, 710 - 80 * i)


def bpmn(c: Canvas) -> None:
    title(c, "Diagram proses pembelian")
    for i, lane in enumerate(("Pembeli", "Gudang", "Kasir")):
        c.rect(50, 640 - 110 * i, 500, 110)
        c.rect(50, 640 - 110 * i, 25, 110)
        c.drawString(55, 690 - 110 * i, lane[:4])
        c.circle(100, 695 - 110 * i, 10)
        box(c, 150, 680 - 110 * i, f"Tugas {i + 1}")
        box(c, 320, 680 - 110 * i, f"Periksa {i + 1}")
        c.line(110, 695 - 110 * i, 150, 695 - 110 * i)
        c.line(240, 695 - 110 * i, 320, 695 - 110 * i)


def floor_plan(c: Canvas) -> None:
    title(c, "DENAH LANTAI 1")
    for x, y, w, h, name in (
        (60, 500, 150, 200, "Ruang Tunggu"),
        (210, 500, 120, 100, "Loket"),
        (210, 600, 120, 100, "Arsip"),
        (330, 500, 180, 200, "Aula"),
    ):
        box(c, x, y, name, w, h)


def network(c: Canvas) -> None:
    title(c, "TOPOLOGI JARINGAN KANTOR")
    c.circle(300, 690, 30)
    c.drawString(285, 687, "Router")
    for i in range(5):
        box(c, 60 + 100 * i, 560, f"PC {i + 1}", 60, 30)
        c.line(300, 660, 90 + 100 * i, 590)


def entities(c: Canvas) -> None:
    title(c, "Rancangan basis data")
    for i, name in enumerate(("pegawai", "jabatan", "cuti")):
        table(c, (110,), [(name,), ("id",), ("nama",), ("tanggal",)], 720 - 130 * i)


def form(c: Canvas) -> None:
    title(c, "FORMULIR PERMOHONAN CUTI")
    rows = ("Nama", "NIP", "Jabatan", "Unit Kerja", "Jenis Cuti", "Lama Cuti", "Alamat", "Telepon")
    table(c, (120, 300), [(r, "") for r in rows])


def service_form(c: Canvas) -> None:
    title(c, "STANDAR PELAYANAN LEGALISASI")
    rows = ("Persyaratan", "Prosedur", "Jangka waktu", "Biaya", "Produk layanan", "Pengaduan")
    table(
        c,
        (30, 120, 330),
        [("No", "Komponen", "Uraian"), *[(str(i), r, f"Isi {i}") for i, r in enumerate(rows, 1)]],
    )


def calendar(c: Canvas) -> None:
    title(c, "KALENDER MARET 2024")
    days = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
    table(c, (65,) * 7, [days, *[[str(7 * w + d + 1) for d in range(7)] for w in range(4)]], row=45)


def gantt(c: Canvas) -> None:
    title(c, "JADWAL PELAKSANAAN KEGIATAN TAHUN 2024")
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")
    rows = [["No", "Kegiatan", *months], *[[str(i + 1), w, *[""] * 6] for i, w in enumerate(WORDS)]]
    table(c, (25, 140, *(50,) * 6), rows)
    for i in range(6):
        c.rect(218 + 50 * i, 740 - ROW * (i + 1) - 15, 40, 9, fill=1)


def crossword(c: Canvas) -> None:
    title(c, "TEKA-TEKI SILANG")
    table(
        c,
        (20,) * 15,
        [[chr(65 + (r * c0) % 26) if (r + c0) % 4 else "" for c0 in range(15)] for r in range(15)],
        740,
        20,
    )


def letter(c: Canvas) -> None:
    title(
        c,
        "PEMERINTAH KABUPATEN CONTOH",
        "Nomor : 005/12/2024",
        "Perihal : Undangan rapat",
        "Kepada Yth. Kepala Seksi",
    )
    for i in range(20):
        c.drawString(
            60, 680 - 14 * i, "Dengan hormat, kami mengundang Saudara untuk hadir dalam rapat pembahasan."
        )


def decree(c: Canvas) -> None:
    title(
        c,
        "KEPUTUSAN KEPALA DINAS",
        "NOMOR 12 TAHUN 2024",
        "TENTANG TIM PENYUSUN STANDAR OPERASIONAL PROSEDUR",
    )
    for i, line in enumerate(
        ("Menimbang : a. bahwa perlu dibentuk tim;", "Mengingat : 1. Undang-Undang;", "MEMUTUSKAN:")
    ):
        c.drawString(60, 700 - 30 * i, line)
    table(c, (30, 180, 150), [("No", "Nama", "Kedudukan dalam tim"), *numbered("Pegawai", "Anggota")], 560)


def certificate(c: Canvas) -> None:
    c.rect(40, 40, 515, 760)
    c.rect(50, 50, 495, 740)
    title(c, "", "SERTIFIKAT")
    c.drawString(200, 500, "Diberikan kepada peserta pelatihan")


def statement(c: Canvas) -> None:
    title(c, "BERITA ACARA SERAH TERIMA", "Nomor : 027/8/2024", "Tanggal : 3 Mei 2024")
    table(
        c,
        (30, 200, 60, 60, 90),
        [("No", "Nama Barang", "Jumlah", "Satuan", "Keterangan"), *numbered("Barang", "2", "buah", "")],
    )


def sop_list(c: Canvas) -> None:
    title(c, "DAFTAR SOP DINAS CONTOH")
    table(
        c,
        (30, 250, 120, 90),
        [("No", "Nama SOP", "Nomor SOP", "Tanggal"), *numbered("SOP Layanan", "SOP/0", "Mei")],
    )


SHORT, LONG = (30, 160, 100, 100, 100), (30, 200, 130, 130)
DRAWN: dict[str, Draw] = {
    "faktur": tabled(
        "FAKTUR PENJUALAN",
        SHORT,
        ("No", "Uraian", "Jumlah", "Harga", "Total"),
        "Kertas",
        "5",
        "Rp 1.000",
        "Rp",
    ),
    "daftar-hadir": tabled(
        "DAFTAR HADIR RAPAT", LONG, ("No", "Nama", "Jabatan", "Tanda tangan"), "Pegawai", "Staf", ""
    ),
    "jadwal-ujian": tabled(
        "JADWAL UJIAN",
        SHORT,
        ("No", "Mata pelajaran", "Hari", "Waktu", "Ruang"),
        "Ilmu",
        "Senin",
        "08.00",
        "R",
    ),
    "anggaran": tabled(
        "RENCANA ANGGARAN BIAYA",
        SHORT,
        ("No", "Uraian", "Volume", "Satuan", "Biaya"),
        "Belanja",
        "2",
        "paket",
        "Rp",
    ),
    "rencana-kerja": tabled(
        "RENCANA KERJA BULANAN",
        SHORT,
        ("No", "Kegiatan", "Waktu", "Penanggung jawab", "Keterangan"),
        "Rapat",
        "Mei",
        "Staf",
        "",
    ),
    "notulen": tabled(
        "NOTULEN RAPAT",
        SHORT,
        ("No", "Agenda", "Hasil", "Penanggung jawab", "Batas waktu"),
        "Bahasan",
        "Setuju",
        "Staf",
        "Juni",
    ),
    "risiko": tabled(
        "DAFTAR RISIKO",
        SHORT,
        ("No", "Risiko", "Dampak", "Mitigasi", "Pemilik"),
        "Risiko",
        "Tinggi",
        "Latih",
        "Kabag",
    ),
    "kinerja": tabled(
        "PERJANJIAN KINERJA", LONG, ("No", "Sasaran", "Indikator", "Target"), "Sasaran", "Indeks", "80"
    ),
    "daftar-periksa": tabled(
        "DAFTAR PERIKSA", SHORT, ("No", "Uraian", "Ya", "Tidak", "Keterangan"), "Ada berkas", "", "", ""
    ),
    "kuesioner": tabled(
        "KUESIONER KEPUASAN",
        (30, 220, 60, 60, 60),
        ("No", "Pertanyaan", "Baik", "Cukup", "Kurang"),
        "Apakah",
        "",
        "",
        "",
    ),
    "inventaris": tabled(
        "DAFTAR INVENTARIS",
        SHORT,
        ("No", "Nama barang", "Merek", "Tahun", "Kondisi"),
        "Meja",
        "X",
        "2020",
        "baik",
    ),
    "perjalanan": tabled(
        "LAPORAN PERJALANAN DINAS",
        SHORT,
        ("No", "Tujuan", "Kegiatan", "Hasil", "Ket"),
        "Kota",
        "Rapat",
        "Nota",
        "",
    ),
    "harga": tabled("DAFTAR HARGA", LONG, ("No", "Layanan", "Tarif", "Waktu"), "Layanan", "Rp", "1 hari"),
    "nilai": tabled(
        "DAFTAR NILAI", SHORT, ("No", "Nama", "Tugas", "Ujian", "Akhir"), "Siswa", "80", "90", "85"
    ),
    "bus": tabled("JADWAL BUS", LONG, ("No", "Jurusan", "Berangkat", "Tiba"), "Kota", "07.00", "09.00"),
    "rekening": tabled(
        "REKENING KORAN", SHORT, ("No", "Tanggal", "Debit", "Kredit", "Saldo"), "Mei", "100", "0", "100"
    ),
    "uraian-tugas": tabled(
        "URAIAN TUGAS JABATAN", LONG, ("No", "Uraian tugas", "Output", "Waktu"), "Menyusun", "Laporan", "300"
    ),
    "struktur": org_chart,
    "struktur-bertabel": org_chart_with_table,
    "alur": flowchart,
    "bpmn": bpmn,
    "denah": floor_plan,
    "jaringan": network,
    "basis-data": entities,
    "formulir": form,
    "standar-pelayanan": service_form,
    "kalender": calendar,
    "jadwal-balok": gantt,
    "teka-teki": crossword,
    "surat": letter,
    "keputusan": decree,
    "sertifikat": certificate,
    "berita-acara": statement,
    "daftar-sop": sop_list,
}
