"""What a request takes of budgets: it follows from its state, as its hold on the order does."""

from collections.abc import Collection

from remit.domain.policy.budgets import AGENT, Tally
from remit.domain.policy.cases import ALLOW, REVIEW
from remit.domain.policy.spending import Share
from remit.domain.policy.windows import slot
from remit.domain.requests.request import GRANTED, HUMAN, OPEN, RUNNING, SETTLED, UNKNOWN, Request, keys_of

TAKING = OPEN | {GRANTED, RUNNING, UNKNOWN, HUMAN, SETTLED}
"""States in which a request takes of budgets."""


def counts(state: str, outcome: str, per: str) -> bool:
    """Whether a request takes anything: pending while it is alive, posted once it is settled, else released.

    What somebody else approved, or has to, is not the agent's own: it counts for the customer, the order, the team and
    the brand, and not for the agent.
    """
    return state in TAKING and (per != AGENT or outcome in (ALLOW, REVIEW))


def shares_of(request: Request, tallies: Collection[Tally]) -> list[Share]:
    """What it adds to each of these, which are those that its matter is summed in."""
    if not tallies:
        return []
    keys, at = keys_of(request), request.decision.at or request.created_at
    found: list[Share] = []
    for tally in tallies:
        key = keys.of(tally.per)
        if key is not None and counts(request.state, request.decision.outcome, tally.per):
            found.append(Share(tally, key, slot(tally.grain, at, tally.zone), request.amount))
    return found


def takes_the_same(old: Request, new: Request) -> bool:
    """Whether a step leaves all of that as it was: most do."""
    same = old.decision is new.decision and (old.amount, old.remedy) == (new.amount, new.remedy)
    return same and (old.state in TAKING) == (new.state in TAKING)
