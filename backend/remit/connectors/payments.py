"""The payment provider as Remit sees it: carry one instruction out, and say later what became of it."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol

import httpx

from remit.connectors.web import Answer
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import FAILED, NEEDS_HUMAN, SUCCEEDED, UNKNOWN, Instruction, Outcome

_LATER = frozenset({httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE})
_LONGEST_WAIT_S = 300


class Payments(Protocol):
    """Who moves the money. The same `key` never moves it twice."""

    @property
    def name(self) -> str:
        """What an execution records as its provider: `sandbox`, `http`, …"""

    @property
    def card(self) -> AdapterCard:
        """Its ways: how long keys are remembered, what can be looked up."""

    def home(self, remedy: str) -> str:
        """The name of the provider that carries out this remedy."""

    async def execute(self, told: Instruction) -> Outcome:
        """Carry it out, once per `told.key`. Never raises for provider trouble: no clear answer is `unknown`."""

    async def find(self, request_id: str, told: Instruction | None = None) -> Outcome | None:
        """The provider's truth about a request; None when it never heard of it, so that posting again is safe.

        `unknown` when it cannot be told; `needs_human` when `told` is given and another amount or currency moved.
        """

    async def look(self) -> str:
        """For `remit doctor`: whether it answers and knows us, in words. Moves nothing."""

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


def no_answer(trouble: Exception) -> Outcome:
    """The call broke off. What it had said by then, and whether it did it, is not known."""
    return unclear(f"no clear answer from the provider ({type(trouble).__name__})")


def later(answer: Answer) -> Outcome | None:
    """The provider is busy: unknown like the rest, but to be asked again no sooner than it says. Else None."""
    if answer.status not in _LATER:
        return None
    return postponed(f"the provider answered {answer.status}", answer.headers.get("retry-after", ""))


def conflict(why: str, reference: str | None = None) -> Outcome:
    """The truth, and it contradicts what was asked: looking again does not help, a person has to."""
    return Outcome(NEEDS_HUMAN, provider_reference=reference, error=why)


def postponed(why: str, retry_after: str = "") -> Outcome:
    """To be asked again after so many seconds; what is not a plain number of them is not waited for."""
    wait_s = int(retry_after) if re.fullmatch("[0-9]{1,6}", retry_after) else 0
    return Outcome(UNKNOWN, error=why, again_in=timedelta(seconds=min(wait_s, _LONGEST_WAIT_S)))


def truest(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Of several executions of one request: a success, else what is still open, else the failure."""
    rank = {SUCCEEDED: 0, FAILED: 2}
    return min(outcomes, key=lambda outcome: rank.get(outcome.state, 1), default=None)
