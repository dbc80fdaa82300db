"""What is said of carrying out: the sentences of the record."""

from remit.domain.events import Event, told, what
from remit.domain.execution.execution import FAILED, SUCCEEDED, UNKNOWN
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import HUMAN, Request


def executing(request: Request) -> Event:
    """A worker has it."""
    return told(request, "executing", None, f"Carrying out {what(request)} at {request.execution.provider}.")


def ended(request: Request) -> Event:
    """What the attempt came to."""
    execution = request.execution
    sentences = {
        SUCCEEDED: f"Moved once: {what(request)}, {execution.provider_reference}.",
        FAILED: f"{execution.provider} refused {what(request)}: {execution.last_error}.",
        UNKNOWN: f"No clear answer from {execution.provider}; it is looked up before anything is sent again.",
    }
    fallback = (
        f"After {execution.attempts} attempts it is not clear what {execution.provider} did "
        f"({execution.last_error}). Somebody has to look there."
    )
    return told(request, request.state, None, sentences.get(execution.state, fallback))


def not_sent(request: Request, why: str) -> Event:
    """It was granted, and may not be carried out any more."""
    return told(
        request, request.state, None, f"Not carried out, nothing was sent: {why}. Ask again if it is still due."
    )


def revised(request: Request) -> Event:
    """A later look has changed what we knew."""
    execution = request.execution
    if request.state == REQUEST_FAILED:
        said = f"{execution.provider} took {what(request)} back: {execution.last_error}. The customer has not got it."
    elif request.state == HUMAN:
        said = f"{execution.provider} now says otherwise: {execution.last_error}. Somebody has to look there."
    else:
        said = f"{execution.provider} says now: moved once, {what(request)}, {execution.provider_reference}."
    return told(request, request.state, None, said)


def found_done(request: Request) -> Event:
    """The same was done before the database was put back."""
    reference = request.execution.provider_reference
    said = f"Already done before the database was put back, as {reference}: {what(request)} is not sent again."
    return told(request, request.state, None, said)
