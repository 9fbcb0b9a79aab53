"""``sopap.toml``: what a user has settled for a folder of documents or for an output folder."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import psutil
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from normalize.asal import Asal
from normalize.konvensi import Konvensi
from sopap.errors import UsageError

NAME = "sopap.toml"
_MB = 1024 * 1024
# A reader that takes more than this has gone wrong on every document that we know.
_MOST_MB = 4096
# The system and the parent need the rest.
_SHARE = 0.75


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Batas(_Table):
    """What one file may take: seconds and megabytes; None: by the machine."""

    waktu: float = Field(default=300.0, ge=1, allow_inf_nan=False)
    memori: int | None = Field(default=None, ge=64)
    pekerja: int | None = Field(default=None, ge=1)


class Nilai(_Table):
    """How sure an SOP must be as a whole to be told as siap; None: the calibrated threshold."""

    siap: float | None = Field(default=None, ge=0, le=1)


class Ocr(_Table):
    """The engine that reads scans; ``otomatis``: PP-OCR where it is installed, else Tesseract."""

    mesin: Literal["otomatis", "tesseract"] = "otomatis"


class Config(_Table):
    """The settings of a run, in the words of the file."""

    abaikan: tuple[str, ...] = ()
    batas: Batas = Batas()
    ocr: Ocr = Ocr()
    nilai: Nilai = Nilai()
    konvensi: Konvensi = Konvensi()
    asal: dict[str, Asal] = {}  # region and office of documents that print none, by folder of the input


def load_config(inputs: Sequence[str], out: str) -> tuple[Config, list[Path]]:
    """The settings and the files that they come from: beside the input first, then in OUT, which wins.

    Raises UsageError for a file that is not understood.
    """
    folders = [*(i if os.path.isdir(i) else os.path.dirname(i) or "." for i in inputs), out]
    files = [path for f in dict.fromkeys(folders) if "://" not in f and (path := Path(f) / NAME).is_file()]
    merged: dict[str, Any] = {}
    for path in files:
        try:
            _merge(merged, tomllib.loads(path.read_text(encoding="utf-8")))
            Config.model_validate(merged)
        except (OSError, ValueError) as e:
            raise UsageError(f"{path} tidak dapat dipakai: {_why(e)}") from e
    return Config.model_validate(merged), files


def given_for_all(daerah: str | None, instansi: str | None) -> dict[str, Asal]:
    """What the command line gives for all folders that no setting names. Raises UsageError."""
    if daerah is None and instansi is None:
        return {}
    try:
        return {"": Asal(daerah=daerah, instansi=instansi)}
    except ValidationError as e:
        raise UsageError(_why(e)) from e


def _merge(into: dict[str, Any], other: dict[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            into[key].update(value)
        else:
            into[key] = value


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


def memory_for(workers: int) -> int:
    """Megabytes that a file may take where nobody has said: what this machine can give each reader."""
    share = psutil.virtual_memory().total * _SHARE / _MB / workers
    return max(512, min(_MOST_MB, int(share)))


def shown(config: Config) -> str:
    """The settings as a ``sopap.toml``."""
    data = config.model_dump()
    data |= {f"asal.{_toml(folder)}": values for folder, values in data.pop("asal").items()}
    lines = [f"abaikan = {_toml(list(data.pop('abaikan')))}"]
    for table, values in data.items():
        lines += ["", f"[{table}]"]
        lines += [f"{k} = {_toml(v)}" if v is not None else f"# {k}: bawaan" for k, v in values.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{text}"'
    return str(value)
