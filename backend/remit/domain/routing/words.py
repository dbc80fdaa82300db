"""What the timeline says of a request on its way from one person to another."""

from datetime import datetime

from remit.domain.requests.request import Approval


def moved(before: Approval, after: Approval) -> str:
    """Who has it now, and why."""
    if after.callback and not before.callback:
        return "Nobody took it in time: tell the customer that you will call back. It stays with everybody who can."
    if after.offered_to:
        return f"{'Nobody answered in time. ' if after.step > before.step else ''}Offered to {_names(after)}."
    return unattended(after.back_at)


def unattended(back_at: datetime | None) -> str:
    """Nobody is on, and when somebody will be."""
    when = f" Somebody usually is from {back_at:%d %B, %H:%M} UTC." if back_at else ""
    return f"Nobody who could approve it is on right now.{when}"


def _names(approval: Approval) -> str:
    first, more = approval.offered_to[:3], len(approval.offered_to) - 3
    names = ", ".join(one.name for one in first)
    return f"{names} and {more} more" if more > 0 else names
