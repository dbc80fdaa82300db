"""Drafts: changes make rules, differences are said aloud, and nobody's gain goes unnoticed."""

import pytest

from remit.authority.drafts.changes import RemoveLimit, SetLimit, UnknownRule, applied
from remit.authority.drafts.difference import difference, gains, lines, raises_authority, subject_names
from remit.authority.rules.rule import CAP, InvalidRule
from remit.authority.snapshot import snapshot
from tests.authority.worlds import floor, person, rule, tiers

BASE = {"L-0001": rule(guideline="Be kind."), "L-0007": rule("L-0007", kind=CAP, mode="*", amount=9000)}
NAMES = subject_names(tiers(), floor(person("usr_1")))


def limit(**said):
    return SetLimit(
        **{"subject": "tier:agent", "remedy": "refund", "currency": "USD", "mode": "auto", "amount": 8000, **said}
    )


def test_the_same_key_keeps_its_rule_and_guideline():
    after = applied(BASE, [limit()])
    assert after["L-0001"] == rule(amount=8000, guideline="Be kind.")
    assert applied(BASE, [limit(guideline="")])["L-0001"].guideline == ""
    assert BASE["L-0001"].amount == 5000


@pytest.mark.parametrize(
    "other", [{"brand": "acme"}, {"mode": "review"}, {"when": "basis = goodwill"}, {"currency": "EUR"}, {"kind": CAP}]
)
def test_another_key_is_another_rule_with_the_next_number(other):
    after = applied(BASE, [limit(**other)])
    assert set(after) == {"L-0001", "L-0007", "L-0008"}


def test_a_condition_is_the_same_however_it_is_spelt():
    after = applied(BASE, [limit(when="basis=goodwill"), limit(when=" basis =  goodwill", amount=1)])
    assert after["L-0008"].amount == 1
    assert len(after) == 3


def test_numbers_are_not_used_again():
    assert "L-0042" in applied({}, [limit()], issued=41)
    after = applied(BASE, [RemoveLimit(rule="L-0007"), limit(brand="acme")])
    assert set(after) == {"L-0001", "L-0008"}


def test_a_cap_is_for_every_mode_unless_it_says():
    after = applied({}, [limit(kind=CAP, mode=None), limit(kind=CAP, mode="auto")])
    assert [one.mode for one in after.values()] == ["*", "auto"]


def test_what_cannot_be_names_the_change():
    with pytest.raises(InvalidRule) as refusal:
        applied(BASE, [limit(), limit(mode=None)])
    assert refusal.value.members == {"field": "mode", "index": 1}
    with pytest.raises(UnknownRule) as refusal:
        applied(BASE, [RemoveLimit(rule="L-0001"), RemoveLimit(rule="L-0001")])
    assert refusal.value.members == {"rule": "L-0001", "index": 1}


def test_a_subject_that_nobody_is_is_refused():
    knows = snapshot(1, [], tiers(), floor(person("usr_1"))).knows
    assert applied({}, [limit(subject="user:usr_1"), limit(subject="team:north")], knows)
    for nobody in ("tier:agnet", "user:usr_2"):
        with pytest.raises(InvalidRule) as refusal:
            applied({}, [limit(subject=nobody)], knows)
        assert refusal.value.members == {"field": "subject", "index": 0}


CASES = [
    ([limit(amount=8000)], "Refund, agent, alone: USD 50.00 → USD 80.00", True),
    ([limit(amount=3000)], "Refund, agent, alone: USD 50.00 → USD 30.00", False),
    ([limit(amount=None)], "Refund, agent, alone: USD 50.00 → no limit", True),
    (
        [limit(amount=5000, guideline="Be quick.")],
        "Refund, agent, alone: USD 50.00 as before, guideline reworded",
        False,
    ),
    ([RemoveLimit(rule="L-0001")], "Refund, agent, alone: USD 50.00, removed", False),
    ([RemoveLimit(rule="L-0007")], "Refund, agent, capped: USD 90.00, removed", True),
    ([limit(kind=CAP, mode="*", amount=9500)], "Refund, agent, capped: USD 90.00 → USD 95.00", True),
    ([limit(kind=CAP, mode="*", amount=100)], "Refund, agent, capped: USD 90.00 → USD 1.00", False),
    ([limit(kind=CAP, mode="auto", amount=1)], "Refund, agent, capped, alone: USD 0.01, new", False),
    ([limit(subject="user:usr_1", amount=100)], "Refund, Usr_1, alone: USD 1.00, new", True),
    ([limit(mode="approve", amount=1)], "Refund, agent, approving for others: USD 0.01, new", True),
]


@pytest.mark.parametrize(("changes", "said", "raises"), CASES)
def test_a_change_is_said_aloud_and_a_raise_is_told(changes, said, raises):
    after = applied(BASE, changes)
    [line] = lines(difference(BASE, after), NAMES)
    assert (line.text, line.raises) == (said, raises)
    assert raises_authority(BASE, after) is raises


def test_nothing_changed_raises_nothing():
    after = applied(BASE, [limit(amount=5000)])
    assert lines(difference(BASE, after), NAMES) == ()
    assert not raises_authority(BASE, after)


def test_a_new_condition_is_another_rule_even_under_an_old_id():
    narrowed = {**BASE, "L-0001": rule(when="basis = goodwill")}
    found = difference(BASE, narrowed)
    assert ([one.rid for one in found.added], [one.rid for one in found.removed]) == (["L-0001"], ["L-0001"])
    assert raises_authority(BASE, narrowed)


RAISED = applied(BASE, [limit(amount=8000)])
UNCAPPED = applied(BASE, [RemoveLimit(rule="L-0007")])


@pytest.mark.parametrize(
    ("after", "tier", "gain"),
    [
        (RAISED, "trainee", False),
        (RAISED, "agent", True),
        (RAISED, "lead", True),
        (RAISED, None, False),
        (UNCAPPED, "agent", True),
        (UNCAPPED, "lead", False),
        (BASE, "agent", False),
    ],
)
def test_who_gains(after, tier, gain):
    assert gains(BASE, after, person("usr_1", tier), tiers()) is gain


def test_own_rows_and_the_team_gain_too():
    after = applied(BASE, [limit(subject="team:north"), limit(subject="user:usr_9")])
    assert gains(BASE, after, person("usr_1", None, "north"), tiers())
    assert gains(BASE, after, person("usr_9", None), tiers())
    assert not gains(BASE, after, person("usr_1", "agent", "south"), tiers())
