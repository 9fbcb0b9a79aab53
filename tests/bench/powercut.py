"""What an output folder holds after a power cut: a run writes to a file system in a file, which is copied.

usage (root, Linux): python -m tests.bench.powercut [--cuts N] [--files N] [--seed S]

While a run writes into an ext4 file system on a loop device, the file behind the device is copied at random
moments: what had not been brought to the disk by then is not in the copy, as after a power cut. Each
copy is mounted (ext4 repairs itself by its journal), its records are looked at, and the same run is
started on it again. Half the file systems are mounted so that ext4 promises least (data=writeback,
noauto_da_alloc). A second run that writes other records over the first ones is cut in the same way.

Told: copies taken, records in them, those that are empty, half or neither the old nor the new one, and
copies whose second run does not end with the bytes of the undisturbed one.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sopap.measure.validate import check_record_file
from tests.support.generate.draw import pdf_bytes
from tests.support.generate.export import text_export
from tests.support.generate.random_sop import random_sop
from tests.support.outputs import tree

ROOT = Path(__file__).resolve().parents[2]
SIZE = 48 << 20  # bytes of the file system: copied within a few hundredths of a second
WEAKEST = "loop,data=writeback,noauto_da_alloc"
USUAL = "loop"
DOCUMENTS = 40  # different ones; the rest are copies with another title
PDFS = 8
Records = dict[str, bytes]


def make_input(folder: Path, count: int) -> None:
    folder.mkdir()
    texts = [text_export(random_sop(seed)) for seed in range(DOCUMENTS)]
    for n in range(count):
        (folder / f"{n:04d}.txt").write_text(f"Salinan {n}\n\n{texts[n % DOCUMENTS]}", encoding="utf-8")
    for n in range(PDFS):
        (folder / f"sop-{n}.pdf").write_bytes(pdf_bytes(random_sop(n)))
    (folder / "rusak.docx").write_bytes(b"PK\x03\x04rusak")


@contextlib.contextmanager
def mounted(image: Path, options: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "ext4", "-o", options, image, folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def new_image(path: Path) -> Path:
    with path.open("wb") as f:
        f.truncate(SIZE)
    subprocess.run(["mkfs.ext4", "-q", "-F", path], check=True)
    return path


def command(source: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "sopap", "run", "-q", str(source), "--out", str(out), "-w", "2", *options]


def written(image: Path) -> list[str]:
    """What the loop device of an image has written so far, and whether it is writing now."""
    devices = subprocess.run(["losetup", "-j", image], capture_output=True, text=True, check=True).stdout
    name = devices.split(":")[0].rpartition("/")[2]
    fields = Path(f"/sys/block/{name}/stat").read_text().split()
    return [fields[4], fields[6], fields[8], fields[11] if len(fields) > 11 else ""]


def snapshot(image: Path, target: Path) -> bool:
    """Copies the image as it stands; False where it was written to meanwhile."""
    before = written(image)
    shutil.copyfile(image, target)
    return before == written(image) and before[2] == "0"


def cut_run(image: Path, out: Path, words: list[str], moments: list[float], folder: Path) -> list[Path]:
    """A run to its end, its disk copied at each of the moments (seconds from its start)."""
    copies = []
    start = time.monotonic()
    run = subprocess.Popen(words, cwd=ROOT)
    for n, moment in enumerate(sorted(moments)):
        time.sleep(max(0.0, start + moment - time.monotonic()))
        copy = folder / f"{out.parent.name}-{n}.img"
        while run.poll() is None and not snapshot(image, copy):
            pass
        if run.poll() is None:
            copies.append(copy)
        else:
            copy.unlink(missing_ok=True)
    run.wait()
    return copies


def look(out: Path, allowed: list[Records]) -> tuple[int, list[str]]:
    """Records in a copy, and what is wrong with them."""
    found = sorted((out / "records").rglob("*.json")) if (out / "records").is_dir() else []
    wrong = []
    for path in found:
        name, data = path.relative_to(out).as_posix(), path.read_bytes()
        if not data or list(check_record_file(name, data)):
            wrong.append(f"{name}: {'empty' if not data else 'half or broken'}")
        elif not any(records.get(name) == data for records in allowed):
            wrong.append(f"{name}: neither the old nor the new record")
    return len(found), wrong


def judge(copy: Path, options: str, source: Path, again: list[str], allowed: list[Records]) -> str:
    """What a copy holds and what the next run makes of it, as a line."""
    with mounted(copy, options) as disk:
        count, wrong = look(disk / "out", allowed)
        done = subprocess.run(command(source, disk / "out", *again), cwd=ROOT, capture_output=True, text=True)
        same = tree(disk / "out") == allowed[-1]
    verdict = "same bytes" if same else f"OTHER BYTES (exit {done.returncode}: {done.stderr[-300:]})"
    return f"{count} records, {len(wrong)} wrong {wrong[:3]}; then {verdict}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cuts", type=int, default=20, help="of each of the two runs")
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        folder = Path(name)
        source = folder / "masuk"
        make_input(source, arguments.files)
        whole: list[Records] = []
        seconds = []
        for options in ((), ("--siap", "0.01")):
            start = time.monotonic()
            subprocess.run(command(source, folder / "out", *options), cwd=ROOT, check=False)
            seconds.append(time.monotonic() - start)
            whole.append(tree(folder / "out"))
        print(f"undisturbed: {len(whole[0])} files in {seconds[0]:.0f} s, {seconds[1]:.0f} s", flush=True)
        bad = taken = 0
        for how in (USUAL, WEAKEST):
            image = new_image(folder / "disk.img")
            copies = []
            for again, allowed, time_of in (
                ((), whole[:1], seconds[0]),
                (("--siap", "0.01"), whole, seconds[1]),
            ):
                moments = [rng.uniform(0, time_of) for _ in range(arguments.cuts // 2)]
                with mounted(image, how) as disk:
                    words = command(source, disk / "out", *again)
                    copies = cut_run(image, disk / "out", words, moments, folder)
                for copy in copies:
                    line = judge(copy, how, source, list(again), allowed)
                    copy.unlink()
                    taken += 1
                    bad += ", 0 wrong" not in line or "same bytes" not in line
                    print(f"{how} {again}: {line}", flush=True)
        print(f"{taken} cuts, {bad} with anything wrong", flush=True)


if __name__ == "__main__":
    main()
