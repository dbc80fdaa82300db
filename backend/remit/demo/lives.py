"""A past request's life, lived through the same rules as today's: asked, decided, approved or not, carried out."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from remit.connectors.shop import execution_id
from remit.domain import events
from remit.domain.events import Event, decided_by, told, what
from remit.domain.execution.execution import FAILED, POST, SUCCEEDED, Attempt, Execution
from remit.domain.money import spoken
from remit.domain.people import Person
from remit.domain.policy.judged import ACCEPTED, APPROVED, Judged, approved
from remit.domain.policy.questions import Authority
from remit.domain.requests import approval
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import SETTLED, Named, Offer, Request, case_of, named
from remit.domain.requests.settling import approval_of

_TO_BEGIN = timedelta(milliseconds=40)
_TO_CARRY_OUT = timedelta(milliseconds=460)


class PastEvent(NamedTuple):
    """Something that happened, and when; `by` is None for what nobody in particular did."""

    at: datetime
    event: str
    by: Named | None
    sentence: str
    request: Request | None = None
    """As it was then; kept only of what still goes on, since live screens show it."""
    judged: Judged | None = None
    """The decision that it tells."""


class PastRequest(NamedTuple):
    """A request as it is now, mostly ended, and how it came to that, oldest first."""

    request: Request
    told: tuple[PastEvent, ...]


class Life:
    """One request on its way; each verb is a step at a moment of the past."""

    def __init__(self, request: Request, asked: Judged, authority: Authority, *, kept: bool = False) -> None:
        self.request = request
        self._requester = requester = asked.case.requester
        self._authority = authority
        self._kept = kept
        self._told: list[PastEvent] = []
        for event in events.submitted(request, requester, asked):
            self._tell(event, request.created_at)

    def so_far(self) -> PastRequest:
        """The whole of it, as it has come."""
        return PastRequest(self.request, tuple(self._told))

    def approve(self, by: Person, at: datetime, comment: str | None) -> None:
        """One click. Raises the refusals of today where it could not have been."""
        granted = approval.approve(self.request, by, self._requester, self.request.version, self._authority, at)
        granted = approval.commented(granted, comment)
        said = decided_by(granted, "granted", by, "approved", comment)
        self._step(granted, self._rechecked(said, APPROVED, by), at)

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
        said = told(taken, "granted", by, f"{by.name} accepted the offer: {what(taken)}.")
        self._step(taken, self._rechecked(said, ACCEPTED, offerer), at)

    def ask(self, by: Person, at: datetime, question: str, answer: str) -> None:
        """A question first, answered half a minute later."""
        self.wonder(by, at, question)
        asked, back, later = self.request, self._requester, at + timedelta(seconds=30)
        answered = approval.answer(asked, back, asked.version, answer, later)
        self._step(answered, told(answered, "pending", back, f"{back.name} answered: {answer}"), later)

    def wonder(self, by: Person, at: datetime, question: str) -> None:
        """A question first, not answered yet."""
        asked = approval.ask(self.request, by, self.request.version, question, at)
        self._step(asked, told(asked, "needs_info", by, f"{by.name} asks: {question}"), at)

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
        request = self.request
        began = request.updated_at + _TO_BEGIN
        provider, it = request.execution.provider, what(request)
        self._told.append(PastEvent(began, "request.executing", None, f"Carrying out {it} at {provider}."))
        state, done = REQUEST_FAILED if trouble else SETTLED, began + _TO_CARRY_OUT
        reference = execution_id(f"remit-{request.id}")
        ended = FAILED if trouble else SUCCEEDED
        posted = Attempt(1, POST, began, done, ended, reference, trouble)
        execution = Execution(
            ended, provider, reference, 1, trouble, first_posted_at=began, posted_at=began, tried=(posted,)
        )
        # Both steps of domain.executing in one, since there are so many of these.
        version = request.version + 2
        self.request = replace(request, state=state, version=version, updated_at=done, execution=execution)
        said = f"{provider} refused {it}: {trouble}." if trouble else f"Moved once: {it}, {reference}."
        self._told.append(PastEvent(done, f"request.{state}", None, said))

    def _rechecked(self, event: Event, said: str, by: Person) -> Event:
        """With the rule by which this person may grant what the event's request has become."""
        case = case_of(event.request or self.request, self._requester)
        by_rule = self._authority.ask(case.about(by, "approve"))
        return replace(event, judged=approved(said, case, by, by_rule, self._authority))

    def _step(self, request: Request, event: Event, at: datetime) -> None:
        self.request = request
        self._tell(event, at)

    def _tell(self, event: Event, at: datetime) -> None:
        self._told.append(
            PastEvent(at, event.event, event.actor, event.sentence, event.request if self._kept else None, event.judged)
        )
