"""The desk's pages and calls: list, record, corrections, and who is not let in."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from schemas.record import Asal, Lintasan, SopRecord
from schemas.tinjauan import Kode, tinjauan
from sopap.desk.koreksi import load
from sopap.desk.pages import lines_of
from sopap.desk.server import Room, application
from sopap.run.store import Store
from tests.support import synthetic
from tests.support.desk import filled

HOST = "127.0.0.1:8000"
OURS = {"X-Sopap": "1"}


def doubtful() -> SopRecord:
    doubt = tinjauan(Kode.SIMBOL_MERAGUKAN, "/langkah/1/simbol/0", {"bentuk": "kotak"})
    return synthetic.straight().model_copy(update={"tinjauan": (doubt,)})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return filled(tmp_path / "out", doubtful(), synthetic.looping(), synthetic.hostile())


@pytest.fixture
def client(store: Store) -> TestClient:
    app = application(Room(store, "uji", "ani", {}), [HOST], None)
    return TestClient(app, base_url=f"http://{HOST}")


def test_the_list_searches_filters_and_counts(client: TestClient) -> None:
    page = client.get("/").text
    assert page.count('class="buka"') == 3
    assert client.get("/?keadaan=periksa&kode=simbol_meragukan").text.count('class="buka"') == 1
    assert client.get("/?cari=tidak-ada-yang-begini").text.count('class="buka"') == 0


def test_a_record_shows_its_doubts_and_its_flow(client: TestClient) -> None:
    page = client.get(f"/sop/{doubtful().id}").text
    assert (
        'data-jalur="/langkah/1/simbol/0"' in page and "Keraguan (1)" in page and '<svg class="alur"' in page
    )


def test_arrows_lie_on_the_page_between_their_symbols() -> None:
    base = synthetic.looping()
    steps = []
    for i, s in enumerate(base.langkah):
        box = (10.0, 100.0 * i, 30.0, 100.0 * i + 20)
        symbols = tuple(x.model_copy(update={"kotak": box}) for x in s.simbol)
        steps.append(s.model_copy(update={"asal": Asal(halaman=1, kotak=box), "simbol": symbols}))
    found = lines_of(base.model_copy(update={"langkah": tuple(steps)}))
    assert len(found[1]) == len(base.alur)
    first = next(k for k in found[1] if k.jalur == "/alur/0")
    assert (first.titik, first.terarah) == (((20, 10), (20, 110)), True)


def test_an_arrow_over_a_page_break_lies_on_both_pages_and_has_its_head_on_the_second() -> None:
    base = synthetic.looping()
    pieces = tuple(Lintasan(halaman=n, titik=((5, 5 * n), (5, 90), (40, 90))) for n in (1, 2))
    cut = base.alur[0].model_copy(update={"lintasan": pieces})
    pages = base.sumber.model_copy(update={"halaman": (1, 2)})
    found = lines_of(base.model_copy(update={"alur": (cut,), "sumber": pages}))
    assert [(n, [(d.svg, d.terarah) for d in lines]) for n, lines in found.items()] == [
        (1, [("5,5 5,90 40,90", False)]),
        (2, [("5,10 5,90 40,90", True)]),
    ]


def test_a_correction_is_kept_and_can_be_undone(client: TestClient, store: Store) -> None:
    own = doubtful().id
    body = {"tindakan": "ubah", "jalur": "/langkah/1/simbol/0/jenis", "menjadi": "belah_ketupat"}
    answer = client.post(f"/api/sop/{own}/koreksi", json=body, headers=OURS)
    assert answer.json()["ragu"] == 0 and [k.oleh for k in load(store)] == ["ani"]
    assert client.get(f"/api/sop/{own}").json()["langkah"][1]["simbol"][0]["jenis"] == "belah_ketupat"
    assert client.post(f"/api/sop/{own}/batal", headers=OURS).json()["ragu"] == 1


def test_two_people_do_not_overwrite_each_other(client: TestClient) -> None:
    own = doubtful().id
    first = {"tindakan": "ubah", "jalur": "/nama_sop", "menjadi": "A", "dibaca": doubtful().nama_sop}
    assert client.post(f"/api/sop/{own}/koreksi", json=first, headers=OURS).status_code == 200
    late = client.post(f"/api/sop/{own}/koreksi", json=first | {"menjadi": "B"}, headers=OURS)
    assert late.status_code == 409 and late.json()["kini"] == "A"


def test_a_wrong_value_is_refused_with_the_reason(client: TestClient, store: Store) -> None:
    body = {"tindakan": "ubah", "jalur": "/langkah/1/simbol/0/jenis", "menjadi": "segitiga"}
    answer = client.post(f"/api/sop/{doubtful().id}/koreksi", json=body, headers=OURS)
    assert answer.status_code == 422 and "Koreksi ditolak" in answer.json()["alasan"]
    assert load(store) == []


def test_one_fix_for_many(client: TestClient) -> None:
    label = doubtful().pelaksana[0].label
    body = {"jenis": "pelaksana", "dibaca": label, "menjadi": "Kepala Dinas Contoh"}
    found = client.post(f"/api/sop/{doubtful().id}/serupa", json=body, headers=OURS).json()
    assert found["jumlah"] >= 1
    client.post(f"/api/sop/{doubtful().id}/serupa", json=body | {"terapkan": True}, headers=OURS)
    assert (
        client.get(f"/api/sop/{found['rekaman'][0]}").json()["pelaksana"][0]["label"] == "Kepala Dinas Contoh"
    )


def test_other_sites_and_hosts_are_refused(client: TestClient) -> None:
    path, body = f"/api/sop/{doubtful().id}/koreksi", {"tindakan": "terima"}
    assert client.post(path, json=body).status_code == 403
    assert client.post(path, json=body, headers={**OURS, "Origin": "https://lain.example"}).status_code == 403
    assert client.get("/", headers={"Host": "lain.example"}).status_code == 421


def test_a_token_is_demanded_where_there_is_one(store: Store) -> None:
    app = application(Room(store, "uji", "ani", {}), [HOST], "rahasia")
    client = TestClient(app, base_url=f"http://{HOST}")
    assert client.get("/").status_code == 401
    assert client.get("/?token=salah").status_code == 401
    assert client.get("/?token=rahasia").status_code == 200


def test_nothing_of_a_document_is_markup(client: TestClient) -> None:
    hostile = synthetic.hostile()
    page = client.get(f"/sop/{hostile.id}")
    assert (
        "<script>alert" not in page.text and "onerror=" not in page.text.replace("&#34;", "").split("<img")[0]
    )
    assert "default-src 'none'" in page.headers["content-security-policy"]
