"""A Shopify shop's Admin API on loopback, with a durable ledger of its own and faults on demand."""

import json
import socket
import sqlite3
import threading
import time
from collections import deque
from contextlib import closing
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from tests.connectors.provider_double import Fault

TOKEN = "shpat_of_the_double"
TABLES = """
CREATE TABLE IF NOT EXISTS payments (id INTEGER PRIMARY KEY, order_id TEXT, amount TEXT, currency TEXT);
CREATE TABLE IF NOT EXISTS refunds (id INTEGER PRIMARY KEY, order_id TEXT, key TEXT UNIQUE, asked TEXT, status TEXT);
"""
ERRORS = {
    "throttled": ("Throttled", "THROTTLED"),
    "denied": ("Access denied for refundCreate field.", "ACCESS_DENIED"),
    "internal": ("Internal error.", "INTERNAL_SERVER_ERROR"),
}
USER_ERRORS = {
    "final": "This order cannot be refunded.",
    "in_progress": "This request is currently in progress, please try again.",
    "silent": "",
}


class Ledger:
    """The shop's own truth: what was paid, and what went back."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self.open() as db:
            db.executescript(TABLES)

    def open(self):
        return closing(sqlite3.connect(self._path, timeout=10, isolation_level=None))

    def pay(self, order_id: str, amount: str, currency: str) -> None:
        with self.open() as db:
            db.execute(
                "INSERT INTO payments (order_id, amount, currency) VALUES (?, ?, ?)", (order_id, amount, currency)
            )

    def order(self, gid: str) -> dict | None:
        with self.open() as db:
            paid = db.execute("SELECT id, amount, currency FROM payments WHERE order_id = ?", (gid,)).fetchall()
        if not paid:
            return None
        refunds = self.refunds(gid)
        back = [part for refund in refunds for part in refund["transactions"]["nodes"]]
        sales = [
            _transaction(f"sale{number}", "SALE", "SUCCESS", None, (amount, money)) for number, amount, money in paid
        ]
        return {"id": gid, "transactions": [*sales, *back], "refunds": refunds}

    def page(self, after: str | None, size: int = 2) -> dict:
        """Orders by name, a few at a time; the cursor is the last name."""
        with self.open() as db:
            found = db.execute(
                "SELECT DISTINCT order_id FROM payments WHERE order_id > ? ORDER BY order_id LIMIT ?",
                (after or "", size + 1),
            ).fetchall()
        names = [name for (name,) in found]
        info = {"hasNextPage": len(names) > size, "endCursor": names[:size][-1] if names else None}
        return {"pageInfo": info, "nodes": [{"id": one, "refunds": self.refunds(one)} for one in names[:size]]}

    def refunds(self, gid: str) -> list[dict]:
        with self.open() as db:
            found = db.execute(
                "SELECT id, asked, status FROM refunds WHERE order_id = ? ORDER BY id", (gid,)
            ).fetchall()
        return [_refund(*row) for row in found]

    def refund(self, key: str | None, asked: dict, status: str = "SUCCESS") -> dict | str:
        """The refund under this key, or what is wrong."""
        text = json.dumps(asked, sort_keys=True)
        with self.open() as db:
            earlier = key and db.execute("SELECT id, asked, status FROM refunds WHERE key = ?", (key,)).fetchone()
            if earlier:
                same = earlier[1] == text
                return _refund(*earlier) if same else "The idempotency key came before with different parameters."
            if self._too_much(asked):
                return "Refund amount exceeds what was paid."
            row = (asked["orderId"], key, text, status)
            made = db.execute("INSERT INTO refunds (order_id, key, asked, status) VALUES (?, ?, ?, ?)", row)
            return _refund(made.lastrowid, text, status)

    def conclude(self, status: str) -> None:
        with self.open() as db:
            db.execute("UPDATE refunds SET status = ? WHERE status = 'PENDING'", (status,))

    def _too_much(self, asked: dict) -> bool:
        moves = (self.order(asked["orderId"]) or {"transactions": []})["transactions"]
        sums = {"SALE": Decimal(0), "REFUND": Decimal(0)}
        for move in moves:
            sums[move["kind"]] += Decimal(move["amountSet"]["presentmentMoney"]["amount"])
        return sums["REFUND"] + sum(Decimal(part["amount"]) for part in asked["transactions"]) > sums["SALE"]


def _transaction(name: str, kind: str, status: str, parent: str | None, money: tuple[str, str]) -> dict:
    return {
        "id": f"gid://shopify/OrderTransaction/{name}",
        "kind": kind,
        "status": status,
        "gateway": "shopify_payments",
        "parentTransaction": parent and {"id": parent},
        "amountSet": {"presentmentMoney": {"amount": money[0], "currencyCode": money[1]}},
    }


def _refund(number: int, asked: str, status: str) -> dict:
    told = json.loads(asked)
    nodes = [
        _transaction(f"back{number}-{place}", "REFUND", status, part["parentId"], (part["amount"], told["currency"]))
        for place, part in enumerate(told["transactions"])
    ]
    return {"id": f"gid://shopify/Refund/{number}", "note": told.get("note"), "transactions": {"nodes": nodes}}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.ledger = ledger
        self.faults: deque[Fault] = deque()
        self.keys: list[str] = []

    def fault(self, on: str) -> Fault | None:
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
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["X-Shopify-Access-Token"] != TOKEN:
            return self._say(401, {"errors": "[API] Invalid API key or access token"})
        if not self.path.startswith("/admin/api/20"):
            return self._say(404, {})
        if "RemitShop" in said["query"]:
            return self._say(200, {"data": {"shop": {"name": "Acme"}}})
        if "RemitOrders" in said["query"]:
            page = self.server.ledger.page(said["variables"]["after"])
            return self._answer(self.server.fault("lists"), {"data": {"orders": page}})
        if "RemitOrder" in said["query"]:
            order = self.server.ledger.order(said["variables"]["id"])
            return self._answer(self.server.fault("lookups"), {"data": {"order": order}})
        assert "@idempotent(key: $key)" in said["query"]
        return self._refund(**said["variables"])

    def _refund(self, input: dict, key: str) -> None:  # noqa: A002 - the variable's name
        fault = self.server.fault("executions")
        self.server.keys.append(key)
        if fault and not fault.after:
            return self._answer(fault, _created(USER_ERRORS.get(fault.kind, "")))
        made = self.server.ledger.refund(key, input, "PENDING" if fault and fault.kind == "pending" else "SUCCESS")
        return self._answer(fault, _created(made))

    def _answer(self, fault: Fault | None, said: dict) -> None:
        match fault.kind if fault else "none":
            case "status":
                return self._say(fault.code, {"errors": "as told"})
            case "cut" | "stall":
                time.sleep(fault.seconds if fault.kind == "stall" else 0)
                return self._cut()
            case "half_body":
                return self._say(200, said, half=True)
            case kind if kind in ERRORS:
                message, code = ERRORS[kind]
                return self._say(200, {"errors": [{"message": message, "extensions": {"code": code}}]})
            case kind:
                return self._say(200, _spoilt(kind, said))

    def _say(self, code: int, said: object, *, half: bool = False) -> None:
        text = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        if code == 429:
            self.send_header("Retry-After", "2.0")
        self.end_headers()
        self.wfile.write(text[: len(text) // 2] if half else text)
        if half:
            self._cut()

    def _cut(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)


def _created(made: dict | str) -> dict:
    errors = [{"field": None, "message": made}] if isinstance(made, str) and made else []
    return {"data": {"refundCreate": {"refund": made if isinstance(made, dict) else None, "userErrors": errors}}}


def _spoilt(kind: str, said: dict) -> object:
    """A well-formed answer that says something else than what happened."""
    if kind == "garbage":
        return ["what"]
    if kind not in ("wrong_amount", "wrong_currency"):
        return said
    money = said["data"]["refundCreate"]["refund"]["transactions"]["nodes"][0]["amountSet"]["presentmentMoney"]
    money.update({"amount": "0.01"} if kind == "wrong_amount" else {"currencyCode": "EUR"})
    return said


class ShopifyDouble:
    """The double in a thread of this process; what it knows is in the file."""

    def __init__(self, path: Path) -> None:
        self.ledger = Ledger(path)
        self._server = _Server(self.ledger)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.keys = self._server.keys

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()

    def next(self, *faults: Fault) -> None:
        self._server.faults.extend(faults)
