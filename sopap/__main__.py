"""``python -m sopap``: the same as the ``sopap`` command."""

from __future__ import annotations

import os
import sys

# Python puts the current folder first; a schemas.py beside the documents is not ours to run.
_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:] = [p for p in sys.path if p not in ("", os.getcwd()) or os.path.abspath(p) == _OURS]

from sopap.cli import app  # noqa: E402

if __name__ == "__main__":
    app(prog_name="sopap")
