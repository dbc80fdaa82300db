"""Who may approve: asking once per kind of person finds the same people as asking everybody."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.authority.engine import index
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import Case
from tests.authority.worlds import drawn_world, floor, person, question, rule, snapshot, tiers

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
        one.id: world.ask(case.question(one.subject, "approve")).allowed and one.id != case.requester.id
        for one in world.people
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
    monkeypatch.setattr(index, "_bears_on_approving", lambda _: False)
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
    assert world.personal("refund", "USD") == {"usr_mia"}
    assert not search.may(people.people["usr_mia"])
    assert search.may(people.people["usr_ben"])


def test_only_what_bears_on_approving_is_noted():
    own = [rule("L-0001", subject="user:usr_1"), rule("L-0002", subject="user:usr_2", kind="cap", mode="auto")]
    world = snapshot(1, own, tiers(), floor())
    assert world.personal("refund", "USD") == frozenset()
    assert world.with_rules(2, [rule("L-0003", subject="user:usr_1", mode="approve")]).personal("refund", "USD") == {
        "usr_1"
    }
    assert world.personal("refund", "EUR") == frozenset()


def test_a_team_with_rows_is_asked_about():
    world = snapshot(1, [rule(subject="team:north", mode="approve")], tiers(), floor())
    assert world.team_ruled("north", "refund", "USD")
    assert not world.team_ruled("north", "refund", "EUR")
    assert not world.team_ruled("south", "refund", "USD")
    assert not world.team_ruled(None, "refund", "USD")
    assert not world.with_rules(2, removed=["L-0001"]).team_ruled("north", "refund", "USD")
