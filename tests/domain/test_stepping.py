"""Whether an attempt posts or looks, at any age of the key (P3): never a second post that nothing guards."""

from datetime import UTC, datetime, timedelta

import pytest

from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import LOOK, POST, UNKNOWN, Execution
from remit.domain.execution.stepping import next_step

NOW = datetime(2026, 11, 22, 14, 3, 22, tzinfo=UTC)
A_DAY = AdapterCard(key_window=timedelta(hours=24), lists_by_request=True)
EVER = AdapterCard(key_window=None)
NEVER = AdapterCard(lists_by_request=True)
NO_LIST = AdapterCard(key_window=timedelta(hours=24))
AGES = {
    name: timedelta(hours=hours) for name, hours in {"+1h": 1, "+22h": 22, "+23h": 23, "+25h": 25, "+31d": 744}.items()
}


def after(age: timedelta, looked: timedelta | None) -> Execution:
    """Posted so long ago, without a clear answer; a look-up found nothing this long ago."""
    posted = NOW - age
    found_none = None if looked is None else NOW - looked
    return Execution(state=UNKNOWN, attempts=1, first_posted_at=posted, posted_at=posted, looked_at=found_none)


@pytest.mark.parametrize("card", [A_DAY, EVER, NEVER, NO_LIST])
def test_the_first_attempt_posts_and_the_next_one_looks(card):
    assert next_step(Execution(), card, NOW) == POST
    for age in AGES.values():
        assert next_step(after(age, None), card, NOW) == LOOK
        assert next_step(after(age, age + timedelta(seconds=1)), card, NOW) == LOOK, "what was seen before the post"


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize(
    ("card", "guarded"),
    [(A_DAY, {"+1h", "+22h"}), (EVER, set(AGES)), (NEVER, set()), (NO_LIST, {"+1h", "+22h"})],
)
def test_past_the_window_only_a_fresh_look_allows_a_post(card, guarded, age):
    """An hour before the provider may forget the key, it is not relied upon any more."""
    old, fresh = after(AGES[age], timedelta(minutes=5)), after(AGES[age], timedelta(seconds=59))
    if age in guarded:
        assert (next_step(old, card, NOW), next_step(fresh, card, NOW)) == (POST, POST)
    elif card.lists_by_request:
        assert (next_step(old, card, NOW), next_step(fresh, card, NOW)) == (LOOK, POST)
    else:
        assert (next_step(old, card, NOW), next_step(fresh, card, NOW)) == (None, None)
