"""Part `large`: 100,000 rules and 50,000 people, and how long the server takes for what each screen asks."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from bench.process import Server, remit
from bench.report import Section
from bench.rivals.rulebooks import A_BRAND, rulebook
from bench.shelf import SHELF
from bench.world import World, build
from remit import clock
from remit.authority.rules.rule import Rule
from remit.desk.ledger import limits
from remit.domain.people import Person
from remit.store import heads, people, policies
from remit.store.database.session import Connection, connect
from remit.store.policies import Version

RULES, BRANDS, PEOPLE, TIMES = 100_000, 50, 50_000, 20
API = "/api/v1"
Body = Callable[[], str] | None


def run(folder: Path) -> Section:
    world = build(folder / "remit")
    asyncio.run(_grown(world))
    with remit(world.environment) as server:
        rows = _asked(server, world)
    return Section(
        part="large",
        title="100,000 rules, 50,000 people",
        said=[
            f"One process on SQLite, the demo's organisation grown to {PEOPLE:,} people and {RULES:,} rules more. Each",
            f"call {TIMES} times in turn, wall-clock at a client on the same machine; the first apart, as it may",
            "find nothing prepared. So many rules are told page by page only, or as a sheet.",
        ],
        header=["what is asked", "first ms", "p50 ms", "longest ms", "CPU ms", "KiB"],
        rows=rows,
        raw={"started_s": server.ready_after},
    )


async def _grown(world: World) -> None:
    database = connect(world.url)
    await database.write(_grow)
    await database.close()


def _grow(connection: Connection) -> None:
    authority = limits.load(connection)
    head = heads.read(connection)
    crowd = [_person(number) for number in range(PEOPLE)]
    people.add(connection, crowd, {}, revision=head.people_revision + 1, at=head.now)
    rules = _rules()
    number = authority.version + 1
    grown = authority.with_rules(number, rules)
    last = policies.version(connection, authority.version)
    assert last is not None
    made: Version = replace(last, number=number, hash=grown.hash, published_at=clock.now(), note="A hundred thousand.")
    policies.publish(connection, made, rules, ())
    heads.move(connection, replace(head, policy_version=number, people_revision=head.people_revision + 1))


def _rules() -> list[Rule]:
    """Every tier and remedy for each of fifty brands, and the rest for single people: two exceptions for each."""
    tiers = rulebook(BRANDS * A_BRAND, people=1).rules.values()
    return [*tiers, *(_exception(number) for number in range(RULES - len(tiers)))]


def _exception(number: int) -> Rule:
    remedy = ("refund", "goodwill_credit")[number % 2]
    subject, rid = f"user:usr_x{number // 2:05}", f"L-x{number:06}"
    kind = "grant" if number % 3 else "cap"
    about = {"remedy": remedy, "currency": "USD", "brand": "acme", "mode": "auto"}
    return Rule(rid=rid, subject=subject, kind=kind, amount=10_00 + number % 400, **about)


def _person(number: int) -> Person:
    tiers = ("trainee", "agent", "agent", "agent", "agent", "agent", "senior", "senior", "lead", "duty_manager")
    tier = tiers[number % len(tiers)]
    roles = frozenset({"agent", "approver"} if tier in ("lead", "duty_manager") else {"agent"})
    team = ("north", "south", "west")[number % 3]
    return Person(f"usr_x{number:05}", f"Person {number}", f"p{number}@example.test", roles, tier, team)


def _asked(server: Server, world: World) -> list[list[str]]:
    line = HTTPConnection("127.0.0.1", server.port)
    ops, agent, lead = (world.tokens[name][0] for name in ("ops", "agent", "lead"))
    base = _said(line, "GET", "/policy?limit=1", ops)
    number = json.loads(base)["version"]
    draft = json.loads(_said(line, "POST", "/policy/drafts", ops, _text(name="x", base_version=number)))
    path, revision = f"/policy/drafts/{draft['id']}", iter(range(draft["revision"], 10_000))
    refund = {"remedy": "refund", "currency": "USD", "brand": "b7", "mode": "auto", "kind": "grant", "when": None}

    def edited() -> str:
        change = {"change": "set_limit", "subject": "tier:agent", **refund, "amount": 5_000 + (now := next(revision))}
        return _text(revision=now, changes=[change])

    case = {
        "remedy": "refund",
        "amount": 30_000,
        "currency": "USD",
        "reason": "LATE_DELIVERY",
        "order_id": SHELF.format(3),
    }
    calls: list[tuple[str, str, str, str, Body]] = [
        ("Ask: what would happen", "POST", "/requests/check", agent, lambda: _text(**case)),
        ("Ask: my authority", "GET", "/me/authority", agent, None),
        ("Inbox: what waits for me", "GET", "/approvals", lead, None),
        ("Limits: the outline", "GET", "/policy/outline", ops, None),
        ("Limits: a page of the grid", "GET", "/policy/limits?brand=b7&currency=USD", ops, None),
        ("Limits: search", "GET", "/policy/limits?q=refund", ops, None),
        ("Limits: versions", "GET", "/policy/versions", ops, None),
        ("Limits: what a version changed", "GET", f"/policy/versions/{number - 1}/diff", ops, None),
        ("Draft: an edit", "PATCH", path, ops, edited),
        ("Draft: what changes", "GET", f"{path}/diff", ops, None),
        ("Draft: who gains, who loses", "GET", f"{path}/effects", ops, None),
        ("Draft: tests", "GET", f"{path}/tests", ops, None),
        (
            "Who can approve this?",
            "GET",
            "/policy/who-can?remedy=refund&amount=30000&currency=USD&brand=b7&reason=LATE_DELIVERY",
            ops,
            None,
        ),
        ("Coverage", "GET", "/policy/coverage", ops, None),
        ("People: a page", "GET", "/people?limit=100", ops, None),
        ("People: search", "GET", "/people?q=person%20499", ops, None),
        ("People: how many", "GET", "/people/count", ops, None),
        ("People: one, and what they may", "GET", "/people/usr_x00042/authority", ops, None),
        ("People: another team", "PATCH", "/people/usr_x00041", ops, _moved(line, ops)),
        ("The policy, a page of 1,000", "GET", "/policy?limit=1000", ops, None),
        ("Draft: lints", "GET", f"{path}/lint", ops, None),
    ]
    return [_row(server, line, name, (method, path, token), body) for name, method, path, token, body in calls]


def _row(server: Server, line: HTTPConnection, name: str, asked: tuple[str, str, str], body: Body) -> list[str]:
    method, path, token = asked
    took, used, size = [], [], 0
    for _ in range(TIMES):
        text = body() if body else None
        sent, before = time.perf_counter(), server.cpu()
        size = len(_said(line, method, path, token, text))
        took.append((time.perf_counter() - sent) * 1e3)
        used.append((server.cpu() - before) * 1e3)
    later = sorted(took[1:])
    row = [
        name,
        f"{took[0]:,.0f}",
        f"{median(later):,.1f}",
        f"{later[-1]:,.0f}",
        f"{sum(used) / TIMES:,.0f}",
        f"{size / 1024:,.0f}",
    ]
    print("  " + " · ".join(row), flush=True)
    return row


def _moved(line: HTTPConnection, token: str) -> Callable[[], str]:
    def body() -> str:
        one = json.loads(_said(line, "GET", "/people/usr_x00041", token))
        return _text(version=one["version"], team="west" if one["team"] == "north" else "north")

    return body


def _text(**body: object) -> str:
    return json.dumps(body)


def _said(line: HTTPConnection, method: str, path: str, token: str, body: str | None = None) -> bytes:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request(method, API + path, body, headers)
    answer = line.getresponse()
    text = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
    return text
