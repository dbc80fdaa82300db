"""A draft in shadow over real asks: it judges each once, as it would have at that moment, and changes no answer."""

import asyncio
from dataclasses import replace

import pytest

from remit import clock
from remit.authority.drafts.budget_changes import RemoveBudget, SetBudget
from remit.authority.drafts.changes import SetLimit
from remit.authority.drafts.stack_changes import SetStacks
from remit.desk.ledger.books import Entry
from remit.desk.policies import drafts, versions
from remit.desk.policies.governing import Governing
from remit.desk.requests import approvals, asking, requesters
from remit.desk.requests.submitting import Ask
from remit.desk.shadowing import shadows
from remit.desk.shadowing.follower import Follower
from remit.desk.shadowing.shadows import NothingShadows, TooManyShadows
from remit.domain.policy.stacks import USUAL
from remit.store import events
from remit.store import shadows as rows
from tests.desk.budgeting import budget, budgeted, give
from tests.desk.offices import office, order
from tests.domain.floor import AGENT, LEAD


@pytest.fixture
async def desk(database_url, tmp_path):
    async with office(database_url, tmp_path) as opened:
        yield opened


def refunds(amount: int, **said) -> SetLimit:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "acme", "mode": "auto"}
    return SetLimit(**{**plain, "amount": amount, "when": "basis = entitlement", **said})


def credits_a_day(limit: int, **said) -> SetBudget:
    plain = {"subject": "tier:agent", "remedy": "goodwill_credit", "currency": "USD", "per": "agent", "window": "day"}
    return SetBudget(**{**plain, "limit": limit, **said})


async def asked(desk, amount: int, number: int, **said):
    desk.orders._shop.add_orders([order(number)])
    wish = {"remedy": "refund", "amount": amount, "currency": "USD", "reason": "DAMAGED_DEFECTIVE", "channel": "phone"}
    ask = Ask(**{**wish, "order_id": f"SO-{number}", **said})
    return (await asking.submit(desk, AGENT, ask, clock.new_id("key"), {}, set())).requests


async def shadowed(desk, *changes):
    """A draft of these changes, in shadow."""
    begun = await drafts.begin(desk, LEAD, "What if", desk.authority.version)
    draft = await drafts.revise(desk, LEAD, begun.id, begun.revision, changes) if changes else begun
    await shadows.begin(desk, LEAD, draft.id)
    return draft


async def follow(desk, follower=None) -> None:
    """Until everything that was asked is judged."""
    one = follower or Follower(desk)
    for _ in range(50):
        if await one.look() >= 1:
            return await one.stop() if follower is None else None
    return pytest.fail("it finds more and more")


async def found(desk, draft):
    """What it has found: by what was said and what the draft says, how many."""
    looked = await shadows.look(desk, draft.id)
    ways: dict[tuple[str, str], int] = {}
    for (_, _, said, would), (times, _) in looked.counts.items():
        ways[said, would] = ways.get((said, would), 0) + times
    return ways


async def told(desk) -> list[str]:
    happened = await desk.database.read(events.after, 0, 500)
    return [one.event for one in happened if one.event.startswith("shadow.")]


async def lived(desk) -> None:
    """A morning: alone, approved, rejected, edited, an offer taken, split, taken back."""
    await asked(desk, 3_000, 1)
    (yes,) = await asked(desk, 9_000, 2)
    await approvals.approve(desk, LEAD, yes.id, 1, None)
    (no,) = await asked(desk, 8_000, 3)
    await approvals.reject(desk, LEAD, no.id, 1, "Not damaged.")
    (changed,) = await asked(desk, 9_000, 4)
    await requesters.edit(desk, AGENT, changed.id, 1, {"amount": 4_000})
    await asked(desk, 7_000, 6, split=True)
    (gone,) = await asked(desk, 6_000, 7)
    await requesters.withdraw(desk, AGENT, gone.id, 1, None)


async def test_a_draft_that_changes_nothing_says_what_was_said(desk):
    draft = await shadowed(desk)
    await lived(desk)
    await follow(desk)
    assert await found(desk, draft) == {("allow", "allow"): 2, ("escalate", "escalate"): 5}


