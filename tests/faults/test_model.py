"""The whole life of requests against the model: any order of words, crashes, limits, clocks and wrong answers."""

import asyncio
import os
import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from remit.desk.requests import submitting
from remit.domain.execution import executing, rechecking
from remit.domain.requests import approval, settling
from remit.store import events, requests
from tests.faults.checker import broken
from tests.faults.evidence import evidence
from tests.faults.model import CAPTURED, HELD, OPEN, TURNS, WORDS, Model, Wish
from tests.faults.results import counted
from tests.faults.stage import Hand, Stage

STORIES = int(os.environ.get("REMIT_FAULT_STORIES", "40"))
HAND = Hand()
A_WHILE_S = 360
"""Longer than any wait after an unclear answer."""
_DEATHS = st.sampled_from(["", "", "", "before", "after"])
_AMOUNTS = st.sampled_from([2_000, 5_000, 5_001, 30_000, 50_000, 50_001, 90_000])
_PLACES = st.integers(0, 200)
_ANSWERS = {
    "": "settled",
    "a final no": "failed",
    "cut off before it is done": "unknown",
    "cut off after it is done": "unknown",
    "it speaks of another amount, so that a person has to look": "needs_human",
}


class Story(RuleBasedStateMachine):
    """Each rule does one thing to both, and both have to say the same."""

    first: Path

    def __init__(self) -> None:
        super().__init__()
        HAND.ahead = timedelta()
        self.folder = TemporaryDirectory()
        shutil.copy(self.first, Path(self.folder.name) / "remit.db")
        self.runner, self.stage, self.model = asyncio.Runner(), Stage(Path(self.folder.name)), Model()
        self.keys, self.seen = count(1), {}
        self.runner.run(self.stage.open())

    def some_wish(self) -> bool:
        return bool(self.model.wishes)

    @rule(order=st.sampled_from(sorted(CAPTURED)), amount=_AMOUNTS, dies=_DEATHS)
    def asks(self, order: str, amount: int, dies: str) -> None:
        key, expected = f"key-{next(self.keys)}", self.model.asked(order, amount)
        said, _ = self.dying(dies, lambda: self.stage.ask(order, amount, key))
        if isinstance(expected, str):
            assert said == expected
            return
        assert said.state == expected.state
        self.model.wishes[said.id] = expected
        again = self.runner.run(self.stage.ask(order, amount, key))
        assert getattr(again, "id", again) == said.id, "a key names one request for ever"

    @precondition(some_wish)
    @rule(place=_PLACES, verb=st.sampled_from(sorted(WORDS)), by=st.sampled_from(["lead", "director", "agent"]))
    def is_settled_by_a_stale_word(self, place: int, verb: str, by: str) -> None:
        self.settles(place, verb, by, 1, "", stale=True)

    @precondition(some_wish)
    @rule(
        place=_PLACES,
        verb=st.sampled_from(sorted(WORDS)),
        by=st.sampled_from(["lead", "lead", "director", "agent"]),
        share=st.sampled_from([1, 2]),
        dies=_DEATHS,
    )
    def settles(self, place: int, verb: str, by: str, share: int, dies: str, *, stale: bool = False) -> None:
        request_id, wish = self.one(place)
        offered = wish.amount // share
        why = self.model.word(wish, verb, by, offered, stale=stale)
        more = ((offered, None, "half"),) if verb == "offer" else ("a word",)
        version = self.seen[request_id] - stale
        said, died = self.dying(dies, lambda: self.stage.word(verb, by, request_id, version, *more))
        # Who has lost their authority may not even know of it any more.
        if by == "lead" and not self.model.leads and why:
            assert said
        elif self.counted(said, why, died):
            wish.state, wish.by, wish.offered = WORDS[verb], by, offered

    @precondition(some_wish)
    @rule(place=_PLACES, verb=st.sampled_from(sorted(TURNS)), dies=_DEATHS)
    def has_a_turn(self, place: int, verb: str, dies: str) -> None:
        request_id, wish = self.one(place)
        why, more = self.model.turn(wish, verb), () if verb == "accept" else ("a word",)
        version = self.seen[request_id]
        said, died = self.dying(dies, lambda: self.stage.word(verb, "agent", request_id, version, *more))
        if self.counted(said, why, died):
            wish.state = TURNS[verb][1]
            wish.amount = wish.offered if verb == "accept" else wish.amount

    @precondition(some_wish)
    @rule(place=_PLACES, amount=_AMOUNTS, dies=_DEATHS)
    def edits(self, place: int, amount: int, dies: str) -> None:
        request_id, wish = self.one(place)
        why = self.model.ended(wish) or ("wrong-state" if wish.state == "offered" else "")
        anew = why or self.model.asked(wish.order, amount, instead=wish.amount)
        version = self.seen[request_id]
        said, died = self.dying(dies, lambda: self.stage.word("edit", "agent", request_id, version, {"amount": amount}))
        if self.counted(said, anew if isinstance(anew, str) else "", died):
            self.model.wishes[request_id] = anew

    @rule(hours=st.sampled_from([1, 5, 25]))
    def time_passes(self, hours: int) -> None:
        self.wait(hours * 3600)

    @rule()
    def what_waited_too_long_expires(self) -> None:
        self.runner.run(self.stage.sweep())
        for wish in self.model.wishes.values():
            wish.state = "expired" if wish.state in OPEN and self.model.ended(wish) else wish.state

    @rule(limit=st.sampled_from([1_000, 5_000, 40_000]))
    def limits_change(self, limit: int) -> None:
        self.runner.run(self.stage.limit(limit))
        self.model.limit = limit

    @rule()
    def the_lead_is_moved(self) -> None:
        self.model.leads = not self.model.leads
        self.runner.run(self.stage.promote(leads=self.model.leads))

    @rule()
    def restarts(self) -> None:
        self.runner.run(self.stage.restart())

    @rule(answer=st.sampled_from(sorted(_ANSWERS)), later=st.booleans(), dies=_DEATHS)
    def is_carried_out(self, answer: str, later: bool, dies: str) -> None:
        if later:
            self.wait(A_WHILE_S)
        self.stage.trick, self.stage.dies = answer, dies
        if self.runner.run(self.stage.work()):
            self.runner.run(self.stage.restart())
            self.wait(A_WHILE_S)
            assert not self.runner.run(self.stage.work())
        self.stage.dies = ""
        for wish in self.model.wishes.values():
            if wish.state == "granted":
                self.model.carried_out(wish, _ANSWERS[answer])
            elif wish.state == "unknown" and wish.unclear_s < self.model.now_s:
                wish.state = "settled"

    @precondition(some_wish)
    @rule(place=_PLACES)
    def the_provider_rings(self, place: int) -> None:
        request_id, wish = self.one(place)
        self.runner.run(self.stage.ring(request_id))
        wish.unclear_s = -1

    @precondition(lambda self: any(one.state == "settled" for one in self.model.wishes.values()))
    @rule(place=_PLACES)
    def the_bank_refuses_late(self, place: int) -> None:
        settled = [(name, one) for name, one in self.model.wishes.items() if one.state == "settled"]
        request_id, wish = settled[place % len(settled)]
        self.runner.run(self.stage.refuse_late(request_id))
        self.is_carried_out("", False, "")
        wish.state = "failed"

    @invariant()
    def both_say_the_same(self) -> None:
        found = self.runner.run(self.stage.every())
        said = {name: (one.amount, one.state) for name, one in self.model.wishes.items()}
        assert {name: (one.amount, one.state) for name, one in found.items()} == said
        assert all(one.version >= self.seen.get(name, 1) for name, one in found.items())
        self.seen = {name: one.version for name, one in found.items()}
        sums = self.runner.run(self.stage.office.database.read(requests.sums, list(CAPTURED)))
        for order in CAPTURED:
            held, settled = self.model.taken(order, HELD), self.model.taken(order, {"settled"})
            assert (sums[order].held, sums[order].settled) == (held, settled)

    def teardown(self) -> None:
        try:
            for _ in range(2):
                self.is_carried_out("", True, "")
            found = self.runner.run(evidence(self.stage.url, self.stage.shop_path))
            assert not broken([], found)
        finally:
            self.runner.run(self.stage.close())
            self.runner.close()
            self.folder.cleanup()

    def one(self, place: int) -> tuple[str, Wish]:
        """Mostly one that somebody can still say something about."""
        every = list(self.model.wishes.items())
        still = [one for one in every if one[1].state in OPEN]
        found = still if still and place % 4 else every
        return found[place % len(found)]

    def wait(self, seconds: int) -> None:
        self.model.now_s += seconds
        HAND.ahead = timedelta(seconds=self.model.now_s)

    def dying(self, dies: str, act):
        """What was said; where the process died, what was said when it was asked again, and how it had died."""
        self.stage.dies = dies
        said = self.runner.run(act())
        if said != "not-stored":
            self.stage.dies = ""
            return said, ""
        self.runner.run(self.stage.restart())
        return self.runner.run(act()), dies

    def counted(self, said: str, why: str, died: str) -> bool:
        """Whether the word counted; where nobody heard that it had, saying it again finds it done."""
        if died == "after" and not why:
            assert said in {"already-settled", "stale-version"}
            return True
        assert said == why
        return not why


