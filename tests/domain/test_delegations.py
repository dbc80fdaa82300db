"""Lent authority: bounded by both, dated, never lent on, never about what the lender asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit.authority.rules.rule import Rule
from remit.domain.delegations import Delegation, DelegationChain, DelegationOverlaps, dated, unchained
from remit.domain.people import Register
from remit.domain.refusal import Invalid
from remit.domain.requests import approval
from remit.domain.requests.request import Offer, named
from remit.domain.requests.separation import OwnRequest, approvers_of, barred, not_ones_own
from remit.domain.requests.settling import BeyondApprovalLimit
from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR, LEAD, NOW, person, request

HOUR = timedelta(hours=1)
SENIOR = AUTHORITY.people.people["usr_senior"]
TRAINEE = AUTHORITY.people.people["usr_trainee"]
OTHER = person("lead", "south", "other")


def lent(lender=LEAD, to=SENIOR, **changed) -> Delegation:
    made = Delegation(
        id="del_1",
        lender=lender.id,
        to=to.id,
        starts_at=NOW,
        ends_at=NOW + HOUR,
        reason="leave",
        made_at=NOW,
    )
    return replace(made, **changed)


def under(*delegations, rules=()):
    people = AUTHORITY.people.with_people(2, [OTHER]).with_register(2, Register(delegations=delegations))
    limits = AUTHORITY.with_people(people)
    return limits.with_rules(2, rules) if rules else limits


def may(authority, by, amount=9_000, now=NOW, requester=AGENT):
    return approvers_of(request(amount, by=requester), requester, authority, now).may(by)


def test_a_senior_settles_for_the_lead_what_both_may():
    # A senior refunds 150.00 alone, a lead approves 500.00: the lesser of both counts.
    authority = under(lent())
    assert not may(AUTHORITY, SENIOR)
    assert may(authority, SENIOR, 15_000)
    assert not may(authority, SENIOR, 15_001)


def test_what_the_lender_may_not_approve_nobody_approves_for_them():
    # A director gives anything alone; what a lead lends them adds nothing, and the other way round neither.
    assert not may(under(lent(DIRECTOR, LEAD)), LEAD, 60_000)
    small = Rule(
        rid="L-9001",
        subject=LEAD.subject,
        remedy="refund",
        currency="USD",
        brand="*",
        mode="approve",
        kind="cap",
        amount=8_000,
    )
    assert may(under(lent(), rules=[small]), SENIOR, 8_000)
    assert not may(under(lent(), rules=[small]), SENIOR, 8_001)


def test_a_cap_on_the_stand_in_holds():
    nothing = Rule(
        rid="L-9002",
        subject=SENIOR.subject,
        remedy="refund",
        currency="USD",
        brand="*",
        mode="approve",
        kind="cap",
        amount=0,
    )
    assert not may(under(lent(), rules=[nothing]), SENIOR)


@pytest.mark.parametrize(("now", "counts"), [(NOW - HOUR, False), (NOW, True), (NOW + HOUR, False)])
def test_the_clock_says_when_it_counts(now, counts):
    assert may(under(lent()), SENIOR, now=now) is counts
    assert not may(under(lent(ended_at=NOW)), SENIOR, now=now)


def test_it_ends_with_the_lender():
    authority = under(lent())
    gone = authority.with_people(authority.people.with_people(3, [replace(LEAD, active=False)]))
    assert not may(gone, SENIOR)
    lower = authority.with_people(authority.people.with_people(3, [replace(LEAD, tier="agent")]))
    assert not may(lower, SENIOR)


def test_what_was_lent_is_not_lent_on():
    authority = under(lent(LEAD, SENIOR), lent(SENIOR, AGENT, id="del_2"))
    assert may(authority, SENIOR, 3_000, requester=TRAINEE)
    assert not may(authority, AGENT, 3_000, requester=TRAINEE)


def test_nobody_settles_what_they_asked_for_by_what_was_lent_to_them():
    authority = under(lent())
    assert not may(authority, SENIOR, requester=SENIOR)
    with pytest.raises(OwnRequest):
        not_ones_own(request(by=SENIOR), SENIOR, authority.people, NOW)


def test_whoever_stands_in_for_the_requester_does_not_settle_it_either():
    # The lead asks, and has lent their authority to another lead, who could approve it on their own.
    authority = under(lent(LEAD, OTHER))
    mine = request(9_000, by=LEAD)
    assert not approvers_of(mine, LEAD, authority, NOW).may(OTHER)
    assert approvers_of(mine, LEAD, authority, NOW + HOUR).may(OTHER)
    with pytest.raises(OwnRequest, match="stand in for Lead"):
        not_ones_own(mine, OTHER, authority.people, NOW)
    assert barred(mine, authority.people, NOW) == {OTHER.id}


def test_whose_authority_it_was_by_is_kept():
    granted = approval.approve(request(), SENIOR, AGENT, 3, under(lent()), NOW)
    assert (granted.approval.settled_by, granted.approval.settled_for) == (named(SENIOR), named(LEAD))
    own = approval.approve(request(), LEAD, AGENT, 3, under(lent(DIRECTOR, LEAD)), NOW)
    assert (own.approval.settled_by, own.approval.settled_for) == (named(LEAD), None)


def test_beyond_both_is_beyond():
    with pytest.raises(BeyondApprovalLimit):
        approval.approve(request(20_000), SENIOR, AGENT, 3, under(lent()), NOW)


def test_an_offer_made_by_lent_authority_ends_with_it():
    offer = Offer(6_000, "refund", "wear", named(SENIOR), NOW)
    offered = approval.offer(request(), SENIOR, AGENT, offer, 3, under(lent()))
    taken = approval.accept(offered, AGENT, SENIOR, 4, under(lent()), NOW)
    assert taken.approval.settled_for == named(LEAD)
    with pytest.raises(BeyondApprovalLimit):
        approval.accept(offered, AGENT, SENIOR, 4, under(lent()), NOW + HOUR)


@pytest.mark.parametrize(
    ("new", "known", "refusal"),
    [
        (lent(SENIOR, AGENT), lent(LEAD, SENIOR), DelegationChain),
        (lent(DIRECTOR, LEAD), lent(LEAD, SENIOR), DelegationChain),
        (lent(SENIOR, LEAD), lent(LEAD, SENIOR), DelegationChain),
        (lent(LEAD, DIRECTOR), lent(LEAD, SENIOR), DelegationOverlaps),
    ],
)
def test_chains_circles_and_two_at_a_time_are_refused(new, known, refusal):
    with pytest.raises(refusal):
        unchained(new, [known])
    later = replace(new, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    unchained(later, [known])
    unchained(new, [replace(known, ended_at=NOW)])


@pytest.mark.parametrize(
    ("starts", "ends"), [(HOUR, HOUR), (HOUR, timedelta(0)), (-2 * HOUR, -HOUR), (HOUR, timedelta(days=400))]
)
def test_what_never_counts_or_for_ever_is_refused(starts, ends):
    with pytest.raises(Invalid):
        dated(NOW + starts, NOW + ends, NOW)
