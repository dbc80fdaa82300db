"""An office that sums pieces, and asks that are pieces."""

from contextlib import asynccontextmanager

from sqlalchemy import update

from remit import clock
from remit.desk.ledger import limits
from remit.desk.requests.submitting import Ask, Ids, Submit
from remit.domain.policy.facts import House
from remit.domain.policy.stacks import USUAL
from remit.store import policies
from remit.store.database.rows import policy_versions
from tests.desk.offices import office, order
from tests.domain.floor import AGENT, AUTHORITY


@asynccontextmanager
async def summing(url, folder):
    async with office(url, folder) as one:
        await one.database.write(_publish)
        one.ledger.authority = await one.database.read(limits.load)
        yield one


def _publish(connection) -> None:
    summed = {"hash": AUTHORITY.with_stacks(2, USUAL).hash, "stacks": policies.stacks_text(USUAL)}
    connection.execute(update(policy_versions).where(policy_versions.c.number == 2), summed)


def refund(amount, number=1, by=AGENT, **said) -> Submit:
    """A refund, or another remedy, on an order of its own number."""
    ask = {"remedy": "refund", "currency": "USD", "reason": "DAMAGED_DEFECTIVE", "order_id": f"SO-{number}"}
    made = Ids(clock.new_id("req"), clock.new_reference())
    more = Ids(clock.new_id("req"), clock.new_reference()) if said.get("split") else None
    return Submit(
        caller=by.id,
        ask=Ask(**{**ask, "amount": amount, **said}),
        order=order(number),
        house=House("acme"),
        provider="sandbox",
        key=clock.new_id("key"),
        fingerprint="f",
        ids=(made, more),
    )
