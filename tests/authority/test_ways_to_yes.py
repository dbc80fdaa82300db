"""Every way to yes is one: what is offered instead is granted as promised when it is asked for by itself."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from remit.authority.rules.rule import CAP, GRANT, Rule
from remit.authority.snapshot import snapshot
from remit.demo.limits import rules
from remit.domain.money import spoken
from remit.domain.policy.cases import ALLOW, ESCALATE, REVIEW, Case
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import LADDER
from tests.domain.floor import AGENT, AUTHORITY, PEOPLE, case
from tests.domain.floor import FACTS as OWED

GOODWILL = {"basis": "goodwill", "reason": "LOYALTY", "brand": "acme"}
TIERS = [f"tier:{one.name}" for one in LADDER]
CONDITIONS = (
    "",
    "basis = goodwill",
    "order_share_percent <= 10",
    "order_share_percent >= 5",
    "order_share_percent != 7",
)
amounts = st.integers(1, 20_000)


@st.composite
def limits(draw):
    """A few rules over one trade or two, with caps and conditions that leave holes."""
    made = []
    for number in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from((GRANT, GRANT, CAP)))
        made.append(
            Rule(
                rid=f"L-{number:04}",
                subject=draw(st.sampled_from([*TIERS[:3], AGENT.subject])),
                remedy=draw(st.sampled_from(("refund", "replacement", "goodwill_credit", "discount", "fee_waiver"))),
                currency="USD",
                brand=draw(st.sampled_from(("*", "acme"))),
                mode=draw(st.sampled_from(("auto", "review", "approve") if kind == GRANT else ("*", "auto", "review"))),
                kind=kind,
                amount=draw(amounts),
                when=draw(st.sampled_from(CONDITIONS)),
            )
        )
    everybody = AUTHORITY.people
    return snapshot(1, made, LADDER, everybody)


@st.composite
def cases(draw):
    captured = draw(st.integers(20_000, 60_000))
    facts = {**draw(st.sampled_from((OWED, GOODWILL))), "order_captured": captured}
    remedy = draw(st.sampled_from(("refund", "replacement", "goodwill_credit", "discount")))
    return Case(
        requester=draw(st.sampled_from(PEOPLE[:3])),
        remedy=remedy,
        amount=draw(amounts),
        currency="USD",
        brand="acme",
        facts=facts,
        left=draw(st.integers(0, 20_000)) if remedy == "goodwill_credit" else None,
    )


def promised(asked: Case, one) -> tuple[Case, str]:
    """The way to yes as a request of its own, and what was promised for it."""
    as_said = replace(asked, remedy=one.remedy or asked.remedy, amount=one.amount)
    if one.kind == "remedy":
        return as_said, ALLOW
    return as_said, one.outcome or ALLOW


@given(limits(), cases())
@settings(max_examples=400, deadline=None)
def test_what_is_offered_instead_is_granted_when_it_is_asked_for(authority, asked):
    decision = decide(asked, authority)
    for one in decision.alternatives:
        again, outcome = promised(asked, one)
        said = decide(again, authority).outcome
        assert said in ((ALLOW, REVIEW) if one.kind == "split" else (outcome,)), (one, said)
        assert one.amount <= asked.amount
        if one.kind == "split":
            assert (decision.outcome, one.amount + one.ask) == (ESCALATE, asked.amount)
        if one.kind == "remedy" and asked.remedy == "goodwill_credit" and one.remedy in ("discount", "fee_waiver"):
            assert one.amount <= asked.left


def test_nearer_to_what_was_asked_for_comes_first():
    asked = replace(case(9_000, remedy="goodwill_credit"), facts=GOODWILL, left=50_000)
    ways = [(one.kind, one.amount, one.outcome) for one in decide(asked, AUTHORITY).alternatives]
    assert ways[:3] == [("split", 1_500, None), ("amount", 2_500, "review"), ("amount", 1_500, None)]
    others = [amount for kind, amount, _ in ways if kind == "remedy"]
    assert others == sorted(others, reverse=True)


def test_the_cap_that_holds_it_back_is_named():
    cap = Rule(
        rid="L-0900",
        subject=AGENT.subject,
        remedy="refund",
        currency="USD",
        brand="acme",
        mode="*",
        kind=CAP,
        amount=2_000,
    )
    capped = snapshot(2, [*rules(), cap], LADDER, AUTHORITY.people)
    decision = decide(case(3_000), capped)
    assert (decision.limit, decision.over_by, decision.cap) == (2_000, 1_000, "L-0900")
    assert decision.sentence.startswith(
        f"Over your {spoken(2_000, 'USD')} refund cap (L-0900) by {spoken(1_000, 'USD')}"
    )
    nothing = snapshot(3, [*rules(), replace(cap, amount=0)], LADDER, AUTHORITY.people)
    assert decide(case(3_000), nothing).sentence.startswith("A cap (L-0900) lets you give no refund here")
    assert decide(case(9_000), AUTHORITY).cap is None
