"""What is planned for many lives: where each of them dies, and into which weather it is born."""

from collections.abc import Callable
from itertools import cycle, islice
from random import Random

from tests.faults import tracer
from tests.faults.life import Life
from tests.faults.steps import STEPS

Plan = Callable[[int, Random], list[Life]]
_HOUR, _DAY = 3_600, 86_400
_AHEAD_S = (0, _HOUR, -_HOUR, _DAY, -_DAY, 25 * _HOUR)
_CALLS = {
    "sqlite": (("pwrite64", 600), ("fdatasync", 16), ("write,writev,sendto,sendmsg", 80)),
    "postgresql": (("write,writev,sendto,sendmsg", 500), ("read,readv,recvfrom,recvmsg", 500)),
}
"""The system calls by which each kind stores and everybody answers, and how many a life surely makes."""


def at_steps(number: int, dice: Random) -> list[Life]:
    """Each step in turn, at one of its first passes."""
    return [Life(step=step, nth=dice.randint(1, 4)) for step in islice(cycle(STEPS), number)]


def at_calls(kind: str) -> Plan:
    """At some system call, wherever that may be."""

    def plan(number: int, dice: Random) -> list[Life]:
        chosen = islice(cycle(_CALLS[kind]), number)
        return [Life(call=calls, nth=dice.randint(1, most)) for calls, most in chosen]

    return plan


def with_jumps(number: int, dice: Random) -> list[Life]:
    """At the steps, each life under a clock of its own, an hour or a day before or behind the last."""
    return [Life(step=life.step, nth=1, ahead_s=dice.choice(_AHEAD_S)) for life in at_steps(number, dice)]


def on_a_full_disk(number: int, dice: Random) -> list[Life]:
    """No life ends by itself: it says that it can store nothing, and is ended."""
    return [Life(room=dice.randint(0, 60_000)) for _ in range(number)]


def plans(kind: str, number: int) -> dict[str, tuple[Plan, int]]:
    """By name, what so many lives on this kind of database are for."""
    traced, jumping, full = number // 5, number // 10, number // 20 if kind == "sqlite" else 0
    named = max(len(STEPS), number - traced - jumping - full)
    calls = "kill -9 at the nth system call", at_calls(kind)
    if not tracer.usable():
        calls = "kill -9 at a named step, as there is no strace here", at_steps
    every = {
        "kill -9 at a named step": (at_steps, named),
        calls[0]: (calls[1], traced),
        "kill -9 while clocks jump by hours and days": (with_jumps, jumping),
        "kill -9 on a full disk": (on_a_full_disk, full),
    }
    return {what: plan for what, plan in every.items() if plan[1]}
