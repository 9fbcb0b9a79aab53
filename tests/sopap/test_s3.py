"""Input and output in an S3-compatible object store; needs ``pip install s3fs 'moto[server]'``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sopap.run import batch
from sopap.run.manifest import TIMES
from sopap.run.store import STATE, open_store
from tests.support import reader_fakes
from tests.support.outputs import tree

s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
moto = pytest.importorskip("moto.server", reason="moto[server] is not installed")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("ember")
    yield "s3://ember"
    server.stop()


def run(source: str, out: str) -> batch.Summary:
    return batch.run(batch.RunOptions(source=source, out=out), function=reader_fakes.read)


def test_the_same_bytes_as_in_a_folder(bucket: str, tmp_path: Path) -> None:
    remote = open_store(f"{bucket}/masuk")
    for i in range(4):
        for name in (f"dinas{i % 2}/sop{i}.pdf", "jatuh.pdf"):
            remote.write(name, b"x" * i)
            (tmp_path / "masuk" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "masuk" / name).write_bytes(b"x" * i)
    run(str(tmp_path / "masuk"), str(tmp_path / "out"))
    assert run(f"{bucket}/masuk", f"{bucket}/out").fresh == 5
    assert run(f"{bucket}/masuk", f"{bucket}/out").fresh == 0
    store = open_store(f"{bucket}/out")
    assert {n: store.read(n) for n in store.names("") if n != TIMES and not n.startswith(STATE)} == tree(
        tmp_path / "out"
    )
