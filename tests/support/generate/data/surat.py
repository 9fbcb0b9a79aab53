"""A letter about SOPs that holds none: it must be told apart, not forced into a record."""

from __future__ import annotations

from tests.support.generate.model import Description, Prose

SURAT = Prose(
    (
        "=PEMERINTAH KABUPATEN SIMALUNGUN",
        "=SEKRETARIAT DAERAH",
        "",
        "Nomor : 065/431/2022",
        "Sifat : Segera",
        "Hal : Penyusunan Standar Operasional Prosedur",
        "",
        "Kepada Yth.",
        "Para Kepala Perangkat Daerah",
        "di tempat",
        "",
        "Dengan hormat, dalam rangka penataan tata laksana, setiap perangkat daerah diminta menyusun "
        "Standar Operasional Prosedur Administrasi Pemerintahan sesuai Peraturan Menteri Pendayagunaan "
        "Aparatur Negara dan Reformasi Birokrasi Nomor 35 Tahun 2012.",
        "",
        "Setiap prosedur memuat identitas, pelaksana, mutu baku yang meliputi kelengkapan, waktu dan output, "
        "serta keterangan seperlunya. Kegiatan yang melibatkan perangkat daerah lain dibahas bersama sebelum "
        "ditetapkan.",
        "",
        "Naskah dikirimkan paling lambat tanggal 30 September 2022 dalam bentuk cetak dan berkas digital.",
        "",
        "Demikian disampaikan, atas perhatiannya diucapkan terima kasih.",
        "",
        "=SEKRETARIS DAERAH",
        "",
        "",
        "=RUDOLF SARAGIH",
    )
)

DOCUMENT = Description("surat-penyusunan-sop.pdf", (SURAT,))
