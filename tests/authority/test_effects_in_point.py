"""What a change does, kind by kind, each with a request that shows it; and requests tried on limits by themselves."""

import pytest

from remit.authority.drafts.cases_in_point import example
from remit.authority.drafts.difference import difference
from remit.authority.drafts.effects import effects
from remit.authority.drafts.trials import MOST, InvalidTrial, Trial, by_email, cases, foreseen, run
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE
from tests.authority.worlds import NOW, floor, person, question, rule, tiers

APPROVES = rule("L-0100", subject="tier:director", mode="approve", amount=None)
PEOPLE = floor(
    person("usr_1", "agent", "north"),
    person("usr_2", "agent", "north"),
    person("usr_3", "agent", "south"),
    person("usr_4", "senior", "north"),
    person("usr_5", "agent", "north", active=False),
    person("usr_9", "director"),
)
BASE = rule("L-0001", amount=100)


def limits(*rules, version=1):
    return snapshot(version, [APPROVES, *rules], tiers(), PEOPLE)


def told(before, after, brand="acme"):
    """By subject and mode: before, after, the brand, how many; only of those who are there."""
    found = effects(before, after, difference(before.rules, after.rules), brand, NOW)
    return {
        (one.subject, one.mode): (one.before, one.after, one.brand, tuple(sorted(one.who))) for one in found if one.who
    }


def test_a_team_is_told_by_one_of_each_tier():
    found = told(limits(BASE), limits(BASE, rule("L-0002", subject="team:north", amount=300)))
    assert found == {
        ("user:usr_1", "auto"): (100, 300, "acme", ("usr_1", "usr_2")),
        ("user:usr_4", "auto"): (100, 300, "acme", ("usr_4",)),
    }


@pytest.mark.parametrize(("who", "gains"), [("usr_3", True), ("usr_5", False), ("usr_gone", False)])
def test_a_rule_about_one_is_told_of_them_while_they_are_there(who, gains):
    found = told(limits(BASE), limits(BASE, rule("L-0002", subject=f"user:{who}", amount=300)))
    assert found == ({(f"user:{who}", "auto"): (100, 300, "acme", (who,))} if gains else {})


def test_whoever_is_above_inherits_a_grant_and_no_cap():
    up = told(limits(BASE), limits(rule("L-0001", amount=200)))
    assert set(up) == {("tier:agent", "auto"), ("tier:senior", "auto"), ("tier:director", "auto")}
    down = told(limits(BASE), limits(BASE, rule("L-0002", kind=CAP, amount=50)))
    assert down == {("tier:agent", "auto"): (100, 50, "acme", ("usr_1", "usr_2", "usr_3"))}


def test_a_rule_for_one_brand_is_told_of_that_brand():
    found = told(limits(BASE), limits(BASE, rule("L-0002", brand="b1", amount=300)))
    assert found["tier:agent", "auto"][2] == "b1"
    everywhere = told(limits(BASE), limits(rule("L-0001", amount=300)), brand="b2")
    assert everywhere["tier:agent", "auto"][2] == "b2"


def test_a_cap_on_every_mode_is_told_in_each_that_it_changes():
    reviewed = rule("L-0002", mode="review", amount=500)
    found = told(limits(BASE, reviewed), limits(BASE, reviewed, rule("L-0003", kind=CAP, mode="*", amount=50)))
    assert {key: both[:2] for key, both in found.items()} == {
        ("tier:agent", "auto"): (100, 50),
        ("tier:agent", "review"): (500, 50),
    }


def test_an_effect_under_a_condition_says_which_and_shows_a_request():
    after = limits(BASE, rule("L-0002", amount=300, when="channel = phone; order_age_days <= 30"))
    before = limits(BASE)
    found = [one for one in effects(before, after, difference(before.rules, after.rules), "acme", NOW) if one.who]
    agent = next(one for one in found if one.subject == "tier:agent")
    assert (agent.before, agent.after, agent.gains) == (100, 300, True)
    assert "by phone" in agent.when
    assert (agent.example.amount, agent.example.channel, agent.example.order_age_days) == (300, "phone", 0)
    assert (agent.example.before, agent.example.after) == (ESCALATE, ALLOW)


@pytest.mark.parametrize(
    ("before", "after", "amount", "said"),
    [
        (100, 300, 300, (ESCALATE, ALLOW)),
        (300, 100, 300, (ALLOW, ESCALATE)),
        (100, None, 101, (ESCALATE, ALLOW)),
        (None, 100, 101, (ALLOW, ESCALATE)),
    ],
)
def test_a_case_in_point_is_an_amount_that_only_the_larger_limit_reaches(before, after, amount, said):
    both = tuple(limits(rule("L-0001", amount=one)) for one in (before, after))
    reaches = tuple(MAX_AMOUNT if one is None else one for one in (before, after))
    asked = question("tier:agent", facts={"reason": "DAMAGED_DEFECTIVE", "brand": "acme"})
    found = example(asked, reaches, both, NOW)
    assert (found.amount, (found.before, found.after)) == (amount, said)
    assert example(asked, reaches, (both[0], both[0]), NOW) is None


