"""However an over-limit sum is split, what is given without approval stays within the limit of whoever gives it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from remit.domain.policy.budgets import ORDER, Keys
from remit.domain.policy.decision import decide
from remit.domain.policy.stacks import USUAL, Piece
from remit.domain.policy.weighing import weighed
from tests.domain.floor import AUTHORITY, NOW, PEOPLE, case

REMEDIES = ("refund", "returnless_refund", "replacement", "discount", "fee_waiver", "goodwill_credit")
ASKERS = [person for person in PEOPLE if person.tier in ("trainee", "agent", "senior", "lead")]


@dataclass(frozen=True)
class Step:
    minutes: int
    """Since the step before."""
    amount: int
    remedy: str
    asker: int
    place: int
    """Which order; two of them are one customer's."""


steps = st.builds(
    Step,
    minutes=st.sampled_from((0, 1, 11, 180, 1439, 1440, 1441, 4000)),
    amount=st.integers(100, 6_000),
    remedy=st.sampled_from(REMEDIES),
    asker=st.integers(0, len(ASKERS) - 1),
    place=st.integers(0, 2),
)


def lived(plan):
    """Every step asked for in order of time: what was given, with the decision and the moment."""
    done, moments = [], accumulate(timedelta(minutes=one.minutes) for one in plan)
    for number, (step, gone) in enumerate(zip(plan, moments, strict=True)):
        at, asker = NOW + gone, ASKERS[step.asker]
        keys = Keys(asker.id, f"C-{step.place // 2}", f"SO-{step.place}", asker.team, "acme")
        facts = {"order_captured": 100_000, "basis": "entitlement" if step.remedy != "goodwill_credit" else "goodwill"}
        asked = case(step.amount, asker, step.remedy, keys=keys)
        asked = replace(asked, facts={**asked.facts, **facts})
        decision = decide(weighed(asked, USUAL, [piece for piece, *_ in done], at), AUTHORITY)
        if decision.outcome in ("allow", "review"):
            piece = Piece(
                request=f"req_{number}",
                reference="K7QM-2F",
                remedy=step.remedy,
                amount=step.amount,
                currency="USD",
                at=at,
                by=asker.name,
                order=keys.order,
                customer=keys.customer,
            )
            done.append((piece, asked, asker))
    return done


def reach(asked, asker) -> int:
    """The largest limit of one's own: asked of Casbin for the whole, without what this rule makes of it."""
    found = [AUTHORITY.reach(asked.question(asker.subject, mode)) for mode in ("auto", "review")]
    return max(one.amount for one in found if one)


def beside(piece, done, stack) -> int:
    """Counted by hand: what this stack held once the piece was given."""
    held = 0
    for other, *_ in done:
        if other.remedy not in stack.remedies or other.request > piece.request:
            continue
        same = other.order == piece.order if stack.per == ORDER else other.customer == piece.customer
        lately = stack.hours is None or piece.at - other.at < timedelta(hours=stack.hours)
        held += other.amount if same and lately else 0
    return held


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.lists(steps, min_size=2, max_size=9))
def test_no_plan_gives_more_than_the_limit_in_any_window(plan):
    done = lived(plan)
    for piece, asked, asker in done:
        for stack in USUAL:
            if piece.remedy in stack.remedies:
                assert beside(piece, done, stack) <= reach(asked, asker), (stack.per, piece)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.integers(100, 5_000), min_size=2, max_size=12), st.sampled_from(("agent", "senior")))
def test_one_remedy_on_one_order_is_one_limit_whoever_asks_first(amounts, tier):
    place = next(number for number, one in enumerate(ASKERS) if one.tier == tier)
    plan = [Step(1441 * (number % 2), amount, "refund", place, 0) for number, amount in enumerate(amounts)]
    done = lived(plan)
    total = sum(piece.amount for piece, *_ in done)
    assert total <= {"agent": 5_000, "senior": 15_000}[tier]
    # Nor does it take away what is one's own to give: what was refused would not have fitted.
    given_amounts = {piece.request for piece, *_ in done}
    refused = [one.amount for number, one in enumerate(plan) if f"req_{number}" not in given_amounts]
    assert all(one + total > {"agent": 5_000, "senior": 15_000}[tier] for one in refused)
