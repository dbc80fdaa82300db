"""What policy says, before anybody asks why: the outcome, and what it was found by. Looking back needs no more."""

from remit.domain.policy.approvers import Approvers
from remit.domain.policy.budgets import UNTOUCHED, Budget, Spent
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW, Case
from remit.domain.policy.purses import Purse, purse_of
from remit.domain.policy.questions import Authority
from remit.domain.policy.sides import Whole, whole
from remit.domain.values import value


@value(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An outcome. `mode` and its `rule` where the limits let it pass, `over` the budget that did not."""

    outcome: str
    asked: Whole
    purse: Purse
    approvers: Approvers
    mode: str | None = None
    rule: str | None = None
    over: Budget | None = None
    cap: str | None = None
    """The cap that holds it back, where it is one."""


def ruled(case: Case, authority: Authority, spent: Spent = UNTOUCHED) -> Ruling:
    """Ask Casbin in the order auto, review, then the budgets, then approve.

    What was given before and is summed with it counts against the limits; budgets have sums of their own.
    """
    asked = whole(case, authority)
    purse = purse_of(case, case.requester.subject, authority, spent)
    approvers = Approvers(case, authority, spent)
    modes = [("auto", ALLOW), ("review", REVIEW), *([("override", REVIEW)] if case.override else [])]
    cap: str | None = None
    for mode, outcome in modes:
        answer = asked.answer(mode)
        if answer.allowed:
            over = purse.over(case.amount)
            said = outcome if over is None else _above(approvers)
            found = {"mode": mode, "rule": answer.rule}
            return Ruling(outcome=said, asked=asked, purse=purse, approvers=approvers, over=over, **found)
        # On a no, Casbin names the cap that it is because of, where it is because of one.
        cap = cap or answer.rule
    return Ruling(outcome=_above(approvers), asked=asked, purse=purse, approvers=approvers, cap=cap)


def _above(approvers: Approvers) -> str:
    """What becomes of what the requester may not give alone."""
    return ESCALATE if approvers.anyone() else DENY
