"""The one decision: what policy says to a request. Live requests, dry runs, re-checks and replays all call `decide`."""

from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.alternatives import Reached, alternatives
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.budgets import UNTOUCHED, Budget, Spent
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW, Case, Decision
from remit.domain.policy.purses import Purse, purse_of
from remit.domain.policy.questions import Authority
from remit.domain.policy.sides import Bound, Whole, whole
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
    asked = whole(case, authority)
    purse = purse_of(case, case.requester.subject, authority, spent)
    modes = [("auto", ALLOW), ("review", REVIEW), *([("override", REVIEW)] if case.override else [])]
    cap: str | None = None
    for mode, outcome in modes:
        answer = asked.answer(mode)
        if answer.allowed:
            over = purse.over(case.amount)
            if over is not None:
                return _over_budget(asked, purse, over, (mode, answer.rule, spent))
            return _within(asked, purse, mode, outcome, answer.rule)
        # On a no, Casbin names the cap that it is because of, where it is because of one.
        cap = cap or answer.rule
    return _over(asked, purse, spent, cap)


def _within(asked: Whole, purse: Purse, mode: str, outcome: str, rule: str | None) -> Decision:
    case, authority = asked.case, asked.authority
    bound = asked.bound(mode)
    limit = _limit(bound)
    decision = Decision(
        outcome=outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=rule if bound is None or bound.case is case else bound.reach.rule,
        mode=mode,
        limit=limit,
        over_by=None,
        headroom=None if limit is None or bound is None else -bound.over_by,
        budgets=purse.states,
    )
    return _worded(asked, decision, bound)


def _over(asked: Whole, purse: Purse, spent: Spent, cap: str | None) -> Decision:
    case, authority = asked.case, asked.authority
    approvers = Approvers(case, authority, spent)
    mode, bound = _own_reach(asked)
    outcome = ESCALATE if approvers.anyone() else DENY
    reached = Reached(max(0, bound.room) if bound else 0, mode or "auto", outcome)
    decision = Decision(
        outcome=outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=bound.reach.rule if bound else None,
        mode=mode,
        limit=bound.reach.amount if bound else None,
        over_by=bound.over_by if bound else None,
        headroom=None,
        approver_tiers=approvers.tiers(),
        alternatives=alternatives(asked, purse, spent, reached),
        budgets=purse.states,
        cap=cap,
    )
    return _worded(asked, decision, bound)


def _over_budget(asked: Whole, purse: Purse, over: Budget, said: tuple[str, str | None, Spent]) -> Decision:
    """Within the limit, over a budget: somebody else can approve it. Where nobody could, waiting may still help."""
    (mode, rule, spent), case, authority = said, asked.case, asked.authority
    approvers = Approvers(case, authority, spent)
    decision = Decision(
        outcome=ESCALATE if approvers.anyone() else DENY,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=rule,
        mode=mode,
        limit=_limit(asked.bound(mode)),
        over_by=None,
        headroom=None,
        approver_tiers=approvers.tiers(),
        alternatives=alternatives(asked, purse, spent, Reached(case.amount, mode, ESCALATE)),
        budgets=purse.states,
        over_budget=over.bid,
    )
    return changed(decision, sentence=over_budget(case, decision, over, authority.tiers))


def _own_reach(asked: Whole) -> tuple[str | None, Bound | None]:
    for mode in ("auto", "review"):
        bound = asked.bound(mode)
        if bound is not None:
            return mode, bound
    return None, None


def _limit(bound: Bound | None) -> int | None:
    return None if bound is None or bound.reach.amount >= MAX_AMOUNT else bound.reach.amount


def _worded(asked: Whole, decision: Decision, bound: Bound | None) -> Decision:
    """In the words of what leaves the least room: it may be another remedy than the one that is asked for."""
    said_of = bound.case if bound else asked.case
    return changed(decision, sentence=sentence(said_of, decision, asked.authority.tiers))
