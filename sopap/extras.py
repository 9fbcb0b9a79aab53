"""Parts that are installed only where they are wanted: ``pip install 'sopap[ocr]'``."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sopap.errors import DependencyError

# What each extra of pyproject.toml brings, by the modules that show that it is there.
EXTRAS: dict[str, tuple[str, ...]] = {
    "ocr": ("cv2", "rapidocr", "onnxruntime"),
    "dataset": ("pandas", "pyarrow"),
    "export": ("duckdb", "psycopg"),
    "dask": ("distributed",),
    "s3": ("s3fs",),
}


def needed(module: str, extra: str) -> Any:
    """The module. Raises DependencyError that names the extra which brings it."""
    try:
        return import_module(module)
    except ImportError as e:
        raise DependencyError(missing(module, extra)) from e


def missing(module: str, extra: str) -> str:
    return f"Bagian tambahan {extra} belum terpasang ({module}): pip install 'sopap[{extra}]'"


def extra_of(module: str) -> str | None:
    """The extra that brings a module that could not be imported."""
    top = module.partition(".")[0]
    return next((extra for extra, modules in EXTRAS.items() if top in modules), None)


def installed() -> dict[str, bool]:
    return {extra: all(map(_there, modules)) for extra, modules in EXTRAS.items()}


def _there(module: str) -> bool:
    return find_spec(module) is not None
