"""Sixty invented days add up: volumes, outcomes, limits, money, stories."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from statistics import mean, median

import pytest

from remit.connectors.shop import Shop
from remit.demo.greeting import greeting
from remit.demo.shop import LARGE_FROM, listed
from remit.demo.world import invent, stock
from remit.domain.execution import executing
from remit.domain.execution.execution import QUEUED, Execution, Outcome
from remit.domain.orders.holds import HELD, POSTED, hold_of
from remit.domain.people import directory
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import LADDER
from remit.domain.policy.spending import Spending
from remit.domain.policy.stacks import USUAL
from remit.domain.remedies import RETURNS_MONEY
from remit.domain.requests.counting import shares_of
from remit.domain.requests.request import GRANTED, case_of
from tests.demo.conftest import NOW


@pytest.fixture(scope="module")
def requests(world):
    return [past.request for past in world.past.requests]


@pytest.fixture(scope="module")
def escalated(requests):
    return [request for request in requests if request.decision.outcome == "escalate"]


@pytest.fixture(scope="module")
def authorities(world):
    floor = directory(1, world.people)
    return {one.number: one.over(floor) for one in world.versions}


def lived_through(requests, authorities):
    """Each request in order of time, with what was used of budgets when it was asked for."""
    book, spending = authorities[5].book, Spending(NOW)
    for one in sorted(requests, key=lambda one: one.created_at):
        spending.now = one.created_at
        yield one, spending
        counted = book.counting(one.remedy, one.currency, one.brand, one.facts)
        spending.enter((), shares_of(one, counted))


def test_volumes_are_those_of_the_floor(requests, escalated):
    assert 17_100 <= len(requests) <= 17_200
    assert 1_380 <= len(escalated) <= 1_390
    shares = Counter(request.remedy for request in requests)
    refunds = shares["refund"] + shares["returnless_refund"]
    gestures = shares["goodwill_credit"] + shares["discount"]
    assert refunds / len(requests) == pytest.approx(0.60, abs=0.03)
    assert gestures / len(requests) == pytest.approx(0.25, abs=0.03)
    assert mean(one.amount for one in requests if one.remedy == "refund") == pytest.approx(42_00, rel=0.1)
    assert mean(one.amount for one in requests if one.remedy == "goodwill_credit") == pytest.approx(14_00, rel=0.1)


def test_outcomes_are_mixed_as_published(escalated):
    ends = Counter("changed" if one.approval.offer else one.state for one in escalated)
    for end, share in (
        ("settled", 0.72),
        ("changed", 0.13),
        ("rejected", 0.08),
        ("withdrawn", 0.04),
        ("expired", 0.03),
    ):
        assert ends[end] / len(escalated) == pytest.approx(share, abs=0.02), end


def test_a_waiting_customer_is_not_kept_waiting(escalated):
    asked = [one for one in escalated if one.customer_waiting and one.approval.settled_at and not one.approval.offer]
    seconds = sorted((one.approval.settled_at - one.approval.asked_at).total_seconds() for one in asked)
    assert median(seconds) == pytest.approx(25, rel=0.2)
    assert seconds[len(seconds) * 9 // 10] == pytest.approx(90, rel=0.25)


def test_everything_is_over_and_in_the_past(world, requests):
    assert {one.state for one in requests} == {"settled", "rejected", "withdrawn", "expired", "failed", "denied"}
    assert min(one.created_at for one in requests) >= NOW - timedelta(days=60)
    for past in world.past.requests:
        moments = [event.at for event in past.told]
        assert moments == sorted(moments)
        assert moments[0] == past.request.created_at
        assert moments[-1] <= past.request.updated_at <= NOW
        assert past.told[-1].event == f"request.{past.request.state}"


def test_names_are_unique_and_in_order_of_time(requests):
    ids = [one.id for one in requests]
    assert ids == sorted(set(ids))
    assert [one.created_at for one in requests] == sorted(one.created_at for one in requests)
    assert len({one.reference for one in requests}) == len(requests)


def test_casbin_would_have_decided_the_same(world, requests, authorities):
    people = {person.id: person for person in world.people}
    # Every one that people had to decide on or that a budget speaks of, and a part of the great many that went through.
    for place, (one, spent) in enumerate(lived_through(requests, authorities)):
        if one.decision.outcome == "allow" and not one.decision.budgets and place % 12:
            continue
        if one.approval and one.approval.offer:
            continue  # what was asked for first is not what was given
        case = case_of(one, people[one.requester.id])
        assert decide(case, authorities[one.decision.policy_version], spent) == one.decision, one.id


def test_whoever_approved_could(world, escalated, authorities):
    people = {person.id: person for person in world.people}
    settled = [one for one in escalated if one.state == "settled"]
    for one in settled[::4]:
        case = case_of(one, people[one.requester.id])
        approvers = Approvers(case, authorities[one.decision.policy_version])
        assert approvers.may(people[one.approval.settled_by.id]), one.id


def test_carrying_out_is_the_same_as_step_by_step(requests):
    for one in requests[:3_000]:
        if one.state not in ("settled", "failed"):
            continue
        queued = Execution(QUEUED, one.execution.provider)
        granted = replace(one, state=GRANTED, version=one.version - 2, execution=queued)
        running = executing.begun(granted, one.execution.posted_at)
        execution = one.execution
        outcome = Outcome(execution.state, execution.provider_reference, execution.last_error)
        assert executing.ended(running, outcome, one.updated_at) == one


def test_no_order_gives_back_more_than_was_captured(world, requests):
    orders = {order.id: order for order in world.past.orders}
    taken, returned = Counter(), Counter()
    for one in requests:
        hold = hold_of(one)
        if hold and hold.state in (HELD, POSTED):
            taken[hold.order_id] += hold.amount
        if one.state == "settled" and one.remedy in RETURNS_MONEY:
            returned[one.order_id] += one.amount
    assert all(amount <= orders[order_id].captured for order_id, amount in taken.items())
    assert {order.id: order.refunded for order in world.past.orders if order.refunded} == dict(returned)
    assert all(sum(line.amount for line in order.lines) == order.captured for order in orders.values())


def test_fresh_orders_are_to_try_things_on(world, requests):
    touched = {one.order_id for one in requests}
    fresh = {order.id: order for order in world.fresh}
    assert touched.isdisjoint(fresh)
    assert {order.customer.id for order in world.fresh}.isdisjoint({one.customer_id for one in requests})
    large = [order for order in world.fresh if order.currency == "USD" and order.captured >= LARGE_FROM]
    assert len(large) >= 40
    assert list(listed())[: len(large)] == [order.id for order in large]
    assert {fresh[order_id].currency for order_id in listed()} == {"USD", "EUR", "JPY", "KWD"}
    assert mean(order.captured for order in world.fresh if order.captured < LARGE_FROM) == pytest.approx(84_00, rel=0.1)


def test_the_stories_are_there_and_nobody_first_is_in_them(world, requests):
    given = Counter()
    for one in requests:
        if one.remedy == "goodwill_credit" and one.state == "settled":
            given[one.requester.id] += one.amount
    most, second = given.most_common(2)
    assert most[1] > 3.5 * second[1]
    by_order = Counter(one.order_id for one in requests if one.amount == 49_00)
    split, times = by_order.most_common(1)[0]
    assert times == 4
    claims = Counter(one.customer_id for one in requests if one.reason in ("LOST_IN_TRANSIT", "DELIVERED_NOT_RECEIVED"))
    customer, count = claims.most_common(1)[0]
    assert count >= 5
    in_stories = {most[0]} | {one.requester.id for one in requests if one.order_id == split}
    stories_orders = {one.order_id for one in requests if one.customer_id == customer and one.amount in _CLAIMS}
    in_stories |= {one.requester.id for one in requests if one.order_id in stories_orders}
    firsts = {next(person.id for person in world.people if person.tier == tier.name) for tier in LADDER}
    assert in_stories.isdisjoint(firsts)


_CLAIMS = {38_00, 44_50, 31_90, 46_00, 42_75}


def test_a_teams_pot_ran_out_on_a_thursday(world, requests):
    over = [one for one in requests if one.decision.over_budget]
    pots = {one.bid for one in world.versions[-1].budgets if one.per == "team"}
    assert {one.decision.over_budget for one in over} <= pots
    assert 3 <= len(over) <= 6
    assert {(one.requester.team, f"{one.created_at:%A}") for one in over} == {("south", "Thursday")}
    assert all(NOW - one.created_at < timedelta(days=11) for one in over)
    assert all("Over your team's weekly goodwill credit budget" in one.decision.sentence for one in over)


def test_nobody_first_has_used_a_budget(world, requests):
    firsts = {next(person.id for person in world.people if person.tier == tier.name) for tier in LADDER}
    today = [one for one in requests if one.created_at.date() == NOW.date() and one.requester.id in firsts]
    assert not [one for one in today if one.remedy == "goodwill_credit" and one.decision.outcome in ("allow", "review")]
    monday = NOW.date() - timedelta(days=NOW.weekday())
    teams = {person.team for person in world.people if person.id in firsts} - {None}
    for team in teams:
        given = (one for one in requests if one.requester.team == team and one.created_at.date() >= monday)
        assert sum(one.amount for one in given if one.remedy == "goodwill_credit") < 1_250_00, team


def test_the_strike_shows(requests):
    parcels = ("LATE_DELIVERY", "NOT_DELIVERED", "DELIVERED_NOT_RECEIVED", "LOST_IN_TRANSIT")
    weeks = Counter((NOW - one.created_at).days // 7 for one in requests if one.reason in parcels)
    strike = Counter(20 <= (NOW - one.created_at).days < 27 for one in requests if one.reason in parcels)
    assert strike[True] > 2 * median(weeks.values())


def test_the_limits_have_a_past(world):
    numbers = [version.number for version in world.versions]
    assert numbers == [1, 2, 3, 4, 5, 6]
    first, raised, trial, back, budgeted, summed = (version.rules for version in world.versions)
    assert summed == budgeted == back == raised != trial
    assert [len(version.budgets) for version in world.versions] == [0, 0, 0, 0, 8, 8]
    assert [version.stacks for version in world.versions] == [(), (), (), (), (), USUAL]
    changed = [(old.amount, new.amount) for old, new in zip(first, raised, strict=True) if old != new]
    assert changed == [(40_00, 50_00)]
    ops = {person.id for person in world.people if "ops" in person.roles}
    assert {version.publisher_id for version in world.versions} == ops


def test_the_same_seed_is_the_same_world_and_progress_is_said(world, said):
    assert len(said) >= 4
    once, again = (invent(7, 3, NOW, lambda _: None) for _ in range(2))
    assert once == again
    assert once.people != world.people
    assert len(once.past.requests) in range(850, 880)


def test_the_shop_knows_what_was_carried_out(tmp_path, world, requests):
    shop = Shop.open(tmp_path / "shop.db")
    stock(shop, world, lambda _: None)
    for one in requests[::500]:
        found = shop.find(one.id)
        if one.state == "settled":
            assert found[0] == Outcome("succeeded", one.execution.provider_reference)
            assert found[1:] == (one.amount, one.currency)
        else:
            assert found is None
    assert shop.get(world.past.orders[5].id) == world.past.orders[5]
    assert shop.get(listed()[0]).refunded == 0
    shop.close()


def test_something_waits_for_every_kind_of_approver(world, requests, authorities):
    waiting = [past.request for past in world.past.waiting]
    assert Counter(one.state for one in waiting) == {"pending": 6, "needs_info": 1, "offered": 1}
    lowest = Counter(one.decision.approver_tiers[0] for one in waiting if one.state == "pending")
    assert lowest == {"lead": 4, "duty_manager": 1, "director": 1}
    assert len({one.remedy for one in waiting}) >= 3
    assert sum(one.customer_waiting for one in waiting) >= 3
    assert all(timedelta(minutes=1) <= NOW - one.created_at <= timedelta(minutes=25) for one in waiting)
    assert all(one.approval.offered_to == () and one.approval.settled_by is None for one in waiting)
    people = {person.id: person for person in world.people}
    for one, spent in lived_through([*requests, *waiting], authorities):
        if one in waiting and not (one.approval and one.approval.offer):
            assert decide(case_of(one, people[one.requester.id]), authorities[6], spent) == one.decision


def test_what_waits_has_orders_of_its_own_and_nobody_first_asked(world, requests):
    waiting = [past.request for past in world.past.waiting]
    orders = {order.id: order for order in world.past.orders}
    asked = {one.order_id for one in waiting}
    assert len(asked) == len(waiting)
    assert all(one.amount <= orders[one.order_id].captured for one in waiting)
    assert asked.isdisjoint({one.order_id for one in requests})
    assert asked.isdisjoint({order.id for order in world.fresh})
    firsts = {next(person.id for person in world.people if person.tier == tier.name) for tier in LADDER}
    involved = {event.by.id for past in world.past.waiting for event in past.told if event.by}
    assert involved.isdisjoint(firsts)
    names = [one.reference for one in (*requests, *waiting)]
    assert len(set(names)) == len(names)


def test_what_waits_is_told_as_it_was_then(world):
    for past in world.past.waiting:
        assert past.told[-1].request == past.request
        assert [event.request.version for event in past.told] == sorted(event.request.version for event in past.told)
        assert [event.at for event in past.told] == sorted(event.at for event in past.told)
        assert past.told[0].event == "request.created"
        assert past.told[-1].event == f"request.{past.request.state}"
    assert all(event.request is None for past in world.past.requests for event in past.told)


def test_one_lead_is_out_of_office(world):
    away = [person for person in world.people if person.chosen_presence == "away"]
    assert [person.tier for person in away] == ["lead"]
    assert away[0].id != next(person.id for person in world.people if person.tier == "lead")


def test_the_greeting_names_the_first_of_each_kind(world):
    first = {tier: next(one.name for one in world.people if one.tier == tier) for tier in ("agent", "lead")}
    ops = next(one.name for one in world.people if "ops" in one.roles)
    lines = list(greeting(reversed(world.people)))
    assert [line.split("  ")[0] for line in lines] == [first["agent"], first["lead"], ops]
