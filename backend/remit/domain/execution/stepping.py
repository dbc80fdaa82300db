"""Post or look? The one rule that stands between an unclear answer and paying twice."""

from datetime import datetime, timedelta

from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import LOOK, POST, Execution

FRESH = timedelta(minutes=1)
"""How long a look-up that found nothing speaks for the present, where the key alone does not guard any more."""


def next_step(execution: Execution, card: AdapterCard, now: datetime) -> str | None:
    """What the next attempt does; None where neither posting nor looking is safe, so that a person has to look.

    Never posts a second time without a look-up after the post before it that found nothing (P2); past the window of
    the provider's key, not without one of the last minute (I7).
    """
    if execution.first_posted_at is None or execution.posted_at is None:
        return POST
    if execution.looked_at is None or execution.looked_at < execution.posted_at:
        return LOOK
    if card.may_post_again(now - execution.first_posted_at):
        return POST
    if not card.lists_by_request:
        # Nothing found proves nothing here, and the key may be forgotten.
        return None
    return POST if now - execution.looked_at <= FRESH else LOOK
