"""``python -m sopap``: the same as the ``sopap`` command."""

from __future__ import annotations

from sopap.cli import app

if __name__ == "__main__":
    app(prog_name="sopap")
