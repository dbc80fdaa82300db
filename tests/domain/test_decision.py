from hypothesis import given
from hypothesis import strategies as st

from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.decision import decide
from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR, LEAD, PEOPLE, case, person


def test_within_the_limit_is_allowed_with_what_is_left():
    found = decide(case(3000), AUTHORITY)
    assert (found.outcome, found.mode, found.limit, found.headroom, found.over_by) == (
        "allow",
        "auto",
        5000,
        2000,
        None,
    )
    assert found.sentence == "Within your authority; your refund limit is USD 50.00."


def test_at_the_limit_is_within_it_and_a_cent_more_is_over():
    assert decide(case(5000), AUTHORITY).outcome == "allow"
    over = decide(case(5001), AUTHORITY)
    assert (over.outcome, over.limit, over.over_by) == ("escalate", 5000, 1)


def test_over_it_says_by_how_much_and_who_can_lowest_first():
    found = decide(case(9000), AUTHORITY)
    assert found.approver_tiers == ("lead", "duty_manager", "director")
    assert found.sentence == "Over your USD 50.00 refund limit by USD 40.00; a team lead can approve."
    assert [(one.kind, one.amount, one.ask) for one in found.alternatives][:2] == [
        ("split", 5000, 4000),
        ("amount", 5000, None),
    ]


def test_alternatives_are_within_reach():
    for one in decide(case(9000), AUTHORITY).alternatives:
        again = decide(case(one.amount, remedy=one.remedy or "refund"), AUTHORITY)
        assert again.outcome == "allow", one


def test_more_than_anybody_may_approve_is_denied_and_says_what_to_do():
    found = decide(case(100_001, remedy="goodwill_credit"), AUTHORITY)
    assert (found.outcome, found.approver_tiers) == ("deny", ())
    assert "Lower the amount" in found.sentence


def test_no_limit_is_none():
    found = decide(case(MAX_AMOUNT, by=DIRECTOR), AUTHORITY)
    assert (found.outcome, found.limit, found.headroom) == ("allow", None, None)


def test_the_requester_is_never_among_those_who_may_approve():
    alone = case(150_000, by=LEAD)
    assert not Approvers(alone, AUTHORITY).may(LEAD)
    only = AUTHORITY.with_people(AUTHORITY.people.with_people(2, []))
    nobody = decide(case(60_000, by=DIRECTOR, remedy="goodwill_credit"), only)
    assert nobody.outcome == "allow"


@given(st.integers(1, 10**12), st.sampled_from(PEOPLE))
def test_a_higher_tier_is_never_refused_what_a_lower_one_may(amount, who):
    rank = [one.tier for one in PEOPLE].index(who.tier)
    if decide(case(amount, by=who), AUTHORITY).outcome in ("allow", "review"):
        for higher in PEOPLE[rank:]:
            assert decide(case(amount, by=higher), AUTHORITY).outcome in ("allow", "review")


@given(st.integers(1, 10**12))
def test_the_limit_told_is_where_the_answer_changes(amount):
    found = decide(case(amount), AUTHORITY)
    assert found.limit is not None
    assert decide(case(found.limit), AUTHORITY).outcome == "allow"
    assert decide(case(found.limit + 1), AUTHORITY).outcome == "escalate"


def test_a_stranger_has_no_authority():
    assert decide(case(100, by=person("agent", name="stranger")), AUTHORITY).limit is None
    assert AGENT.id in AUTHORITY.people.people
