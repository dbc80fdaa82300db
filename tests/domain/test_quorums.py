"""More than one approver: how many, who counts, and what an edit, an offer or a delegate changes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit.domain.delegations import Delegation
from remit.domain.people import Register
from remit.domain.policy.quorums import Quorum, loosened, needed
from remit.domain.policy.stacks import Given
from remit.domain.requests import approval
from remit.domain.requests.request import Offer, named
from remit.domain.requests.separation import AlreadyApproved, approvers_of
from remit.domain.requests.settling import StaleVersion
from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR, LEAD, NOW, person, request

LADDER = [tier.name for tier in AUTHORITY.tiers]
SENIOR = AUTHORITY.people.people["usr_senior"]
MANAGER = AUTHORITY.people.people["usr_duty_manager"]
SECOND = person("duty_manager", "south", "second")
QUORUMS = (
    Quorum(tier="duty_manager", currency="USD", above=100_000),
    Quorum(tier="director", currency="USD", above=500_000),
)
BOTH = AUTHORITY.with_people(AUTHORITY.people.with_people(2, [SECOND])).with_quorums(2, QUORUMS)


def approve(one, by, authority=BOTH, version=None):
    return approval.approve(one, by, AGENT, version or one.version, authority, NOW)


@pytest.mark.parametrize(
    ("by", "amount", "many"),
    [
        (MANAGER, 100_000, 1),
        (MANAGER, 100_001, 2),
        (DIRECTOR, 100_001, 1),
        (DIRECTOR, 500_001, 2),
        # A lower tier is bound by what is set above it, and so is whoever has none.
        (LEAD, 100_001, 2),
        (replace(LEAD, tier=None), 100_001, 2),
        (replace(LEAD, tier="gone"), 100_001, 2),
    ],
)
def test_how_many_depends_on_who_approves(by, amount, many):
    assert needed(QUORUMS, LADDER, by.tier, "USD", amount) == many
    assert needed(QUORUMS, LADDER, by.tier, "EUR", amount) == 1
    assert needed((), LADDER, by.tier, "USD", amount) == 1


def test_several_thresholds_of_a_tier_add_people():
    more = (*QUORUMS, Quorum(tier="duty_manager", currency="USD", above=150_000, approvers=3))
    assert [needed(more, LADDER, MANAGER.tier, "USD", amount) for amount in (100_000, 150_000, 150_001)] == [1, 2, 3]


def test_what_lets_fewer_approve_is_looser():
    assert loosened(QUORUMS, QUORUMS[:1], LADDER)
    assert loosened(QUORUMS, (), LADDER)
    assert loosened(QUORUMS, (replace(QUORUMS[0], above=100_001), QUORUMS[1]), LADDER)
    # With one of their own, leads are bound by that and not by the stricter one above them.
    assert loosened(QUORUMS, (*QUORUMS, Quorum(tier="lead", currency="USD", above=400_000)), LADDER)
    assert not loosened(QUORUMS, (*QUORUMS, Quorum(tier="lead", currency="USD", above=20_000)), LADDER)
    assert not loosened((), QUORUMS, LADDER)
    assert not loosened(QUORUMS, QUORUMS, LADDER)


def test_the_first_yes_waits_for_a_second_of_another_person():
    first = approval.commented(approve(request(150_000), MANAGER), "checked with the store")
    assert (first.state, first.version, first.execution.state) == ("pending", 4, "none")
    assert first.approval.needs == 2
    assert [(one.by, one.comment) for one in first.approval.given] == [(named(MANAGER), "checked with the store")]
    with pytest.raises(AlreadyApproved):
        approve(first, MANAGER)
    second = approve(first, SECOND)
    assert (second.state, second.version, second.execution.state) == ("granted", 5, "queued")
    assert second.approval.settled_by == named(SECOND)
    assert [one.by for one in second.approval.given] == [named(MANAGER), named(SECOND)]


def test_whoever_saw_it_before_the_first_yes_looks_again():
    first = approve(request(150_000), MANAGER)
    with pytest.raises(StaleVersion):
        approve(first, SECOND, version=3)


def test_up_to_the_threshold_one_is_enough():
    assert approve(request(100_000), MANAGER).state == "granted"
    assert approve(request(100_000), MANAGER).approval.given == ()


def test_a_director_alone_is_enough_where_a_manager_is_not():
    assert approve(request(150_000), DIRECTOR).state == "granted"
    assert approve(approve(request(150_000), MANAGER), DIRECTOR).state == "granted"


def test_what_was_given_before_counts_towards_the_threshold():
    held = Given("order", None, 20_000, ())
    one = request(90_000)
    one = replace(one, decision=replace(one.decision, given=held))
    assert approve(one, MANAGER).state == "pending"


def test_whoever_approved_is_not_asked_again():
    first = approve(request(150_000), MANAGER)
    approvers = approvers_of(first, AGENT, BOTH, NOW)
    assert not approvers.may(MANAGER)
    assert approvers.may(SECOND)


def test_an_offer_takes_two_as_well_and_voids_what_others_approved():
    first = approve(request(180_000), MANAGER)
    offer = Offer(150_000, "refund", "wear", named(SECOND), NOW)
    offered = approval.offer(first, SECOND, AGENT, offer, 4, BOTH)
    taken = approval.accept(offered, AGENT, SECOND, 5, BOTH, NOW)
    assert (taken.state, taken.amount, taken.version) == ("pending", 150_000, 6)
    assert [one.by for one in taken.approval.given] == [named(SECOND)]
    assert taken.approval.offer is None
    assert approve(taken, MANAGER).state == "granted"


def test_a_small_offer_takes_one():
    offer = Offer(90_000, "refund", "wear", named(SECOND), NOW)
    offered = approval.offer(approve(request(180_000), MANAGER), SECOND, AGENT, offer, 4, BOTH)
    assert approval.accept(offered, AGENT, SECOND, 5, BOTH, NOW).state == "granted"


def test_whoever_stands_in_for_the_first_is_not_the_second():
    lent = Delegation(
        id="del_1",
        lender=MANAGER.id,
        to=SENIOR.id,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        reason="leave",
        made_at=NOW,
    )
    people = BOTH.people.with_register(3, Register(delegations=(lent,)))
    few = Quorum(tier="duty_manager", currency="USD", above=10_000)
    authority = BOTH.with_people(people).with_quorums(3, [few])
    assert approvers_of(request(12_000), AGENT, authority, NOW).lender(SENIOR) == MANAGER
    first = approve(request(12_000), MANAGER, authority)
    assert not approvers_of(first, AGENT, authority, NOW).may(SENIOR)
    first = approve(request(12_000), SENIOR, authority)
    assert first.approval.given[0].behalf == named(MANAGER)
    assert not approvers_of(first, AGENT, authority, NOW).may(MANAGER)
    with pytest.raises(AlreadyApproved):
        approve(first, MANAGER, authority)
    assert approve(first, LEAD, authority).state == "granted"
