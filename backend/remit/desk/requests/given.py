"""What can be asked for: reasons and remedies that are not retired, with a note where one is needed."""

from remit.domain.catalogue import Catalogue
from remit.domain.refusal import Refusal
from remit.domain.remedies import REMEDIES, Reason


class UnknownReason(Refusal):
    """There is no such reason code, or it is retired."""

    name = "unknown-reason"
    title = "Unknown reason"


class RemedyRetired(Refusal):
    """This remedy is not given any more."""

    name = "remedy-retired"
    title = "Not given any more"


def reason_of(code: str, catalogue: Catalogue, *, kept: bool = False) -> Reason:
    """The reason with this code; a retired one only where it is `kept`, because the request had it before."""
    reason = catalogue.reason(code)
    if reason is None:
        raise UnknownReason(f"There is no reason {code!r}. GET /api/v1/reasons lists them.", field="reason")
    if reason.retired and not kept:
        detail = f"The reason {reason.title} ({code}) is not used any more. Choose another one."
        raise UnknownReason(detail, field="reason")
    return reason


def in_use(remedy: str, catalogue: Catalogue) -> None:
    """Refuse a remedy that is retired."""
    if remedy in catalogue.retired:
        title = REMEDIES[remedy]
        raise RemedyRetired(f"{title} is not given any more. Choose another remedy.", field="remedy")
