"""Looking afterwards at what was done without asking anybody."""

from dataclasses import replace
from datetime import datetime

from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.domain.requests.request import Request, Review, moved, named
from remit.domain.requests.settling import WrongState, same_version

FINE, NOT_FINE = "fine", "not_fine"


class AlreadyReviewed(Refusal):
    """Somebody was first."""

    name = "already-reviewed"
    title = "Looked at already"


def reviewed(request: Request, by: Person, version: int, word: Review, now: datetime) -> Request:
    """The request with this person's verdict and comment. It is a version further, and in the state it was in."""
    if request.review is None:
        detail = "Nobody acted here without asking, so there is nothing to look at afterwards."
        raise WrongState(detail, state=request.state)
    if request.review.verdict is not None:
        who = request.review.by.name if request.review.by else "Somebody"
        raise AlreadyReviewed(f"{who} has looked at this already. Nothing more to do.", verdict=request.review.verdict)
    same_version(request, version)
    said = replace(request.review, verdict=word.verdict, comment=word.comment, by=named(by), at=now)
    return moved(request, request.state, now, review=said)
