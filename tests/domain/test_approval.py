from dataclasses import replace
from datetime import timedelta

import pytest

from remit.domain.requests import approval
from remit.domain.requests.request import Offer, moved, named
from remit.domain.requests.settling import (
    AlreadySettled,
    BeyondApprovalLimit,
    Expired,
    NotYours,
    OfferTooHigh,
    OwnRequest,
    StaleVersion,
    WrongState,
)
from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR, LEAD, NOW, PEOPLE, request

LATER = NOW + timedelta(hours=25)


def approve(one, by=LEAD, version=3, now=NOW):
    return approval.approve(one, by, AGENT, version, AUTHORITY, now)


def test_one_click_grants_and_raises_the_version():
    granted = approve(request())
    assert (granted.state, granted.version, granted.execution.state) == ("granted", 4, "queued")
    assert granted.approval.settled_by == named(LEAD)


@pytest.mark.parametrize(
    ("one", "by", "version", "now", "refusal"),
    [
        # Each line breaks everything that the lines below it break, too: the first of them is what is said.
        (moved(request(by=LEAD), "rejected", NOW), LEAD, 1, LATER, OwnRequest),
        (moved(request(90_000), "rejected", NOW), LEAD, 1, NOW, AlreadySettled),
        (request(90_000), LEAD, 1, LATER, Expired),
        (request(90_000), LEAD, 1, NOW, StaleVersion),
        (request(90_000), LEAD, 3, NOW, BeyondApprovalLimit),
    ],
)
def test_refusals_come_in_the_order_of_the_contract(one, by, version, now, refusal):
    with pytest.raises(refusal):
        approve(one, by, version, now)


def test_the_loser_is_told_who_was_first():
    with pytest.raises(AlreadySettled) as told:
        approve(approve(request(), DIRECTOR), LEAD, 4)
    assert told.value.members["settled_by"] == {"id": DIRECTOR.id, "name": DIRECTOR.name}
    assert "Director approved this at 14:00:00 UTC" in told.value.detail


def test_what_the_person_saw_comes_with_a_stale_version():
    with pytest.raises(StaleVersion) as told:
        approve(request(), version=2)
    assert told.value.members["current"]["version"] == 3


def test_nobody_without_an_approval_limit_approves():
    colleague = replace(AGENT, id="usr_colleague")
    known = AUTHORITY.with_people(AUTHORITY.people.with_people(2, [colleague]))
    with pytest.raises(BeyondApprovalLimit):
        approval.approve(request(), colleague, AGENT, 3, known, NOW)


@pytest.mark.parametrize("state", ["pending", "offered", "needs_info"])
def test_a_no_is_possible_at_any_time_before_the_end(state):
    assert approval.reject(request(state=state), LEAD, 3, "no receipt", NOW).state == "rejected"


def test_an_offer_is_accepted_at_what_was_offered():
    offered = approval.offer(request(), LEAD, AGENT, Offer(6000, "refund", "wear", named(LEAD), NOW), 3, AUTHORITY)
    assert (offered.state, offered.amount) == ("offered", 9000)
    taken = approval.accept(offered, AGENT, LEAD, 4, AUTHORITY, NOW)
    assert (taken.state, taken.amount, taken.version) == ("granted", 6000, 5)


def test_an_offer_is_not_above_what_was_asked_for():
    with pytest.raises(OfferTooHigh):
        approval.offer(request(), LEAD, AGENT, Offer(9001, "refund", "", named(LEAD), NOW), 3, AUTHORITY)


def test_a_question_is_answered_and_waits_again():
    asked = approval.ask(request(), LEAD, 3, "which item?", NOW)
    answered = approval.answer(asked, AGENT, 4, "the lamp", NOW)
    assert (answered.state, answered.version, answered.approval.question.answer) == ("pending", 5, "the lamp")


def test_only_the_requester_takes_it_back():
    with pytest.raises(NotYours):
        approval.withdraw(request(), LEAD, 3, None, NOW)
    assert approval.withdraw(request(), AGENT, 3, None, NOW).state == "withdrawn"


def test_routing_claiming_and_opening_raise_no_version():
    one = request()
    changed = [
        approval.claim(one, LEAD, 3, NOW),
        approval.forward(one, LEAD, DIRECTOR, 3, NOW),
        approval.asked(one, replace(one.approval, offered_to=(named(LEAD),))),
        approval.opened(one, LEAD),
    ]
    assert [two.version for two in changed] == [3, 3, 3, 3]


def test_accepting_needs_an_offer():
    with pytest.raises(WrongState):
        approval.accept(request(), AGENT, LEAD, 3, AUTHORITY, NOW)


def test_nobody_settles_their_own_whatever_their_tier():
    for who in PEOPLE:
        with pytest.raises(OwnRequest):
            approval.approve(request(by=who), who, who, 3, AUTHORITY, NOW)
