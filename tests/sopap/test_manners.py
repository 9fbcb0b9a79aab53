"""How the command line behaves towards people and towards programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from sopap import __version__
from sopap.cli import app
from sopap.config import load_config, memory_for
from sopap.errors import ExitCode, UsageError
from sopap.run import batch
from sopap.run.manifest import load_done
from sopap.run.progress import begin
from sopap.run.store import LocalStore
from tests.support import reader_fakes
from tests.support.generate.draw import draw
from tests.support.generate.random_sop import random_sop

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch.run, "__defaults__", (*batch.run.__defaults__[:-1], reader_fakes.read))  # type: ignore[index]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "surat masuk"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf", "tolak.pdf"):
        (folder / name).write_text(name)
    return folder


def sopap(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


def in_shell(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "sopap", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
    )


def test_the_version_is_told() -> None:
    assert sopap("--version")[:2] == (ExitCode.OK, f"sopap {__version__}\n")


@pytest.mark.usefixtures("fakes")
def test_json_for_programs(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, stdout, stderr = sopap("run", source, "--out", out, "--json")
    assert (code, stderr) == (ExitCode.PARTIAL, "")
    assert json.loads(stdout)["status"]["ditolak"] == 1
    told = json.loads(sopap("status", out, "--json")[1])
    assert (told["rekaman"], told["ditolak"], told["belum_selesai"]) == (2, 1, None)
    assert [b["berkas"] for b in told["berkas"]] == ["a.pdf", "b.pdf", "tolak.pdf"]
    assert json.loads(sopap("validate", out, "--json")[1]) == {"jumlah": 0, "masalah": []}
    rows = json.loads(sopap("stats", out, "--json")[1])
    assert rows[0].keys() == {"hal", "jumlah"}


@pytest.mark.usefixtures("fakes")
def test_quiet_and_verbose(source: Path, tmp_path: Path) -> None:
    assert sopap("run", source, "--out", tmp_path / "a", "-q") == (ExitCode.PARTIAL, "", "")
    _, stdout, stderr = sopap("run", source, "--out", tmp_path / "b", "-v")
    assert stdout == ""
    assert "selesai a.pdf" in stderr and "ditolak tolak.pdf" in stderr


@pytest.mark.usefixtures("fakes")
def test_status_filters(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sopap("run", source, "--out", out)
    assert sopap("status", out, "--state", "selesai")[1] == "selesai\ta.pdf\t\t\nselesai\tb.pdf\t\t\n"
    assert sopap("status", out, "--code", "kosong")[1].startswith("ditolak\ttolak.pdf")
    assert sopap("status", out, "--file", "b*")[1] == "selesai\tb.pdf\t\t\n"
    assert sopap("status", out, "--all")[1].count("selesai\t") == 2
    assert sopap("status", out, "--state", "lain")[0] == ExitCode.USAGE
    (source / "a.pdf").unlink()
    assert sopap("run", source, "--out", out)[0] == ExitCode.PARTIAL
    assert sopap("status", out, "--state", "hilang")[1] == "selesai,hilang\ta.pdf\t\t\n"


@pytest.mark.usefixtures("fakes")
def test_several_inputs_and_patterns(source: Path, tmp_path: Path) -> None:
    (source / "catatan.txt").write_text("x")
    assert sopap("run", source / "*.pdf", "--out", tmp_path / "pola")[0] == ExitCode.PARTIAL
    assert load_done(LocalStore(tmp_path / "pola")).keys() == {"a.pdf", "b.pdf", "tolak.pdf"}
    sopap("run", source / "a.pdf", source / "catatan.txt", "--out", tmp_path / "dua")
    assert load_done(LocalStore(tmp_path / "dua")).keys() == {"a.pdf", "catatan.txt"}
    assert sopap("run", source / "*.doc", "--out", tmp_path / "x")[0] == ExitCode.INPUT


@pytest.mark.usefixtures("fakes")
def test_an_unfinished_run_is_told_by_every_command(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sopap("run", source, "--out", out)
    begin(LocalStore(out), 9)
    assert sopap("status", out)[1].startswith("Pembacaan terputus")
    assert json.loads(sopap("status", out, "--json")[1])["belum_selesai"]["berkas"] == 9
    for command in (("validate", out), ("export", out, "--to", "jsonl"), ("review", out, "--pages")):
        assert "0 dari 9 berkas" in sopap(*command)[2], command
    sopap("run", source, "--out", out)
    assert "Pembacaan" not in sopap("status", out)[1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("run", "s3://tiada/x", "--out", "out"), ExitCode.INPUT),
        (("run", "takdikenal://x", "--out", "out"), ExitCode.INPUT),
        (("run", "surat masuk", "--out", "takdikenal://x"), ExitCode.OUTPUT),
        (("run", "surat masuk", "--out", "out", "--timeout", "inf"), ExitCode.USAGE),
        (("run", "surat masuk", "--out", "out", "--password-file", "tiada"), ExitCode.USAGE),
        (("inspect", "surat masuk/tolak.pdf"), ExitCode.INPUT),
        (("inspect", "tiada.pdf"), ExitCode.INPUT),
        (("report-bug", "tiada.pdf"), ExitCode.INPUT),
        (("export", "tiada", "--to", "csv"), ExitCode.INPUT),
        (("stats", "tiada"), ExitCode.INPUT),
        (("diff", "tiada", "tiada"), ExitCode.INPUT),
        (("review", "tiada"), ExitCode.INPUT),
    ],
)
def test_every_wrong_turn_has_its_code_and_no_traceback(
    source: Path, tmp_path: Path, arguments: tuple[str, ...], code: ExitCode
) -> None:
    (source / "tolak.pdf").write_bytes(b"")
    done = in_shell(*arguments, cwd=tmp_path)
    expected = {code, ExitCode.DEPENDENCY} if arguments[1].startswith("s3:") else {code}
    assert done.returncode in expected, done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may do everything")
def test_no_permission_is_told(source: Path, tmp_path: Path) -> None:
    (tmp_path / "terkunci").mkdir(mode=0o500)
    done = in_shell("run", str(source), "--out", "terkunci", cwd=tmp_path)
    assert done.returncode == ExitCode.OUTPUT
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_told_and_the_next_run_goes_on(
    fakes: None, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    stage = LocalStore.stage

    def full(self: LocalStore, files: object) -> object:
        if any(name.startswith("records") for name, _ in files):  # type: ignore[attr-defined]
            raise OSError(28, "No space left on device")
        return stage(self, files)  # type: ignore[arg-type]

    monkeypatch.setattr(LocalStore, "stage", full)
    code, _, stderr = sopap("run", source, "--out", out)
    assert code == ExitCode.OUTPUT
    assert "No space left" in stderr
    monkeypatch.undo()
    monkeypatch.setattr(batch.run, "__defaults__", (*batch.run.__defaults__[:-1], reader_fakes.read))  # type: ignore[index]
    assert sopap("run", source, "--out", out)[0] == ExitCode.PARTIAL
    assert sopap("validate", out)[0] == ExitCode.OK


@pytest.mark.parametrize("language", ["id", "en", "id_ID.UTF-8", "C"])
def test_help_in_both_languages(tmp_path: Path, language: str) -> None:
    text = in_shell("run", "--help", cwd=tmp_path, SOPAP_LANG=language).stdout
    assert ("Folder keluaran" in text) == language.startswith("id")
    assert ("Output folder" in text) != language.startswith("id")


def test_settings_of_the_folder_and_of_the_output(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (source / "sopap.toml").write_text('abaikan = ["*.bak"]\n[batas]\nwaktu = 60\nmemori = 900\n')
    (out / "sopap.toml").write_text("[batas]\nwaktu = 90\n[konvensi]\nmenit_per_hari = 480\n")
    config, files = load_config([str(source)], str(out))
    assert (config.batas.waktu, config.batas.memori, config.abaikan) == (90, 900, ("*.bak",))
    assert config.konvensi.menit_per_hari == 480
    assert len(files) == 2
    code, stdout, _ = sopap("run", source, "--out", out, "--show-config")
    assert code == ExitCode.OK
    assert "waktu = 90.0" in stdout and 'abaikan = ["*.bak"]' in stdout
    (out / "sopap.toml").write_text("[batas]\nwaktuu = 90\n")
    with pytest.raises(UsageError, match="waktuu"):
        load_config([str(source)], str(out))
    assert sopap("run", source, "--out", out)[0] == ExitCode.USAGE
    assert 512 <= memory_for(1) <= 4096


@pytest.mark.usefixtures("fakes")
def test_an_ignore_list_and_another_convention_reach_the_run(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (source / "sopap.toml").write_text('abaikan = ["b*"]\n')
    sopap("run", source, "--out", out)
    assert load_done(LocalStore(out)).keys() == {"a.pdf", "tolak.pdf"}
    (source / "sopap.toml").write_text("[konvensi]\nmenit_per_hari = 480\n")
    sopap("run", source, "--out", out)
    assert {e.versi.count("+") for e in load_done(LocalStore(out)).values()} == {2}
    sopap("export", out, "--to", "jsonl")


def locked_pdf(folder: Path, password: str) -> Path:
    """A drawn SOP behind a password (RC4, as old office programs wrote it)."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "terkunci.pdf"
    page = Canvas(str(path), encrypt=StandardEncryption(password))
    page.drawString(72, 700, "Surat pengantar, bukan SOP")
    page.save()
    return path


