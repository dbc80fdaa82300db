"""How far authority reaches: the amounts at which an answer can change, the highest first."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from remit.authority.conditions import share_bounds
from remit.authority.index import Row
from remit.authority.rules import ALLOW
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy import Answer, Facts, Question, Reach, at_amount


def furthest(rows: list[Row], question: Question, ask: Callable[[Question], Answer]) -> Reach | None:
    """The largest amount that is answered yes, and the row that says so. Asks as few times as it takes."""
    for amount in turning_points(rows, question.facts):
        answer = ask(replace(question, amount=amount, facts=at_amount(question.facts, amount)))
        if answer.allowed and answer.rule is not None:
            return Reach(amount, answer.rule)
    return None


def turning_points(rows: Iterable[Row], facts: Facts) -> list[int]:
    """Every amount that can be the last of a run of yeses, highest first: limits, caps, and shares of the order."""
    rows = list(rows)
    most = max((int(row[4]) for row in rows if row[7] == ALLOW), default=0)
    points = {int(row[4]) for row in rows}
    captured = facts.get("order_captured")
    if isinstance(captured, int) and captured > 0:
        points.update(_shares(rows, captured))
    return sorted((point for point in points if 0 < point <= min(most, MAX_AMOUNT)), reverse=True)


def _shares(rows: Iterable[Row], captured: int) -> Iterable[int]:
    # The share is rounded up: it stays at n % until floor(n % of captured), and reached n just above that of n - 1.
    bounds = {bound for row in rows for bound in share_bounds(row[5])}
    return {step * captured // 100 for bound in bounds for step in (bound - 1, bound)}
