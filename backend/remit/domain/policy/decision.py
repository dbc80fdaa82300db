"""The one decision: what policy says to a request. Live requests, dry runs, re-checks and replays all call `decide`."""

from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.alternatives import Reached, alternatives
from remit.domain.policy.budgets import UNTOUCHED, Budget, Spent
from remit.domain.policy.cases import ESCALATE, Case, Decision
from remit.domain.policy.questions import Authority
from remit.domain.policy.ruling import Ruling, ruled
from remit.domain.policy.sides import Bound, Whole
from remit.domain.policy.signals import signals
from remit.domain.policy.wording import over_budget, sentence
from remit.domain.values import changed


def decide(case: Case, authority: Authority, spent: Spent = UNTOUCHED) -> Decision:
    """What policy says, and all that explains it: limit, by how much, who could approve, the ways to yes."""
    ruling = ruled(case, authority, spent)
    decision = _explained(ruling, spent)
    seen = signals(case, decision)
    if not seen:
        return decision
    return changed(decision, given=case.given.get(case.remedy), refused=case.refused, signals=seen)


def _explained(ruling: Ruling, spent: Spent) -> Decision:
    if ruling.mode is None:
        return _over(ruling, spent)
    if ruling.over is not None:
        return _over_budget(ruling, ruling.mode, ruling.over, spent)
    return _within(ruling, ruling.mode)


def _within(ruling: Ruling, mode: str) -> Decision:
    asked, case, authority = ruling.asked, ruling.asked.case, ruling.asked.authority
    bound = asked.bound(mode)
    limit = _limit(bound)
    decision = Decision(
        outcome=ruling.outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=ruling.rule if bound is None or bound.case is case else bound.reach.rule,
        mode=mode,
        limit=limit,
        over_by=None,
        headroom=None if limit is None or bound is None else -bound.over_by,
        budgets=ruling.purse.states,
    )
    return _worded(asked, decision, bound)


def _over(ruling: Ruling, spent: Spent) -> Decision:
    asked, authority = ruling.asked, ruling.asked.authority
    mode, bound = _own_reach(asked)
    reached = Reached(max(0, bound.room) if bound else 0, mode or "auto", ruling.outcome)
    decision = Decision(
        outcome=ruling.outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=bound.reach.rule if bound else None,
        mode=mode,
        limit=bound.reach.amount if bound else None,
        over_by=bound.over_by if bound else None,
        headroom=None,
        approver_tiers=ruling.approvers.tiers(),
        alternatives=alternatives(asked, ruling.purse, spent, reached),
        budgets=ruling.purse.states,
        cap=ruling.cap,
    )
    return _worded(asked, decision, bound)


def _over_budget(ruling: Ruling, mode: str, over: Budget, spent: Spent) -> Decision:
    """Within the limit, over a budget: somebody else can approve it. Where nobody could, waiting may still help."""
    asked, case, authority = ruling.asked, ruling.asked.case, ruling.asked.authority
    decision = Decision(
        outcome=ruling.outcome,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=ruling.rule,
        mode=mode,
        limit=_limit(asked.bound(mode)),
        over_by=None,
        headroom=None,
        approver_tiers=ruling.approvers.tiers(),
        alternatives=alternatives(asked, ruling.purse, spent, Reached(case.amount, mode, ESCALATE)),
        budgets=ruling.purse.states,
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
