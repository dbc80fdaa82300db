"""Every wrong answer of a provider, hundreds of times: money moves once, holds end once, and a person is asked last."""

import os
from collections import Counter
from datetime import timedelta

import pytest

from remit.domain.execution import executing, late
from tests.faults.checker import broken
from tests.faults.evidence import evidence
from tests.faults.lies import QUICK, lied_about, lied_to
from tests.faults.results import SEED, counted
from tests.faults.wrong import PLANTED

FAULTS = int(os.environ.get("REMIT_FAULT_ANSWERS", "600"))


@pytest.fixture(autouse=True)
def no_waits(monkeypatch):
    """What fails later is told by an event, or found by a later look where that came before the answer was in."""
    monkeypatch.setattr(executing, "_FIRST_WAIT", timedelta(0))
    monkeypatch.setattr(late, "LOOKS", (timedelta(milliseconds=50), timedelta(milliseconds=200)))
    monkeypatch.setattr(late, "UNCLEAR_AGAIN", timedelta(0))


async def lab(url, folder, calls):
    story = await lied_to(url, folder, calls, SEED)
    return story, await evidence(url, folder / "shop.db")


def governed(found):
    """Budgets, lent authority and publishing were at work: the rules about them had something to look at."""
    decisions = [one.decision for one in found.requests.values()]
    assert any(one.over_budget for one in decisions)
    assert any(one.outcome == "allow" and one.budgets for one in decisions)
    assert any(one.approval and one.approval.settled_for for one in found.requests.values())
    assert len(found.charter.versions) > 2


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "share"), [("sqlite", 0.75), ("postgresql", 0.25)])
async def test_whatever_the_provider_says_money_moves_once(request, tmp_path, kind, share):
    calls = round(FAULTS * share)
    with counted(f"wrong answers of the provider ({len(QUICK)} kinds), {kind}") as count:
        story, found = await lab(request.getfixturevalue(f"{kind}_url"), tmp_path, calls)
        lied_of = [one for one in found.requests.values() if lied_about(one)]
        count.tries = len({line["request_id"] for line in story if line["op"] == "post"} & {one.id for one in lied_of})
        count.violations = broken(story, found)
    assert not count.violations
    assert count.tries == calls
    governed(found)
    states = Counter(one.state for one in lied_of)
    assert set(states) == {"settled", "failed", "needs_human"}
    moved = {one.request_id for one in found.moved if one.status == "succeeded"}
    # What the checker may not know (I3, I4) is known here: the trick that needs a person moves nothing.
    assert not [one.id for one in found.requests.values() if one.state == "needs_human" and one.id in moved]
    # Only the amount that contradicts itself is a person's; a final no and a late one fail, all else is settled.
    assert states["needs_human"] <= calls // len(QUICK) + 1
    assert states["failed"] <= 2 * (calls // len(QUICK) + 1)


@pytest.mark.parametrize("planted", PLANTED)
async def test_planted_bug_is_seen(sqlite_url, tmp_path, monkeypatch, planted):
    plant, rule = PLANTED[planted]
    plant(monkeypatch)
    monkeypatch.setattr("tests.faults.lies.ROUNDS", 60)
    with counted(f"bug: {planted}; seen by {rule.partition('_')[0].upper()}") as count:
        story, found = await lab(sqlite_url, tmp_path, 2 * len(QUICK))
        count.tries = 1
        assert [one for one in broken(story, found) if one.startswith(rule)], broken(story, found)
