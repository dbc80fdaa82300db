"""Rules of the checker that no planted bug of a running server breaks: each sees its own kind of story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from remit.domain.execution.execution import Execution
from tests.domain.floor import request as plain_request
from tests.faults import checker
from tests.faults.evidence import Evidence, Happened, Judged

ASKED = {
    "id": "req_1",
    "state": "pending",
    "requester": {"id": "usr_a"},
    "order_id": "SO-1",
    "customer_id": "C-1",
    "remedy": "refund",
    "amount": 9_000,
    "currency": "USD",
    "decision": {"outcome": "escalate"},
    "approval": {"settled_by": None},
}
YES = {**ASKED, "state": "granted", "approval": {"settled_by": {"id": "usr_l"}}}


def told(*lines: tuple[str, dict]) -> Evidence:
    record = [Happened(seq, f"request.{name}", None, said) for seq, (name, said) in enumerate(lines, 1)]
    return Evidence({}, {}, record, len(record), [one.seq for one in record], [], {})


GOOD = told(("created", ASKED), ("pending", ASKED), ("granted", YES), ("settled", {**YES, "state": "settled"}))


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (
            checker.i19_what_was_granted_is_what_goes_on,
            told(("created", ASKED), ("granted", YES), ("settled", {**YES, "amount": 9_001})),
        ),
        (checker.i21_it_is_asked_before_it_is_decided, told(("granted", YES), ("created", ASKED))),
        (
            checker.i22_over_the_limit_somebody_has_said_yes,
            told(("created", ASKED), ("granted", {**ASKED, "state": "granted"})),
        ),
    ],
)
def test_a_rule_sees_its_own_kind_of_story(rule, bad):
    assert list(rule([], bad))
    assert not list(rule([], GOOD))


AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAID = {**YES, "approval": {**YES["approval"], "expires_at": "2026-03-01T12:05:00.000Z"}}


def judged(said: dict[int, Judged], granted_at: datetime = AT) -> Evidence:
    story = told(("created", ASKED), ("granted", SAID))
    return replace(story, events=[replace(one, at=granted_at) for one in story.events], judged=said)


def test_a_yes_needs_a_line_in_the_log_that_allows_it_and_comes_in_time():
    good = judged({2: Judged("approved", "allow")})
    assert not list(checker.i17_whoever_says_yes_may([], good))
    for bad in (
        judged({}),
        judged({2: Judged("asked", "allow")}),
        judged({2: Judged("approved", "escalate")}),
        judged({2: Judged("approved", "allow")}, AT + timedelta(minutes=5, milliseconds=1)),
    ):
        assert list(checker.i17_whoever_says_yes_may([], bad))


@pytest.mark.parametrize(("later", "bad"), [(0, False), (1, True)])
def test_what_is_posted_is_taken_up_in_the_same_transaction(later, bad):
    story = told(("created", ASKED), ("granted", YES), ("executing", {**YES, "state": "executing"}))
    posted = plain_request(execution=Execution(first_posted_at=AT + timedelta(seconds=later)))
    found = replace(story, events=[replace(one, at=AT) for one in story.events], requests={"req_1": posted})
    assert bool(list(checker.i23_judged_as_it_was_sent([], found))) is bad
