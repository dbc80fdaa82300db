"""A payment provider and order system over HTTP, with a durable ledger of its own and faults on demand."""

import argparse
import json
import socket
import sqlite3
import threading
import time
from collections import deque
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import Request, urlopen

from standardwebhooks import Webhook, WebhookVerificationError

from remit.domain.orders.order import Order

SECRET = "whsec_cHJvdmlkZXItZG91YmxlLXNlY3JldC0wMQ=="


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call. `after` is whether the money has moved by then.

    kinds: status · cut · half_body · stall · garbage · endless · wrong_amount · wrong_currency · pending · final · soft
    """

    kind: str
    after: bool = False
    code: int = 500
    seconds: float = 1.0
    on: str = "executions"  # or "lookups", "orders"


def patience_for(request) -> float:
    """Little where the test is about patience; else enough for a machine that has much to do."""
    return 1.5 if "stall" in request.node.name else 8.0


class Ledger:
    """The provider's own truth: what was carried out, by idempotency key, and every post that arrived."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(
                "CREATE TABLE IF NOT EXISTS executions (n INTEGER PRIMARY KEY, key TEXT UNIQUE, body TEXT, status TEXT)"
            )
            db.execute("CREATE TABLE IF NOT EXISTS posts (n INTEGER PRIMARY KEY, key TEXT)")

    def _open(self):
        return closing(sqlite3.connect(self._path, timeout=10, isolation_level=None))

    def arrived(self, key: str) -> None:
        with self._open() as db:
            db.execute("INSERT INTO posts (key) VALUES (?)", (key,))

    def carry_out(self, key: str, body: dict, status: str) -> dict | None:
        """The execution under this key; None when the key came before with another body."""
        text = json.dumps(body, sort_keys=True)
        with self._open() as db:
            db.execute("INSERT OR IGNORE INTO executions (key, body, status) VALUES (?, ?, ?)", (key, text, status))
            row = db.execute("SELECT n, body, status FROM executions WHERE key = ?", (key,)).fetchone()
        return _told(row) if row[1] == text else None

    def conclude(self, status: str, before: str = "pending") -> None:
        with self._open() as db:
            db.execute("UPDATE executions SET status = ? WHERE status = ?", (status, before))

    def items(self, request_id: str | None = None) -> list[dict]:
        with self._open() as db:
            told = [_told(row) for row in db.execute("SELECT n, body, status FROM executions ORDER BY n")]
        return [one for one in told if request_id in (None, one["request_id"])]

    def posts(self) -> list[str]:
        with self._open() as db:
            return [row[0] for row in db.execute("SELECT key FROM posts ORDER BY n")]


def _spoilt(fault: Fault | None, said: dict) -> dict:
    """A well-formed answer that says something else than what happened."""
    match fault.kind if fault else "none":
        case "wrong_amount":
            return {**said, "amount": said["amount"] + 1}
        case "endless":
            return {**said, "more": " " * 3_000_000}
        case "wrong_currency":
            return {**said, "currency": "EUR"}
        case "soft":
            return {**said, "status": "failed", "failure": {"code": "later", "message": "", "final": False}}
    return said


