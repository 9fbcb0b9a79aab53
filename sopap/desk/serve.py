"""Starts the desk: where it listens, who may come in, and which files the records came from."""

from __future__ import annotations

import getpass
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable

from sopap.run.pipeline import code_version
from sopap.run.store import Store
from sopap.show.review import places_of

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    store: Store, source: str | None, host: str, port: int, browser: bool, say: Callable[[str], None]
) -> None:
    """Runs until it is interrupted. Raises OSError for a port that is taken."""
    import uvicorn

    from sopap.desk.server import Room, application

    token = None if host in LOOPBACK else secrets.token_urlsafe(18)
    with socket.create_server((host, port), reuse_port=False) as probe:
        number = probe.getsockname()[1]
    names = LOOPBACK if host in LOOPBACK else (host, socket.gethostname(), *LOOPBACK)
    room = Room(store, code_version(), getpass.getuser(), places_of(store, source))
    app = application(room, [f"{n}:{number}" for n in names], token)
    address = f"http://{host}:{number}/" + (f"?token={token}" if token else "")
    say(address)
    if browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    uvicorn.run(app, host=host, port=number, log_level="warning")
