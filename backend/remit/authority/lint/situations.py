"""The situations that a set of conditions can tell apart: one example of each, so that all of them can be asked."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product
from math import prod

from remit.authority.rules.clauses import Among, Clause, Compared, OneOf
from remit.authority.rules.conditions import holds, parse
from remit.authority.rules.declared import CERTIFICATE, CHOICE, EVERY, MOMENT, NOW, NUMBER, SET, SHARE
from remit.authority.rules.reasons import USUAL
from remit.authority.rules.spoken import condition
from remit.domain.catalogue import Catalogue
from remit.domain.policy.questions import Fact, Facts
from remit.domain.remedies import NEEDS_ORDER

MOST = 5_000
"""More combinations than this are not looked at, and it is said that they were not."""
OF_ORDERS = frozenset({"order_age_days", "product_category", SHARE})
"""Facts that are known only where there is an order."""
ALWAYS = frozenset({CERTIFICATE, NOW, "hour", "weekday", *OF_ORDERS})
"""Facts that are known wherever they can be; any other may be missing."""
_MOST_OF_SETS = 10
_IS = {CHOICE: "=", NUMBER: "=", SET: "has", MOMENT: ">="}


def situations(whens: Iterable[str], remedy: str, brand: str, catalogue: Catalogue = USUAL) -> tuple[Facts, ...] | None:
    """An example of every situation in which these conditions hold differently; None if there are too many to try."""
    distinct = sorted(set(whens))
    clauses = {clause for when in distinct for clause in parse(when)}
    if len({(one.fact, value) for one in clauses if isinstance(one, Among) for value in one.values}) > _MOST_OF_SETS:
        return None
    ways = list(_ways(clauses, remedy, catalogue))
    if sum(prod(map(len, kinds)) for kinds in ways) > MOST:
        return None
    told: dict[tuple[bool | None, ...], Facts] = {}
    for facts in chain.from_iterable(_product(brand, kinds) for kinds in ways):
        told.setdefault(tuple(holds(when, facts) for when in distinct), facts)
    return tuple(told.values())


def brands_in(whens: Iterable[str]) -> set[str]:
    """The brands that conditions speak of."""
    clauses = (clause for when in set(whens) for clause in parse(when))
    return {value for one in clauses if isinstance(one, OneOf) and one.fact == "brand" for value in one.values}


def spoken(facts: Facts, whens: Iterable[str], names: Mapping[str, str]) -> str:
    """A situation aloud, as far as these conditions ask about it: "for goodwill reasons, by phone"."""
    asked = {clause.fact for when in set(whens) for clause in parse(when)} - {"brand"}
    told = {fact: facts[fact] for fact in sorted(asked) if facts.get(fact) not in (None, "")}
    return condition("; ".join(f"{fact} {_IS[EVERY[fact].kind]} {value}" for fact, value in told.items()), names)


def reasons(catalogue: Catalogue) -> tuple[dict[str, Fact], ...]:
    """Every reason, as the facts that follow from it."""
    return tuple({"reason": one.code, "basis": one.basis} for one in catalogue.every_reason())


def _ways(clauses: Iterable[Clause], remedy: str, catalogue: Catalogue) -> Iterator[list[list[dict[str, Fact]]]]:
    """The kinds of every fact that have to be combined: with an order, and without one where that can be."""
    known = list(clauses)
    facts = sorted({clause.fact for clause in known} - {"reason", "basis", "brand"})
    why = _apart(known, reasons(catalogue))
    told = {fact: _apart(known, _candidates(known, fact)) for fact in facts}
    yield [why, *told.values()]
    if remedy not in NEEDS_ORDER and OF_ORDERS & told.keys():
        yield [why, *(kinds for fact, kinds in told.items() if fact not in OF_ORDERS)]


def _product(brand: str, kinds: list[list[dict[str, Fact]]]) -> Iterator[Facts]:
    for parts in product(*kinds):
        yield {"brand": brand, **{name: value for part in parts for name, value in part.items()}}


def _candidates(clauses: list[Clause], fact: str) -> Iterator[dict[str, Fact]]:
    """Values of a fact, one at least for every way in which the clauses can tell them apart."""
    yield from ({fact: value} for value in values(clauses, fact))
    if fact not in ALWAYS:
        yield {}


def values(clauses: list[Clause], fact: str) -> Iterable[Fact]:
    """Values of a fact that is known, one at least for every way in which the clauses can tell them apart."""
    kind = EVERY[fact].kind
    spoken_of = sorted({value for one in clauses if one.fact == fact for value in one.values})
    if kind == NUMBER:
        return _around(clauses, fact)
    if kind == SET:
        return ("|".join(some) for some in _subsets([*spoken_of, "another"]))
    if kind == MOMENT:
        return ("0001-01-01T00:00:00Z", *spoken_of)
    return EVERY[fact].values or (*spoken_of, "another")


def _subsets(values: list[str]) -> Iterable[tuple[str, ...]]:
    return chain.from_iterable(combinations(values, size) for size in range(len(values) + 1))


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
    least, most = 1 if fact == SHARE else 0, EVERY[fact].largest
    return sorted({least, *(near for one in bounds for near in (one - 1, one, one + 1) if least <= near <= most)})