def test_passwords_open_locked_files(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    locked_pdf(folder, "rahasia")
    out = tmp_path / "out"
    assert sopap("run", folder, "--out", out)[0] == ExitCode.PARTIAL
    assert load_done(LocalStore(out))["terkunci.pdf"].kode == "terenkripsi"
    assert sopap("run", folder, "--out", out, "--password", "salah")[0] == ExitCode.PARTIAL
    (tmp_path / "daftar.txt").write_text("salah\nrahasia\n")
    assert sopap("run", folder, "--out", out, "--password-file", tmp_path / "daftar.txt")[0] == ExitCode.OK
    kept = [p.read_bytes() for p in out.rglob("*") if p.is_file()]
    assert not any(b"rahasia" in data for data in kept)
    assert sopap("run", folder, "--out", out)[0] == ExitCode.OK


def test_inspect_takes_several_files_and_says_what_it_found(tmp_path: Path) -> None:
    for seed, folder in ((1, "satu"), (2, "dua")):
        (tmp_path / folder).mkdir()
        draw(random_sop(seed), tmp_path / folder / "sop.pdf")
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.4 rusak")
    files = [tmp_path / "satu/sop.pdf", tmp_path / "dua/sop.pdf", tmp_path / "rusak.pdf"]
    code, stdout, stderr = sopap("inspect", *files, "--out", tmp_path / "periksa")
    assert code == ExitCode.PARTIAL
    assert stdout.count(" 1 SOP; ditulis ke ") == 2
    assert "rusak.pdf: Berkas rusak" in stderr
    assert (tmp_path / "periksa/satu/sop-h001.png").is_file()
    assert (tmp_path / "periksa/dua/sop-sop1.html").is_file()


def test_a_bug_bundle_holds_no_text(tmp_path: Path) -> None:
    description = random_sop(3)
    draw(description, tmp_path / "rahasia.pdf")
    code, stdout, _ = sopap("report-bug", tmp_path / "rahasia.pdf", "--out", tmp_path)
    assert code == ExitCode.OK
    with zipfile.ZipFile(stdout.strip()) as bundle:
        text = "".join(bundle.read(n).decode() for n in bundle.namelist() if n != "versi.json")
        pages = json.loads(bundle.read("halaman.json"))
        assert json.loads(bundle.read("versi.json"))["sopap"] == __version__
    with pypdfium2.PdfDocument(tmp_path / "rahasia.pdf") as pdf:
        words = {w for w in pdf[0].get_textpage().get_text_range().split() if len(w) > 6 and w.istitle()}
    assert words and not [w for w in words if w in text]
    assert "rahasia" not in text
    assert any(w["text"].strip("xX0") != w["text"] for w in pages[0]["words"])


@pytest.mark.usefixtures("fakes")
def test_exports_leave_a_users_file_alone_and_names_out(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sopap("run", source, "--out", out)
    sopap("export", out, "--to", "jsonl")
    (out / "export" / "sop.jsonl").write_text("diubah orang")
    stderr = sopap("export", out, "--to", "jsonl", "--without-names")[2]
    assert "sampah/0001" in stderr
    assert (out / "sampah/0001/export/sop.jsonl").read_text() == "diubah orang"
    assert "sampah" not in sopap("export", out, "--to", "jsonl")[2]


def test_make_run_with_a_space_and_rejections(tmp_path: Path) -> None:
    text = (ROOT / "Makefile").read_text()
    assert '"$(IN)"' in text and '"$(OUT)"' in text
