"""Everything a provider did, for comparing with our record: not every provider can tell."""

from typing import Protocol, runtime_checkable

from remit.connectors.payments import Payments
from remit.domain.execution.reconciling import Done
from remit.domain.refusal import Refusal


class CannotList(Refusal):
    """The provider does not tell what it did, so our record cannot be compared with it."""

    name = "cannot-list"
    title = "The provider gives no list"


@runtime_checkable
class Lists(Protocol):
    """A provider that can tell everything it did with our credentials."""

    async def listed(self) -> list[Done]:
        """All of it, or as far back as it goes. Raises CannotList."""


async def listed(payments: Payments) -> list[Done]:
    """The provider's list. Raises CannotList where there is none."""
    if isinstance(payments, Lists):
        return await payments.listed()
    detail = f"{payments.name} cannot list what it did. Compare by hand, then run `remit reconcile --unseen`."
    raise CannotList(detail)
