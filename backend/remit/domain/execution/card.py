"""What is known of a provider's ways, so that retrying can keep within them."""

from datetime import timedelta

from remit.domain.values import value

MARGIN = timedelta(hours=1)
"""How long before a key may be forgotten it is not relied upon any more: clocks differ, and calls take time."""


@value(frozen=True, slots=True)
class AdapterCard:
    """One provider. The plain card is that of a provider nobody has read up on: every retry looks up first."""

    key_window: timedelta | None = timedelta(0)
    """How long the same key is known to be the same execution; None: for ever."""
    remembers_4xx: bool = False
    """Whether a refusal is replayed for the same key, so that a mended request would need another key."""
    checks_body: bool = False
    """Whether another body under the same key is an error, and not silently the first answer."""
    lists_by_request: bool = False
    """Whether everything that was carried out for a request can be listed, so that nothing found is nothing done."""
    fails_late: bool = True
    """Whether what it accepted can still fail days later."""

    def may_post_again(self, since_first: timedelta) -> bool:
        """Whether the key alone still guards a second post, without a look-up in between (I7)."""
        return self.key_window is None or since_first < self.key_window - MARGIN


def weakest(one: AdapterCard, other: AdapterCard) -> AdapterCard:
    """What can be relied upon where either of two may be behind an execution."""
    windows = [window for window in (one.key_window, other.key_window) if window is not None]
    return AdapterCard(
        key_window=min(windows, default=None),
        remembers_4xx=one.remembers_4xx or other.remembers_4xx,
        checks_body=one.checks_body and other.checks_body,
        lists_by_request=one.lists_by_request and other.lists_by_request,
        fails_late=one.fails_late or other.fails_late,
    )
