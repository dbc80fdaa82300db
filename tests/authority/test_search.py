"""Looking for rules among very many: the list that is kept is the one that would be made anew."""

from dataclasses import replace
from random import Random

from remit.authority.rules.search import Outlined, Wanted, found, in_order, outline
from remit.authority.snapshot import snapshot
from tests.authority.worlds import floor, rule, tiers

MANY = 3000


def test_the_list_follows_changes_one_by_one_and_in_bulk():
    rng = Random(7)
    limits = snapshot(1, [rule(f"L-{number:05}", brand=f"b{number % 7}") for number in range(MANY)], tiers(), floor())
    for version in range(2, 12):
        ids = list(limits.rules)
        few = rng.sample(ids, 2 if version % 3 else MANY // 10)
        changed = [replace(limits.rules[rid], amount=rng.randint(1, 9_000)) for rid in few[: len(few) // 2]]
        added = [rule(f"{rng.choice('AMZ')}-{version}{number}", brand="b9") for number in range(rng.randint(0, 2))]
        limits = limits.with_rules(version, [*changed, *added], few[len(few) // 2 :])
        assert in_order(limits.rules) == tuple(limits.rules[rid] for rid in sorted(limits.rules))
        nines = sum(one.brand == "b9" for one in limits.rules.values())
        assert [one for one in outline(limits.rules) if one.brand == "b9"] == [Outlined("b9", "USD", nines)] * bool(
            nines
        )


def test_another_mapping_is_listed_afresh():
    small = {"L-0001": rule(), "L-0002": rule("L-0002", amount=1)}
    big = snapshot(1, [rule(f"L-{number:05}") for number in range(2000)], tiers(), floor()).rules
    for rules in (big, small, big):
        assert in_order(rules) == tuple(rules.values())
    assert found(small, Wanted(words="L-0002"), str) == [small["L-0002"]]
