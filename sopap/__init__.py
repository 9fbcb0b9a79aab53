"""SOP-AP documents into validated records: ``sopap.read``, ``sopap.read_folder``, ``sopap.to_pandas``.

Nothing is imported before it is asked for: the command line starts quickly, and a reader process imports
only what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = [
    "Folder",
    "Limits",
    "Options",
    "SopRecord",
    "SopapError",
    "UnreadableFile",
    "__version__",
    "read",
    "read_folder",
    "to_pandas",
]

if TYPE_CHECKING:
    from schemas.errors import UnreadableFile
    from schemas.record import SopRecord
    from sopap.errors import SopapError
    from sopap.library import Folder, read, read_folder, to_pandas
    from sopap.run.batch import RunOptions as Options
    from sopap.run.pool import Limits

_WHERE = {
    "Folder": ("sopap.library", "Folder"),
    "Limits": ("sopap.run.pool", "Limits"),
    "Options": ("sopap.run.batch", "RunOptions"),
    "SopRecord": ("schemas.record", "SopRecord"),
    "SopapError": ("sopap.errors", "SopapError"),
    "UnreadableFile": ("schemas.errors", "UnreadableFile"),
    "read": ("sopap.library", "read"),
    "read_folder": ("sopap.library", "read_folder"),
    "to_pandas": ("sopap.library", "to_pandas"),
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'sopap' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _WHERE[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value
