"""Lints look at one of those who get equally far: what they find is what looking at everybody finds."""

from collections import Counter
from random import Random

import pytest

from remit.authority.lint.crowd import Kind
from remit.authority.lint.place import Place
from remit.authority.lint.report import lint
from remit.authority.lint.room import Room
from remit.authority.lint.search import Steps
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import Snapshot, snapshot
from tests.authority.worlds import NOW, floor, person, rule, tiers

WHENS = ("", "basis = goodwill", "order_age_days <= 30")
COUNT = 9


def crowded(random: Random) -> Snapshot:
    """Few tiers, amounts and conditions: many of those who have limits of their own get equally far."""
    people = floor(*(person(f"usr_{n}", random.choice(("agent", "lead", None))) for n in range(COUNT)))
    subjects = ["tier:agent", "tier:lead", *(f"user:usr_{n}" for n in range(COUNT))]
    rules = [
        rule(
            f"L-{number:04}",
            subject=random.choice(subjects),
            kind=CAP if (capped := random.random() < 0.2) else "grant",
            mode="*" if capped else random.choice(("auto", "auto", "review", "approve", "approve")),
            amount=random.choice((50, 100, 150)),
            when=random.choice(WHENS),
        )
        for number in range(random.randint(3, 16))
    ]
    return snapshot(1, rules, tiers(("agent", "lead")), people)


@pytest.mark.parametrize("batch", range(20))
def test_looking_at_one_of_each_kind_finds_what_looking_at_everybody_finds(batch, monkeypatch):
    random = Random(batch)
    worlds = [crowded(random) for _ in range(6)]
    found = [lint(world, NOW, steps()) for world in worlds]
    nobody = property(lambda _: Counter())
    for name, plain in (("acting", "asking"), ("approving", "kinds")):
        monkeypatch.setattr(Room, name, property(lambda room, plain=plain: getattr(room, plain)))
    monkeypatch.setattr(Room, "_alike_approving", nobody)
    monkeypatch.setattr(Room, "others_acting", everybody_else)
    assert found == [lint(world, NOW, steps()) for world in worlds]


def everybody_else(room, approver):
    return [one for one in room.asking if one is not approver or one.many]


def steps() -> Steps:
    return Steps(each=1_000_000, left=50_000_000)


GOODWILL = {"when": "basis = goodwill"}
FURTHER = rule("L-0003", subject="user:usr_3", amount=200)
COLLEAGUES = (
    rule("L-0001", subject="user:usr_1", amount=100, **GOODWILL),
    rule("L-0002", subject="user:usr_2", amount=100, **GOODWILL),
    rule("L-0004", subject="user:usr_1", mode="approve", amount=100),
)
LEADS = (
    rule("L-0001", subject="tier:lead", amount=100, **GOODWILL),
    rule("L-0002", subject="tier:lead", mode="approve", amount=100),
)


@pytest.mark.parametrize(("rules", "tier"), [(COLLEAGUES, None), (LEADS, "lead")])
def test_whoever_has_a_colleague_who_gets_as_far_alone_may_be_asked_by_them(rules, tier):
    """By somebody with limits of their own that are the same, or by one of many on the tier: but not in goodwill."""
    people = floor(person("usr_1", tier), person("usr_2", tier), person("usr_3", "agent"))
    found = lint(snapshot(1, [FURTHER, *rules], tiers(("agent", "lead")), people), NOW, steps())
    idle = [one.sentence for one in found if one.kind == "idle-approver"]
    assert len(idle) == 1
    assert "This is so" in idle[0]


def test_a_hundred_who_get_equally_far_take_hardly_more_than_ten(monkeypatch):
    looks = Counter[str]()
    for name in ("alone", "not_alone"):
        monkeypatch.setattr(Kind, name, counting(looks, getattr(Kind, name)))
    for name in ("at_least", "below"):
        monkeypatch.setattr(Place, name, counting(looks, getattr(Place, name)))

    def looked(count: int) -> int:
        alone = [rule(f"L-1{n:03}", subject=f"user:usr_{n}", amount=100 + n % 4) for n in range(count)]
        leads = floor(*(person(f"usr_{n}", "lead") for n in range(count)))
        approve = [
            rule(f"L-000{n}", subject="tier:lead", mode="approve", when=when) for n, when in enumerate(WHENS[1:])
        ]
        room_for = snapshot(1, [*alone, *approve], tiers(("agent", "lead")), leads)
        looks.clear()
        lint(room_for, NOW, steps())
        return looks.total()

    # A rule more is looked at for itself; but nobody is looked at anew for everybody else.
    assert 0 < looked(100) <= looked(10) + 90 * 8


def counting(looks: Counter[str], method):
    def counted(self, amount):
        looks[method.__name__] += 1
        return method(self, amount)

    return counted
