"""The published JSON Schema of the record, generated from the models."""

from __future__ import annotations

import json
from pathlib import Path

from schemas.record import SKEMA, SopRecord

SCHEMA_FILE = Path(__file__).with_name("sop-ap-1.schema.json")


def schema_text() -> str:
    """JSON Schema (draft 2020-12) of one record, as committed in ``SCHEMA_FILE``.

    It describes the JSON as written: every key is always present ("serialization" mode).
    """
    schema = SopRecord.model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SKEMA, **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
