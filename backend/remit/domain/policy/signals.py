"""Signals: what somebody who looks back should notice about a decision. They change no answer."""

from remit.domain.policy.cases import Case, Decision

SUMMED, JUST_UNDER, REPEATED = "summed", "just-under-limit", "repeat-after-rejection"
JUST_UNDER_PERCENT = 96
"""From here to the limit, which is not under it: Remit itself offers it as a way to yes."""


def signals(case: Case, decision: Decision) -> tuple[str, ...]:
    """In the order of their names above."""
    limit, found = decision.limit, list[str]()
    if case.already > 0:
        found.append(SUMMED)
    if limit is not None and (_under(case.amount, limit) or _under(case.total, limit)):
        found.append(JUST_UNDER)
    if case.refused is not None:
        found.append(REPEATED)
    return tuple(found)


def _under(amount: int, limit: int) -> bool:
    return amount < limit and amount * 100 >= limit * JUST_UNDER_PERCENT
