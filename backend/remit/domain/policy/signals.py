"""Signals: what somebody who looks back should notice about a decision. They change no answer."""

from remit.domain.policy.cases import Case, Decision

SUMMED, JUST_UNDER, REPEATED = "summed", "just-under-limit", "repeat-after-rejection"
JUST_UNDER_PERCENT = 96
"""From here to the limit, which is not under it: Remit itself offers it as a way to yes."""


def signals(case: Case, decision: Decision) -> tuple[str, ...]:
    """In the order of their names above."""
    limit = decision.limit
    found = {
        SUMMED: case.already > 0,
        JUST_UNDER: limit is not None and any(_under(one, limit) for one in (case.amount, case.total)),
        REPEATED: case.refused is not None,
    }
    return tuple(name for name, so in found.items() if so)


def _under(amount: int, limit: int) -> bool:
    return amount < limit and amount * 100 >= limit * JUST_UNDER_PERCENT
