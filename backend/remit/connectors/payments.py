"""The payment provider as Remit sees it: carry one instruction out, and say later what became of it."""

from typing import Protocol

from remit.domain.execution.execution import UNKNOWN, Instruction, Outcome


class Payments(Protocol):
    """Who moves the money. The same `key` never moves it twice."""

    @property
    def name(self) -> str:
        """What an execution records as its provider: `sandbox`, `http`, …"""

    async def execute(self, told: Instruction) -> Outcome:
        """Carry it out, once per `told.key`. Never raises for provider trouble: no clear answer is `unknown`."""

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The provider's truth about a request; None when it never heard of it, so that posting again is safe.

        `unknown` when it cannot be told, or when `told` is given and another amount or currency was carried out.
        """

    async def close(self) -> None:
        """Let go of files and connections, after what has begun is finished."""


def body(told: Instruction) -> dict[str, str | int | None]:
    """What is sent, and what a provider compares when a key comes again; the key itself travels in a header."""
    return {
        "request_id": told.request_id,
        "reference": told.reference,
        "remedy": told.remedy,
        "amount": told.amount,
        "currency": told.currency,
        "order_id": told.order_id,
        "customer_id": told.customer_id,
        "reason": told.reason,
        "requested_by": told.requested_by,
        "approved_by": told.approved_by,
    }


def unclear(why: str, reference: str | None = None) -> Outcome:
    """No clear answer: look up before posting again."""
    return Outcome(UNKNOWN, provider_reference=reference, error=why)
