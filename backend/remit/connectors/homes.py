"""Two providers side by side: one gives money back, the other carries out what is no money, each remedy at its home."""

import asyncio

from remit.connectors.listing import listed
from remit.connectors.payments import Payments, truest
from remit.domain.execution.card import AdapterCard, weakest
from remit.domain.execution.execution import Instruction, Outcome
from remit.domain.execution.reconciling import Done
from remit.domain.remedies import RETURNS_MONEY


class Homes:
    """`money` for what pays back what was captured, `other` for a replacement, a credit, a change of contract."""

    def __init__(self, money: Payments, other: Payments) -> None:
        self._money = money
        self._other = other

    @property
    def name(self) -> str:
        """The one that moves money."""
        return self._money.name

    @property
    def card(self) -> AdapterCard:
        """What can be relied upon whichever of them it is."""
        return weakest(self._money.card, self._other.card)

    def home(self, remedy: str) -> str:
        """The name of the provider that carries out this remedy."""
        return self._of(remedy).name

    async def execute(self, told: Instruction) -> Outcome:
        """At the remedy's home."""
        return await self._of(told.remedy).execute(told)

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """There as well; without knowing the remedy, at both."""
        if told is not None:
            return await self._of(told.remedy).find(request_id, told)
        found = await asyncio.gather(self._money.find(request_id), self._other.find(request_id))
        return truest([one for one in found if one is not None])

    async def listed(self) -> list[Done]:
        """What either of them did. Raises CannotList where one of them cannot tell."""
        return [*await listed(self._money), *await listed(self._other)]

    async def look(self) -> str:
        """Both, by name."""
        both = (self._money, self._other)
        return "; ".join(f"{one.name} {said}" for one, said in zip(both, [await o.look() for o in both], strict=True))

    async def close(self) -> None:
        """Both."""
        await self._money.close()
        await self._other.close()

    def _of(self, remedy: str) -> Payments:
        return self._money if remedy in RETURNS_MONEY else self._other
