"""Part `fanout`: one event to a thousand and to five thousand sockets, beside others who tell many the same."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median

from bench.process import Server, remit, running
from bench.report import Section, spread
from bench.rivals.sockets.serving import CONTENDERS, REMIT_ITSELF, Contender, missing
from bench.sockets.crowd import Crowd, crowd
from bench.world import World, build

SIZES = tuple(map(int, os.environ.get("SOCKETS", "1000 5000").split()))
TIMES = int(os.environ.get("TIMES", "20"))
BETWEEN_S, LONGEST_S = 0.05, 25.0
FLOOR = "C, epoll (the floor)"
MARK = "presence.changed"


@dataclass
class Told:
    """One contender before one size of crowd: milliseconds to the last, microseconds of CPU each, KiB each."""

    took_ms: list[float] = field(default_factory=list)
    spread_ms: list[float] = field(default_factory=list)
    """From the first who has it to the last."""
    cpu_us: float = 0.0
    kib: float = 0.0
    opened_s: float = 0.0
    opened_ms: float = 0.0
    """Milliseconds of the server's CPU to let one in, while the others are told of it."""


def run(folder: Path) -> Section:
    world = build(folder / "remit", managers=max(SIZES))
    found: dict[tuple[int, str], Told] = {}
    for contender in (REMIT_ITSELF, *CONTENDERS):
        if contender.command is None and contender is not REMIT_ITSELF:
            continue
        for size, told in _measured(contender, world, folder):
            found[size, contender.name] = told
            took = median(told.took_ms) if told.took_ms else float("nan")
            print(f"  {size:>5} {contender.name:<24} {took:8.1f} ms {told.cpu_us:7.1f} µs {told.kib:6.1f} KiB")
    return _section(found)


def _measured(contender: Contender, world: World, folder: Path) -> Iterator[tuple[int, Told]]:
    with ExitStack() as stack:
        server = stack.enter_context(_served(contender, world))
        tokens = world.tokens["manager"] if contender is REMIT_ITSELF else ()
        people = stack.enter_context(crowd(server.port, contender.speech, folder, tokens))
        # What the first few bring along is no socket's own: libraries, caches, the limits.
        people.open(20)
        tells = cycle(contender.tells)
        people.tell(MARK, next(tells))
        server.settle()
        before, already = server.resident(), 20
        for size in SIZES:
            if size > contender.most:
                return
            used = server.cpu()
            told = Told(opened_s=people.open(size - already))
            server.settle()
            told.opened_ms = (server.cpu() - used) * 1e3 / (size - already)
            already = size
            told.kib = (server.resident() - before) / 1024 / (size - 20)
            _fill(told, tells, people, server, size)
            yield size, told


def _fill(told: Told, tells: Iterator[str], people: Crowd, server: Server, size: int) -> None:
    people.tell(MARK, next(tells))
    server.settle()
    used, until = server.cpu(), time.perf_counter() + LONGEST_S
    while len(told.took_ms) < TIMES and time.perf_counter() < until:
        took = people.tell(MARK, next(tells))
        if took is None:
            return
        told.took_ms.append(took[1] * 1e3)
        told.spread_ms.append((took[1] - took[0]) * 1e3)
        time.sleep(BETWEEN_S)
    server.settle()
    told.cpu_us = (server.cpu() - used) / len(told.took_ms) / size * 1e6


@contextmanager
def _served(contender: Contender, world: World) -> Iterator[Server]:
    if contender.command is None:
        with remit(world.environment) as server:
            yield server
        return
    with running(Server(list(contender.command), contender.environment, contender.ready)) as server:
        yield server


def _section(found: dict[tuple[int, str], Told]) -> Section:
    rows = [_row(size, name, told, found) for (size, name), told in sorted(found.items(), key=_by_size)]
    largest = max(SIZES)
    gone = missing()
    said = [
        "Somebody says that they are busy, and every open screen shows it. Timed from that client's message to the",
        "last of all connections having the event, in a C client that is the same for all. For Remit this includes",
        "the session's person, the command, the commit, who may know of it, and a new look at whatever waits, since",
        "somebody is away; the others only send on an event of the same size (about 250 bytes), and check nobody.",
        "From the first who has it to the last is the telling alone, without what comes before it.",
        f"Compression is off everywhere. Up to {TIMES} events each; a contender ends early after {LONGEST_S:.0f} s.",
        "Let in are as many as come back after a cut: 256 at the door at a time, each signed in; CPU is the server's.",
        "Memory is what the server's resident memory grew by, divided by its connections; each of Remit's is somebody",
        "else, signed in, with presence. Buffers of the kernel are not in it.",
        *([f"Not installed, and left out: {', '.join(gone)}; `make rivals` installs them."] if gone else []),
    ]
    return Section(
        part="fanout",
        title="One event to everybody who is connected",
        said=said,
        header=[
            "sockets",
            "who",
            "ms to the last",
            "of the floor",
            "ms from first to last",
            "CPU µs each",
            "KiB each",
            "let in a second",
            "CPU ms to let in",
        ],
        rows=rows,
        picture=[(name, median(told.took_ms)) for (size, name), told in found.items() if size == largest],
        unit=f"ms until {largest:,} have it",
        raw={f"{size} {name}": vars(told) for (size, name), told in found.items()},
    )


def _by_size(one: tuple[tuple[int, str], Told]) -> int:
    return one[0][0]


def _row(size: int, name: str, told: Told, found: dict[tuple[int, str], Told]) -> list[str]:
    if not told.took_ms:
        return [f"{size:,}", name, "not within a minute", "–", "–", "–", f"{told.kib:.1f}", *_let_in(size, told)]
    floor = found.get((size, FLOOR))
    ratio = f"{median(told.took_ms) / median(floor.took_ms):.1f}×" if floor and floor.took_ms else "–"
    took, between = spread(told.took_ms), spread(told.spread_ms)
    return [f"{size:,}", name, took, ratio, between, f"{told.cpu_us:.0f}", f"{told.kib:.1f}", *_let_in(size, told)]


def _let_in(size: int, told: Told) -> list[str]:
    more = size - max([20, *(one for one in SIZES if one < size)])
    return [f"{more / told.opened_s:,.0f}", f"{told.opened_ms:.2f}"]
