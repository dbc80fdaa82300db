"""Decisions as sentences that a person can read aloud and act on."""

from collections.abc import Sequence

from remit.domain.money import spoken
from remit.domain.policy.cases import ALLOW, DENY, REVIEW, Case, Decision
from remit.domain.policy.questions import Tier
from remit.domain.remedies import REMEDIES


def sentence(case: Case, decision: Decision, tiers: Sequence[Tier]) -> str:
    """What policy said, in a sentence: within what, or over what by how much, and who could."""
    remedy = REMEDIES[case.remedy].lower()
    if decision.outcome in (ALLOW, REVIEW):
        return _yes(case, decision, remedy)
    over = _over(case, decision, remedy)
    if decision.outcome == DENY:
        asked = spoken(case.amount, case.currency)
        return f"{over}; nobody could approve {asked}. Lower the amount or try another remedy."
    titles = [tier.title for tier in tiers if tier.name in decision.approver_tiers]
    who = f"a {titles[0]}" if titles else "somebody with a personal limit"
    return f"{over}; {who} can approve."


def _yes(case: Case, decision: Decision, remedy: str) -> str:
    limit = (
        "no limit applies"
        if decision.limit is None
        else f"your {remedy} limit is {spoken(decision.limit, case.currency)}"
    )
    if decision.outcome == REVIEW:
        return f"Goes through now and is looked at afterwards; {limit}."
    return f"Within your authority; {limit}."


def _over(case: Case, decision: Decision, remedy: str) -> str:
    if decision.limit is None or decision.over_by is None:
        return f"You have no {remedy} limit of your own for this reason"
    if decision.over_by <= 0:
        return f"A cap holds this {remedy} back although your limit is {spoken(decision.limit, case.currency)}"
    return (
        f"Over your {spoken(decision.limit, case.currency)} {remedy} limit by {spoken(decision.over_by, case.currency)}"
    )
