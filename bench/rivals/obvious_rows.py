"""The rows of the obvious way: Remit's own where they fit, an order shelf and a record beside them."""

import json
from datetime import datetime

from sqlalchemy import Connection, insert
from sqlmodel import Field, SQLModel

from remit import clock
from remit.api.shapes.requests import AskIn
from remit.domain.orders.holds import HELD
from remit.domain.orders.order import Order
from remit.domain.people import Person
from remit.domain.policy.cases import Case, Decision
from remit.domain.policy.facts import facts_of
from remit.domain.remedies import REASONS
from remit.domain.requests.representation import represent_decision
from remit.store.database.columns import UtcMoment
from remit.store.tables import HoldRow, RequestRow


class Shelved(SQLModel, table=True):
    """An order."""

    __tablename__ = "obvious_orders"
    id: str = Field(primary_key=True)
    brand: str
    currency: str
    captured: int
    placed_at: datetime = Field(sa_type=UtcMoment)
    customer_id: str

    def case(self, ask: AskIn, requester: Person, now: datetime) -> Case:
        reason = REASONS[ask.reason]
        facts = {**facts_of(reason, ask.channel, self.brand, None, now), "order_captured": self.captured}
        said = {"remedy": ask.remedy, "amount": ask.amount, "currency": ask.currency, "brand": self.brand}
        return Case(requester=requester, facts=facts, **said)


class Happened(SQLModel, table=True):
    """A line of the record."""

    __tablename__ = "obvious_events"
    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcMoment)
    event: str
    request_id: str
    actor_id: str
    data: str


def shelve(connection: Connection, orders: list[Order]) -> None:
    """Make the two tables and put the orders in."""
    for table in (Shelved, Happened):
        SQLModel.metadata.tables[table.__tablename__].create(connection)
    fields = ("id", "brand", "currency", "captured", "placed_at")
    rows = [{**{name: getattr(one, name) for name in fields}, "customer_id": one.customer.id} for one in orders]
    connection.execute(insert(Shelved), rows)


def rows(
    ask: AskIn, order: Shelved, requester: Person, decision: Decision, now: datetime
) -> tuple[RequestRow, HoldRow]:
    reason = REASONS[ask.reason]
    request = RequestRow(
        **ask.model_dump(exclude={"customer_id", "split", "override"}),
        id=clock.new_id("req"),
        reference=clock.new_reference(),
        state="granted" if decision.outcome == "allow" else "pending",
        version=1,
        brand=order.brand,
        basis=reason.basis,
        customer_id=order.customer_id,
        requester_id=requester.id,
        requester_name=requester.name,
        tier=requester.tier,
        team=requester.team,
        facts="{}",
        outcome=decision.outcome,
        decision=json.dumps(represent_decision(decision)),
        parts="[]",
        created_at=now,
        updated_at=now,
    )
    return request, HoldRow(request_id=request.id, order_id=order.id, amount=ask.amount, state=HELD)


def answer(request: RequestRow, decision: Decision) -> dict[str, object]:
    hidden = {"facts", "decision", "outcome", "parts", "asked_at", "settled_at", "settled_by"}
    said = request.model_dump(mode="json", exclude=hidden)
    return {**said, "decision": represent_decision(decision), "approval": None, "parts": []}
