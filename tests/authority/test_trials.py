"""Matrix tests of limits: each cell is the decision a live request would get, and says where it differs."""

import pytest

from remit.authority.drafts.trials import MOST, InvalidTrial, Trial, run
from remit.domain.people import directory
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW
from remit.domain.policy.decision import decide
from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR, LEAD, case


def trial(*who: str, expect: str = ALLOW, amounts=(5000,), **said) -> Trial:
    plain = {"remedies": ("refund",), "currency": "USD", "brand": "acme", "reason": "DAMAGED_DEFECTIVE"}
    return Trial(who=who or ("tier:agent",), expect=expect, amounts=tuple(amounts), **{**plain, **said})


def outcomes(*trials: Trial, authority=AUTHORITY) -> list[str]:
    return [one.outcome for one in run(authority, trials)]


def test_every_person_remedy_and_amount_is_a_cell():
    cells = run(AUTHORITY, [trial("tier:agent", LEAD.email, remedies=("refund", "replacement"), amounts=(1, 2, 3))])
    assert len(cells) == 12
    assert {(one.who, one.remedy, one.amount) for one in cells} == {
        (who, remedy, amount)
        for who in ("tier:agent", LEAD.email)
        for remedy in ("refund", "replacement")
        for amount in (1, 2, 3)
    }


def test_a_cell_says_what_a_live_request_would():
    one = run(AUTHORITY, [trial(AGENT.subject, amounts=[9000], expect=ESCALATE)])[0]
    live = decide(case(9000), AUTHORITY)
    assert (one.outcome, one.rule, one.limit, one.sentence) == (live.outcome, live.rule, live.limit, live.sentence)
    assert one.passed


def test_a_cell_that_differs_is_told():
    one = run(AUTHORITY, [trial(), trial(expect=DENY, name="no more refunds")])[1]
    assert (one.passed, one.index, one.name, one.expected, one.outcome) == (False, 1, "no more refunds", DENY, ALLOW)


def test_facts_and_the_clock_are_what_the_trial_says():
    discount = {"remedies": ("discount",), "amounts": (1000,), "reason": "PRICE_MATCH"}
    assert outcomes(trial(order_captured=10_000, **discount), trial(order_captured=9_999, **discount)) == [
        ALLOW,
        ESCALATE,
    ]
    assert outcomes(trial(reason="POOR_SERVICE", amounts=[1500, 2500, 2501])) == [ALLOW, REVIEW, ESCALATE]


def test_somebody_new_of_a_tier_approves_for_nobody():
    people = AUTHORITY.with_people(directory(1, [AGENT, DIRECTOR]))
    assert outcomes(trial("tier:lead", "tier:agent", amounts=[90_000]), authority=people) == [ESCALATE, ESCALATE]
    alone = AUTHORITY.with_people(directory(1, [AGENT]))
    assert outcomes(trial("tier:lead", "tier:agent", amounts=[90_000]), authority=alone) == [DENY, DENY]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"reason": "GONE"}, "reason"), ({"who": ("tier:king",)}, "who"), ({"who": ("ghost@x",)}, "who")],
)
def test_a_trial_that_cannot_be_run_is_refused(said, field):
    plain = trial()
    broken = Trial(**{name: getattr(plain, name) for name in Trial.__slots__} | said)
    with pytest.raises(InvalidTrial) as refused:
        run(AUTHORITY, [plain, broken])
    assert (refused.value.members["index"], refused.value.members["field"]) == (1, field)


def test_a_suite_has_a_size_that_can_be_run():
    with pytest.raises(InvalidTrial):
        run(AUTHORITY, [trial(amounts=range(1, MOST + 2))])