def _told(row: tuple) -> dict:
    body = json.loads(row[1])
    return {
        "id": f"ex_{row[0]}",
        "status": row[2],
        "amount": body["amount"],
        "currency": body["currency"],
        "request_id": body["request_id"],
        "order_id": body["order_id"],
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, ledger: Ledger) -> None:
        super().__init__(("127.0.0.1", port), _Answers)
        self.ledger = ledger
        self.faults: deque[Fault] = deque()
        self.orders: dict[str, dict] = {}
        self.asked: list[str] = []
        self.turn = threading.Lock()

    def fault(self, on: str) -> Fault | None:
        with self.turn:
            found = next((fault for fault in self.faults if fault.on == on), None)
            if found:
                self.faults.remove(found)
            return found

    def handle_error(self, request, client_address) -> None:
        """A caller who hung up is what the faults are about."""


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_) -> None:
        pass

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/_faults":
            self.server.faults.extend(Fault(**one) for one in json.loads(raw))
            return self._say(200, {})
        if self.path == "/_orders":
            self.server.orders.update({one["id"]: one for one in json.loads(raw)})
            return self._say(200, {})
        if self.path != "/executions":
            return self._say(404, {})
        if not self._signed(raw.decode()):
            return self._say(401, {})
        return self._execute(json.loads(raw))

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append(parts.path)
        if parts.path.startswith("/orders/"):
            order = self.server.orders.get(unquote(parts.path.removeprefix("/orders/")))
            return self._answer(self.server.fault("orders"), 200 if order else 404, order or {})
        if parts.path != "/executions":
            return self._say(404, {})
        if not self._signed(""):
            return self._say(401, {})
        wanted = parse_qs(parts.query).get("request_id", [None])[0]
        return self._answer(self.server.fault("lookups"), 200, {"items": self.server.ledger.items(wanted)})

    def _execute(self, body: dict) -> None:
        key, ledger, fault = self.headers["Idempotency-Key"], self.server.ledger, self.server.fault("executions")
        ledger.arrived(key)
        if fault and not fault.after and fault.kind in ("status", "cut", "stall", "half_body"):
            return self._answer(fault, 201, {})
        status = {"pending": "pending", "final": "failed"}.get(fault.kind if fault else "", "succeeded")
        done = ledger.carry_out(key, body, status)
        if done is None:
            return self._say(422, {})
        if done["status"] == "failed":
            done["failure"] = {"code": "card_closed", "message": "The card is closed.", "final": True}
        return self._answer(fault, 201, done)

    def _answer(self, fault: Fault | None, code: int, said: dict) -> None:
        match fault.kind if fault else "none":
            case "status":
                return self._say(fault.code, {"error": "as told"})
            case "cut":
                return self._cut()
            case "half_body":
                return self._say(code, said, half=True)
            case "stall":
                time.sleep(fault.seconds)
                return self._cut()
            case "garbage":
                return self._say(code, ["what", float("nan")])
            case _:
                return self._say(code, _spoilt(fault, said))

    def _say(self, code: int, said: object, *, half: bool = False) -> None:
        text = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        if 300 <= code < 400:
            self.send_header("Location", "/_elsewhere")
        if code in (429, 503):
            self.send_header("Retry-After", "7")
        self.end_headers()
        self.wfile.write(text[: len(text) // 2] if half else text)
        if half:
            self._cut()

    def _cut(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def _signed(self, raw: str) -> bool:
        try:
            Webhook(SECRET).verify(raw, dict(self.headers.items()), json_parse=False)
        except WebhookVerificationError:
            return False
        return True


class ProviderDouble:
    """The double in a thread of this process. `run` at the foot of the file serves it in a process of its own."""

    def __init__(self, path: Path, port: int = 0) -> None:
        self.ledger = Ledger(path)
        self._server = _Server(port, self.ledger)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.asked = self._server.asked

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()

    def next(self, *faults: Fault) -> None:
        tell_faults(self.url, *faults)

    def stock(self, *orders: Order) -> None:
        tell_orders(self.url, *orders)


def tell_faults(url: str, *faults: Fault) -> None:
    """The next calls to the double at `url` go wrong like this, in this order."""
    _post(f"{url}/_faults", [asdict(fault) for fault in faults])


def tell_orders(url: str, *orders: Order) -> None:
    """The order system at `url` has these orders."""
    _post(f"{url}/_orders", [asdict(order) for order in orders])


def _post(url: str, said: object) -> None:
    text = json.dumps(said, default=datetime.isoformat).encode()
    with urlopen(Request(url, text, {"Content-Type": "application/json"}), timeout=5) as answer:
        answer.read()


def run() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--ledger", type=Path, required=True)
    chosen = options.parse_args()
    server = _Server(chosen.port, Ledger(chosen.ledger))
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    run()
