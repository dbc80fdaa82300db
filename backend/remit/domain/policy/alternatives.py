"""Ways to yes: what the requester could give without asking anybody, nearest to what was asked for first."""

from collections.abc import Iterator
from dataclasses import replace

from remit.domain.policy.budgets import Spent
from remit.domain.policy.cases import ESCALATE, OVERRIDE, REVIEW, Alternative, Case
from remit.domain.policy.purses import Purse, purse_of
from remit.domain.policy.questions import Authority
from remit.domain.policy.sides import Whole, whole
from remit.domain.policy.unlocking import unlocking
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.values import value

SUBSTITUTES: dict[str, tuple[str, ...]] = {
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


@value(frozen=True, slots=True)
class Reached:
    """How far the requester gets alone, in which mode, and what became of the case: where it was denied, no split."""

    most: int
    mode: str
    outcome: str


def alternatives(asked: Whole, purse: Purse, spent: Spent, reached: Reached) -> tuple[Alternative, ...]:
    """Each, asked for by itself, is granted as promised: within limits and budgets, and what the order still has."""
    case, authority = asked.case, asked.authority
    near = _room(asked, purse, reached.mode, (reached.most, case.amount - 1))
    found = list(_less(asked, purse, reached, near))
    others = sorted(_others(case, authority, spent), key=lambda one: -one.amount)
    return (*found, *others, *_before_asking(asked, purse), *unlocking(case, authority, reached.most))


def _less(asked: Whole, purse: Purse, reached: Reached, near: int) -> Iterator[Alternative]:
    """Part of it now and the rest asked for; or just less, the larger first."""
    case = asked.case
    if near and reached.outcome == ESCALATE:
        yield Alternative("split", near, ask=case.amount - near)
    looked_at = asked.bound("review")
    reviewed = _room(asked, purse, "review", (looked_at.room if looked_at else 0, case.amount - 1))
    if reviewed > near:
        yield Alternative("amount", reviewed, outcome=REVIEW)
    if near:
        yield Alternative("amount", near, outcome=REVIEW if reached.mode == "review" else None)


def _before_asking(asked: Whole, purse: Purse) -> Iterator[Alternative]:
    """All of it at once, for an emergency: it takes a note, and is looked at afterwards."""
    case = asked.case
    if not case.override and asked.foresees(OVERRIDE) and purse.over(case.amount) is None:
        yield Alternative("override", case.amount, outcome=REVIEW)


def _others(case: Case, authority: Authority, spent: Spent) -> Iterator[Alternative]:
    """Another remedy, as much of it as was asked for or as far as it goes."""
    for remedy in SUBSTITUTES[case.remedy]:
        if remedy in case.withheld:
            continue
        other, upto = whole(case.of(remedy), authority), _upto(case, remedy)
        bound = other.bound("auto") if upto else None
        if bound is None:
            continue
        purse = purse_of(other.case, case.requester.subject, authority, spent)
        if room := _room(other, purse, "auto", (bound.room, upto)):
            yield Alternative("remedy", room, remedy=remedy)


def _upto(case: Case, remedy: str) -> int:
    """How much could be asked for of it: on an order, not more than is left there."""
    if remedy not in NEEDS_ORDER:
        return case.amount
    if not case.on_order:
        return 0
    # What was asked for fits the order, where it is given on one: that was seen to before anything was decided.
    return case.amount if case.remedy in NEEDS_ORDER else min(case.amount, case.left or 0)


def _room(asked: Whole, purse: Purse, mode: str, within: tuple[int, int]) -> int:
    """As much as fits limits and budgets, up to the reach and up to another amount; 0 where nothing does."""
    reach, upto = within
    room = purse.room(min(reach, upto)) if min(reach, upto) > 0 else 0
    if room == 0 or (room == reach and not asked.others):
        return room
    # Below the furthest there may be amounts that a condition on the share of the order, or a cap, leaves out.
    return room if whole(replace(asked.case, amount=room), asked.authority).foresees(mode) else 0
