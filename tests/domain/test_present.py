"""Whom one is drawn from: whoever has least, by lot among equals, at the same cost among thousands."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from remit.domain.policy.approvers import Approvers
from remit.domain.requests.request import Approval, case_of
from remit.domain.routing import way
from remit.domain.routing.policies import ALL, EVERYONE, OWN_TEAM, PEOPLE, TIER, Escalation, Step
from remit.domain.routing.present import present
from remit.domain.routing.way import MOST_ASKED, Floor
from tests.domain.floor import AUTHORITY, NOW, person, request

TEAMS = ("north", "south", "west")
MANY = [person(("lead", "agent")[number % 2], TEAMS[number % 3], f"many{number:04}") for number in range(3_000)]
KNOWN = AUTHORITY.with_people(AUTHORITY.people.with_people(2, MANY))
LEADS = [one for one in MANY if one.tier == "lead"]
NORTH = [one for one in LEADS if one.team == "north"]
ALL_HERE = present(MANY, KNOWN.alike)
BLANK = Approval(asked_at=NOW, expires_at=NOW + timedelta(days=1))
ONE_OF_ALL, ALL_OF_ALL = Step(EVERYONE, 60), Step(EVERYONE, 60, ALL)


class Counted:
    """The limits, and how often they were asked."""

    def __init__(self, of):
        self._may = Approvers(case_of(of, KNOWN.people.people[of.requester.id]), KNOWN).may
        self.asked = 0

    def may(self, who):
        self.asked += 1
        return self._may(who)


def floor(there, load=None, number=1, never=(), **said):
    of = request(id=f"req_{number}")
    counted = Counted(of)
    made = Floor(
        request=of.id,
        brand=of.brand,
        team="north",
        there=ALL_HERE if there is MANY else present(there, KNOWN.alike),
        may=counted.may,
        never=frozenset(never) | {of.requester.id},
        load=lambda: load or {},
        top="director",
        seed="s",
        now=NOW,
        **said,
    )
    return made, counted


def chosen(step, there, **said):
    return [one.id for one in floor(there, **said)[0].choose(step)]


@pytest.mark.parametrize("step", [ONE_OF_ALL, ALL_OF_ALL, Step(OWN_TEAM, 60), Step(TIER, 60, ALL, tier="lead")])
def test_no_more_is_asked_of_the_limits_for_three_thousand_than_for_sixty(step):
    asked = []
    for there in (MANY[:60], MANY):
        here, counted = floor(there)
        policy = Escalation((step, ALL_OF_ALL))
        begun = way.begin(BLANK, policy, here)
        assert begun.offered_to
        way.stay(begun, policy, here)
        asked.append(counted.asked)
    assert asked[0] == asked[1] < 60


def test_among_many_everybody_s_turn_comes_about_as_often():
    drawn = Counter(chosen(ONE_OF_ALL, MANY, number=number)[0] for number in range(600))
    assert drawn.keys() <= {one.id for one in LEADS}
    assert len(drawn) > 400
    assert max(drawn.values()) < 8
    teams = Counter(KNOWN.people.people[one].team for one in drawn.elements())
    assert all(130 < teams[team] < 270 for team in TEAMS), teams


def test_the_same_request_draws_the_same_again():
    assert chosen(ONE_OF_ALL, MANY) == chosen(ONE_OF_ALL, reversed(MANY))


def test_all_at_once_asks_so_many_and_nobody_twice():
    for number in range(20):
        asked = chosen(ALL_OF_ALL, MANY, number=number)
        assert len(set(asked)) == len(asked) == MOST_ASKED


def test_whoever_has_something_is_asked_after_those_who_have_nothing():
    free = {one.id for one in LEADS[::2]}
    load = {one.id: 1 for one in LEADS if one.id not in free}
    assert all(set(chosen(ALL_OF_ALL, MANY, load=load, number=number)) <= free for number in range(30))


@pytest.mark.parametrize("free", [0, 1, 25])
def test_where_hardly_anybody_is_free_they_are_found_and_then_who_has_least(free):
    load = {one.id: 2 for one in LEADS[free:]} | {LEADS[-1].id: 1}
    idle = {one.id for one in LEADS[:free]}
    assert set(chosen(ONE_OF_ALL, MANY, load=load)) <= (idle or {LEADS[-1].id})
    asked = chosen(ALL_OF_ALL, MANY, load=load)
    assert len(set(asked)) == MOST_ASKED
    assert len(idle.intersection(asked)) == min(free, MOST_ASKED)
    assert free == 25 or LEADS[-1].id in asked


def test_who_never_may_is_drawn_by_no_step_even_where_they_are_the_first_of_their_cell():
    never = {one.id for one in NORTH[:-1]}
    for step in (Step(OWN_TEAM, 60), Step(OWN_TEAM, 60, ALL)):
        assert chosen(step, MANY, never=never) == [NORTH[-1].id]
    assert chosen(Step(PEOPLE, 60, people=(NORTH[0].id,)), MANY, never=never) == []
    assert not never.intersection(chosen(ALL_OF_ALL, MANY, never=never))
    assert chosen(Step(OWN_TEAM, 60), MANY, never={one.id for one in NORTH}) == []


def test_whoever_stands_in_for_somebody_of_the_team_is_of_it_once():
    south = next(one for one in LEADS if one.team == "south")
    there = [NORTH[0], south]
    asked = chosen(Step(OWN_TEAM, 60, ALL), there, stand_ins=frozenset({south.id, NORTH[0].id, "usr_gone"}))
    assert sorted(asked) == sorted([NORTH[0].id, south.id])
    assert chosen(Step(OWN_TEAM, 60), [replace(south, team=None)]) == []


def test_who_has_it_keeps_it_and_whoever_comes_joins():
    policy = Escalation((ALL_OF_ALL,))
    first = way.begin(BLANK, policy, floor(LEADS[:3])[0])
    more = way.stay(first, policy, floor(LEADS[1:5])[0])
    assert [one.id for one in more.offered_to[:2]] == [one.id for one in first.offered_to if one.id != LEADS[0].id]
    assert {one.id for one in more.offered_to} == {one.id for one in LEADS[1:5]}
