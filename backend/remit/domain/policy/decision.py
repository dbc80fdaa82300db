"""The one decision: what policy says to a request. Live requests, dry runs, re-checks and replays all call `decide`."""

from dataclasses import replace

from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW, Alternative, Case, Decision
from remit.domain.policy.questions import Authority, Reach
from remit.domain.policy.wording import sentence
from remit.domain.remedies import NEEDS_ORDER

_SUBSTITUTES: dict[str, tuple[str, ...]] = {
    "refund": ("replacement", "goodwill_credit"),
    "returnless_refund": ("replacement", "goodwill_credit"),
    "replacement": ("refund", "goodwill_credit"),
    "goodwill_credit": ("discount", "fee_waiver"),
    "discount": ("goodwill_credit",),
    "fee_waiver": ("goodwill_credit",),
    "subscription_change": ("goodwill_credit", "payment_extension"),
    "payment_extension": ("subscription_change", "goodwill_credit"),
}
"""What else may put the same thing right, nearest first."""


def decide(case: Case, authority: Authority) -> Decision:
    """Ask Casbin in the order auto, review, approve; say the outcome, the rule, the limit and the tiers that could."""
    subject = case.requester.subject
    modes = [("auto", ALLOW), ("review", REVIEW), *([("override", REVIEW)] if case.override else [])]
    for mode, outcome in modes:
        answer = authority.ask(case.question(subject, mode))
        if answer.allowed:
            return _worded(case, authority, _within(case, authority, mode, outcome, answer.rule))
    return _worded(case, authority, _over(case, authority, Approvers(case, authority)))


def _within(case: Case, authority: Authority, mode: str, outcome: str, rule: str | None) -> Decision:
    reach = authority.reach(case.question(case.requester.subject, mode))
    limit = None if reach is None or reach.amount >= MAX_AMOUNT else reach.amount
    return Decision(
        outcome=outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=rule,
        mode=mode,
        limit=limit,
        over_by=None,
        headroom=None if limit is None else limit - case.amount,
    )


def _over(case: Case, authority: Authority, approvers: Approvers) -> Decision:
    mode, reach = _own_reach(case, authority)
    outcome = ESCALATE if approvers.anyone() else DENY
    return Decision(
        outcome=outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=reach.rule if reach else None,
        mode=mode,
        limit=reach.amount if reach else None,
        over_by=case.amount - reach.amount if reach else None,
        headroom=None,
        approver_tiers=approvers.tiers(),
        alternatives=_alternatives(case, authority, reach, outcome),
    )


def _own_reach(case: Case, authority: Authority) -> tuple[str | None, Reach | None]:
    for mode in ("auto", "review"):
        reach = authority.reach(case.question(case.requester.subject, mode))
        if reach is not None:
            return mode, reach
    return None, None


def _alternatives(case: Case, authority: Authority, reach: Reach | None, outcome: str) -> tuple[Alternative, ...]:
    """Ways to yes that are within the requester's own reach, nearest to what was asked for first."""
    found: list[Alternative] = []
    if reach and reach.amount < case.amount:
        if outcome == ESCALATE:
            found.append(Alternative("split", reach.amount, ask=case.amount - reach.amount))
        found.append(Alternative("amount", reach.amount))
    for remedy in _SUBSTITUTES[case.remedy]:
        if remedy in NEEDS_ORDER and not case.on_order:
            continue
        other = authority.reach(case.of(remedy).question(case.requester.subject, "auto"))
        if other:
            found.append(Alternative("remedy", min(other.amount, case.amount), remedy=remedy))
    return tuple(found)


def _worded(case: Case, authority: Authority, decision: Decision) -> Decision:
    return replace(decision, sentence=sentence(case, decision, authority.tiers))
