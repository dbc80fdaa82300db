"""How far authority reaches: the amounts at which an answer can change, the highest first."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from remit.authority.engine.index import Row, bound, rule_id, within
from remit.authority.engine.judge import judge
from remit.authority.engine.members import Standing
from remit.authority.rules.conditions import facts_in, share_bounds
from remit.authority.rules.declared import SHARE
from remit.authority.rules.rule import ALLOW
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.questions import Fact, Facts, Question, Reach, at_amount

_CAPTURED = "order_captured"
_Known = tuple[tuple[str, Fact, type], ...]
"""Facts that matter, with their types: True and 1 are equal, but not to a condition."""


def follows_from(rows: Sequence[Row], question: Question) -> Hashable:
    """What the reach follows from, within one version. That the subject is linked to every row is why they are here,
    so that people who stand alike reach as far.
    """
    return tuple(map(rule_id, rows)), question.brand, question.mode, _that_matter(rows, question.facts)


def furthest(rows: Sequence[Row], standing: Standing, question: Question) -> Reach | None:
    """The largest amount that is answered yes, and the row that says so. Asks as few times as it takes."""
    for amount in turning_points(rows, question.facts):
        facts = at_amount(question.facts, amount)
        left = judge().applying(within(rows, amount), facts)
        answer = judge().ask(left, standing, replace(question, amount=amount, facts=facts))
        if answer.allowed and answer.rule is not None:
            return Reach(amount, answer.rule)
    return None


def _that_matter(rows: Iterable[Row], facts: Facts) -> _Known:
    names = _asked_about(tuple([row[5] for row in rows]))
    if SHARE in names and facts is not at_amount(facts, 1):
        # The share follows from the amount that is tried, where the order's worth is known.
        names = tuple(name for name in names if name != SHARE)
    return tuple([(name, facts[name], type(facts[name])) for name in names if name in facts])


@lru_cache(maxsize=16384)
def _asked_about(conditions: Iterable[str]) -> tuple[str, ...]:
    """The facts that these conditions follow from, and the order's worth where one is about a share of it."""
    names = {name for one in conditions for name in facts_in(one)}
    return tuple(sorted(names | {_CAPTURED} if SHARE in names else names))


def turning_points(rows: Iterable[Row], facts: Facts) -> list[int]:
    """Every amount that can be the last of a run of yeses, highest first: limits, caps, and shares of the order."""
    rows = list(rows)
    most = max((bound(row) for row in rows if row[7] == ALLOW), default=0)
    points = {int(bound(row)) for row in rows if bound(row) > 0}
    captured = facts.get(_CAPTURED)
    if isinstance(captured, int) and captured > 0:
        points.update(_shares(rows, captured))
    return sorted((point for point in points if 0 < point <= min(most, MAX_AMOUNT)), reverse=True)


def _shares(rows: Iterable[Row], captured: int) -> Iterable[int]:
    # The share is rounded up: it stays at n % until floor(n % of captured), and reached n just above that of n - 1.
    bounds = {bound for row in rows for bound in share_bounds(row[5])}
    return {step * captured // 100 for bound in bounds for step in (bound - 1, bound)}
