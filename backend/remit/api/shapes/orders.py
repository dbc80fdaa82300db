"""Orders and the context of a request."""

from typing import Annotated

from pydantic import Field

from remit.api.shapes.common import Out
from remit.api.shapes.requests import GivenOut, PieceOut, PrecedentsOut, TallyOut


class CustomerOut(Out):
    """Who bought."""

    id: str
    name: str
    segment: str | None
    since: str | None


class LineOut(Out):
    """One line of an order."""

    sku: str
    name: str
    category: str
    quantity: int
    amount: int


class OrderOut(Out):
    """An order; `refundable` = captured − the larger of what it says is refunded and what we settled − open holds."""

    id: str
    brand: str
    currency: str
    captured: int
    refunded: int
    refundable: int
    placed_at: str
    customer: CustomerOut
    lines: list[LineOut]


class OrdersOut(Out):
    """Orders that match, most recent first."""

    items: list[OrderOut]
    next_cursor: None = None


class ContextOut(Out):
    """What an approver needs to decide: the order, the customer's and the requester's record, precedents."""

    order: OrderOut | None
    customer: TallyOut | None
    requester: TallyOut
    precedents: PrecedentsOut
    approvers_needed: Annotated[int, Field(description="how many it takes where the caller is one of them")]
    given: GivenOut | None
    asked_before: PieceOut | None


class ReasonOut(Out):
    """A reason code."""

    code: str
    title: str
    basis: str
    note_required: bool


class ReasonsOut(Out):
    """All of them."""

    items: list[ReasonOut]
    next_cursor: None = None


class RemedyOut(Out):
    """A remedy; `needs_order` says whether it is given on an order."""

    remedy: str
    title: str
    needs_order: bool


class RemediesOut(Out):
    """All of them."""

    items: list[RemedyOut]
    next_cursor: None = None
