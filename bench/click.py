"""Part `click`: an agent asks for more than they may, the card is at the manager; one click, and the agent knows."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from bench.besides import besides
from bench.process import Server, remit
from bench.report import Section, spread
from bench.sockets.crowd import REMIT, Crowd, crowd
from bench.trips import WARM, Trips, drive
from bench.world import World, build
from tests.services import DURABLE, postgres

SIZES = tuple(map(int, os.environ.get("MANAGERS", "0 1000 5000").split()))
ROUNDS, SECONDS, RATE, BESIDES = int(os.environ.get("ROUNDS", "3")), 3.0, 20.0, 200.0
HIGH, LOW = 900_00, 90_00
"""An amount that only the director and duty managers may approve; one that each of the connected managers may."""
LOW_RATE = 2.0
ONE, TWO = "one process, SQLite", "two processes, PostgreSQL"
LEGS = ("agent's POST → manager's card", "manager's click → agent's screen", "the whole trip")


@dataclass(frozen=True)
class Setting:
    """Under what it was measured."""

    servers: str
    managers: int
    besides: float
    amount: int

    @property
    def told(self) -> list[str]:
        """As columns of the table."""
        reach = "one of a few" if self.amount == HIGH else "any of them"
        return [self.servers, f"{self.managers:,}", f"{self.besides:.0f}", reach]


@dataclass
class Floor:
    """Processes, and the people who are connected to them."""

    world: World
    servers: list[Server]
    crowds: list[Crowd]
    connected: int = 0
    orders: Iterator[int] = field(default_factory=lambda: iter(range(0, 25_000, 250)))

    def fill(self, managers: int) -> None:
        """Until so many managers are connected, spread over the processes."""
        more = managers - self.connected
        for one in self.crowds:
            one.open(more // len(self.crowds))
        self.connected = managers
        for server in self.servers:
            server.settle()

    def trips(self, setting: Setting) -> list[list[float]]:
        """One round under this setting."""
        agent, boss = self.world.tokens["agent"][0], self.world.tokens["director"][0]
        rate = RATE if setting.amount == HIGH else LOW_RATE
        plan = Trips(
            agent=(self.servers[0].port, agent),
            boss=(self.servers[-1].port, boss),
            first=next(self.orders),
            count=max(WARM, int(SECONDS * rate)),
            rate=rate,
            amount=setting.amount,
        )
        with besides(self.servers[0].port, setting.besides, self.world.tokens["agent"][1:]):
            return drive(plan)


Found = dict[Setting, list[list[list[float]]]]
"""By setting, for each round, its trips."""


def run(folder: Path) -> Section:
    found: Found = {}
    with _floor(folder / "one", 1) as floor:
        _measure(floor, ONE, (HIGH, LOW), found)
    with postgres(DURABLE) as url, _floor(folder / "two", 2, url) as floor:
        _measure(floor, TWO, (HIGH,), found)
    return _section(found)


@contextmanager
def _floor(folder: Path, processes: int, url: str | None = None) -> Iterator[Floor]:
    world = build(folder, url=url, managers=max(SIZES))
    managers = world.tokens["manager"]
    with ExitStack() as stack:
        servers = [stack.enter_context(remit(world.environment)) for _ in range(processes)]
        crowds = [
            stack.enter_context(crowd(server.port, REMIT, folder, managers[place::processes]))
            for place, server in enumerate(servers)
        ]
        yield Floor(world, servers, crowds)


def _measure(floor: Floor, servers: str, amounts: Sequence[int], found: Found) -> None:
    for managers in SIZES:
        floor.fill(managers)
        settings = [Setting(servers, managers, rate, HIGH) for rate in (0.0, BESIDES)]
        settings += [Setting(servers, managers, 0.0, LOW)] if LOW in amounts and managers else []
        for _ in range(ROUNDS):
            for setting in settings:
                trips = floor.trips(setting)
                found.setdefault(setting, []).append(trips)
                p50, p99 = _cuts([trip[2] for trip in trips])
                print(f"  {', '.join(setting.told)}: p50 {p50:.1f}, p99 {p99:.1f} ms")


def _cuts(took: Sequence[float]) -> tuple[float, float]:
    cut = quantiles(took, n=100, method="inclusive")
    return cut[49] * 1e3, cut[98] * 1e3


def _section(found: Found) -> Section:
    rows = [_row(setting, leg, found[setting]) for setting in found for leg in range(len(LEGS))]
    whole = {setting: median(_cuts([trip[2] for trip in trips])[1] for trips in found[setting]) for setting in found}
    return Section(
        part="click",
        title="One click, and everybody's screen knows",
        said=[
            "Both steps are durable. The driver is a process of its own and open-loop: a trip begins when it is due,",
            f"{RATE:.0f} a second, and is timed from then, so that waiting for a slow one counts. The managers besides",
            "are accounts of their own, each signed in with presence on a live connection that answers; in the two",
            "processes they are spread, the agent is on the one and the approver on the other. Other requests are",
            "refunds within the limit, from other agents, durable, open-loop as well. Where only a few may decide,",
            "the managers have no say and hear nothing of it; where any of them may, every one of them is told of",
            f"every step ({LOW_RATE:.0f} trips a second there), after those whom it concerns.",
            f"{ROUNDS} rounds of {SECONDS:g} s each; in brackets the lowest and highest of the rounds.",
        ],
        header=["Remit", "managers", "other requests/s", "who may decide", "from … to", "p50 ms", "p99 ms"],
        rows=rows,
        picture=[(f"{', '.join(setting.told[:3])}/s", p99) for setting, p99 in whole.items() if setting.amount == HIGH],
        unit="p99 of the whole trip, ms",
        raw={", ".join(setting.told): trips for setting, trips in found.items()},
    )


def _row(setting: Setting, leg: int, rounds: list[list[list[float]]]) -> list[str]:
    cuts = [_cuts([trip[leg] for trip in trips]) for trips in rounds]
    p50, p99 = (spread([one[place] for one in cuts], 1) for place in (0, 1))
    return [*setting.told, LEGS[leg], p50, p99]
