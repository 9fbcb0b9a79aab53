"""The closed vocabularies of the record, in the form's own words."""

from __future__ import annotations

from enum import StrEnum


class JenisSumber(StrEnum):
    PDF = "pdf"
    PINDAIAN = "pindaian"
    GAMBAR = "gambar"
    DOCX = "docx"
    XLSX = "xlsx"
    TEKS = "teks"


class JenisSimbol(StrEnum):
    KAPSUL = "kapsul"
    KOTAK = "kotak"
    BELAH_KETUPAT = "belah_ketupat"
    SEGILIMA = "segilima"
    LAIN = "lain"


class JenisWaktu(StrEnum):
    TETAP = "tetap"
    RENTANG = "rentang"
    MAKSIMAL = "maksimal"
    MINIMAL = "minimal"
    JADWAL = "jadwal"
    KOSONG = "kosong"
    TAK_TERURAI = "tak_terurai"


class Satuan(StrEnum):
    DETIK = "detik"
    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"
    HARI_KERJA = "hari_kerja"
    MINGGU = "minggu"
    BULAN = "bulan"
    TAHUN = "tahun"


class Hitungan(StrEnum):
    """How a time counts, where the form says so."""

    KERJA = "kerja"  # working days or hours
    KALENDER = "kalender"  # by the clock: "1 x 24 jam", "hari kalender"
    BERULANG = "berulang"  # a period in which work comes again: "bulanan selama setahun"


class AsalSatuan(StrEnum):
    SEL = "sel"
    KEPALA_KOLOM = "kepala_kolom"
    ANGGAPAN = "anggapan"


class Makna(StrEnum):
    YA = "ya"
    TIDAK = "tidak"


class Tingkat(StrEnum):
    INFO = "info"
    PERINGATAN = "peringatan"
    GALAT = "galat"


class StatusSop(StrEnum):
    """What a clerk does with a record."""

    SIAP = "siap"  # may be taken as it is
    PERIKSA = "periksa"  # the places in tinjauan want a look


class CaraCocok(StrEnum):
    """How an executor label was matched to a jabatan."""

    PERSIS = "persis"  # the label is a name or variant of the register
    SINGKATAN = "singkatan"  # after writing abbreviations out
    ATURAN = "aturan"  # a rule: role split from scope, composite, office context
    MIRIP = "mirip"  # fuzzy, above the threshold and the margin
    TIDAK_ADA = "tidak_ada"
