"""Region and office of documents that print none, as the person who runs the program gave them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from normalize.daerah import find_daerah
from schemas.record import Daerah


class Asal(BaseModel):
    """What is given. ``daerah``: a region's name with its kind, "Kabupaten Lima Puluh Kota"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    daerah: str | None = Field(default=None, min_length=1)
    instansi: str | None = Field(default=None, min_length=1)

    @field_validator("daerah")
    @classmethod
    def _known(cls, daerah: str | None) -> str | None:
        found, doubts = find_daerah([daerah]) if daerah else (None, ())
        if daerah and (found is None or doubts):
            raise ValueError(f"daerah {daerah!r} tidak dikenal; tulis seperti Kabupaten Lima Puluh Kota")
        return daerah

    @property
    def wilayah(self) -> Daerah | None:
        return find_daerah([self.daerah])[0] if self.daerah else None


TAK_ADA = Asal()
