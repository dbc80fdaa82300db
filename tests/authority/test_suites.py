"""The organisation's own tests of its limits: numbered, split where a draft expects something else, and a gate."""

import pytest

from remit.authority.drafts.changes import Expect
from remit.authority.drafts.coverage import touched
from remit.authority.drafts.suites import ExpectationsFailed, Kept, UnknownTest, expected, numbered, require_passed
from remit.authority.drafts.trials import Trial, run
from remit.authority.snapshot import snapshot
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE
from tests.authority.worlds import NOW, floor, person, rule, tiers

BOTH = ("tier:agent", "tier:lead")


def trial(who=("tier:agent",), remedies=("refund",), amounts=(100,), expect=ALLOW, name="") -> Trial:
    return Trial(
        who=tuple(who),
        remedies=tuple(remedies),
        amounts=tuple(amounts),
        currency="USD",
        brand="acme",
        reason="DAMAGED_DEFECTIVE",
        expect=expect,
        name=name,
    )


def kept(number: int, *said, **traits) -> Kept:
    return Kept(id=f"T-{number:04}", trial=trial(*said, **traits), origin=f"R-{number}")


def expects(test, expect, **where) -> Expect:
    return Expect(test=test, expect=expect, why="new rules", **where)


def ids(tests) -> list[str]:
    return [one.id for one in tests]


def cells(one: Kept) -> tuple:
    return one.id, one.trial.who, one.trial.remedies, one.trial.amounts, one.trial.expect


def test_tests_without_a_number_get_the_next_ones():
    assert ids(numbered([(None, trial(), None), (None, trial(), None)], [])) == ["T-0001", "T-0002"]
    assert ids(numbered([(None, trial(), None)], [kept(7), kept(3)])) == ["T-0008"]
    assert ids(numbered([("T-0009", trial(), None), (None, trial(), None)], [kept(3)])) == ["T-0009", "T-0010"]
    assert ids(numbered([("T-0002", trial(), None), (None, trial(), None)], [kept(3)])) == ["T-0002", "T-0004"]
    # Ids given by hand count for nothing: no digits, or digits of another alphabet.
    assert ids(numbered([("holiday", trial(), None), (None, trial(), None)], [])) == ["holiday", "T-0001"]
    assert ids(numbered([("T-٣", trial(), None), (None, trial(), None)], [])) == ["T-٣", "T-0001"]


def test_where_it_came_from_is_kept():
    (one,) = numbered([("T-0001", trial(name="big ones"), "K7QM-2F")], [])
    assert (one.origin, one.trial.name) == ("K7QM-2F", "big ones")


def test_a_whole_test_expects_something_else():
    after = expected([kept(1), kept(2)], ["another change", expects("T-0002", DENY)])
    assert [(one.id, one.trial.expect, one.origin) for one in after] == [
        ("T-0001", ALLOW, "R-1"),
        ("T-0002", DENY, "R-2"),
    ]


def test_the_rest_of_a_matrix_stays_as_it_was():
    whole = kept(4, BOTH, ("refund", "discount"), (100, 200))
    after = expected([whole], [expects("T-0004", DENY, who="tier:lead", remedy="discount", amount=200)])
    assert [cells(one) for one in after] == [
        ("T-0004", ("tier:agent",), ("refund", "discount"), (100, 200), ALLOW),
        ("T-0005", ("tier:lead",), ("refund",), (100, 200), ALLOW),
        ("T-0006", ("tier:lead",), ("discount",), (100,), ALLOW),
        ("T-0007", ("tier:lead",), ("discount",), (200,), DENY),
    ]


def test_a_later_change_finds_the_parts_under_their_old_number():
    changes = [expects("T-0001", DENY, who="tier:lead"), expects("T-0001", ESCALATE, who="tier:agent")]
    after = expected([kept(1, BOTH)], changes)
    assert [(one.id, one.trial.who, one.trial.expect) for one in after] == [
        ("T-0001", ("tier:agent",), ESCALATE),
        ("T-0002", ("tier:lead",), DENY),
    ]


@pytest.mark.parametrize("asked", [{"test": "T-0009"}, {"who": "tier:lead"}, {"remedy": "discount"}, {"amount": 101}])
def test_a_case_that_is_not_there_is_refused_by_place(asked):
    changes = [expects("T-0001", DENY), expects(**{"test": "T-0001", "expect": DENY} | asked)]
    with pytest.raises(UnknownTest) as refused:
        expected([kept(1)], changes)
    assert refused.value.members == {"test": asked.get("test", "T-0001"), "index": 1}


def limits():
    approves = rule("L-0009", subject="tier:director", mode="approve", amount=None)
    people = floor(person("usr_1"), person("usr_2", "director"))
    return snapshot(1, [rule("L-0001", amount=100), approves], tiers(), people)


def tried(*tests: Kept):
    return run(limits(), [one.trial for one in tests], NOW)


def test_tests_that_pass_open_the_gate():
    tests = [kept(1)]
    require_passed(tests, tried(*tests), "This cannot be published")


def test_one_that_fails_closes_it_and_is_named():
    tests = [kept(1), kept(2, amounts=(100, 900), name="large")]
    with pytest.raises(ExpectationsFailed) as refused:
        require_passed(tests, tried(*tests), "This cannot be published")
    (told,) = refused.value.members["failed"]
    assert (told["test"], told["name"], told["who"], told["amount"]) == ("T-0002", "large", "tier:agent", 900)
    assert (told["expected"], told["outcome"], refused.value.members["more"]) == (ALLOW, ESCALATE, 0)
    assert str(refused.value).startswith(
        "This cannot be published: T-0002 (tier:agent, refund, 900 USD) should be allow and would be escalate. Mend"
    )


@pytest.mark.parametrize(("failing", "named", "more"), [(20, 20, 0), (21, 20, 1)])
def test_of_many_that_fail_twenty_are_named_and_all_are_counted(failing, named, more):
    tests = [kept(1, amounts=range(101, 101 + failing))]
    with pytest.raises(ExpectationsFailed, match=f"and {failing - 1} more cases differ") as refused:
        require_passed(tests, tried(*tests), "No")
    assert (len(refused.value.members["failed"]), refused.value.members["more"]) == (named, more)


def test_a_rule_is_touched_where_it_decides_and_where_by_it_somebody_could_approve():
    tests = [kept(1, amounts=(50, 60)), kept(2, amounts=(900,), expect=ESCALATE)]
    assert touched(limits(), tests, NOW) == {"L-0001": ("T-0001", "T-0002"), "L-0009": ("T-0002",)}
    assert touched(limits(), [kept(3, remedies=("discount",))], NOW) == {}
