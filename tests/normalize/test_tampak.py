"""Texts that look otherwise than they are stored."""

from __future__ import annotations

import pytest

from normalize.tampak import misleading, why
from tests.support.sample_record import record as sample_record


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nota \u202efdp.exe\u202c Dinas", "arah"),
        ("Surat \u2066terbalik\u2069", "arah"),
        ("\u0405urat masuk", "\u0405urat"),
        ("Su\u0433at", "mirip"),
        ("\u0421\u041e\u0420", "mirip"),
        ("Surat\x07 masuk", "kendali"),
        ("\uff33urat", "mirip"),
    ],
)
def test_what_changes_what_a_person_sees_is_told(text: str, told: str) -> None:
    assert told in why(text)


@pytest.mark.parametrize(
    "text",
    [
        "Surat masuk",
        "Kafé",
        "5 \u03bcm",
        "sudut \u03b1",
        "lem\u00adbar",
        "a\u200bb",
        "\u0627\u0644\u0644\u0647",
        "1. satu\n2. dua",
    ],
)
def test_ordinary_texts_are_not_doubted(text: str) -> None:
    assert why(text) == ""


def test_the_doubt_stands_at_the_value() -> None:
    record = sample_record()
    step = record.langkah[0].model_copy(update={"kegiatan": "Nota \u202efdp.exe"})
    record = record.model_copy(update={"langkah": (step, *record.langkah[1:])})
    assert [(d.kode, d.jalur) for d in misleading(record)] == [("teks_menyesatkan", "/langkah/0/kegiatan")]
