"""Who may approve: asking once per kind of person finds the same people as asking everybody."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.authority.engine import index
from remit.authority.engine.traits import Asked
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import Case
from remit.domain.policy.facts import written
from tests.authority.worlds import (
    DAY,
    NOW,
    drawn_world,
    floor,
    held_from,
    person,
    question,
    rule,
    snapshot,
    tiers,
)

LEADS = {"subject": "tier:lead", "mode": "approve"}


def _case(random, world, asked):
    requester = world.people.people[random.choice(sorted(world.people.people))]
    return _asking(requester, asked)


def _asking(requester, asked):
    return Case(
        requester=requester,
        remedy=asked.remedy,
        amount=asked.amount,
        currency=asked.currency,
        brand=asked.brand,
        facts=asked.facts,
    )


def _everybody_asked(case, world):
    return {
        one.id: world.ask(case.about(one, "approve")).allowed and one.id != case.requester.id for one in world.people
    }


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_one_of_each_kind_stands_for_everybody(random):
    drawn = drawn_world(random, questions=4)
    for asked in drawn.questions:
        case = _case(random, drawn.snapshot, asked)
        able = _everybody_asked(case, drawn.snapshot)
        search = Approvers(case, drawn.snapshot)
        assert {one.id: search.may(one) for one in drawn.snapshot.people} == able
        assert search.anyone() == any(able.values())
        there = {one.tier for one in drawn.snapshot.people if able[one.id]}
        assert search.tiers() == tuple(tier.name for tier in drawn.snapshot.tiers if tier.name in there)


def test_an_index_that_forgets_who_has_rows_of_their_own_is_caught(monkeypatch):
    monkeypatch.setattr(index, "_bears_on_approving", lambda _place: False)
    wrong = 0
    for seed in range(30):
        random = Random(seed)
        drawn = drawn_world(random)
        for asked in drawn.questions:
            case = _case(random, drawn.snapshot, asked)
            search = Approvers(case, drawn.snapshot)
            found = {one.id: search.may(one) for one in drawn.snapshot.people}
            wrong += found != _everybody_asked(case, drawn.snapshot)
    assert wrong > 0


def test_a_lead_does_not_approve_their_own_request():
    mia, kim = person("usr_mia", "lead"), person("usr_kim", "agent")
    world = snapshot(1, [rule(**LEADS)], tiers(), floor(mia, kim))
    assert Approvers(_asking(kim, question()), world).tiers() == ("lead",)
    assert not Approvers(_asking(mia, question()), world).anyone()


def test_a_personal_cap_takes_one_lead_out():
    people = floor(person("usr_mia", "lead"), person("usr_ben", "lead"), person("usr_kim", "agent"))
    cap = rule("L-0002", subject="user:usr_mia", kind="cap", mode="*", amount=50)
    world = snapshot(1, [rule(**LEADS), cap], tiers(), people)
    search = Approvers(_asking(people.people["usr_kim"], question(amount=100)), world)
    assert not search.may(people.people["usr_mia"])
    assert search.may(people.people["usr_ben"])


def _kinds(world, *people, currency="USD"):
    return len({world.kind(one, "refund", currency) for one in people})


def test_whoever_has_rows_that_bear_on_approving_is_a_kind_of_their_own():
    plain, acting, capped = person("usr_0"), person("usr_1"), person("usr_2")
    own = [rule("L-0001", subject="user:usr_1"), rule("L-0002", subject="user:usr_2", kind="cap", mode="auto")]
    world = snapshot(1, own, tiers(), floor(plain, acting, capped))
    assert _kinds(world, plain, acting, capped) == 1
    approving = world.with_rules(2, [rule("L-0003", subject="user:usr_1", mode="approve")])
    assert _kinds(approving, plain, acting, capped) == 2
    assert _kinds(approving, plain, acting, capped, currency="EUR") == 1
    uncapped = approving.with_rules(3, [rule("L-0004", subject="user:usr_2", kind="cap", mode="*")])
    assert _kinds(uncapped, plain, acting, capped) == 3
    assert _kinds(uncapped.with_rules(4, removed=["L-0003", "L-0004"]), plain, acting, capped) == 1


def test_a_team_with_rows_is_a_kind_of_its_own():
    north, south, none = person("usr_1", team="north"), person("usr_2", team="south"), person("usr_3")
    world = snapshot(1, [rule(subject="team:north", mode="approve")], tiers(), floor(north, south, none))
    assert _kinds(world, north, south, none) == 2
    assert _kinds(world, north, south, none, currency="EUR") == 1
    assert _kinds(world.with_rules(2, removed=["L-0001"]), north, south, none) == 1


def _hopefuls(world, asked):
    return {tier: [one.id for one in people] for tier, people in world.hopefuls(asked)}


def test_nobody_is_looked_at_whom_no_grant_could_reach():
    staff = [person(f"usr_{number}", "lead") for number in range(50)]
    small = [rule(f"L-{number:04}", subject=f"user:usr_{number}", mode="approve", amount=50) for number in range(40)]
    large = rule("L-0100", subject="user:usr_44", mode="approve", amount=500)
    world = snapshot(1, [*small, large], tiers(), floor(*staff))
    assert _hopefuls(world, question(amount=51, mode="approve")) == {"lead": ["usr_44"]}
    assert len(_hopefuls(world, question(amount=50, mode="approve"))["lead"]) == 41
    assert _hopefuls(world.with_rules(2, [rule("L-0200", **LEADS)]), question(amount=51, mode="approve"))["lead"] == [
        "usr_40",
        "usr_41",
        "usr_44",
    ]


def test_where_everybody_is_singled_out_everybody_is_a_hopeful():
    staff = [person(f"usr_{number}", "lead", "north") for number in range(4)]
    caps = [rule(f"L-000{n}", subject=f"user:usr_{n}", kind="cap", mode="*", amount=50 * n) for n in range(4)]
    kim = person("usr_kim", "agent")
    world = snapshot(1, [rule("L-0100", **LEADS), *caps], tiers(), floor(*staff, kim))
    assert Approvers(_asking(kim, question(amount=150)), world).tiers() == ("lead",)
    assert not Approvers(_asking(kim, question(amount=151)), world).anyone()


def test_a_team_that_is_granted_it_counts_whoever_has_rows_of_their_own():
    mia, kim = person("usr_mia", "lead", "north"), person("usr_kim", "agent")
    rules = [rule(subject="team:north", mode="approve"), rule("L-0002", subject="user:usr_mia", kind="cap", mode="*")]
    world = snapshot(1, rules, tiers(), floor(mia, kim))
    assert Approvers(_asking(kim, question()), world).tiers() == ("lead",)


HOLDERS = rule(subject="tier:lead", mode="approve", when="cert has GW-1")


def _at(when):
    return question(amount=100, facts={"moment": written(when)})


def test_a_certificate_counts_from_its_first_moment_until_its_last():
    mia = replace(person("usr_mia", "lead"), held=(held_from("GW-1", NOW, NOW + DAY),))
    kim = person("usr_kim", "agent")
    others = [person(f"usr_{number}", "lead") for number in range(4)]
    world = snapshot(1, [HOLDERS], tiers(), floor(*others, mia, kim))
    second = timedelta(seconds=1)
    for at, there in ((NOW - second, ()), (NOW, ("lead",)), (NOW + DAY - second, ("lead",)), (NOW + DAY, ())):
        assert Approvers(_asking(kim, _at(at)), world).tiers() == there, at
        # The other way round, as a crowd that was found before must not stand for another moment.
        assert Approvers(_asking(kim, _at(NOW)), world).tiers() == ("lead",)
    assert not Approvers(_asking(kim, question(amount=100)), world).anyone(), "without a moment nothing is held"


def test_a_certificate_that_is_given_or_taken_counts_at_once():
    mia, kim = person("usr_mia", "lead"), person("usr_kim", "agent")
    world = snapshot(1, [HOLDERS], tiers(), floor(mia, kim))
    assert not Approvers(_asking(kim, _at(NOW)), world).anyone()
    holding = replace(mia, held=(held_from("GW-1", NOW, NOW + DAY),))
    given = world.with_people(world.people.with_people(2, [holding]))
    assert Approvers(_asking(kim, _at(NOW)), given).tiers() == ("lead",)
    taken = given.with_people(given.people.with_people(3, [mia]))
    assert not Approvers(_asking(kim, _at(NOW)), taken).anyone()


def test_time_here_counts_by_the_day():
    mia, kim = replace(person("usr_mia", "lead"), since=NOW - 30 * DAY), person("usr_kim", "agent")
    tenured = rule(subject="tier:lead", mode="approve", when="agent_tenure_days >= 30")
    world = snapshot(1, [tenured], tiers(), floor(mia, kim))
    assert Approvers(_asking(kim, _at(NOW)), world).anyone()
    assert not Approvers(_asking(kim, _at(NOW - timedelta(seconds=1))), world).anyone()
    assert Approvers(_asking(kim, _at(NOW + DAY)), world).anyone()


@pytest.mark.parametrize("when", ["agent_tenure_days >= 30", "agent_tenure_days > 29", "agent_tenure_days = 30"])
def test_whoever_is_here_a_day_longer_is_another_kind(when):
    staff = [replace(person(f"usr_{days}", "lead"), since=NOW - days * DAY) for days in (10, 20, 29, 30)]
    kim = person("usr_kim", "agent")
    world = snapshot(1, [rule(subject="tier:lead", mode="approve", when=when)], tiers(), floor(*staff, kim))
    search = Approvers(_asking(kim, _at(NOW)), world)
    assert [one.id for one in staff if search.may(one)] == ["usr_30"]
    assert search.anyone()


def test_a_crowd_that_forgets_what_people_hold_is_caught(monkeypatch):
    monkeypatch.setattr(Asked, "trait", lambda *_: None)
    wrong = 0
    for seed in range(40):
        random = Random(seed)
        drawn = drawn_world(random)
        for asked in drawn.questions:
            case = _case(random, drawn.snapshot, asked)
            search = Approvers(case, drawn.snapshot)
            found = {one.id: search.may(one) for one in drawn.snapshot.people}
            wrong += found != _everybody_asked(case, drawn.snapshot)
    assert wrong > 0