def test_a_case_in_point_of_a_share_has_an_order_of_the_size_that_tells():
    both = limits(BASE), limits(BASE, rule("L-0002", amount=1000, when="order_share_percent <= 10"))
    facts = {"reason": "DAMAGED_DEFECTIVE", "brand": "acme", "order_share_percent": 10, "order_captured": 5}
    found = example(question("tier:agent", facts=facts), (100, 1000), both, NOW)
    assert (found.amount, found.order_captured) == (1000, 10_000)
    plain = example(
        question("tier:agent", facts={"reason": "DAMAGED_DEFECTIVE", "brand": "acme"}),
        (100, 300),
        (limits(BASE), limits(rule("L-0001", amount=300))),
        NOW,
    )
    assert plain.order_captured == 10**9


def test_whoever_approves_is_asked_whether_they_may():
    both = limits(), limits(rule("L-0002", subject="tier:senior", mode="approve", amount=500))
    facts = {"reason": "DAMAGED_DEFECTIVE", "brand": "acme"}
    found = example(question("tier:senior", mode="approve", facts=facts), (0, 500), both, NOW)
    assert (found.before, found.after) == ("may not approve", "may approve")


def trial(*who, **said) -> Trial:
    plain = {"remedies": ("refund",), "amounts": (100,), "currency": "USD", "brand": "acme"}
    return Trial(**{**plain, "who": who or ("tier:agent",), "reason": "DAMAGED_DEFECTIVE", "expect": ALLOW, **said})


def outcomes(*trials, there=None, now=NOW):
    return [one.outcome for one in run(there or limits(BASE), trials, now)]


def test_a_suite_may_be_as_large_as_can_be_run_and_no_larger():
    assert MOST == 5000
    few = limits(BASE)
    with pytest.raises(InvalidTrial, match="more than 5000") as refused:
        run(few, [trial(amounts=tuple(range(1, 5001))), trial()], NOW)
    assert refused.value.members == {"field": "cases"}
    with pytest.raises(InvalidTrial) as refused:
        run(few, [trial(amounts=tuple(range(1, 5001)), reason="GONE")], NOW)
    assert refused.value.members["field"] == "reason"  # not its size


def test_facts_that_nobody_declared_are_refused_by_place():
    assert outcomes(trial(given={"customer_segment": "vip", "time_zone": "Asia/Tokyo"})) == [ALLOW]
    with pytest.raises(InvalidTrial, match="no fact mood") as refused:
        run(limits(BASE), [trial(), trial(given={"mood": "bad"})], NOW)
    assert refused.value.members == {"index": 1, "field": "given"}
    with pytest.raises(InvalidTrial) as refused:
        foreseen(limits(BASE), trial("user:usr_5"))
    assert refused.value.members == {"index": 0, "field": "who"}


def test_somebody_new_holds_what_the_trial_says_for_good():
    there = limits(rule("L-0001", amount=100, when="cert has GW-1"))
    assert outcomes(trial(), trial(holds=("GW-1",)), there=there) == [ESCALATE, ALLOW]
    long_ago = NOW.replace(year=1970, month=1, day=1, hour=0)
    assert outcomes(trial(holds=("GW-1",)), there=there, now=long_ago) == [ALLOW]


def test_the_trials_own_moment_comes_first_and_the_zone_is_its_own():
    there = limits(rule("L-0001", amount=100, when="hour >= 20"))
    assert outcomes(trial(), trial(at=NOW.replace(hour=20)), there=there) == [ESCALATE, ALLOW]
    tokyo = {"time_zone": "Asia/Tokyo"}
    assert outcomes(trial(given=tokyo), trial(given=tokyo, at=NOW.replace(hour=4)), there=there) == [ALLOW, ESCALATE]
    assert outcomes(trial(), there=there, now=None) == [ESCALATE]


def test_an_emergency_and_an_order_are_what_the_trial_says():
    there = limits(BASE, rule("L-0002", mode="override", amount=900))
    found = [case for case, _ in cases(there, trial(override=True, order_age_days=3, channel="phone"), NOW)]
    assert [(one.override, one.on_order, one.facts["channel"], one.facts["order_age_days"]) for one in found] == [
        (True, True, "phone", 3)
    ]
    (bare,) = [case for case, _ in cases(there, trial(), NOW)]
    assert (bare.override, bare.on_order, "channel" in bare.facts) == (False, False, False)
    (captured,) = [case for case, _ in cases(there, trial(order_captured=500), NOW)]
    assert captured.on_order


def test_people_are_found_by_address_whatever_its_case():
    assert by_email(PEOPLE, " USR_1@Example.TEST ").id == "usr_1"
    assert by_email(PEOPLE, "nobody@example.test") is None
    assert [one.who for one in run(limits(BASE), [trial("user:usr_1", "usr_4@example.test")], NOW)] == [
        "user:usr_1",
        "usr_4@example.test",
    ]
    with pytest.raises(InvalidTrial):
        run(limits(BASE), [trial("usr_5@example.test")], NOW)


def test_without_anybody_who_approves_it_is_no():
    there = snapshot(1, [BASE], tiers(), PEOPLE)
    assert outcomes(trial(amounts=(100, 101)), there=there) == [ALLOW, DENY]
