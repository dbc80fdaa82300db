"""The one decision: what policy says to a request. Live requests, dry runs, re-checks and replays all call `decide`."""

from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.alternatives import Reached, alternatives
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.budgets import UNTOUCHED, Budget, Spent
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW, Case, Decision
from remit.domain.policy.purses import Purse, purse_of
from remit.domain.policy.questions import Authority, Reach
from remit.domain.policy.signals import signals
from remit.domain.policy.wording import over_budget, sentence
from remit.domain.values import changed


def decide(case: Case, authority: Authority, spent: Spent = UNTOUCHED) -> Decision:
    """Ask Casbin in the order auto, review, then the budgets, then approve; say outcome, rule, limit and who could.

    What was given before and is summed with it counts against the limits; budgets have sums of their own.
    """
    decision = _decided(case, authority, spent)
    seen = signals(case, decision)
    if not seen:
        return decision
    return changed(decision, given=case.given.get(case.remedy), refused=case.refused, signals=seen)


def _decided(case: Case, authority: Authority, spent: Spent) -> Decision:
    subject = case.requester.subject
    purse = purse_of(case, subject, authority, spent)
    modes = [("auto", ALLOW), ("review", REVIEW), *([("override", REVIEW)] if case.override else [])]
    cap: str | None = None
    for mode, outcome in modes:
        answer = authority.ask(case.question(subject, mode))
        if answer.allowed:
            over = purse.over(case.amount)
            if over is not None:
                return _over_budget(case, authority, purse, over, (mode, answer.rule, spent))
            return _worded(case, authority, _within(case, authority, purse, mode, outcome, answer.rule))
        # On a no, Casbin names the cap that it is because of, where it is because of one.
        cap = cap or answer.rule
    return _worded(case, authority, changed(_over(case, authority, purse, spent), cap=cap))


def _within(case: Case, authority: Authority, purse: Purse, mode: str, outcome: str, rule: str | None) -> Decision:
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
        headroom=None if limit is None else limit - case.total,
        budgets=purse.states,
    )


def _over(case: Case, authority: Authority, purse: Purse, spent: Spent) -> Decision:
    approvers = Approvers(case, authority, spent)
    mode, reach = _own_reach(case, authority)
    outcome = ESCALATE if approvers.anyone() else DENY
    reached = Reached(max(0, reach.amount - case.already) if reach else 0, mode or "auto", outcome)
    return Decision(
        outcome=outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=reach.rule if reach else None,
        mode=mode,
        limit=reach.amount if reach else None,
        over_by=case.total - reach.amount if reach else None,
        headroom=None,
        approver_tiers=approvers.tiers(),
        alternatives=alternatives(case, authority, purse, spent, reached),
        budgets=purse.states,
    )


def _over_budget(
    case: Case, authority: Authority, purse: Purse, over: Budget, asked: tuple[str, str | None, Spent]
) -> Decision:
    """Within the limit, over a budget: somebody else can approve it. Where nobody could, waiting may still help."""
    mode, rule, spent = asked
    approvers = Approvers(case, authority, spent)
    reach = authority.reach(case.question(case.requester.subject, mode))
    decision = Decision(
        outcome=ESCALATE if approvers.anyone() else DENY,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=rule,
        mode=mode,
        limit=None if reach is None or reach.amount >= MAX_AMOUNT else reach.amount,
        over_by=None,
        headroom=None,
        approver_tiers=approvers.tiers(),
        alternatives=alternatives(case, authority, purse, spent, Reached(case.amount, mode, ESCALATE)),
        budgets=purse.states,
        over_budget=over.bid,
    )
    return changed(decision, sentence=over_budget(case, decision, over, authority.tiers))


def _own_reach(case: Case, authority: Authority) -> tuple[str | None, Reach | None]:
    for mode in ("auto", "review"):
        reach = authority.reach(case.question(case.requester.subject, mode))
        if reach is not None:
            return mode, reach
    return None, None


def _worded(case: Case, authority: Authority, decision: Decision) -> Decision:
    return changed(decision, sentence=sentence(case, decision, authority.tiers))
