"""Effects of a change, said aloud; those of budgets, and whom these bind."""

import pytest

from remit.authority.drafts.budget_difference import budget_difference
from remit.authority.drafts.budget_effects import BudgetEffect, budget_effects, budget_sentence
from remit.authority.drafts.cases_in_point import Example
from remit.authority.drafts.effect_words import name_of, sentence
from remit.authority.drafts.effects import Effect
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.budgets import Budget
from tests.authority.worlds import floor, person

NAMES = {"tier:agent": "agent", "user:usr_1": "Ana", "team:north": "team North"}
CASE = Example(6000, "DAMAGED_DEFECTIVE", None, None, None, "escalate", "allow")


def effect(**said) -> Effect:
    plain = {"subject": "tier:agent", "who": ("usr_1", "usr_2"), "remedy": "refund", "currency": "USD"}
    rest = {"brand": "acme", "mode": "auto", "when": "", "before": 5000, "after": 6000, "example": None}
    return Effect(**{**plain, **rest, **said})


@pytest.mark.parametrize(
    ("said", "aloud"),
    [
        ({}, "Agent (2 people): refund, alone: USD 50.00 → USD 60.00."),
        ({"who": ("usr_1",)}, "Agent: refund, alone: USD 50.00 → USD 60.00."),
        ({"who": ()}, "Agent (0 people): refund, alone: USD 50.00 → USD 60.00."),
        ({"when": "by phone"}, "Agent (2 people): refund, alone, by phone: USD 50.00 → USD 60.00."),
        ({"before": 0}, "Agent (2 people): refund, alone: nothing → USD 60.00."),
        ({"after": MAX_AMOUNT}, "Agent (2 people): refund, alone: USD 50.00 → no limit."),
        ({"after": MAX_AMOUNT - 1}, "Agent (2 people): refund, alone: USD 50.00 → USD 9,999,999,999.99."),
        (
            {"who": ("usr_1",), "example": CASE},
            "Agent: refund, alone: USD 50.00 → USD 60.00. For example USD 60.00: escalate → allow.",
        ),
    ],
)
def test_an_effect_is_one_sentence(said, aloud):
    assert sentence(effect(**said), NAMES) == aloud


def test_one_of_several_stands_for_their_team():
    assert name_of(effect(subject="user:usr_1"), NAMES) == "Ana and others of the team"
    assert name_of(effect(subject="user:usr_1", who=("usr_1",)), NAMES) == "Ana"
    assert name_of(effect(subject="tier:lead"), NAMES) == "lead"


def test_whoever_may_have_more_gains():
    assert [effect(after=after).gains for after in (4999, 5000, 5001)] == [False, False, True]
    assert effect(who=("a", "b", "c")).people == 3


PEOPLE = floor(
    person("usr_1", "agent", "north"),
    person("usr_2", "senior", "north"),
    person("usr_3", "agent", "south"),
    person("usr_4", "agent", "north", active=False),
)


def budget(bid="B-0001", **said) -> Budget:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "*", "per": "agent"}
    return Budget(bid=bid, **{**plain, "window": "day", "measure": "amount", "limit": 10_000, **said})


def changed(before: list[Budget], after: list[Budget]) -> list[BudgetEffect]:
    old, new = ({one.bid: one for one in rows} for rows in (before, after))
    return list(budget_effects(budget_difference(old, new), PEOPLE))


@pytest.mark.parametrize(
    ("subject", "bound"),
    [
        ("tier:agent", {"usr_1", "usr_3"}),
        ("team:north", {"usr_1", "usr_2"}),
        ("user:usr_3", {"usr_3"}),
        ("user:usr_4", set()),
        ("user:gone", set()),
        ("tier:north", set()),
        ("squad:north", set()),
    ],
)
def test_a_budget_binds_its_own_tier_team_or_person(subject, bound):
    for before, after in (([], [budget(subject=subject)]), ([budget(subject=subject)], [])):
        (one,) = changed(before, after)
        assert set(one.who) == bound


def test_effects_come_by_budget_and_say_who_gains():
    before = [budget("B-1"), budget("B-3"), budget("B-4"), budget("B-5"), budget("B-6")]
    after = [
        budget("B-2"),
        budget("B-3", limit=9_999),
        budget("B-4", limit=10_001),
        budget("B-5", zone="Europe/Berlin"),
        budget("B-6", guideline="spend wisely"),
    ]
    found = changed(before, after)
    assert [(one.budget.bid, one.gains) for one in found] == [
        ("B-1", True),  # gone
        ("B-2", False),  # new
        ("B-3", False),
        ("B-4", True),
        ("B-5", True),  # its days begin at another moment
    ]
    assert (found[3].budget.limit, found[0].after, found[1].before) == (10_001, None, None)


def test_an_effect_on_a_budget_is_one_sentence():
    (moved,) = changed([budget()], [budget(limit=12_000)])
    scope = "Refund budget, agent, per agent a day"
    assert budget_sentence(moved, NAMES) == f"{scope} (2 people): USD 100.00 → USD 120.00."
    (gone,) = changed([budget(subject="user:usr_1", measure="count", limit=1)], [])
    assert budget_sentence(gone, NAMES) == "Refund budget, Ana, per agent a day (1 person): once → no budget."
    (come,) = changed([], [budget(measure="count", limit=2)])
    assert budget_sentence(come, NAMES) == f"{scope} (2 people): no budget → 2 times."
