"""SOPFlow: a real MariaDB with the tables that its migrations deploy, loaded twice, queried back."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.record import DasarHukum, Pelaksana, SopRecord, Waktu
from schemas.vocab import JenisWaktu, Satuan
from sopap.export import Options, export
from sopap.export.activities import activities
from sopap.export.sopflow import WIDTHS, Losses, duration
from tests.support import synthetic

SCHEMA = Path(__file__).parents[2] / "support" / "schemas" / "sopflow.sql"


@pytest.fixture(scope="module")
def mariadb() -> Iterator[Callable[[str], str]]:
    """Runs SQL in a fresh MariaDB server on a socket that only this module knows; tab-separated answers."""
    server, client = shutil.which("mariadbd"), shutil.which("mariadb")
    if server is None or client is None:
        pytest.skip("no MariaDB server here: apt-get install mariadb-server")
    folder = Path(tempfile.mkdtemp(prefix="sopap-my-"))
    data, socket = folder / "data", folder / "s"
    install = [
        "mariadb-install-db",
        f"--datadir={data}",
        "--auth-root-authentication-method=normal",
        "--user=root",
    ]
    subprocess.run(install, check=True, capture_output=True)
    plain = ["--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking", "--user=root"]
    running = subprocess.Popen([server, *plain], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(sql: str, database: str = "sop") -> str:
        command = [client, "--no-defaults", f"--socket={socket}", "-u", "root", "-N", "--batch", "-e", sql]
        done = subprocess.run([*command, database], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def load(path: Path) -> None:
        command = [client, "--no-defaults", f"--socket={socket}", "-u", "root", "sop"]
        with path.open("rb") as handle:
            done = subprocess.run(command, stdin=handle, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    run.load = load  # type: ignore[attr-defined]
    try:
        for _ in range(100):
            if socket.exists():
                break
            time.sleep(0.2)
        run("CREATE DATABASE sop", "mysql")
        load(SCHEMA)
        yield run
    finally:
        running.terminate()
        running.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def fill(mariadb: Any, folder: Path, *records: SopRecord) -> None:
    synthetic.write_records(list(records), folder / "in")
    export(folder / "in", "sopflow", folder / "sopflow.sql")
    mariadb.load(folder / "sopflow.sql")


def test_loads_twice_and_answers(mariadb: Any, tmp_path: Path) -> None:
    records = [*synthetic.all_kinds(), *synthetic.random_records(30)]
    for _ in range(2):
        fill(mariadb, tmp_path, *records)
    assert mariadb("SELECT COUNT(*) FROM DetailSOP").strip() == str(len(records))
    assert mariadb("SELECT COUNT(*) FROM LangkahSOP").strip() == str(sum(len(activities(r)) for r in records))
    loop = synthetic.looping()
    answer = mariadb(
        "SELECT p.nama, y.urutan, n.urutan FROM LangkahSOP l JOIN Pelaksana p USING (pelaksanaId)"
        " JOIN DetailSOP d USING (detailSopId) JOIN SOP s USING (sopId)"
        " JOIN LangkahSOP y ON y.langkahSopId = l.langkahSelanjutnyaYaId"
        " JOIN LangkahSOP n ON n.langkahSopId = l.langkahSelanjutnyaTidakId"
        f" WHERE l.jenis = 'KEPUTUSAN' AND s.judul = '{loop.nama_sop}'"
    )
    assert "Sekretaris\t3\t1" in answer.splitlines()
    ids = mariadb("SELECT langkahSopId FROM LangkahSOP").split()
    assert all(i[14] == "4" and i[19] in "89ab" for i in ids)  # UUID version 4
    for text in synthetic.hostile().langkah:
        assert mariadb("SELECT COUNT(*) FROM LangkahSOP WHERE kegiatan <> ''").strip() != "0", text


def test_laws_of_one_number_and_year_and_lanes_of_one_name_stay_apart(mariadb: Any, tmp_path: Path) -> None:
    base = synthetic.straight()
    laws = tuple(DasarHukum(teks=k, jenis=k, nomor="86", tahun=2007) for k in ("Keppres", "Perpres"))
    columns = tuple(Pelaksana(id=f"p{i}", label=label) for i, label in enumerate(("Staf", "Staf"), 1))
    changed = {"dasar_hukum": laws, "pelaksana": columns, "nama_sop": "Dua Staf", "nomor_sop": "DS/1"}
    fill(mariadb, tmp_path, base.model_copy(update=changed))
    assert mariadb("SELECT nomor FROM Peraturan WHERE tahun = 2007 ORDER BY nomor").split("\n")[:2] == [
        "86",
        "Perpres 86",
    ]
    lanes = mariadb(
        "SELECT nama FROM DetailSOPPelaksana v JOIN Pelaksana USING (pelaksanaId)"
        " JOIN DetailSOP USING (detailSopId)"
        " WHERE nomorSOP = 'DS/1' ORDER BY v.urutan"
    )
    assert lanes.split("\n")[:2] == ["Staf", "Staf~2"]


def test_what_is_there_is_found_and_keeps_its_ids(mariadb: Any, tmp_path: Path) -> None:
    """Laws, executors and SOPs of other ids, typed in by hand or loaded from another run."""
    base = synthetic.straight()
    law = DasarHukum(teks="x", jenis="Perwali", nomor="7/Kominfo/2020", tahun=2020)
    other = DasarHukum(teks="y", jenis="Perda", nomor="9", tahun=2020)
    record = base.model_copy(update={"nomor_sop": "LAMA/1", "dasar_hukum": (law, other)})
    mariadb(
        "INSERT INTO Peraturan (peraturanId, nama, nomor, tahun, tentang, updatedAt) VALUES"
        " ('p-1', 'Perwali', '7/KOMINFO/2020', 2020, 'lama', NOW(3)),"
        " ('p-2', 'Perbup', '9', 2020, 'lain', NOW(3));"
        "INSERT INTO OPD (opdId, nama, updatedAt) VALUES ('o-1', 'Lama', NOW(3));"
        "INSERT INTO SOP (sopId, opdId, judul, updatedAt) VALUES ('s-1', 'o-1', 'Judul Lama', NOW(3));"
        "INSERT INTO DetailSOP (detailSopId, sopId, versi, nomorSOP, namaLembaga, updatedAt)"
        " VALUES ('d-1', 's-1', 1, 'lama/1', 'Lama', NOW(3))"
    )
    for _ in range(2):
        fill(mariadb, tmp_path, record)
    assert mariadb("SELECT peraturanId, nomor FROM Peraturan WHERE tahun = 2020 ORDER BY nomor").splitlines()[
        :2
    ] == ["p-1\t7/KOMINFO/2020", "p-2\t9"]
    assert mariadb("SELECT nomor FROM Peraturan WHERE nama = 'Perda' AND tahun = 2020").strip() == "Perda 9"
    answer = (
        "SELECT detailSopId, sopId, judul FROM DetailSOP JOIN SOP USING (sopId) WHERE nomorSOP = 'LAMA/1'"
    )
    assert mariadb(answer).strip() == f"d-1\ts-1\t{record.nama_sop}"
    assert mariadb("SELECT COUNT(*) FROM LangkahSOP WHERE detailSopId = 'd-1'").strip() == str(
        len(activities(record))
    )
    assert mariadb("SELECT COUNT(*) FROM DasarHukum WHERE detailSopId = 'd-1'").strip() == "2"


def test_every_column_fits_the_width_that_is_told(tmp_path: Path) -> None:
    base = synthetic.straight()
    long = {"nama_sop": "j" * 300, "instansi": "i" * 300, "peringatan": ("p" * 300,)}
    records = [
        base.model_copy(update={**long, "id": f"a-0000000{i}", "nomor_sop": "n" * 90 + str(i)})
        for i in range(2)
    ]
    synthetic.write_records(records, tmp_path / "in")
    export(tmp_path / "in", "sopflow", tmp_path / "a.sql", Options(lebar=50, salinan=True))
    found = re.findall(r"'((?:[^']|'')*)'", (tmp_path / "a.sql").read_text(encoding="utf-8"))
    assert max(map(len, found)) == 50
    assert len({t for t in found if t.startswith("nnn")}) == 2
    assert "dipendekkan" in (tmp_path / "a.sql.catatan.csv").read_text(encoding="utf-8-sig")


def test_a_cut_is_listed_with_its_whole_text() -> None:
    losses = Losses()
    whole = "x" * 3000
    assert len(losses.fit(whole, "LangkahSOP.kegiatan", "k")) == WIDTHS["LangkahSOP.kegiatan"]
    assert losses.cuts[0][:2] == ("k", whole)


@pytest.mark.parametrize(
    ("low", "high", "minutes", "expected", "noted"),
    [
        ((10, Satuan.MENIT), (10, Satuan.MENIT), 10, (10, "m"), False),
        ((2, Satuan.JAM), (2, Satuan.JAM), 120, (2, "h"), False),
        ((3, Satuan.HARI_KERJA), (3, Satuan.HARI_KERJA), 1350, (3, "d"), False),
        ((1, Satuan.MINGGU), (1, Satuan.MINGGU), 2250, (1, "w"), False),
        ((1, Satuan.BULAN), (1, Satuan.BULAN), 9000, (1, "mo"), False),
        ((1, Satuan.TAHUN), (1, Satuan.TAHUN), 108000, (1, "y"), False),
        ((1.5, Satuan.JAM), (1.5, Satuan.JAM), 90, (90, "m"), False),
        ((30, Satuan.DETIK), (30, Satuan.DETIK), 0.5, (1, "m"), True),
        ((10, Satuan.MENIT), (20, Satuan.MENIT), 20, (20, "m"), True),
        (None, (3, Satuan.HARI), 1350, (3, "d"), False),
        (None, None, None, (0, "m"), True),
    ],
)
def test_durations(low: Any, high: Any, minutes: Any, expected: Any, noted: bool) -> None:
    losses = Losses()
    waktu = Waktu(
        teks="x",
        jenis=JenisWaktu.TETAP,
        min=low and low[0],
        satuan_min=low and low[1],
        maks=high and high[0],
        satuan_maks=high and high[1],
        menit_min=minutes,
        menit_maks=minutes,
    )
    assert duration(waktu, "w", losses) == expected
    assert bool(losses.stand_ins) is noted
