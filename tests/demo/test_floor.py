"""The demo floor and its limits are those of the published matrix."""

from collections import Counter

import pytest

from remit.authority.rules.rule import checked
from remit.authority.snapshot import snapshot
from remit.demo.limits import rules
from remit.demo.people import TEAMS, people
from remit.domain.people import directory
from remit.domain.policy.cases import Case
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import LADDER

HUGE = 1_000_000_00

# Figures in dollars, per tier from trainee to director; None is nothing of one's own, HUGE is no limit.
MATRIX = {
    ("refund", "entitlement"): (None, 50, 150, 500, 2_000, HUGE),
    ("refund", "goodwill"): (None, 15, 25, 100, 250, 1_000),
    ("goodwill_credit", "goodwill"): (None, 15, 25, 100, 250, 1_000),
    ("replacement", "entitlement"): (25, 75, 200, 500, 2_000, 2_000),
    ("returnless_refund", "entitlement"): (None, 20, 40, 100, 300, 300),
    ("fee_waiver", "goodwill"): (None, 15, 35, 100, 300, 300),
    ("subscription_change", "goodwill"): (5, 15, 30, 45, 90, 180),
    ("payment_extension", "goodwill"): (None, 30, 30, 90, 180, 180),
}
REASON = {"entitlement": "WRONG_ITEM", "goodwill": "LOYALTY"}


@pytest.fixture(scope="module")
def floor():
    return people(1)


@pytest.fixture(scope="module")
def authority(floor):
    return snapshot(4, rules(), LADDER, directory(1, floor))


def case(person, remedy, basis, amount, captured=10**9):
    facts = {"reason": REASON[basis], "basis": basis, "brand": "acme", "order_captured": captured}
    return Case(requester=person, remedy=remedy, amount=amount, currency="USD", brand="acme", facts=facts)


def of_tier(floor, tier):
    return [person for person in floor if person.tier == tier]


def test_the_floor_has_the_published_size(floor):
    tiers = Counter(person.tier for person in floor)
    assert tiers == {"trainee": 3, "agent": 13, "senior": 8, "lead": 4, "duty_manager": 2, "director": 1, None: 5}
    roles = Counter(role for person in floor for role in person.roles)
    assert roles == {"agent": 24, "approver": 7, "ops": 2, "coach": 1, "auditor": 1, "admin": 1}
    assert Counter(person.team for person in floor if "agent" in person.roles) == dict.fromkeys(TEAMS, 8)
    assert {person.team for person in of_tier(floor, "lead")} == set(TEAMS)


def test_everybody_is_somebody_else(floor):
    for field in ("id", "name", "email"):
        assert len({getattr(person, field) for person in floor}) == len(floor) == 36
    assert all(person.email.endswith("@acme.example") for person in floor)


def test_the_same_seed_is_the_same_floor(floor):
    assert people(1) == floor
    assert {person.id for person in people(2)}.isdisjoint({person.id for person in floor})


def test_every_rule_can_be_written_and_says_what_it_is_for():
    content = rules()
    assert [checked(rule) for rule in content] == list(content)
    assert [rule.rid for rule in content] == [f"L-{number:04}" for number in range(1, len(content) + 1)]
    assert all(rule.guideline.endswith(".") for rule in content)
    assert {(rule.brand, rule.currency, rule.kind) for rule in content} == {("acme", "USD", "grant")}


@pytest.mark.parametrize(("row", "figures"), MATRIX.items(), ids=lambda row: "-".join(map(str, row)))
def test_each_tier_gives_alone_what_the_matrix_says(floor, authority, row, figures):
    remedy, basis = row
    for tier, dollars in zip(LADDER, figures, strict=True):
        person = of_tier(floor, tier.name)[0]
        reach = authority.reach(case(person, remedy, basis, 1).question(person.subject, "auto"))
        assert (reach and min(reach.amount, HUGE * 100)) == (dollars and dollars * 100), tier.name


@pytest.mark.parametrize(("row", "figures"), MATRIX.items(), ids=lambda row: "-".join(map(str, row)))
def test_approvers_approve_as_far_as_they_act(floor, authority, row, figures):
    remedy, basis = row
    for tier, dollars in zip(LADDER, figures, strict=True):
        person = of_tier(floor, tier.name)[0]
        reach = authority.reach(case(person, remedy, basis, 1).question(person.subject, "approve"))
        approving = "approver" in person.roles
        assert (reach and min(reach.amount, HUGE * 100)) == (dollars * 100 if approving else None), tier.name


@pytest.mark.parametrize(
    ("tier", "amount", "captured", "allowed"),
    [
        ("trainee", 1, 100_00, False),
        ("agent", 10_00, 100_00, True),
        ("agent", 10_01, 100_00, False),
        ("agent", 25_00, 1_000_00, True),
        ("agent", 25_01, 1_000_00, False),
        ("senior", 15_00, 100_00, True),
        ("senior", 50_01, 1_000_00, False),
        ("lead", 25_00, 100_00, True),
        ("lead", 150_01, 1_000_00, False),
        ("duty_manager", 400_00, 1_000_00, True),
        ("duty_manager", 400_01, 1_000_00, False),
        ("director", 4_000_00, 10_000_00, True),
        ("director", 4_000_01, 10_000_00, False),
    ],
)
def test_a_discount_has_an_amount_and_a_share(floor, authority, tier, amount, captured, allowed):
    person = of_tier(floor, tier)[0]
    asked = case(person, "discount", "goodwill", amount, captured)
    assert authority.ask(asked.question(person.subject, "auto")).allowed is allowed


@pytest.mark.parametrize("remedy", ["goodwill_credit", "refund"])
@pytest.mark.parametrize(
    ("cents", "outcome"), [(15_00, "allow"), (15_01, "review"), (25_00, "review"), (25_01, "escalate")]
)
def test_a_little_more_of_a_gesture_is_looked_at_afterwards(floor, authority, remedy, cents, outcome):
    agent = of_tier(floor, "agent")[0]
    assert decide(case(agent, remedy, "goodwill", cents), authority).outcome == outcome


def test_other_currencies_have_no_limits(floor, authority):
    agent = of_tier(floor, "director")[0]
    euro = Case(
        requester=agent, remedy="refund", amount=1, currency="EUR", brand="acme", facts={"basis": "entitlement"}
    )
    assert decide(euro, authority).outcome == "deny"
