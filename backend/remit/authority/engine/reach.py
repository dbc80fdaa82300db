"""How far authority reaches: the amounts at which an answer can change, the highest first."""

from collections.abc import Iterable
from functools import lru_cache

from remit.authority.engine.index import Row
from remit.authority.engine.judge import judge
from remit.authority.engine.members import Standing
from remit.authority.rules.conditions import SHARE, facts_in, share_bounds
from remit.authority.rules.rule import ALLOW
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.questions import Fact, Facts, Question, Reach, at_amount

_CAPTURED = "order_captured"
_Known = tuple[tuple[str, Fact, type], ...]
"""Facts that matter, with their types: True and 1 are equal, but not to a condition."""


def furthest(rows: list[Row], standing: Standing, question: Question) -> Reach | None:
    """The largest amount that is answered yes, and the row that says so. Asks as few times as it takes."""
    said = (question.subject, question.remedy, question.currency, question.brand, question.mode)
    return _furthest(tuple(map(tuple, rows)), standing, said, _that_matter(rows, question.facts))


@lru_cache(maxsize=16384)
def _furthest(
    rows: tuple[tuple[str, ...], ...], standing: Standing, said: tuple[str, str, str, str, str], known: _Known
) -> Reach | None:
    # Remembered by everything that the answer follows from, rows included: a changed limit is another question.
    subject, remedy, currency, brand, mode = said
    facts = {name: value for name, value, _ in known}
    candidates = list(map(list, rows))
    for amount in turning_points(candidates, facts):
        question = Question(subject, remedy, currency, brand, amount, at_amount(facts, amount), mode)
        answer = judge().ask(candidates, standing, question)
        if answer.allowed and answer.rule is not None:
            return Reach(amount, answer.rule)
    return None


def _that_matter(rows: Iterable[Row], facts: Facts) -> _Known:
    names = {name for row in rows for name in facts_in(row[5])}
    if SHARE in names:
        # The share follows from the amount that is tried, where the order's worth is known.
        names.add(_CAPTURED)
        if facts is not at_amount(facts, 1):
            names.discard(SHARE)
    return tuple((name, facts[name], type(facts[name])) for name in sorted(names) if name in facts)


def turning_points(rows: Iterable[Row], facts: Facts) -> list[int]:
    """Every amount that can be the last of a run of yeses, highest first: limits, caps, and shares of the order."""
    rows = list(rows)
    most = max((int(row[4]) for row in rows if row[7] == ALLOW), default=0)
    points = {int(row[4]) for row in rows}
    captured = facts.get(_CAPTURED)
    if isinstance(captured, int) and captured > 0:
        points.update(_shares(rows, captured))
    return sorted((point for point in points if 0 < point <= min(most, MAX_AMOUNT)), reverse=True)


def _shares(rows: Iterable[Row], captured: int) -> Iterable[int]:
    # The share is rounded up: it stays at n % until floor(n % of captured), and reached n just above that of n - 1.
    bounds = {bound for row in rows for bound in share_bounds(row[5])}
    return {step * captured // 100 for bound in bounds for step in (bound - 1, bound)}
