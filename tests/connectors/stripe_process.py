"""A stateful Stripe for tests: localstripe on loopback, with a file of its own, keys as Stripe keeps them, and faults.

What localstripe leaves out is put before it: idempotency keys (the first answer again, 500s included; another body is
an error; a validation error is not kept) and that no more is refunded than was paid.
"""

import argparse
import asyncio
import json
import pickle
import socket
from collections import deque
from pathlib import Path

from aiohttp import web
from localstripe import resources
from localstripe.server import app

from tests.connectors.provider_double import Fault

SPOILT = {"wrong_amount": {"amount": 1}, "wrong_currency": {"currency": "eur"}, "soft": {"status": "requires_action"}}
ERRORS = {
    "final": (402, {"type": "card_error", "code": "expired_or_canceled_card", "message": "The card is closed."}),
    "other_body": (400, {"type": "idempotency_error", "message": "Keys for idempotent requests can only be used …"}),
}


class Desk:
    """What stands before localstripe: keys, posts and faults."""

    def __init__(self) -> None:
        self.faults: deque[Fault] = deque()
        self.posts: list[str] = []
        self.known: dict[str, tuple[bytes, int, bytes]] = {}

    def fault(self, on: str) -> Fault | None:
        found = next((fault for fault in self.faults if fault.on == on), None)
        if found:
            self.faults.remove(found)
        return found


desk = Desk()


@web.middleware
async def before_it(request: web.Request, handler) -> web.StreamResponse:
    if request.path.startswith("/_double/"):
        return await _told(request)
    if request.path != "/v1/refunds":
        return await handler(request)
    if request.method == "GET":
        found = await handler(request)
        return await _answer(request, desk.fault("lookups"), found.status, found.body)
    return await _refund(request, handler)


async def _told(request: web.Request) -> web.Response:
    said = await request.json() if request.can_read_body else None
    match request.path.removeprefix("/_double/"):
        case "faults":
            desk.faults.extend(Fault(**one) for one in said)
        case "forget":
            desk.known.clear()
        case "posts":
            return web.json_response(desk.posts)
        case "conclude":
            refund = resources.Refund._api_retrieve(said["id"])
            refund.status = said["status"]
            resources.store.dump_to_disk()
    return web.json_response({})


async def _refund(request: web.Request, handler) -> web.StreamResponse:
    key, body, fault = request.headers.get("Idempotency-Key", ""), await request.read(), desk.fault("executions")
    desk.posts.append(key)
    if fault and not fault.after and fault.kind in ("status", "cut", "stall", "half_body"):
        return await _answer(request, fault, 200, b"{}")
    if fault and fault.kind in ERRORS:
        return _error(*ERRORS[fault.kind])
    if key in desk.known:
        earlier, status, said = desk.known[key]
        return _say(status, said) if earlier == body else _error(*ERRORS["other_body"])
    if refused := _over_paid(await request.post()):
        return refused
    made = await handler(request)
    if fault and fault.kind == "pending":
        made = _say(200, _with_status(made.body, "pending"))
    said = b'{"error": {"type": "api_error"}}' if _fails(fault) else made.body
    if key:
        desk.known[key] = (body, fault.code if _fails(fault) else made.status, said)
    return await _answer(request, fault, made.status, made.body)


def _fails(fault: Fault | None) -> bool:
    return fault is not None and fault.kind == "status" and fault.code >= 500


def _with_status(said: bytes, status: str) -> bytes:
    refund = resources.Refund._api_retrieve(json.loads(said)["id"])
    refund.status = status
    resources.store.dump_to_disk()
    return json.dumps(refund._export()).encode()


def _over_paid(form) -> web.Response | None:
    charge = resources.store.get(f"charge:{form.get('charge')}")
    if charge is None:
        return None
    gone = [one for name, one in resources.store.items() if name.startswith("refund:") and one.charge == charge.id]
    if sum(one.amount for one in gone if one.status != "failed") + int(form["amount"]) <= charge.amount:
        return None
    more = {"code": "charge_already_refunded", "message": "More than was charged."}
    return _error(400, {"type": "invalid_request_error", **more})


async def _answer(request: web.Request, fault: Fault | None, status: int, said: bytes) -> web.StreamResponse:
    match fault.kind if fault else "none":
        case "status":
            headers = {"Retry-After": "7"} if fault.code == 429 else {}
            return web.json_response({"error": {"type": "api_error"}}, status=fault.code, headers=headers)
        case "cut" | "stall":
            await asyncio.sleep(fault.seconds if fault.kind == "stall" else 0)
            return await _cut(request)
        case "half_body":
            return await _cut(request, said)
        case kind:
            return _say(status, _spoilt(kind, said))


def _spoilt(kind: str, said: bytes) -> bytes:
    if kind in SPOILT:
        return json.dumps({**json.loads(said), **SPOILT[kind]}).encode()
    return {"garbage": b'["what"]', "endless": b" " * 3_000_000}.get(kind, said)


async def _cut(request: web.Request, whole: bytes = b"") -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": str(len(whole) or 100)})
    if whole:
        await answer.prepare(request)
        await answer.write(whole[: len(whole) // 2])
    if request.transport:
        request.transport.close()
    return answer


def _say(status: int, said: bytes) -> web.Response:
    return web.Response(status=status, body=said, content_type="application/json")


def _error(status: int, error: dict) -> web.Response:
    return web.json_response({"error": error}, status=status)


def run() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--ledger", type=Path, required=True)
    ledger = options.parse_args().ledger

    def keep(store) -> None:
        ledger.write_bytes(pickle.dumps(store, protocol=pickle.HIGHEST_PROTOCOL))

    resources.Store.dump_to_disk = keep  # its own is one file for everybody
    if ledger.exists():
        resources.store.update(pickle.loads(ledger.read_bytes()))
    app.middlewares.insert(0, before_it)
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    web.run_app(app, sock=listening, access_log=None, print=None)


if __name__ == "__main__":
    run()
