"""Who is asked, for how long, and who next: the way of a request through its escalation policy."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from remit.domain.policy.approvers import Approvers
from remit.domain.requests.request import Approval, case_of, named
from remit.domain.requests.visibility import Readers
from remit.domain.routing import way, words
from remit.domain.routing.policies import (
    ALL,
    DIRECTOR,
    EVERYONE,
    OWN_TEAM,
    PEOPLE,
    REJECT,
    TIER,
    USUAL,
    Escalation,
    InvalidRouting,
    Routing,
    Step,
    checked,
)
from remit.domain.routing.present import present
from remit.domain.routing.way import MOST_ASKED, Floor, Turned

from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR as TOP, LEAD, NOW, person, request  # isort: skip

OTHER = person("lead", "south", "other")
SECOND = person("lead", "north", "second")
MANAGER = person("duty_manager", None, "manager")
CROWD = [person("lead", "west", f"west{number:02}") for number in range(30)]
COLLEAGUE = person("agent", "south", "colleague")
KNOWN = AUTHORITY.with_people(AUTHORITY.people.with_people(2, [OTHER, SECOND, MANAGER, COLLEAGUE, *CROWD]))
BLANK = Approval(asked_at=NOW, expires_at=NOW + timedelta(days=1))
LADDER = Escalation((Step(OWN_TEAM, 45), Step(TIER, 30, tier="duty_manager"), Step(EVERYONE, 60, ALL)))


def floor(*there, of=None, load=None, at=NOW, seed="s", apart=()):
    one = of or request()
    approvers = Approvers(case_of(one, KNOWN.people.people[one.requester.id]), KNOWN)
    return Floor(
        request=one.id,
        brand=one.brand,
        team=one.requester.team,
        there=present(there, KNOWN.alike),
        may=approvers.may,
        never=frozenset(apart) | {one.requester.id},
        load=lambda: load or {},
        top="director",
        seed=seed,
        now=at,
    )


def who(approval):
    return [one.id for one in approval.offered_to]


def begun(*there, policy=LADDER, **named_):
    return way.begin(BLANK, policy, floor(*there, **named_))


def test_the_own_team_is_asked_first_for_its_seconds():
    asked = begun(OTHER, LEAD, MANAGER)
    assert who(asked) == [LEAD.id]
    assert (asked.step, asked.next_step_at, asked.offered_at) == (1, NOW + timedelta(seconds=45), NOW)
    assert asked.next_to == "tier:duty_manager"


def test_a_step_without_anybody_there_takes_no_time():
    asked = begun(OTHER, MANAGER)
    assert who(asked) == [MANAGER.id]
    assert (asked.step, asked.next_step_at) == (2, NOW + timedelta(seconds=30))


def test_whoever_cannot_finish_it_is_not_asked():
    # The director of this floor is of the requester's own team, too.
    assert who(begun(LEAD, OTHER, TOP, of=request(90_000))) == [TOP.id]
    assert who(begun(COLLEAGUE)) == []


def test_the_requester_is_never_asked():
    assert who(begun(TOP, LEAD, of=request(90_000, by=TOP))) == []


def test_who_is_kept_apart_is_not_asked():
    assert who(begun(LEAD, OTHER, apart=(LEAD.id,))) == [OTHER.id]


def test_whoever_has_least_is_asked():
    assert who(begun(LEAD, SECOND, load={LEAD.id: 2, SECOND.id: 1})) == [SECOND.id]
    assert who(begun(LEAD, SECOND, load={SECOND.id: 1})) == [LEAD.id]


def test_among_equals_it_is_by_lot_and_the_same_seed_draws_the_same():
    drawn = Counter(
        who(way.begin(BLANK, LADDER, floor(LEAD, SECOND, of=request(id=f"req_{number}"))))[0] for number in range(400)
    )
    assert set(drawn) == {LEAD.id, SECOND.id}
    assert all(150 < count < 250 for count in drawn.values()), drawn
    again = {who(begun(LEAD, SECOND, seed="x"))[0] for _ in range(5)}
    assert len(again) == 1
    assert {who(begun(LEAD, SECOND, seed=f"{number}"))[0] for number in range(30)} == {LEAD.id, SECOND.id}


def test_it_goes_on_when_its_time_is_over_and_nobody_has_it_twice():
    twice = Escalation((Step(OWN_TEAM, 45), Step(OWN_TEAM, 20), Step(EVERYONE, 60, ALL)))
    first = begun(LEAD, SECOND, OTHER, policy=twice)
    later = floor(LEAD, SECOND, OTHER, at=NOW + timedelta(seconds=45))
    second = way.onward(first, twice, later)
    assert {*who(first), *who(second)} == {LEAD.id, SECOND.id}
    assert second.next_step_at == NOW + timedelta(seconds=65)
    third = way.onward(second, twice, later)
    assert set(who(third)) == {LEAD.id, SECOND.id, OTHER.id}, "all at once asks those as well who had it"
    alone = way.onward(begun(LEAD, OTHER, policy=twice), twice, floor(LEAD, OTHER))
    assert alone.step == 3, "a second step of one lead's team has nobody left to ask"


def test_after_the_last_step_it_is_held_for_a_callback():
    end = way.onward(replace(begun(LEAD), step=3), LADDER, floor(LEAD, OTHER))
    assert (end.step, end.callback, end.next_step_at, end.next_to) == (4, True, None, None)
    assert set(who(end)) == {LEAD.id, OTHER.id}
    come = way.stay(end, LADDER, floor(LEAD, OTHER, MANAGER))
    assert MANAGER.id in who(come)
    assert come.callback


def test_after_the_last_step_it_may_go_to_the_top_or_to_everyone_without_it():
    top = replace(LADDER, at_end=DIRECTOR)
    assert who(way.onward(replace(begun(LEAD), step=3), top, floor(LEAD, TOP))) == [TOP.id]
    assert who(way.onward(replace(begun(LEAD), step=3), top, floor(LEAD))) == [LEAD.id]


def test_after_the_last_step_it_may_be_a_no():
    no = replace(LADDER, at_end=REJECT, reason="ask again tomorrow")
    assert way.onward(replace(begun(LEAD), step=3), no, floor(LEAD)) == Turned("ask again tomorrow")


def test_nobody_there_is_nobody_asked_until_somebody_comes():
    nobody = begun()
    assert (who(nobody), nobody.step, nobody.next_step_at) == ([], 1, None)
    come = way.stay(nobody, LADDER, floor(OTHER, LEAD, at=NOW + timedelta(hours=1)))
    assert who(come) == [LEAD.id]
    assert come.next_step_at == NOW + timedelta(hours=1, seconds=45)


def test_with_nobody_there_a_no_comes_when_the_steps_would_be_over():
    no = replace(LADDER, at_end=REJECT, reason="closed")
    nobody = begun(policy=no)
    assert (nobody.next_step_at, nobody.next_to) == (NOW + timedelta(seconds=135), REJECT)
    still = way.stay(nobody, no, floor(at=NOW + timedelta(seconds=50)))
    assert still == nobody, "others coming and going do not put it off"
    assert way.onward(nobody, no, floor()) == Turned("closed")
    assert way.onward(nobody, no, floor(OTHER)) == Turned("closed"), "their coming would have been noticed before"


def test_people_whom_no_step_names_are_asked_at_once_where_the_named_are_not_there():
    named_only = Escalation((Step(PEOPLE, 45, people=(MANAGER.id,)),))
    assert who(begun(LEAD, policy=named_only)) == [LEAD.id]
    assert who(begun(LEAD, MANAGER, policy=named_only)) == [MANAGER.id]


def test_whoever_has_it_keeps_it_while_others_come():
    first = begun(LEAD, OTHER)
    assert way.stay(first, LADDER, floor(LEAD, SECOND, OTHER, MANAGER)) == first


def test_when_they_leave_another_of_the_step_has_the_whole_time():
    first = begun(LEAD, SECOND, load={SECOND.id: 1})
    moved = way.stay(first, LADDER, floor(SECOND, OTHER, at=NOW + timedelta(seconds=40)))
    assert (who(moved), moved.step) == ([SECOND.id], 1)
    assert moved.next_step_at == NOW + timedelta(seconds=85)
    gone = way.stay(moved, LADDER, floor(OTHER, at=NOW + timedelta(seconds=41)))
    assert (who(gone), gone.step) == ([OTHER.id], 3)
    assert who(way.stay(gone, LADDER, floor())) == []


def test_when_they_leave_whoever_had_it_before_does_not_get_it_back_alone():
    twice = Escalation((Step(OWN_TEAM, 45), Step(OWN_TEAM, 20), Step(EVERYONE, 60, ALL)))
    first = begun(LEAD, SECOND, policy=twice, load={SECOND.id: 1})
    second = way.onward(first, twice, floor(LEAD, SECOND))
    assert (who(first), who(second)) == ([LEAD.id], [SECOND.id])
    gone = way.stay(second, twice, floor(LEAD, OTHER))
    assert (set(who(gone)), gone.step) == ({LEAD.id, OTHER.id}, 3)


def test_a_step_for_all_is_joined_by_whoever_comes_and_its_time_stays():
    asked = replace(begun(OTHER, policy=USUAL))
    joined = way.stay(asked, USUAL, floor(OTHER, MANAGER, at=NOW + timedelta(seconds=30)))
    assert who(joined) == [OTHER.id, MANAGER.id]
    assert joined.next_step_at == asked.next_step_at


def test_not_more_than_so_many_are_asked_at_once():
    asked = begun(*CROWD, policy=USUAL)
    assert len(who(asked)) == MOST_ASKED
    joined = way.stay(asked, USUAL, floor(*CROWD, OTHER, load={one.id: 1 for one in CROWD}))
    assert who(joined) == who(asked)


def test_what_was_forwarded_stays_for_its_time_though_they_are_away():
    handed = replace(way.handed(begun(LEAD), (named(MANAGER),), 60, NOW), forwarded=True)
    assert way.stay(handed, LADDER, floor(LEAD)) == handed
    later = floor(LEAD, OTHER, at=NOW + timedelta(seconds=60))
    assert way.onward(handed, LADDER, later).step == 3


def test_what_the_timeline_says():
    first, nobody = begun(LEAD), begun()
    assert words.moved(nobody, first) == "Offered to Lead."
    on = way.onward(first, USUAL, floor(*CROWD))
    assert words.moved(first, on).startswith("Nobody answered in time. Offered to West")
    assert words.moved(first, on).endswith(" and 17 more.")
    assert words.moved(first, nobody) == "Nobody who could approve it is on right now."
    assert "from 04 March, 08:00 UTC" in words.moved(first, replace(nobody, back_at=NOW.replace(day=4, hour=8)))
    assert "call back" in words.moved(on, way.onward(replace(on, step=3), LADDER, floor(LEAD)))


def test_the_most_particular_policy_counts():
    def of(team, brand):
        return Escalation((Step(OWN_TEAM, 10),), team=team, brand=brand)

    every, team, brand, both = of(None, None), of("north", None), of(None, "acme"), of("north", "acme")
    routing = Routing(policies=(every, brand, team, both))
    assert routing.policy_for("north", "acme") is both
    assert routing.policy_for("north", "b1") is team
    assert routing.policy_for("south", "acme") is brand
    assert routing.policy_for(None, "b1") is every
    assert Routing(policies=(both,)).policy_for("south", "acme") is USUAL


@pytest.mark.parametrize(
    ("policies", "field"),
    [
        ([Escalation(())], "steps"),
        ([Escalation((Step(OWN_TEAM, 5),) * 13)], "steps"),
        ([LADDER, LADDER], "team"),
        ([replace(LADDER, at_end=REJECT)], "reason"),
        ([replace(LADDER, expires_after_s=100)], "expires_after_s"),
        ([Escalation((Step(TIER, 5, tier="king"),))], "tier"),
        ([Escalation((Step(PEOPLE, 5),))], "people"),
    ],
)
def test_what_cannot_be_followed_is_refused(policies, field):
    with pytest.raises(InvalidRouting) as refused:
        checked(policies, [tier.name for tier in AUTHORITY.tiers])
    assert refused.value.members["field"] == field


def test_who_may_read_a_request():
    readers = Readers(request(), KNOWN, NOW)
    assert readers.include(AGENT)
    assert readers.include(LEAD)
    assert readers.include(OTHER), "could settle it, though of another team"
    assert not readers.include(COLLEAGUE)
    for role, may in [("ops", True), ("coach", True), ("auditor", True), ("admin", False)]:
        reader = replace(COLLEAGUE, id="usr_x", roles=frozenset({role}), tier=None)
        assert readers.include(reader) is may
    assert not readers.include(replace(LEAD, active=False))


def test_whoever_stands_in_for_somebody_of_the_team_is_of_the_own_team():
    other = replace(LEAD, id="usr_other", team="south")
    here = replace(floor(other), may=lambda _who: True)
    step = Step(OWN_TEAM, 45)
    assert here.choose(step) == ()
    assert [one.id for one in replace(here, stand_ins=frozenset({other.id})).choose(step)] == [other.id]
