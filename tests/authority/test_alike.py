"""Whom nothing tells apart is answered alike; and what tells people apart: limits, budgets, teams, delegations."""

from dataclasses import replace
from random import Random

import pytest

from remit.authority.rules.rule import CAP
from remit.domain.delegations import Delegation
from remit.domain.people import Register, directory
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.budgets import Budget
from remit.domain.policy.cases import Case
from remit.domain.policy.facts import at_moment
from tests.authority.worlds import DAY, NOW, drawn_world, held_from, person, rule, snapshot, tiers

ONE, OTHER = (person(one, "lead", "north") for one in ("usr_1", "usr_2"))
BY_TEAM = rule(mode="approve", subject="team:north")


def budget(subject):
    said = {"remedy": "*", "currency": "USD", "brand": "*", "per": "customer", "window": "day", "measure": "amount"}
    return Budget(bid="B-0001", subject=subject, limit=1_000, **said)


def lent(lender, to):
    return Delegation(id="del_1", lender=lender, to=to, starts_at=NOW, ends_at=NOW + DAY, reason="", made_at=NOW)


def world(*rules, people=(ONE, OTHER), budgets=(), delegations=()):
    known = directory(1, people, Register(delegations=tuple(delegations)))
    return snapshot(1, rules, tiers(), known).with_budgets(1, budgets)


def alike(made, one=ONE, other=OTHER):
    return made.alike(one) == made.alike(other)


@pytest.mark.parametrize("seed", range(25))
def test_people_who_are_alike_may_approve_the_same(seed):
    random = Random(seed)
    drawn = drawn_world(random, questions=6)
    twins = [replace(one, id=f"{one.id}_twin", name="Twin") for one in drawn.snapshot.people]
    made = drawn.snapshot.with_people(directory(2, [*drawn.snapshot.people, *twins]))
    for asked in drawn.questions:
        found = {}
        for one in made.people:
            said = made.ask(replace(asked, subject=one.subject, mode="approve")).allowed if one.active else False
            assert found.setdefault(made.alike(one), said) == said, one
        assert len(found) < len(made.people.people), "nobody was alike"


def test_a_name_a_role_and_a_team_that_no_row_speaks_of_tell_nobody_apart():
    other = replace(OTHER, team="south", roles=frozenset({"approver", "coach"}))
    assert alike(world(rule(mode="approve"), people=(ONE, other)), other=other)


@pytest.mark.parametrize(
    "made",
    [
        world(rule(mode="approve", subject="user:usr_2")),
        world(budgets=[budget("user:usr_2")]),
        world(delegations=[lent("usr_1", "usr_9")]),
        world(delegations=[lent("usr_9", "usr_2")]),
    ],
)
def test_whom_a_row_names_is_like_nobody(made):
    assert not alike(made)


@pytest.mark.parametrize("made", [world(BY_TEAM), world(budgets=[budget("team:south")])])
def test_teams_that_a_row_speaks_of_are_told_apart(made):
    other = replace(OTHER, team="south")
    assert alike(made)
    assert not alike(made, other=other)


@pytest.mark.parametrize(
    "traits",
    [{"tier": "agent"}, {"tier": None}, {"active": False}, {"held": (held_from("GW-1", NOW, NOW + DAY),)}],
)
def test_what_people_are_tells_them_apart(traits):
    other = replace(OTHER, **traits)
    assert not alike(world(people=(ONE, other)), other=other)


def test_days_here_tell_apart_only_where_a_limit_asks_for_them():
    other = replace(OTHER, since=NOW)
    asks = rule(mode="approve", when="agent_tenure_days >= 90")
    assert alike(world(people=(ONE, other)), other=other)
    assert not alike(world(asks, people=(ONE, other)), other=other)


def test_whoever_was_changed_a_moment_ago_is_looked_at_anew():
    made = world()
    assert alike(made)
    assert not alike(made, other=replace(OTHER, tier="agent"))


def test_a_row_that_comes_later_tells_apart_from_then_on():
    made = world()
    assert alike(made)
    assert not alike(made.with_rules(2, [rule(mode="approve", subject="user:usr_2")]))
    assert not alike(made.with_budgets(2, [budget("user:usr_1")]))


@pytest.mark.parametrize("seed", range(40))
def test_asking_crowd_by_crowd_finds_whom_asking_everybody_finds(seed):
    """Of many with one tier and two teams, of whom all that may tell people apart is true or is not."""
    random = Random(seed)
    people = [drawn_lead(random, f"usr_{number}") for number in range(1, 15)]
    pool = [rule("L-0001", mode="approve", subject="tier:lead", when=random.choice(WHENS)), *NAMING]
    lends = [lent("usr_8", "usr_3")] * random.randint(0, 1)
    made = world(*random.sample(pool, random.randint(1, 4)), people=people, delegations=lends)
    barred = frozenset(random.sample(sorted(made.people.people), random.choice((0, 3))))
    assert sorted(one.id for crowd in made.crowds() for one in crowd) == sorted(one.id for one in people if one.active)
    for amount in (1_000, 6_000):
        said = {"remedy": "refund", "currency": "USD", "brand": "acme", "facts": at_moment({}, NOW), "on_order": True}
        case = Case(requester=people[0], amount=amount, **said)
        crowds = list(Approvers(case, made, barred=barred).among(made.crowds()))
        plainly = Approvers(case, made, barred=barred)
        assert {one.id for crowd in crowds for one in crowd} == {one.id for one in people if plainly.may(one)}
        assert all((one.tier, one.team) == (crowd[0].tier, crowd[0].team) for crowd in crowds for one in crowd)


WHENS = ("", "cert has GW-1", "agent_tenure_days >= 90")
NAMING = (
    rule("L-0004", mode="approve", subject="team:north", amount=9_000),
    rule("L-0002", mode="approve", subject="user:usr_2", amount=9_000),
    rule("L-0003", mode="*", kind=CAP, subject="user:usr_5", amount=500),
)


def drawn_lead(random, one):
    held = random.choice(((), (held_from("GW-1", NOW - DAY, NOW + DAY),)))
    since = random.choice((None, NOW - 95 * DAY, NOW - 5 * DAY))
    lead = person(one, random.choice(("lead", "lead", "agent")), random.choice(("north", "south")))
    return replace(lead, held=held, since=since, active=random.random() < 0.9)
