from __future__ import annotations

from datetime import date

import pytest

from normalize.tanggal import parse_tanggal

KURANG, TAK, RAGU = "tanggal_tak_lengkap", "tanggal_tak_terurai", "tanggal_meragukan"


@pytest.mark.parametrize(
    ("cetak", "hari", "kode"),
    [
        ("2 Juni 2025", date(2025, 6, 2), None),
        ("02 Juni 2025 ", date(2025, 6, 2), None),
        ("02-06-2025", date(2025, 6, 2), None),
        ("02/06/2025", date(2025, 6, 2), None),
        ("2.6.2025", date(2025, 6, 2), None),
        ("2025-06-02", date(2025, 6, 2), None),
        ("02/VI/2025", date(2025, 6, 2), None),
        ("02 June 2025", date(2025, 6, 2), None),
        ("2Juni2025", date(2025, 6, 2), None),
        ("2 - Juni - 2025", date(2025, 6, 2), None),
        ("Senin, 2 Juni 2025", date(2025, 6, 2), None),
        ("Bengkulu, 2 Juni 2025", date(2025, 6, 2), None),
        ("Tgl. 2 Juni 2025", date(2025, 6, 2), None),
        ("14 Nopember 2016", date(2016, 11, 14), None),
        ("13 Feb 2022", date(2022, 2, 13), None),
        ("1 Sept 2020", date(2020, 9, 1), None),
        ("1 Oktober 2024", date(2024, 10, 1), None),
        ("2 Januarl 2025", date(2025, 1, 2), None),
        ("2 Februan 2021", date(2021, 2, 2), None),
        ("10 Agusius 2022", date(2022, 8, 10), RAGU),
        ("4 Oktobet 2024", date(2024, 10, 4), RAGU),
        ("l Juni 2O25", date(2025, 6, 1), RAGU),
        ("2 6 Mei 2025", date(2025, 5, 26), RAGU),
        ("2 Juni 20 25", date(2025, 6, 2), RAGU),
        ("2 Juni 25", date(2025, 6, 2), RAGU),
        ("31/12/21", date(2021, 12, 31), RAGU),
        ("06/25/2025", date(2025, 6, 25), RAGU),
        ("2 Juni 2025 s.d. 3 Juni 2026", date(2025, 6, 2), RAGU),
        ("25September2025", date(2025, 9, 25), None),
        ("1 2 0 8 2 0 2 2", date(2022, 8, 12), RAGU),
        ("10 - 0 8 2 0 2 2", date(2022, 8, 10), RAGU),
        ("12345678", None, TAK),
        ("Juni 2025", None, KURANG),
        ("Sarilamak,           Juli 2020", None, KURANG),
        ("2025", None, KURANG),
        ("September 2024", None, KURANG),
        ("S eptember 2024", None, TAK),
        ("S September 2024", date(2024, 9, 5), RAGU),
        ("31 Juni 2025", None, TAK),
        ("Revisi 01", None, TAK),
        ("I - s?tz", None, TAK),
        ("*(diisi)*", None, TAK),
        ("-", None, None),
        ("", None, None),
        ("..........", None, None),
        ("–", None, None),
    ],
)
def test_dates(cetak: str, hari: date | None, kode: str | None) -> None:
    dapat, ragu = parse_tanggal(cetak)
    assert (dapat, [r.kode for r in ragu]) == (hari, [kode] if kode else [])
