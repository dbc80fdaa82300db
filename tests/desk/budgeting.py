"""An office with budgets, and asks that draw on them."""

from contextlib import asynccontextmanager

from sqlalchemy import update

from remit import clock
from remit.desk.ledger import limits
from remit.desk.requests.submitting import Ask, Ids, Submit
from remit.domain.policy.budgets import Budget
from remit.domain.policy.facts import House
from remit.store import budgets as budget_rows
from remit.store.database.rows import policy_versions
from tests.desk.offices import office
from tests.domain.floor import AGENT, AUTHORITY


def budget(bid="B-0001", **said) -> Budget:
    plain = {"subject": "tier:agent", "remedy": "goodwill_credit", "currency": "USD", "brand": "*", "per": "agent"}
    return Budget(bid=bid, **{**plain, "window": "day", "measure": "amount", "limit": 10_000, **said})


def give(amount=1_000, by=AGENT, customer="C-1", **said) -> Submit:
    """A goodwill credit without an order."""
    ask = {"remedy": "goodwill_credit", "currency": "USD", "reason": "LONG_WAIT", "customer_id": customer}
    made = Ids(clock.new_id("req"), clock.new_reference())
    return Submit(
        caller=by.id,
        ask=Ask(**{**ask, "amount": amount, **said}),
        order=None,
        house=House("acme"),
        provider="sandbox",
        key=clock.new_id("key"),
        fingerprint="f",
        ids=(made, Ids(clock.new_id("req"), clock.new_reference())),
    )


@asynccontextmanager
async def budgeted(url, folder, *rows: Budget):
    async with office(url, folder) as one:
        await one.database.write(_publish, rows)
        one.ledger.authority = await one.database.read(limits.load)
        yield one


def _publish(connection, rows) -> None:
    budget_rows.publish(connection, 2, rows, ())
    content = AUTHORITY.with_budgets(2, rows).hash
    connection.execute(update(policy_versions).where(policy_versions.c.number == 2), {"hash": content})


def outcomes(answers) -> list[str]:
    return [answer.requests[0].decision.outcome for answer in answers]
