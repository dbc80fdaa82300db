"""Rules with changes laid over them behave as a changed copy would."""

from random import Random

from remit.authority.drafts.changes import RemoveLimit, SetLimit, applied, edited
from remit.authority.drafts.difference import difference
from remit.authority.drafts.edited import Edited
from remit.authority.snapshot import Snapshot, snapshot
from remit.domain.refusal import Refusal
from tests.authority.worlds import floor, person, rule, tiers

AMOUNTS = (1_000, 2_000, 3_000)


def world(random: Random) -> Snapshot:
    made = {}
    for number in range(1, 40):
        one = rule(
            f"L-{number:04}",
            subject=random.choice(("tier:agent", "tier:senior", "user:usr_1")),
            remedy=random.choice(("refund", "discount")),
            brand=random.choice(("*", "acme")),
            mode=random.choice(("auto", "approve")),
            amount=random.choice(AMOUNTS),
        )
        made[one.subject, one.remedy, one.brand, one.mode] = one
    return snapshot(1, made.values(), tiers(), floor(person("usr_1")))


def change(random: Random, limits: Snapshot) -> SetLimit | RemoveLimit:
    if random.random() < 0.3:
        return RemoveLimit(rule=random.choice(list(limits.rules)))
    return SetLimit(
        subject=random.choice(("tier:agent", "tier:senior", "user:usr_1")),
        remedy=random.choice(("refund", "discount", "fee_waiver")),
        currency="USD",
        brand=random.choice(("*", "acme")),
        mode=random.choice(("auto", "approve")),
        amount=random.choice(AMOUNTS),
        rule=random.choice((None, None, random.choice(list(limits.rules)))),
    )


def outcome(make):
    try:
        return dict(make())
    except Refusal as refusal:
        return type(refusal), refusal.detail


def test_changes_on_limits_in_force_come_to_the_same_as_on_a_plain_mapping():
    random = Random(5)
    for _ in range(300):
        limits = world(random)
        changes = [change(random, limits) for _ in range(random.randint(1, 6))]
        plain = outcome(lambda limits=limits, changes=changes: applied(dict(limits.rules), changes, limits.knows))
        assert outcome(lambda limits=limits, changes=changes: edited(limits, changes)) == plain


def test_only_what_was_touched_is_compared_and_nothing_is_missed():
    random = Random(6)
    for _ in range(300):
        limits = world(random)
        changes = [change(random, limits) for _ in range(random.randint(1, 6))]
        try:
            after = edited(limits, changes)
        except Refusal:
            continue
        found = difference(limits.rules, after)
        assert found == difference(dict(limits.rules), dict(after))
        then = limits.with_rules(2, *found.moves())
        assert dict(then.rules) == dict(after)
        assert difference(limits.rules, then.rules) == found


def test_an_edited_mapping_is_a_mapping():
    after = Edited({"L-0001": rule(), "L-0002": rule("L-0002")})
    after.take("L-0001")
    after.put(rule("L-0003"))
    assert (list(after), len(after), "L-0001" in after) == (["L-0002", "L-0003"], 2, False)
    after.put(rule("L-0001", amount=7))
    after.take("L-0003")
    assert (sorted(after), len(after), after["L-0001"].amount) == (["L-0001", "L-0002"], 2, 7)
    assert after.touched == {"L-0001"}
