"""What the README, the Dockerfile and the workflows promise is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sopap.cli import app

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Sentences about sopap, not commands.
_WORDS = {"itself", "says", "as", "wrote", "does", "tells", "membaca"}
PAGES = ("README.md", "README.id.md", "docs/usage.md")


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")


def copied() -> list[str]:
    lines = re.findall(r"^COPY (.+) \S+$", dockerfile(), re.MULTILINE)
    return [name for line in lines for name in line.split()]


def test_what_the_image_copies_is_there() -> None:
    assert {"schemas", "extract", "normalize", "sopap", "pyproject.toml"} <= set(copied())
    assert all((ROOT / name).exists() for name in copied())


def test_the_copied_files_are_enough_to_build_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    for name in copied():
        place = tmp_path / name
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, place)
    code = "from hatchling.build import build_wheel; print(build_wheel('.'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip().endswith(".whl"), done.stderr


@pytest.mark.parametrize("name", PAGES)
def test_commands_and_options_of_the_pages_exist(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    helps: dict[str, str] = {}
    for command, rest in re.findall(r"\bsopap ([a-z][a-z-]+)([^\n`#]*)", page):
        if command in _WORDS:
            continue
        if command not in helps:
            done = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
            assert done.exit_code == 0, f"{name}: there is no command {command!r}"
            helps[command] = done.output
        for option in re.findall(r"--[a-z][a-z-]+", rest):
            is_group = "COMMAND" in helps[command]
            assert is_group or option in helps[command], f"{name}: sopap {command} has no {option}"


@pytest.mark.parametrize("name", PAGES)
def test_extras_and_pages_that_are_named_exist(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    for extras in re.findall(r"(?:sopap|\.)\[([a-z0-9,]+)\]'", page):
        assert set(extras.split(",")) <= PROJECT["optional-dependencies"].keys()
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", page):
        assert ((ROOT / name).parent / link).exists(), f"{name}: {link}"


def test_every_command_is_in_the_readme() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs/usage.md").read_text("utf-8")
    for command in app.registered_commands:
        name = command.name or command.callback.__name__  # type: ignore[union-attr]
        assert f"sopap {name}" in page, name


def test_the_lock_fixes_every_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    locked = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines}
    wanted = [*PROJECT["dependencies"], *(d for e in PROJECT["optional-dependencies"].values() for d in e)]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=; ]", d)[0]).lower() for d in wanted} - {"sopap"}
    assert names <= locked, f"make lock: {names - locked}"
