"""Snapshots: the same question, the same answer; changed by making another; safe to ask from many threads."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from remit.authority.engine import judge
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.people import APPROVER
from remit.domain.policy.questions import Answer, Reach
from tests.authority.worlds import drawn_world, floor, person, question, rule, tiers

ANA = person("usr_1", "agent", "north")


def _world(*rules, people=(ANA,)):
    return snapshot(1, rules, tiers(), floor(*people))


def test_a_version_has_the_hash_that_it_had_when_it_was_published():
    """Stored versions are held against theirs: one release of Remit makes it as another did."""
    assert _world(rule(amount=50)).hash == "4e098031e1d26a2917b4695fc18e0c5f4802d20a6944f483a4e4aa8093d4e280"


def test_an_empty_policy_says_no():
    assert _world().ask(question()) == Answer(allowed=False, rule=None)
    assert _world().ask(question("", 1, "")) == Answer(allowed=False, rule=None)


@pytest.mark.parametrize(
    "subject", ["user:ghost", "user:usr_off", "usr_1", "agent", "tier:", "tier:nowhere", "team:north", ""]
)
def test_who_is_nobody_may_nothing(subject):
    rules = [rule(), rule("L-0002", subject="team:north"), rule("L-0003", subject="user:ghost"),
             rule("L-0004", subject="user:usr_off")]  # fmt: skip
    world = _world(*rules, people=(ANA, person("usr_off", active=False)))
    assert world.ask(question(subject)) == Answer(allowed=False, rule=None)
    assert world.reach(question(subject)) is None


def test_a_tier_can_be_asked_about_as_such():
    world = _world(rule(), rule("L-0002", subject="tier:agent", kind=CAP, mode="*", amount=50))
    assert world.ask(question("tier:agent", 50)).allowed
    assert not world.ask(question("tier:agent", 51)).allowed
    assert world.ask(question("tier:senior", 51)).allowed, "caps are not inherited up the ladder"
    assert not world.ask(question("tier:trainee", 50)).allowed


def test_a_person_named_like_a_tier_stays_a_person():
    world = _world(rule(), people=(person("agent", None), person("*", None), person("tier:agent", None)))
    for name in ("agent", "*", "tier:agent"):
        assert not world.ask(question(f"user:{name}")).allowed


def test_the_largest_grant_counts_and_the_lowest_cap_wins():
    grants = [rule("L-0001", amount=50), rule("L-0002", subject="user:usr_1", amount=200)]
    caps = [rule("L-0003", subject="team:north", kind=CAP, mode="*", amount=150),
            rule("L-0004", subject="user:usr_1", kind=CAP, mode="auto", amount=120)]  # fmt: skip
    assert _world(*grants).reach(question()) == Reach(200, "L-0002")
    assert _world(*grants, caps[0]).reach(question()) == Reach(150, "L-0002")
    assert _world(*grants, *caps).reach(question()) == Reach(120, "L-0002")
    assert _world(*grants, *caps).ask(question(amount=121)) == Answer(allowed=False, rule="L-0004")


def test_a_limit_counts_to_its_last_unit():
    world = _world(rule(amount=5000))
    assert world.ask(question(amount=5000)) == Answer(allowed=True, rule="L-0001")
    assert world.ask(question(amount=5001)) == Answer(allowed=False, rule=None)


def test_no_limit_reaches_the_largest_amount():
    world = _world(rule(amount=None))
    assert world.reach(question()) == Reach(MAX_AMOUNT, "L-0001")
    assert not world.ask(question(amount=MAX_AMOUNT + 1)).allowed


def test_a_share_of_the_order_bounds_the_reach():
    world = _world(rule(amount=5000, when="order_share_percent <= 10"))
    assert world.reach(question(facts={"order_captured": 1999})) == Reach(199, "L-0001")
    assert world.reach(question(facts={"order_captured": 100_000})) == Reach(5000, "L-0001")
    assert world.reach(question(facts={"order_captured": 5})) is None
    assert world.reach(question()) is None


def test_modes_are_apart():
    world = _world(rule(mode="approve"))
    assert not world.ask(question()).allowed
    assert world.ask(question(mode="approve")).allowed
    assert not world.ask(question(mode="*")).allowed


def test_a_change_leaves_the_snapshot_it_was_made_from_alone():
    first = _world(rule(amount=50))
    second = first.with_rules(2, [rule(amount=80)])
    third = second.with_rules(3, removed=["L-0001", "L-0404"])
    assert [one.reach(question()) for one in (first, second, third)] == [Reach(50, "L-0001"), Reach(80, "L-0001"), None]
    assert [one.version for one in (first, second, third)] == [1, 2, 3]
    assert len({first.hash, second.hash, third.hash}) == 3
    assert second.with_rules(4, [rule(amount=50)]).hash == first.hash, "the hash is of the content"
    assert third.hash == _world().hash


def test_people_move_without_a_new_version():
    world = _world(rule(subject="tier:senior"))
    moved = world.with_people(floor(person("usr_1", "senior")))
    assert not world.ask(question()).allowed
    assert moved.ask(question()).allowed
    assert (moved.version, moved.hash) == (world.version, world.hash)


def test_what_was_found_before_a_change_does_not_outlive_it():
    world = _world(rule(subject="tier:agent"))
    assert world.ask(question()).allowed
    changed = {
        "nobody any more": world.with_people(floor(person("usr_1", active=False))),
        "on another tier": world.with_people(floor(person("usr_1", "trainee"))),
        "without the rule": world.with_rules(2, removed=["L-0001"]),
        "under a cap": world.with_rules(2, [rule(rid="L-0002", kind=CAP, amount=50)]),
        "on another ladder": world.with_tiers(2, tiers(("agent", "trainee"))).with_people(floor(person("usr_1", None))),
    }
    assert [why for why, after in changed.items() if after.ask(question()).allowed] == []
    assert [why for why, after in changed.items() if after.reach(question(amount=51))] == ["under a cap"]
    assert world.ask(question()).allowed


def test_another_ladder_is_another_version():
    world = _world(rule(subject="tier:trainee"))
    flat = world.with_tiers(2, tiers(("agent", "trainee")))
    assert world.ask(question()).allowed
    assert not flat.ask(question()).allowed
    assert flat.hash != world.hash


def test_a_tier_that_is_off_the_ladder_counts_for_itself():
    world = _world(rule(subject="tier:guest"), people=(person("usr_1", "guest"),))
    assert world.ask(question()).allowed


def test_who_a_rule_may_be_about():
    world = _world()
    assert [world.knows(one) for one in ("tier:lead", "user:usr_1", "team:any")] == [True, True, True]
    assert [world.knows(one) for one in ("tier:boss", "user:ghost", "ghost")] == [False, False, False]


def test_many_threads_get_the_answers_of_one():
    drawn = [drawn_world(Random(seed), questions=50) for seed in range(4)]
    alone = [[world.snapshot.ask(asked) for asked in world.questions] for world in drawn]

    def again(turn):
        world = drawn[turn % 4]
        return [world.snapshot.ask(asked) for asked in world.questions] == alone[turn % 4]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(again, range(32)))


def test_the_abandoned_casbin_beside_ours_stops_the_start(monkeypatch):
    judge.refuse_foreign_casbin()
    monkeypatch.setattr(judge.metadata, "distributions", lambda name: iter([name]))
    with pytest.raises(judge.ForeignCasbin):
        judge.refuse_foreign_casbin()


def test_being_an_approver_gives_no_authority():
    assert APPROVER == "approver"
    assert not _world(people=(person("usr_1", "director"),)).ask(question(mode="approve")).allowed
