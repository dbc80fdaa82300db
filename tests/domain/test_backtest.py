"""The past decided twice: each side's own answers count against what is asked of it later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit.domain.backtest.change import KINDS, change_of
from remit.domain.backtest.past import OUTCOMES, Fate, Past
from remit.domain.backtest.replay import Opening, begun, replay
from remit.domain.backtest.tally import Tally
from remit.domain.backtest.words import sentences
from remit.domain.policy.budgets import Keys, tally_of
from remit.domain.policy.stacks import USUAL, Piece
from remit.domain.policy.windows import slot
from tests.desk.budgeting import budget
from tests.domain.floor import AGENT, AUTHORITY, NOW, case

MINUTE = timedelta(minutes=1)
RAISED = AUTHORITY.with_rules(3, [replace(AUTHORITY.rules["L-0001"], amount=20_000)])


def ask(number: int, amount: int, said: str = "escalate", remedy: str = "refund", **changes) -> Past:
    name, at = f"req_{number}", NOW + number * 10 * MINUTE
    keys = Keys(AGENT.id, f"C-{number}", f"SO-{number}", "north", "acme")
    made = {"id": name, "reference": "K7QM-2F", "requester": "Agent", "amount": amount, "remedy": remedy}
    fate = Fate(**{**made, **changes.pop("fate", {})})
    keys = replace(keys, **changes.pop("keys", {}))
    judged = case(amount, remedy=remedy, keys=keys)
    return Past(at=at, case=judged, fate=fate, said=said, version=1, tier="agent", team="north", **changes)


def word(said: str, minutes: int = 4, number: int = 1) -> dict:
    asked = NOW + number * 10 * MINUTE
    gone = {"gone_at": asked + minutes * MINUTE} if said == "rejected" else {}
    return {"word": said, "asked_at": asked, "settled_at": asked + minutes * MINUTE, **gone}


def twice(*pasts: Past, before=AUTHORITY, after=RAISED, opening=None, pieces=()) -> Tally:
    world, tally = begun(NOW, opening or Opening({})), Tally()
    world.bring(pieces)
    for one in replay(world, ((past, before, after) for past in pasts)):
        tally.add(one, version=1)
    return tally


def outcomes(tally: Tally) -> tuple[dict, dict]:
    return dict(tally.whole.before), dict(tally.whole.after)


def test_a_raise_saves_the_approvals_and_says_what_a_person_had_said():
    tally = twice(
        ask(1, 9_000, fate=word("approved", 4)),
        ask(2, 8_000, fate=word("rejected", 6, 2)),
        ask(3, 30_000, fate=word("approved", 9, 3)),
        ask(4, 1_000, said="allow"),
    )
    assert outcomes(tally) == ({"escalate": 3, "allow": 1}, {"allow": 3, "escalate": 1})
    assert (tally.avoided, tally.saved_min) == (2, 10)
    risk, sharpest = tally.groups["approved_before"], tally.groups["rejected_before"]
    assert (risk.count, dict(risk.amounts)) == (1, {"USD": 9_000})
    assert (sharpest.count, sharpest.example.past.fate.id) == (1, "req_2")
    assert (tally.reproduced, tally.compared) == (4, 4)
    assert "Customers would have waited 10 minutes less." in " ".join(sentences(tally, 1))


def test_what_is_given_alone_is_used_of_the_budget_of_that_side_only():
    purse = budget(remedy="refund", limit=20_000)
    before, after = AUTHORITY.with_budgets(1, [purse]), RAISED.with_budgets(3, [purse])
    asks = [ask(number, 9_000, fate=word("approved", 4, number)) for number in (1, 2, 3)]
    tally = twice(*asks, ask(4, 4_000, said="allow"), before=before, after=after)
    # With the draft two are given and use up the budget, for the small one too; today the agent gave none of the three.
    assert outcomes(tally) == ({"escalate": 3, "allow": 1}, {"allow": 2, "escalate": 2})
    assert tally.groups["approved_before"].count == 2
    assert tally.groups["escalated"].example.past.fate.id == "req_4"


def test_the_budget_begins_with_what_was_used_before():
    purse = budget(remedy="refund", limit=10_000)
    account = (tally_of(purse), AGENT.id)
    opening = Opening({account: {slot("day", NOW, "UTC"): (9_500, 3)}})
    before, after = AUTHORITY.with_budgets(1, [purse]), AUTHORITY.with_budgets(3, [replace(purse, limit=20_000)])
    tally = twice(ask(1, 4_000), before=before, after=after, opening=opening)
    assert outcomes(tally) == ({"escalate": 1}, {"allow": 1})


def test_pieces_are_summed_with_what_that_side_gave():
    before, after = AUTHORITY.with_stacks(1, USUAL), AUTHORITY.with_stacks(3, ())
    same = {"customer": "C-1", "order": "SO-1"}
    tally = twice(ask(1, 4_000, "allow", keys=same), ask(2, 4_000, keys=same), before=before, after=after)
    assert outcomes(tally) == ({"allow": 1, "escalate": 1}, {"allow": 2})


def test_pieces_from_before_count_on_both_sides():
    known = Piece(
        request="req_0", reference="K", remedy="refund", amount=4_000, currency="USD", at=NOW - MINUTE, by="Ana",
        order="SO-1", customer="C-1",
    )  # fmt: skip
    limits = AUTHORITY.with_stacks(1, USUAL)
    assert outcomes(twice(ask(1, 4_000), before=limits, after=limits, pieces=[known]))[0] == {"escalate": 1}
    assert outcomes(twice(ask(1, 4_000), before=limits, after=limits))[0] == {"allow": 1}


@pytest.mark.parametrize(("said", "left"), [("rejected", "allow"), ("approved", "escalate")])
def test_what_waits_holds_the_teams_budget_until_it_is_settled(said, left):
    pot = AUTHORITY.with_budgets(1, [budget(subject="team:north", remedy="refund", per="team", limit=11_000)])
    held = ask(1, 9_000, fate=word(said))
    assert outcomes(twice(held, ask(2, 4_000), before=pot, after=pot))[0] == (
        {"escalate": 1, "allow": 1} if left == "allow" else {"escalate": 2}
    )


def test_an_edit_replaces_what_was_asked_and_never_comes_where_it_was_given_at_once():
    edited = replace(ask(2, 6_000), edited=True, fate=ask(1, 6_000).fate)
    tally = twice(ask(1, 9_000, fate={"amount": 6_000, **word("approved", 15)}), edited)
    assert tally.cases == 1
    assert tally.groups["approved_before"].amounts["USD"] == 9_000
    same = twice(ask(1, 9_000), edited, after=AUTHORITY)
    assert same.cases == 2


def test_a_split_is_judged_as_the_whole_and_gives_its_part():
    before = AUTHORITY.with_stacks(1, USUAL)
    same = {"customer": "C-1", "order": "SO-1"}
    whole = ask(1, 9_000, keys=same, aside=("req_0", 5_000), fate={"amount": 4_000})
    tally = twice(whole, ask(2, 1_000, keys=same), before=before, after=RAISED.with_stacks(3, USUAL))
    # Today 50.00 were given already; with the draft all of it was, within 200.00.
    assert outcomes(tally) == ({"escalate": 2}, {"allow": 2})


def test_what_the_log_does_not_know_is_left_out_and_said():
    tally = twice(ask(1, 9_000, lacks=("customer_segment",)), ask(2, 9_000))
    assert (tally.cases, tally.left_out, dict(tally.lacking)) == (1, 1, {"customer_segment": 1})
    assert "Not known: customer_segment (1)." in " ".join(sentences(tally, 1))


@pytest.mark.parametrize(
    ("changes", "why"), [({"like": False}, "people"), ({"held": 700}, "sums"), ({}, "other")]
)  # fmt: skip
def test_what_does_not_come_out_as_it_did_says_why(changes, why):
    tally = twice(ask(1, 9_000, said="allow", **changes))
    assert (tally.reproduced, tally.compared, dict(tally.unlike)) == (0, 1, {why: 1})


def test_those_of_other_versions_are_not_held_against_the_one_in_force():
    assert twice(replace(ask(1, 9_000, said="allow"), version=0)).compared == 0


def test_every_change_has_a_kind_and_no_change_has_none():
    fate = ask(1, 1).fate
    found = {(one, two): change_of(one, two, fate) for one in OUTCOMES for two in OUTCOMES}
    assert {pair for pair, kind in found.items() if kind is None} == {(one, one) for one in OUTCOMES}
    assert set(found.values()) - {None} <= set(KINDS)


def test_nothing_to_decide_is_said():
    assert sentences(Tally(), 1) == ("Nothing was asked for in this time, so there is nothing to decide again.",)