@pytest.fixture
def by_hand(monkeypatch):
    """Clocks go by hand; the first wait is longer than a story takes, so that only the hand ends it."""
    HAND.install(monkeypatch)
    monkeypatch.setattr(executing, "_FIRST_WAIT", timedelta(minutes=2))


def _tell(first: Path, stories: int, **more) -> None:
    class Told(Story):
        pass

    Told.first = first
    told = settings(
        max_examples=stories, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck), **more
    )
    run_state_machine_as_test(Told, settings=told)


@pytest.mark.slow
def test_any_story_ends_as_the_model_says(by_hand, migrated_sqlite):
    with counted("stories of 50 words, crashes and answers against a model, sqlite") as count:
        _tell(migrated_sqlite, STORIES, derandomize="REMIT_FAULT_STORIES" not in os.environ, print_blob=True)
        count.tries = STORIES


PLANTED = {
    "takes a word on an older version": (settling, "same_version", lambda _request, _version: None),
    "settles what is over one's limit": (approval, "within_limit", lambda _request, by, *_: by),
    "settles what has expired": (settling, "is_expired", lambda _request, _now: False),
    "judges nothing again at the money": (rechecking, "objection", lambda *_: None),
    "gives back more than was captured": (submitting.holds, "fit", lambda *_: None),
    "forgets keys": (events, "remember", lambda _connection, _keys: None),
}


@pytest.mark.slow
@pytest.mark.parametrize("planted", PLANTED)
def test_the_model_sees_planted_bug(by_hand, migrated_sqlite, monkeypatch, planted):
    monkeypatch.setattr(*PLANTED[planted])
    with counted(f"bug: {planted}; seen by the model") as count:
        count.tries = 1
        with pytest.raises(AssertionError):
            _tell(migrated_sqlite, 60, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False)
