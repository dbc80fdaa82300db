"""What happened, as values: named in the past tense, told in a sentence."""

from collections.abc import Mapping

from remit.domain.money import spoken
from remit.domain.people import Person
from remit.domain.policy.judged import Judged
from remit.domain.remedies import REMEDIES, reason_title
from remit.domain.requests.request import Named, Request, named
from remit.domain.values import value


@value(frozen=True, slots=True)
class Event:
    """One line of the record. A request's event carries the request as it is then; others carry `content`."""

    event: str
    actor: Named | None
    sentence: str
    request: Request | None = None
    content: Mapping[str, object] | None = None
    judged: Judged | None = None
    """The decision that it tells, for the log."""


def told(request: Request, event: str, by: Person | None, sentence: str, judged: Judged | None = None) -> Event:
    """An event of a request: `pending` becomes `request.pending`."""
    return Event(f"request.{event}", named(by) if by else None, sentence, request, judged=judged)


def what(request: Request) -> str:
    """ "a refund of USD 90.00"."""
    return f"a {REMEDIES[request.remedy].lower()} of {spoken(request.amount, request.currency)}"


def submitted(request: Request, by: Person, judged: Judged | None = None) -> tuple[Event, ...]:
    """Asked, and what policy said to it."""
    reason = reason_title(request.reason).lower()
    asked = told(request, "created", by, f"{by.name} asked for {what(request)} ({reason}).")
    return asked, told(request, request.state, None, request.decision.sentence, judged)


def decided_by(
    request: Request, event: str, by: Person, verb: str, comment: str | None = None, *, behalf: Named | None = None
) -> Event:
    """A person's word on it: "Mia Chen, for Tom Reed, approved a refund of USD 90.00: fine"."""
    said = f": {comment}" if comment else "."
    return told(request, event, by, f"{speaker(by, behalf)} {verb} {what(request)}{said}")


def speaker(by: Person, behalf: Named | None) -> str:
    """Who says it, and whose lent authority it is by."""
    return f"{by.name}, for {behalf.name}," if behalf else by.name
