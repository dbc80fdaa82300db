"""A person has looked at the provider and says what became of a request: settled or failed, for good."""

from dataclasses import replace
from datetime import datetime

from remit.domain.execution.executing import answered
from remit.domain.execution.execution import FAILED, SUCCEEDED, Outcome
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import HUMAN, SETTLED, Request, moved
from remit.domain.requests.separation import OwnRequest
from remit.domain.requests.settling import AlreadySettled, WrongState, same_version
from remit.domain.values import value

RESOLVE = "resolve"
"""The kind of attempt that a person makes."""


class ContradictsProvider(Refusal):
    """The provider, asked at this moment, clearly says otherwise."""

    name = "contradicts-provider"
    title = "The provider says otherwise"


class ReferenceRequired(Refusal):
    """It is said to have been moved, and nothing names what moved it."""

    name = "reference-required"
    title = "Provider reference required"


@value(frozen=True, slots=True)
class Finding:
    """What the person found at the provider."""

    outcome: str
    comment: str
    provider_reference: str | None = None

    @property
    def settled(self) -> bool:
        """Whether the money has moved."""
        return self.outcome == SETTLED


def resolved(
    request: Request, by: Person, version: int, finding: Finding, truth: Outcome | None, now: datetime
) -> Request:
    """The request after a person's word. Neither who asked nor who approved may say it; the provider's word wins."""
    _independent(request, by)
    if request.state in (SETTLED, REQUEST_FAILED):
        raise AlreadySettled(f"This request is {request.state} already. Nothing more to do.", state=request.state)
    same_version(request, version)
    if request.state != HUMAN:
        raise WrongState("Only what needs a person is resolved by one. This goes on by itself.", state=request.state)
    _agrees(finding, truth)
    reference = finding.provider_reference or (truth.provider_reference if truth else None)
    if finding.settled and not (reference or request.execution.provider_reference):
        detail = "Say under which reference the provider has it, so that it can be found again."
        raise ReferenceRequired(detail, field="provider_reference")
    outcome = Outcome(SUCCEEDED if finding.settled else FAILED, reference, None if finding.settled else finding.comment)
    said = answered(replace(request.execution, step=RESOLVE), outcome, now)
    return moved(request, SETTLED if finding.settled else REQUEST_FAILED, now, execution=said)


def _independent(request: Request, by: Person) -> None:
    settled_by = request.approval.settled_by if request.approval else None
    if by.id == request.requester.id:
        raise OwnRequest("You asked for this yourself. Somebody else has to say what became of it.")
    if settled_by and by.id == settled_by.id:
        raise OwnRequest("You approved this yourself. Somebody else has to say what became of it.")


def _agrees(finding: Finding, truth: Outcome | None) -> None:
    if truth is None or truth.state not in (SUCCEEDED, FAILED) or (truth.state == SUCCEEDED) == finding.settled:
        return
    says = f"moved it ({truth.provider_reference})" if truth.state == SUCCEEDED else f"refused it ({truth.error})"
    detail = f"Asked a moment ago, the provider said that it {says}. Look again; what it says counts."
    raise ContradictsProvider(detail, provider=truth.state, provider_reference=truth.provider_reference)
