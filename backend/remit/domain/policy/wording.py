"""Decisions as sentences that a person can read aloud and act on."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from remit.domain.money import spoken
from remit.domain.policy.budgets import ANYTHING, COUNT, ORDER, Budget, BudgetState
from remit.domain.policy.cases import ALLOW, DENY, REVIEW, Case, Decision
from remit.domain.policy.questions import Tier
from remit.domain.remedies import REMEDIES


def sentence(case: Case, decision: Decision, tiers: Sequence[Tier]) -> str:
    """What policy said, in a sentence: within what, or over what by how much, and who could."""
    remedy = REMEDIES[case.remedy].lower()
    if decision.outcome in (ALLOW, REVIEW):
        return f"{_yes(case, decision, remedy)}{_again(case)}"
    over, unlocked = _summed(case, decision, remedy), _unlocked(case, decision)
    if decision.outcome == DENY:
        asked = spoken(case.amount, case.currency)
        return f"{over}; nobody could approve {asked}. Lower the amount or try another remedy.{unlocked}{_again(case)}"
    return f"{over}; {_who(decision, tiers)} can approve.{unlocked}{_again(case)}"


def over_budget(case: Case, decision: Decision, budget: Budget, tiers: Sequence[Tier]) -> str:
    """Within the limit, but over a budget: which, how much of it is used, when it starts afresh, and who could."""
    state = next((one for one in decision.budgets if one.id == budget.bid), None)
    over = goes_over(case, budget, state, mine=True)
    if decision.outcome == DENY:
        return f"{over}; nobody could approve it. Wait, lower the amount or try another remedy."
    return f"{over}; {_who(decision, tiers)} can approve."


def goes_over(case: Case, budget: Budget, state: BudgetState | None, *, mine: bool) -> str:
    """ "Over your daily refund budget by USD 5.00: USD 95.00 of USD 100.00 used". `mine`: said to the requester."""
    return f"Over {_whose(budget, mine=mine)}{_stands(case, budget, state)}"


def budget_name(budget: Budget) -> str:
    """ "daily goodwill credit budget"."""
    often = {"shift": "shift's", "day": "daily", "week": "weekly", "month": "monthly", "ever": "whole"}
    span = often.get(budget.window, f"{budget.window.removesuffix('d')}-day")
    remedy = "" if budget.remedy == ANYTHING else f"{REMEDIES.get(budget.remedy, budget.remedy).lower()} "
    return f"{span} {remedy}budget"


def _whose(budget: Budget, *, mine: bool) -> str:
    owners = {"agent": "your", "team": "your team's"} if mine else {}
    owner = owners.get(budget.per, f"the {budget.per}'s")
    return f"{owner} {budget_name(budget)}"


def _stands(case: Case, budget: Budget, state: BudgetState | None) -> str:
    if state is None:
        return ""
    if budget.measure == COUNT:
        stands = f": {state.used} of {state.limit} given"
    else:
        by = spoken(state.used + case.amount - state.limit, case.currency)
        used, limit = spoken(state.used, case.currency), spoken(state.limit, case.currency)
        stands = f" by {by}: {used} of {limit} used"
    return f"{stands}, until {_local(state.resets_at, budget.zone)}" if state.resets_at else stands


def _local(at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%A} {there.day} {there:%B} {there:%H:%M} ({zone})"


def _who(decision: Decision, tiers: Sequence[Tier]) -> str:
    titles = [tier.title for tier in tiers if tier.name in decision.approver_tiers]
    return f"{_article(titles[0])} {titles[0]}" if titles else "somebody with a personal limit"


def _article(title: str) -> str:
    return "an" if title[:1].lower() in "aeiou" else "a"


def _unlocked(case: Case, decision: Decision) -> str:
    best = next((one for one in decision.alternatives if one.kind == "certificate"), None)
    if best is None:
        return ""
    return f" With certificate {best.certificate} you could give {spoken(best.amount, case.currency)} yourself."


def _yes(case: Case, decision: Decision, remedy: str) -> str:
    limit = (
        "no limit applies"
        if decision.limit is None
        else f"your {remedy} limit is {spoken(decision.limit, case.currency)}"
    )
    if decision.outcome == REVIEW:
        return f"Goes through now and is looked at afterwards{_beside(case)}; {limit}."
    return f"Within your authority{_beside(case)}; {limit}."


def _summed(case: Case, decision: Decision, remedy: str) -> str:
    """Over what by how much; where pieces were given before, with them."""
    over = _over(case, decision, remedy)
    if not case.already or decision.over_by is None or decision.over_by <= 0:
        return over
    return f"With {_before(case)}, {over[0].lower()}{over[1:]}"


def _beside(case: Case) -> str:
    return f", {_before(case)} included" if case.already else ""


def _before(case: Case) -> str:
    """ "the USD 30.00 given on this order before"."""
    held = case.given[case.remedy]
    where = "on this order" if held.per == ORDER else "to this customer"
    hours = "hour" if held.hours == 1 else f"{held.hours} hours"
    when = "before" if held.hours is None else f"in the last {hours}"
    return f"the {spoken(held.amount, case.currency)} given {where} {when}"


def _again(case: Case) -> str:
    """Whoever asks once more is told so, and so is whoever decides."""
    if case.refused is None:
        return ""
    said = f": {case.refused.comment.rstrip('.')}" if case.refused.comment else ""
    return f" Asked before ({case.refused.reference}), rejected by {case.refused.by}{said}."


def _over(case: Case, decision: Decision, remedy: str) -> str:
    if decision.limit is None or decision.over_by is None:
        if decision.cap is not None:
            return f"A cap ({decision.cap}) lets you give no {remedy} here"
        return f"You have no {remedy} limit of your own for this reason"
    if decision.over_by <= 0:
        by = f" ({decision.cap})" if decision.cap else ""
        return f"A cap{by} holds this {remedy} back although your limit is {spoken(decision.limit, case.currency)}"
    what = f"{remedy} cap ({decision.cap})" if decision.cap else f"{remedy} limit"
    return f"Over your {spoken(decision.limit, case.currency)} {what} by {spoken(decision.over_by, case.currency)}"
