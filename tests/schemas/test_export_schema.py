from __future__ import annotations

import json

import jsonschema
import pytest

from schemas.export_schema import SCHEMA_FILE, schema_text
from schemas.record import SopRecord, Sumber
from schemas.vocab import JenisSumber


def test_the_committed_schema_is_that_of_the_models() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run `make schema`"


def test_it_accepts_a_record_and_refuses_a_broken_one() -> None:
    sumber = Sumber(berkas="a.pdf", sha256="0", jenis=JenisSumber.PDF, halaman=(1,), urutan=1)
    data = SopRecord(id="a", sumber=sumber).model_dump(mode="json")
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    data["langkah"] = [{"urutan": 0}]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)
