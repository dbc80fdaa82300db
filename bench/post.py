"""Part `post`: POST /requests within the limit, durable, beside two echoes and the same job done the obvious way."""

import os
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from bench.load import Plan, load
from bench.process import Server, remit, rival
from bench.report import Section, spread
from bench.world import World, build

CALLERS = (1, 16, 64)
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "3"))
NAMES = {
    "bare": "bare ASGI echo",
    "echo": "FastAPI + pydantic echo (the floor)",
    "obvious": "the obvious way (ORM session each)",
    "remit": "Remit, durable, carried out as well",
}


@dataclass(frozen=True)
class Contender:
    """Somebody who answers, and in whose names to ask."""

    server: Server
    tokens: list[str]


@dataclass(frozen=True)
class Heat:
    """One contender under one load: answers a second, milliseconds, and microseconds of CPU for each answer."""

    rate: float
    p50: float
    p99: float
    cpu: float


def run(folder: Path) -> Section:
    ours, theirs = build(folder / "remit"), build(folder / "obvious", obvious=True)
    with ExitStack() as stack:
        contenders = {
            "bare": Contender(stack.enter_context(rival("bare", {})), ["-"]),
            "echo": Contender(stack.enter_context(rival("echo", {})), ["-"]),
            "obvious": _signed_in(stack.enter_context(rival("obvious", theirs.environment)), theirs),
            "remit": _signed_in(stack.enter_context(remit(ours.environment)), ours),
        }
        for contender in contenders.values():
            _heat(contender, 64, 1.0)
        return _section(*_rounds(contenders, folder))


def _signed_in(server: Server, world: World) -> Contender:
    return Contender(server, world.tokens["agent"])


def _rounds(contenders: dict[str, Contender], folder: Path) -> tuple[dict[tuple[int, str], list[Heat]], list[float]]:
    heats: dict[tuple[int, str], list[Heat]] = defaultdict(list)
    syncs = []
    for number in range(ROUNDS):
        syncs.append(_syncs(folder))
        for callers in CALLERS:
            for name, contender in contenders.items():
                heats[callers, name].append(_heat(contender, callers, SECONDS))
                print(f"  round {number + 1}, {callers:>2} callers, {name:<8} {heats[callers, name][-1].rate:>9,.0f}/s")
    return heats, syncs


def _heat(contender: Contender, callers: int, seconds: float) -> Heat:
    server = contender.server
    before = server.cpu()
    got = load(Plan(server.port, callers, seconds, contender.tokens))
    server.settle()
    if set(got["statuses"]) != {"201"}:
        raise RuntimeError(f"not everything was answered with 201: {got}")
    return Heat(got["rate"], got["p50_ms"], got["p99_ms"], (server.cpu() - before) / got["count"] * 1e6)


def _syncs(folder: Path, seconds: float = 0.5) -> float:
    """How often a second this disk makes a small write durable."""
    count, until = 0, time.perf_counter() + seconds
    with (folder / "probe").open("wb", buffering=0) as probe:
        while time.perf_counter() < until:
            probe.write(b"x" * 4096)
            os.fdatasync(probe.fileno())
            count += 1
    return count / seconds


def _section(heats: dict[tuple[int, str], list[Heat]], syncs: list[float]) -> Section:
    rows = [_row(callers, name, heats) for callers in CALLERS for name in NAMES]
    raw = {f"{callers} {name}": [asdict(one) for one in found] for (callers, name), found in heats.items()}
    said = [
        "A refund within the limit: session, strict JSON, order, hold, decision by Casbin, request, events and",
        "idempotency key in one transaction with `synchronous=FULL`; the answer leaves after the commit. Remit's CPU",
        "includes carrying each refund out at the built-in provider, and is counted until all of them are settled. The",
        "obvious way is a `def` route with one SQLModel session and one commit per request; it decides by the same",
        f"engine and carries nothing out. The disk made {spread(syncs)} small writes durable a second.",
        f"The load comes from a process of its own, {ROUNDS} rounds of {SECONDS:g} s, keys and bodies all different.",
        "It is closed-loop, so that p99 is rather told too low than too high.",
    ]
    return Section(
        part="post",
        title="POST /requests, within the limit",
        said=said,
        header=["callers", "who", "answers/s", "of the echo", "p50 ms", "p99 ms", "CPU µs each"],
        rows=rows,
        picture=[(NAMES[name], median(one.rate for one in heats[64, name])) for name in NAMES],
        unit="answers a second, 64 callers",
        raw={"syncs": syncs, "heats": raw},
    )


def _row(callers: int, name: str, heats: dict[tuple[int, str], list[Heat]]) -> list[str]:
    found, floor = heats[callers, name], heats[callers, "echo"]
    ratios = [one.rate / base.rate for one, base in zip(found, floor, strict=True)]
    p50, p99 = (median(getattr(one, cut) for one in found) for cut in ("p50", "p99"))
    share = spread([ratio * 100 for ratio in ratios]) + " %"
    cpu = spread([one.cpu for one in found])
    return [str(callers), NAMES[name], spread([one.rate for one in found]), share, f"{p50:.1f}", f"{p99:.1f}", cpu]
