"""The clerk's desk as a local web page: list, review, corrections. Starlette, no outside scripts or fonts.

Loopback by default; any other address demands a token. Requests of other sites are refused: the Host must be
ours, and what changes anything must come from our own page. Nothing of a document reaches a page unescaped,
and no script but ours may run there (Content Security Policy).
"""

from __future__ import annotations

import functools
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from schemas.record import SopRecord
from schemas.vocab import JenisSimbol, Satuan, Tingkat
from sopap.desk.chart import chart
from sopap.desk.kept import Desk, Held
from sopap.desk.koreksi import Tindakan
from sopap.desk.overview import PAGE, SORTS, STATES, Line, Wanted, chosen, counts, line_of, read_lines
from sopap.desk.pages import PagePictures, Spot, lines_of, spot_of
from sopap.errors import InputError
from sopap.run.store import Store

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; img-src 'self' blob:; style-src 'self'; script-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
COOKIE = "sopap_token"
SAME_FIELDS = ("instansi", "unit")  # of which one fix may be offered for other records


class Room:
    """What the requests share: the desk, the list's lines, the pictures of pages."""

    def __init__(self, store: Store, versi: str, oleh: str, sources: dict[str, str]) -> None:
        self.desk = Desk(store, versi)
        self.oleh = oleh
        self.lines: dict[str, Line] = read_lines(store, self.desk.where.values())
        self.pictures = PagePictures(sources)
        self.pages = Environment(
            loader=PackageLoader("sopap.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self.pages.filters["kalimat"] = lambda words: words[:1].upper() + words[1:]

    def note(self, record: SopRecord) -> None:
        self.lines[record.id] = line_of(json.loads(record.model_dump_json()))


def application(room: Room, hosts: Sequence[str], token: str | None) -> Starlette:
    """The pages and calls. ``hosts``: the values of Host that are ours; ``token``: None on loopback."""
    bind = functools.partial(functools.partial, room=room)
    routes = [
        Route("/", bind(list_page)),
        Route("/sop/{id}", bind(record_page)),
        Route("/gambar/{id}/{halaman:int}", bind(page_picture)),
        Route("/api/sop/{id}", bind(record_json)),
        Route("/api/sop/{id}/koreksi", bind(correct), methods=["POST"]),
        Route("/api/sop/{id}/batal", bind(undo), methods=["POST"]),
        Route("/api/sop/{id}/serupa", bind(alike), methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    guard = functools.partial(guarded, hosts=frozenset(hosts), token=token)
    return Starlette(
        routes=routes,
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)],
        exception_handlers={InputError: refused},
    )


# --- who may ask -----------------------------------------------------------------------------


async def guarded(
    request: Request,
    go_on: Callable[[Request], Awaitable[Response]],
    hosts: frozenset[str],
    token: str | None,
) -> Response:
    """Refuses foreign hosts, foreign sites and, where there is a token, those without it."""
    if request.headers.get("host", "") not in hosts:
        return PlainTextResponse("Alamat ini bukan alamat meja tinjau.", 421)
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc not in hosts
    if request.method != "GET" and (foreign or request.headers.get("x-sopap") != "1"):
        return PlainTextResponse("Permintaan dari halaman lain ditolak.", 403)
    if token is not None:
        given = request.query_params.get("token")
        if given is not None and secrets.compare_digest(given, token):
            answer: Response = RedirectResponse(request.url.path)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        if not secrets.compare_digest(request.cookies.get(COOKIE, ""), token):
            return PlainTextResponse("Buka alamat lengkap dengan token yang dicetak saat mulai.", 401)
    response = await go_on(request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


async def refused(request: Request, error: Exception) -> Response:
    status = 404 if str(error).startswith("Tidak ada") else 422
    return JSONResponse({"alasan": str(error)}, status)


# --- pages -----------------------------------------------------------------------------------


async def list_page(request: Request, room: Room) -> Response:
    given = {k: v for k, v in request.query_params.items() if k in Wanted.__dataclass_fields__}
    number = given.pop("halaman", "1")
    page = max(1, int(number)) if number.isdigit() else 1
    wanted = Wanted(**given, halaman=page)
    lines = list(room.lines.values())
    fitting = chosen(lines, wanted)
    text = room.pages.get_template("list.html").render(
        baris=fitting[(page - 1) * PAGE : page * PAGE],
        jumlah=len(fitting),
        semua=len(lines),
        pilihan=counts(lines),
        minta=wanted,
        keadaan=STATES,
        urutan=SORTS,
        halaman=max(1, -(-len(fitting) // PAGE)),
        siap=sum(k.keadaan != "periksa" for k in lines),
        ragu=sum(k.ragu for k in lines if k.keadaan == "periksa"),
    )
    return HTMLResponse(text)


async def record_page(request: Request, room: Room) -> Response:
    held = room.desk.held(request.path_params["id"])
    order = [k.id for k in chosen(room.lines.values(), Wanted())]
    at = order.index(held.record.id) if held.record.id in order else 0
    text = room.pages.get_template("record.html").render(
        r=held.record,
        ragu=numbered(held),
        alur_svg=chart(held.record),
        spots=spots(held),
        garis=lines_of(held.record),
        diragukan={t.jalur.split("/")[1] for t in held.record.tinjauan if t.jalur},
        bentuk=[k.value for k in JenisSimbol],
        satuan=[s.value for s in Satuan],
        nama_pelaksana={p.id: p.label or p.id for p in held.record.pelaksana},
        berikut=order[at + 1] if at + 1 < len(order) else None,
        sebelum=order[at - 1] if at else None,
        sudah=held.record.ditinjau,
    )
    return HTMLResponse(text)


def numbered(held: Held) -> list[dict[str, Any]]:
    """The doubts of a record, each with its number, and where it lies on which page."""
    doubts = [t for t in held.record.tinjauan if t.tingkat is not Tingkat.INFO]
    return [
        {
            "nomor": i,
            "kode": t.kode,
            "jalur": t.jalur,
            "pesan": t.pesan,
            "letak": spot_of(held.record, t.jalur),
        }
        for i, t in enumerate(doubts, 1)
    ]


def spots(held: Held) -> dict[int, list[Spot]]:
    """For each page the boxes of rows and symbols that can be shown on it."""
    r = held.record
    found: dict[int, list[Spot]] = {n: [] for n in r.sumber.halaman}
    for i, step in enumerate(r.langkah):
        for place in (f"/langkah/{i}", *(f"/langkah/{i}/simbol/{j}" for j in range(len(step.simbol)))):
            spot = spot_of(r, place)
            if spot and spot.halaman in found:
                found[spot.halaman].append(spot)
    return found


async def page_picture(request: Request, room: Room) -> Response:
    held = room.desk.held(request.path_params["id"])
    picture = await run_in_threadpool(room.pictures.jpeg, held.record, request.path_params["halaman"])
    if picture is None:
        return PlainTextResponse("Halaman sumber tidak dapat digambar.", 404)
    size = {"X-Lebar": f"{picture.width:g}", "X-Tinggi": f"{picture.height:g}"}
    return Response(picture.data, media_type="image/jpeg", headers={"Cache-Control": "max-age=3600", **size})


async def record_json(request: Request, room: Room) -> Response:
    return JSONResponse(json.loads(room.desk.held(request.path_params["id"]).record.model_dump_json()))


# --- changes ---------------------------------------------------------------------------------


async def correct(request: Request, room: Room) -> Response:
    """Takes one correction: {tindakan, jalur, menjadi, dibaca?}. 409 where somebody changed the value."""
    body = await request.json()
    record_id = request.path_params["id"]
    given = (Tindakan(body["tindakan"]), body.get("jalur", ""), body.get("menjadi"))
    k = room.desk.make(record_id, *given, body.get("oleh") or room.oleh)
    if k.tindakan is Tindakan.UBAH and body.get("dibaca", k.dibaca) != k.dibaca:
        return JSONResponse(
            {"alasan": "Nilai ini sudah diubah orang lain; muat ulang.", "kini": k.dibaca}, 409
        )
    record = room.desk.add(record_id, k)
    room.note(record)
    return JSONResponse(summary(record))


def summary(record: SopRecord) -> dict[str, Any]:
    left = sum(t.tingkat is not Tingkat.INFO for t in record.tinjauan)
    return {"id": record.id, "ragu": left, "status": record.status.value, "ditinjau": bool(record.ditinjau)}


async def undo(request: Request, room: Room) -> Response:
    record = room.desk.revert(request.path_params["id"], 1)
    room.note(record)
    return JSONResponse(summary(record))


async def alike(request: Request, room: Room) -> Response:
    """Other records with the same printed value at the same kind of place; ``terapkan`` fixes them too."""
    body = await request.json()
    old, new, kind = body["dibaca"], body["menjadi"], body["jenis"]
    found = [(i, place) for i in room.desk.where for place in _same_places(room.desk, i, kind, old)]
    found = [(i, place) for i, place in found if i != request.path_params["id"]]
    if body.get("terapkan"):
        for record_id, place in found:
            k = room.desk.make(record_id, Tindakan.UBAH, place, new, room.oleh)
            room.note(room.desk.add(record_id, k))
    return JSONResponse({"jumlah": len(found), "rekaman": sorted({i for i, _ in found})})


def _same_places(desk: Desk, record_id: str, kind: str, old: str) -> list[str]:
    record = desk.held(record_id).record
    if kind == "pelaksana":
        return [f"/pelaksana/{i}/label" for i, p in enumerate(record.pelaksana) if p.label == old]
    return [f"/{kind}"] if kind in SAME_FIELDS and getattr(record, kind) == old else []
