"""The situations that a set of conditions can tell apart: one example of each, so that all of them can be asked."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from remit.authority.rules.clauses import Clause, Compared, OneOf
from remit.authority.rules.conditions import holds, parse
from remit.authority.rules.declared import SHARE
from remit.authority.rules.spoken import condition
from remit.domain.policy.questions import Fact, Facts
from remit.domain.remedies import CHANNELS, NEEDS_ORDER, REASONS

MOST = 5_000
"""More combinations than this are not looked at, and it is said that they were not."""
AGE = "order_age_days"


def situations(whens: Iterable[str], remedy: str, brand: str) -> tuple[Facts, ...] | None:
    """An example of every situation in which these conditions hold differently; None if there are too many to try."""
    distinct = sorted(set(whens))
    clauses = {clause for when in distinct for clause in parse(when)}
    tried = list(islice(_combined(clauses, remedy, brand), MOST + 1))
    if len(tried) > MOST:
        return None
    told: dict[tuple[bool | None, ...], Facts] = {}
    for facts in tried:
        told.setdefault(tuple(holds(when, facts) for when in distinct), facts)
    return tuple(told.values())


def brands_in(whens: Iterable[str]) -> set[str]:
    """The brands that conditions speak of."""
    clauses = (clause for when in set(whens) for clause in parse(when))
    return {value for one in clauses if isinstance(one, OneOf) and one.fact == "brand" for value in one.values}


def spoken(facts: Facts, whens: Iterable[str]) -> str:
    """A situation aloud, as far as these conditions ask about it: "for goodwill reasons, by phone"."""
    asked = {clause.fact for when in set(whens) for clause in parse(when)} - {"brand"}
    return condition("; ".join(f"{fact} = {facts[fact]}" for fact in sorted(asked) if fact in facts))


def _combined(clauses: Iterable[Clause], remedy: str, brand: str) -> Iterator[Facts]:
    known = list(clauses)
    reasons = _apart(known, ({"reason": one.code, "basis": one.basis} for one in REASONS.values()))
    known_channels: list[dict[str, Fact]] = [{"channel": one} for one in CHANNELS]
    channels = _apart(known, [*known_channels, {}])
    ages = _apart(known, ({AGE: days} for days in _around(known, AGE)))
    shares = _apart(known, ({SHARE: percent} for percent in _around(known, SHARE)))
    for reason, channel, age, share in product(reasons, channels, ages, shares):
        yield {"brand": brand, **reason, **channel, **age, **share}
    if remedy not in NEEDS_ORDER:
        for reason, channel in product(reasons, channels):
            yield {"brand": brand, **reason, **channel}


def _apart(clauses: Iterable[Clause], candidates: Iterable[dict[str, Fact]]) -> list[dict[str, Fact]]:
    """One candidate of each kind that the clauses tell apart."""
    kinds: dict[tuple[bool | None, ...], dict[str, Fact]] = {}
    for facts in candidates:
        kinds.setdefault(tuple(clause.verdict(facts) for clause in clauses), facts)
    return list(kinds.values())


def _around(clauses: Iterable[Clause], fact: str) -> list[int]:
    """Every bound that a number is compared with, and its neighbours: verdicts change only there."""
    bounds = {clause.bound for clause in clauses if isinstance(clause, Compared) and clause.fact == fact}
    # A share of the order is at least 1 %, because it is rounded up; an age may be 0.
    least = 1 if fact == SHARE else 0
    return sorted({least, *(near for one in bounds for near in (one - 1, one, one + 1) if near >= least)})
