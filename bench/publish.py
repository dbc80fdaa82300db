"""Part `publish`: two processes over one PostgreSQL, asked without pause, while limits are published in one of them."""

import json
import threading
import time
from contextlib import ExitStack
from heapq import nlargest
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles

from bench.process import Server, remit
from bench.report import Section, spread
from bench.shelf import SHELF
from bench.world import World, build
from tests.services import DURABLE, postgres

TIMES, APART_S, AROUND_S = 20, 0.75, 0.25
SLOW_MS = 50
HERE, THERE = "published here", "followed there"
API = "/api/v1"


def run(folder: Path) -> Section:
    with ExitStack() as stack:
        url = stack.enter_context(postgres(DURABLE))
        world = build(folder / "remit", url=url)
        pair = [stack.enter_context(remit(world.environment)) for _ in range(2)]
        published, quiet, asked = _published(pair, world)
    live = {name: [_followed(at, version, asked[name]) for at, version in published] for name in asked}
    rows = [[name, *_times(published, quiet, asked[name]), spread([one * 1e3 for one in live[name]])] for name in asked]
    return Section(
        part="publish",
        title="Limits are published under load",
        said=[
            f"{TIMES} publications, {2 * APART_S} s apart, of one changed limit each; meanwhile a client at each",
            "process asks what would happen (`/requests/check`) without pause. Near a publication means sent within",
            f"{AROUND_S * 1e3:.0f} ms of it. Half-way between two of them nothing is published: as many windows there,",
            f"each as long, say what the machine is slow at by itself. Slow is over {SLOW_MS} ms. Followed is the time",
            "from the publisher's answer to the first answer by the new version; nothing that decides waits for that:",
            "its transaction reads the version itself.",
        ],
        header=[
            "process",
            "p50 ms",
            "p99 ms",
            "longest ms near a publication",
            "longest ms half-way between",
            "slow near a publication",
            "slow half-way between",
            "new limits after ms",
        ],
        rows=rows,
        picture=[(name, median(live[name]) * 1e3) for name in live],
        unit="ms until the new limits answer",
        raw={"followed": live, "slowest": {name: _slowest(published, quiet, asked[name]) for name in asked}},
    )


Asked = list[tuple[float, float, int]]
"""When a question was sent, how long it took, and the version that answered it."""


Published = list[tuple[float, int]]
"""When each publication was answered, and which version it made."""


def _published(pair: list[Server], world: World) -> tuple[Published, list[float], dict[str, Asked]]:
    """The publications, the moments half-way between them, and what was asked meanwhile."""
    asked: dict[str, Asked] = {HERE: [], THERE: []}
    end = threading.Event()
    loads = [
        threading.Thread(target=_ask, args=(server, world.tokens["agent"][place], asked[name], end))
        for place, (server, name) in enumerate(zip(pair, asked, strict=True))
    ]
    for one in loads:
        one.start()
    published: Published = []
    quiet: list[float] = []
    for number in range(TIMES):
        time.sleep(APART_S)
        quiet.append(time.perf_counter())
        time.sleep(APART_S)
        version = _publish(pair[0], world.tokens["ops"][0], 4_900 - number)
        published.append((time.perf_counter(), version))
    time.sleep(APART_S)
    end.set()
    for one in loads:
        one.join()
    return published, quiet, asked


def _ask(server: Server, token: str, asked: Asked, end: threading.Event) -> None:
    line = HTTPConnection("127.0.0.1", server.port)
    said = {"remedy": "refund", "amount": 1_000, "currency": "USD", "reason": "DAMAGED_DEFECTIVE"}
    body = json.dumps({**said, "order_id": SHELF.format(1)})
    while not end.is_set():
        sent = time.perf_counter()
        answer = _said(line, "POST", "/requests/check", token, body)
        asked.append((sent, time.perf_counter() - sent, answer["decision"]["policy_version"]))


def _publish(server: Server, token: str, amount: int) -> int:
    line = HTTPConnection("127.0.0.1", server.port)
    base = _said(line, "GET", "/policy", token)
    limit = next(one for one in base["limits"] if _is_refund(one))
    begun = {"name": "lower", "base_version": base["version"]}
    draft = _said(line, "POST", "/policy/drafts", token, json.dumps(begun))
    names = ("subject", "remedy", "currency", "brand", "mode", "kind", "when", "guideline")
    change = {"change": "set_limit", **{name: limit[name] for name in names}, "amount": amount}
    path = f"/policy/drafts/{draft['id']}"
    _said(line, "PATCH", path, token, json.dumps({"revision": draft["revision"], "changes": [change]}))
    return _said(line, "POST", f"{path}/publish", token, json.dumps({"note": "lower"}))["version"]


def _is_refund(limit: dict) -> bool:
    found = (limit["subject"], limit["remedy"], limit["mode"])
    return found == ("tier:agent", "refund", "auto") and "entitlement" in str(limit["when"])


def _said(line: HTTPConnection, method: str, path: str, token: str, body: str | None = None) -> dict:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request(method, API + path, body, headers)
    answer = line.getresponse()
    text = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
    return json.loads(text)


def _followed(at: float, version: int, asked: Asked) -> float:
    return next(max(0.0, sent + took - at) for sent, took, by in asked if by >= version)


def _near(published: Published, quiet: list[float], asked: Asked) -> dict[str, list[float]]:
    """What took how many ms in the windows around publications, and in as many around moments without any."""
    moments = {"near": [at for at, _ in published], "between": quiet}
    return {
        which: [took * 1e3 for sent, took, _ in asked if any(abs(sent - at) < AROUND_S for at in around)]
        for which, around in moments.items()
    }


def _slowest(published: Published, quiet: list[float], asked: Asked) -> dict[str, list[float]]:
    return {which: nlargest(10, took) for which, took in _near(published, quiet, asked).items()}


def _times(published: Published, quiet: list[float], asked: Asked) -> list[str]:
    near, between = _near(published, quiet, asked).values()
    cut = quantiles([took * 1e3 for _, took, _ in asked], n=100)
    slow = [f"{sum(one > SLOW_MS for one in those):,} of {len(those):,}" for those in (near, between)]
    return [f"{cut[49]:.1f}", f"{cut[98]:.1f}", f"{max(near):.0f}", f"{max(between):.0f}", *slow]