async def test_a_raise_is_told_with_its_requests_and_gives_nothing(desk):
    (before,) = await asked(desk, 6_000, 90)
    draft = await shadowed(desk, refunds(8_500))
    (small,), (over,), (beyond,) = [await asked(desk, amount, amount) for amount in (3_000, 8_000, 9_000)]
    await follow(desk)
    assert await found(desk, draft) == {("allow", "allow"): 1, ("escalate", "allow"): 1, ("escalate", "escalate"): 1}
    (shown,) = await shadows.differences(desk, draft.id, {}, None, 10)
    assert (shown.difference.request_id, shown.reference, shown.requester.id) == (over.id, over.reference, AGENT.id)
    assert (shown.difference.said, shown.difference.would, shown.difference.amount) == ("escalate", "allow", 8_000)
    assert (over.state, beyond.state, before.state) == ("pending", "pending", "pending")
    assert small.state != "pending"
    looked = await shadows.look(desk, draft.id)
    assert (shadows.judged_of(looked.counts), looked.shadow.left_out) == (3, 0)
    assert await shadows.differences(desk, draft.id, {"said": "allow"}, None, 10) == []


async def test_budgets_are_those_of_the_moment(database_url, tmp_path):
    async with budgeted(database_url, tmp_path, budget(limit=2_500, window="ever")) as desk:
        await desk.ledger.submit(give(1_000))
        wider = await shadowed(desk, credits_a_day(5_000, window="ever"))
        tighter = await shadowed(desk, credits_a_day(1_500, per="customer"))
        # In the place of the one that the log knows about, one that sums something else.
        another = await shadowed(desk, RemoveBudget(budget="B-0001"), credits_a_day(2, per="brand", measure="count"))
        for amount in (1_000, 600, 100):
            await desk.ledger.submit(give(amount))
        await follow(desk)
        # 1,000 and 1,000 were given; 600 is over the budget of 2,500, and 100 is not.
        assert await found(desk, wider) == {("allow", "allow"): 2, ("escalate", "allow"): 1}
        # The log knows nothing of this budget: 1,000 that was given before it began counts all the same.
        assert await found(desk, tighter) == {("allow", "escalate"): 2, ("escalate", "escalate"): 1}
        assert await found(desk, another) == {
            ("allow", "allow"): 1,
            ("allow", "escalate"): 1,
            ("escalate", "escalate"): 1,
        }


async def test_pieces_from_before_count_where_the_draft_sums_them(desk):
    await asked(desk, 1_000, 1)
    draft = await shadowed(desk, SetStacks(stacks=USUAL))
    await asked(desk, 2_000, 2)
    await asked(desk, 2_500, 3)
    await follow(desk)
    # Neither itself nor what came later is summed with the first.
    assert await found(desk, draft) == {("allow", "allow"): 1, ("allow", "escalate"): 1}
    (shown,) = await shadows.differences(desk, draft.id, {}, None, 10)
    assert shown.difference.amount == 2_500


async def test_what_nobody_knows_is_left_out(desk):
    draft = await shadowed(desk, refunds(9_000, when="channel = chat"))
    await asked(desk, 9_000, 1, channel=None)
    await asked(desk, 9_000, 2)
    await follow(desk)
    looked = await shadows.look(desk, draft.id)
    assert (shadows.judged_of(looked.counts), looked.shadow.left_out, looked.shadow.lacking) == (1, 1, {"channel": 1})


async def test_everybody_belongs_where_they_belonged_then(desk):
    draft = await shadowed(desk, refunds(8_500))
    follower = Follower(desk)
    await asked(desk, 8_000, 1)
    await follow(desk, follower)
    trainee = replace(AGENT, tier="trainee")
    await desk.ledger.submit(Governing(lambda _books: Entry(people=(trainee,))))
    await asked(desk, 8_000, 2)
    await follow(desk, follower)
    assert await found(desk, draft) == {("escalate", "allow"): 1, ("escalate", "escalate"): 1}


