"""A past request's life, lived through the same rules as today's: asked, decided, approved or not, carried out."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from remit.authority.snapshot import Snapshot
from remit.connectors.shop import execution_id
from remit.domain import approval, events, executing
from remit.domain.events import Event, decided_by, told, what
from remit.domain.execution import FAILED, SUCCEEDED, Outcome
from remit.domain.money import spoken
from remit.domain.people import Person
from remit.domain.requests import Offer, Request, named
from remit.domain.settling import approval_of

_TO_BEGIN = timedelta(milliseconds=40)
_TO_CARRY_OUT = timedelta(milliseconds=460)


@dataclass(frozen=True, slots=True)
class PastEvent:
    """Something that happened, and when; the event carries the request as it was then."""

    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class PastRequest:
    """A request as it ended, and how it came to that, oldest first."""

    request: Request
    told: tuple[PastEvent, ...]


class Life:
    """One request on its way; each verb is a step at a moment of the past."""

    def __init__(self, request: Request, requester: Person, authority: Snapshot) -> None:
        self.request = request
        self._requester = requester
        self._authority = authority
        self._told = [PastEvent(request.created_at, one) for one in events.submitted(request, requester)]

    def ended(self) -> PastRequest:
        """The whole of it."""
        return PastRequest(self.request, tuple(self._told))

    def approve(self, by: Person, at: datetime, comment: str | None) -> None:
        """One click. Raises the refusals of today where it could not have been."""
        granted = approval.approve(self.request, by, self._requester, self.request.version, self._authority, at)
        granted = approval.commented(granted, comment)
        self._step(granted, decided_by(granted, "granted", by, "approved", comment), at)

    def reject(self, by: Person, at: datetime, comment: str) -> None:
        """No, and why."""
        rejected = approval.reject(self.request, by, self.request.version, comment, at)
        self._step(rejected, decided_by(rejected, "rejected", by, "rejected", comment), at)

    def offer(self, by: Person, at: datetime, amount: int, comment: str) -> None:
        """Less than was asked for."""
        proposal = Offer(amount, self.request.remedy, comment, named(by), at)
        version = self.request.version
        offered = approval.offer(self.request, by, self._requester, proposal, version, self._authority)
        said = f"{by.name} offered {spoken(amount, offered.currency)} instead: {comment}"
        self._step(offered, told(offered, "offered", by, said), at)

    def accept(self, offerer: Person, at: datetime) -> None:
        """The requester takes the offer."""
        by, version = self._requester, self.request.version
        taken = approval.accept(self.request, by, offerer, version, self._authority, at)
        self._step(taken, told(taken, "granted", by, f"{by.name} accepted the offer: {what(taken)}."), at)

    def ask(self, by: Person, at: datetime, question: str, answer: str) -> None:
        """A question first, answered half a minute later."""
        asked = approval.ask(self.request, by, self.request.version, question, at)
        self._step(asked, told(asked, "needs_info", by, f"{by.name} asks: {question}"), at)
        back, later = self._requester, at + timedelta(seconds=30)
        answered = approval.answer(asked, back, asked.version, answer, later)
        self._step(answered, told(answered, "pending", back, f"{back.name} answered: {answer}"), later)

    def withdraw(self, at: datetime, comment: str) -> None:
        """The requester takes it back."""
        by = self._requester
        gone = approval.withdraw(self.request, by, self.request.version, comment, at)
        self._step(gone, told(gone, "withdrawn", by, f"{by.name} withdrew it: {comment}"), at)

    def expire(self) -> None:
        """Nobody settled it in time."""
        at = approval_of(self.request).expires_at
        gone = approval.expire(self.request, at)
        self._step(gone, told(gone, "expired", None, "Nobody settled it in time."), at)

    def carry_out(self, trouble: str | None = None) -> None:
        """Granted a moment ago: done by the provider, or refused for good because of `trouble`."""
        began = self.request.updated_at + _TO_BEGIN
        running = replace(executing.begun(self.request, began), updated_at=began)
        provider = running.execution.provider
        self._step(running, told(running, "executing", None, f"Carrying out {what(running)} at {provider}."), began)
        done = began + _TO_CARRY_OUT
        reference = execution_id(f"remit-{running.id}")
        outcome = Outcome(FAILED, reference, trouble) if trouble else Outcome(SUCCEEDED, reference)
        after = executing.ended(running, outcome, done)
        said = (
            f"{provider} refused {what(after)}: {trouble}." if trouble else f"Moved once: {what(after)}, {reference}."
        )
        self._step(after, told(after, after.state, None, said), done)

    def _step(self, request: Request, event: Event, at: datetime) -> None:
        self.request = request
        self._told.append(PastEvent(at, event))
