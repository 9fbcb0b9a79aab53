"""The working-time convention: how many working minutes an hour, a day, a month have."""

from __future__ import annotations

from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from schemas.vocab import Hitungan, Satuan


class Konvensi(BaseModel):
    """Working minutes per unit.

    The default day has 7.5 hours and the week 5 days (37.5 hours a week, Perpres 21/2023);
    a month has 20 working days and a year 12 months. 24 hours by the clock ("1 x 24 jam") are a day.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    menit_per_jam: int = Field(default=60, gt=0)
    menit_per_hari: int = Field(default=450, gt=0)
    hari_per_minggu: int = Field(default=5, gt=0)
    hari_per_bulan: int = Field(default=20, gt=0)
    bulan_per_tahun: int = Field(default=12, gt=0)

    @cached_property
    def tabel(self) -> dict[Satuan, float]:
        """Working minutes of one of each unit."""
        hari = float(self.menit_per_hari)
        bulan = hari * self.hari_per_bulan
        return {
            Satuan.DETIK: 1 / 60,
            Satuan.MENIT: 1.0,
            Satuan.JAM: float(self.menit_per_jam),
            Satuan.HARI: hari,
            Satuan.HARI_KERJA: hari,
            Satuan.MINGGU: hari * self.hari_per_minggu,
            Satuan.BULAN: bulan,
            Satuan.TAHUN: bulan * self.bulan_per_tahun,
        }

    def menit(
        self, nilai: float | None, satuan: Satuan | None, hitungan: Hitungan | None = None
    ) -> float | None:
        """``nilai`` in working minutes, rounded to 4 decimals; None where value or unit is missing."""
        if nilai is None or satuan is None:
            return None
        if satuan is Satuan.JAM and hitungan is Hitungan.KALENDER:
            return round(nilai / 24 * self.menit_per_hari, 4)
        return round(nilai * self.tabel[satuan], 4)


KONVENSI = Konvensi()
