"""The demo's budgets for goodwill: per agent a day, per team a week, per customer in 90 days. Minor units of USD."""

from remit.authority.budgets.budget import checked
from remit.demo.limits import BRAND, CURRENCY
from remit.domain.policy.budgets import Budget

A_DAY = {"agent": 100_00, "senior": 200_00}
PER_CUSTOMER = {"agent": 30_00, "senior": 50_00, "lead": 150_00, "duty_manager": 400_00}
POT = 2_500_00
"""What a team has for goodwill in a week, all of them together."""

_DAY = "Enough for a hard day. When it is used up, somebody else should know what is going on."
_CUSTOMER = "Who is sorry every week should mend what keeps going wrong."
_POT = "The team's own pot: spend it where it does most good, and tell each other when it runs low."


def budgets() -> tuple[Budget, ...]:
    """All of them, numbered B-0001 and on."""
    rows = [
        *((tier, "agent", "day", limit, _DAY) for tier, limit in A_DAY.items()),
        *((tier, "customer", "90d", limit, _CUSTOMER) for tier, limit in PER_CUSTOMER.items()),
        *((tier, "team", "week", POT, _POT) for tier in A_DAY),
    ]
    return tuple(_budget(f"B-{number:04}", *row) for number, row in enumerate(rows, start=1))


def _budget(bid: str, tier: str, per: str, window: str, limit: int, guideline: str) -> Budget:
    return checked(
        Budget(
            bid=bid,
            subject=f"tier:{tier}",
            remedy="goodwill_credit",
            currency=CURRENCY,
            brand=BRAND,
            per=per,
            window=window,
            measure="amount",
            limit=limit,
            guideline=guideline,
        )
    )
