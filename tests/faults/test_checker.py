"""Rules of the checker that no planted bug of a running server breaks: each sees its own kind of story."""

import pytest

from tests.faults import checker
from tests.faults.evidence import Evidence, Happened

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