async def test_several_that_look_count_each_once_and_another_goes_on(desk, monkeypatch):
    async def mine(_self) -> bool:
        return True

    monkeypatch.setattr(Follower, "_mine", mine)
    draft = await shadowed(desk, refunds(8_500))
    for number in range(1, 5):
        await asked(desk, 8_000, number)
    await asyncio.gather(*(follow(desk) for _ in range(3)))
    await asked(desk, 8_000, 9)
    await follow(desk)
    assert await found(desk, draft) == {("escalate", "allow"): 5}
    assert len(await shadows.differences(desk, draft.id, {}, None, 10)) == 5


async def test_an_edited_draft_begins_anew_and_one_that_is_submitted_goes_on(desk):
    draft = await shadowed(desk, refunds(8_500))
    await asked(desk, 8_000, 1)
    await follow(desk)
    await drafts.submit(desk, draft.id)
    await follow(desk)
    assert await found(desk, draft) == {("escalate", "allow"): 1}
    assert not (await shadows.look(desk, draft.id)).shadow.anew
    now = await drafts.read(desk, draft.id)
    await drafts.revise(desk, LEAD, draft.id, now.revision, [refunds(7_500)])
    await follow(desk)
    looked = await shadows.look(desk, draft.id)
    assert (looked.shadow.anew, looked.counts) == (True, {})
    assert await shadows.differences(desk, draft.id, {}, None, 10) == []
    await asked(desk, 8_000, 2)
    await follow(desk)
    assert await found(desk, draft) == {("escalate", "escalate"): 1}


async def test_it_ends_with_its_draft_and_says_why(desk):
    lower, let_go, left = [await shadowed(desk, refunds(amount)) for amount in (4_000, 3_000, 2_000)]
    await asked(desk, 4_500, 1)
    await follow(desk)
    await drafts.discard(desk, let_go.id)
    await follow(desk)
    await versions.publish(desk, LEAD, lower.id, "Less")
    await follow(desk)
    ended = [(await shadows.look(desk, one.id)).shadow for one in (lower, let_go, left)]
    assert [(one.running, one.ended_why) for one in ended] == [
        (False, "published"),
        (False, "discarded"),
        (False, "stale"),
    ]
    assert await told(desk) == ["shadow.begun"] * 3 + ["shadow.ended"] * 3
    # What it found stays, and nothing is added.
    await asked(desk, 4_500, 2)
    await follow(desk)
    assert await found(desk, lower) == {("allow", "escalate"): 1}


async def test_it_is_taken_out_by_hand_and_can_begin_again(desk):
    draft = await shadowed(desk, refunds(8_500))
    assert (await shadows.begin(desk, LEAD, draft.id)).shadow.running
    await asked(desk, 8_000, 1)
    await follow(desk)
    stopped = await shadows.stop(desk, LEAD, draft.id)
    assert (stopped.shadow.ended_why, stopped.shadow.ended_by.id) == ("stopped", LEAD.id)
    with pytest.raises(NothingShadows):
        await shadows.stop(desk, LEAD, draft.id)
    assert await told(desk) == ["shadow.begun", "shadow.ended"]
    again = await shadows.begin(desk, LEAD, draft.id)
    assert (again.shadow.running, again.counts) == (True, {})


async def test_no_more_than_so_many_run(desk, monkeypatch):
    monkeypatch.setattr(shadows, "MOST", 1)
    await shadowed(desk, refunds(8_500))
    with pytest.raises(TooManyShadows):
        await shadowed(desk, refunds(7_500))


async def test_the_latest_are_kept_and_all_are_counted(desk, monkeypatch):
    monkeypatch.setattr(rows, "MOST_KEPT", 2)
    draft = await shadowed(desk, refunds(8_500))
    for number in range(1, 5):
        await asked(desk, 8_000 + number, number)
    await follow(desk)
    kept = await shadows.differences(desk, draft.id, {}, None, 10)
    assert [one.difference.amount for one in kept] == [8_004, 8_003]
    assert await found(desk, draft) == {("escalate", "allow"): 4}
