"""A bundle for a bug report: how a document was read, without what it says.

Letters and digits become x and 0, so that lengths, places and marks stay; names, numbers and NIP do not.
"""

from __future__ import annotations

import dataclasses
import json
import platform
import re
import zipfile
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from extract import extract_file
from extract.document import Seen
from normalize import normalize_file
from schemas.errors import UnreadableFile
from sopap import __version__
from sopap.errors import InputError, OutputError
from sopap.extras import installed
from sopap.run.pipeline import code_version

# Keys whose strings are words of the program or of the form, not of the document.
_OURS = {
    "skema", "jenis", "tingkat", "kode", "jalur", "cara", "makna", "satuan_min", "satuan_maks", "asal_satuan",
    "pelaksana", "id_kolom", "status", "source", "style", "isi",
}  # fmt: skip


def write_bundle(path: Path, out: Path) -> Path:
    """Writes ``sopap-laporan-<hash>.zip`` to ``out`` and returns its path. Raises InputError, OutputError."""
    seen: list[Seen] = []
    result: dict[str, Any] = {"ukuran": 0, "akhiran": path.suffix.lower()}
    records: list[object] = []
    try:
        result["ukuran"] = path.stat().st_size
        raw = extract_file(path, seen.append)
        result["halaman"] = [h.model_dump(mode="json") for h in raw.halaman]
        records = [r.model_dump(mode="json") for r in normalize_file(raw, "berkas", "0" * 64)]
    except UnreadableFile as e:
        result |= {"kode": e.kode, "alasan": e.alasan}
    except OSError as e:
        raise InputError(f"{path} tidak dapat dibaca: {e.strerror}") from e
    except Exception as e:  # the very thing that is to be reported
        result["galat"] = _trace(e)
    parts = {
        "versi.json": versions(),
        "hasil.json": result,
        "halaman.json": [masked(dataclasses.asdict(s.page)) for s in seen],
        "rekaman.json": masked(records),
    }
    return _write(out, parts)


def versions() -> dict[str, object]:
    ours = {d.metadata["Name"]: d.version for d in distributions()}
    return {
        "sopap": __version__,
        "kode": code_version(),
        "python": platform.python_version(),
        "sistem": f"{platform.system()} {platform.release()} {platform.machine()}",
        "tambahan": installed(),
        "paket": dict(sorted(ours.items())),
    }


def masked(value: Any, key: str = "") -> Any:
    """The same structure with the letters and digits of every text of the document covered."""
    if isinstance(value, dict):
        return {k: masked(v, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [masked(v, key) for v in value]
    if isinstance(value, str) and key not in _OURS:
        return re.sub(r"[^\W\d_]", lambda m: "X" if m[0].isupper() else "x", re.sub(r"\d", "0", value))
    return value


def _trace(error: Exception) -> list[str]:
    """Type and places of an error; its text may quote the document."""
    frames: list[str] = [type(error).__name__]
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames


def _write(out: Path, parts: dict[str, object]) -> Path:
    data = {name: json.dumps(part, ensure_ascii=False, indent=1, default=str) for name, part in parts.items()}
    target = out / f"sopap-laporan-{_free_number(out)}.zip"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in data.items():
                bundle.writestr(name, text)
    except OSError as e:
        raise OutputError(f"{target} tidak dapat ditulis: {e.strerror}") from e
    return target


def _free_number(out: Path) -> int:
    taken: Iterable[str] = (p.name for p in out.glob("sopap-laporan-*.zip"))
    numbers = [int(m[1]) for name in taken if (m := re.fullmatch(r"sopap-laporan-(\d+)\.zip", name))]
    return max(numbers, default=0) + 1
