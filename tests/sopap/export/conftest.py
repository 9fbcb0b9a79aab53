"""Fixtures of the export tests: records, a PostgreSQL of Debian's package, a headless Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import synthetic

ROOT = Path(__file__).resolve().parents[3]
JS = ROOT / "build" / "js" / "node_modules"


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with hand-made and random synthetic records."""
    folder = tmp_path_factory.mktemp("synthetic") / "out"
    return synthetic.write_records([*synthetic.all_kinds(), *synthetic.random_records(40)], folder)


def _server_programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return installed[-1] if installed else None


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """The socket folder of a fresh PostgreSQL server that only this session talks to."""
    programs = _server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="sopap-pg-"))
    # The server refuses to run as root; Debian's package brings the user postgres.
    root = os.geteuid() == 0
    as_user = ["runuser", "-u", "postgres", "--"] if root else []
    if root:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    run: Callable[[list[str]], object] = lambda c: subprocess.run(  # noqa: E731
        [*as_user, *c], check=True, capture_output=True, cwd=folder
    )
    control = str(programs / "pg_ctl")
    run([str(programs / "initdb"), "-D", data, "-U", "sopap", "--auth=trust", "-E", "UTF8", "--no-sync"])
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run([control, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"])
    try:
        yield str(folder)
    finally:
        run([control, "-D", data, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_cluster: str, request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, one per test."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install sopap[export]")
    name = "t_" + "".join(c if c.isalnum() else "_" for c in request.node.name.lower())[:50]
    admin = f"postgresql:///postgres?host={postgres_cluster}&user=sopap"
    with psycopg.connect(admin, autocommit=True) as db:
        db.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql:///{name}?host={postgres_cluster}&user=sopap"


def script(package: str, path: str) -> Path:
    """A browser script of an npm package; skips the test where it is not installed."""
    found = JS / package / path
    if not found.is_file():
        pytest.skip(f"{package} is not installed: npm install --prefix build/js {package}")
    return found


@pytest.fixture(scope="session")
def in_browser(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Opens a page in a headless Chromium and returns the text of its element with id "hasil"."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    folder = tmp_path_factory.mktemp("browser")

    def open_page(html: str) -> str:
        page = folder / "page.html"
        page.write_text(html, encoding="utf-8")
        done = subprocess.run(
            [
                *(program, "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"),
                *("--allow-file-access-from-files", "--virtual-time-budget=20000"),
                *(f"--user-data-dir={folder / 'profile'}", page.as_uri()),
            ],
            capture_output=True,
            timeout=120,
            text=True,
        )
        _, _, after = done.stdout.partition('id="hasil">')
        return after.partition("</pre>")[0]

    return open_page
