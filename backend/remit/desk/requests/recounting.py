"""Trying again where what is on its way to the customer may be counted twice: the order is looked up anew."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from remit.domain.orders.holds import OverCaptured

PAUSES = 0.05, 0.1, 0.2, 0.4, 0.8, 1.6
"""Seconds between the attempts; a provider that takes longer than all of them leaves the refusal as it is."""

Said = TypeVar("Said")


async def recounted(attempt: Callable[[], Awaitable[Said]]) -> Said:
    """What the attempt says, once it does not refuse for a reason that passes. It looks the order up itself."""
    for pause in PAUSES:
        try:
            return await attempt()
        except OverCaptured as refused:
            if not refused.passing:
                raise
        await asyncio.sleep(pause)
    return await attempt()
