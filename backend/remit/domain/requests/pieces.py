"""A request as a piece that others are summed with: what was given without approval, and what a person rejected."""

from remit.domain.policy.cases import ALLOW, REVIEW
from remit.domain.policy.stacks import Piece
from remit.domain.requests.request import GRANTED, HUMAN, REJECTED, RUNNING, SETTLED, UNKNOWN, Request

GIVEN = frozenset({GRANTED, RUNNING, UNKNOWN, HUMAN, SETTLED})
"""What a person approved is in these states, too: the outcome of its decision tells it apart."""
ALONE = frozenset({ALLOW, REVIEW})


def piece_of(request: Request) -> Piece | None:
    """None where it counts for nothing: it waits, was released, or somebody approved it."""
    if request.state in GIVEN and request.decision.outcome in ALONE:
        return _piece(request)
    if request.state == REJECTED:
        return _rejected(request)
    return None


def _piece(request: Request) -> Piece:
    return Piece(
        request=request.id,
        reference=request.reference,
        remedy=request.remedy,
        amount=request.amount,
        currency=request.currency,
        at=request.decision.at or request.created_at,
        by=request.requester.name,
        order=request.order_id,
        customer=request.customer_id,
        reason=request.reason,
        basis=request.basis,
    )


def _rejected(request: Request) -> Piece | None:
    said = request.approval
    if said is None or said.settled_by is None or said.settled_at is None:
        return None
    return Piece(
        request=request.id,
        reference=request.reference,
        remedy=request.remedy,
        amount=request.amount,
        currency=request.currency,
        at=said.settled_at,
        by=said.settled_by.name,
        order=request.order_id,
        customer=request.customer_id,
        rejected=True,
        comment=said.comment,
        reason=request.reason,
        basis=request.basis,
    )
