"""Sums made afresh from the requests themselves: when a budget begins to ask for what was not summed before."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, func, or_, select

from remit.authority.budgets.book import BudgetBook, counted_under
from remit.domain.policy.budgets import AGENT, BRAND, CUSTOMER, ORDER, TEAM, Keys, Tally, tally_id
from remit.domain.policy.questions import Fact, Facts
from remit.domain.policy.spending import Account, Sum
from remit.domain.policy.windows import slot
from remit.domain.requests.counting import TAKING, counts
from remit.store import budgets
from remit.store.database.rows import budget_sums, requests

_DAY = timedelta(days=1)
_facts = TypeAdapter(Mapping[str, Fact])
_at = func.coalesce(requests.c.decided_at, requests.c.created_at).label("at")
_COLUMNS = (
    *(requests.c.state, requests.c.outcome, requests.c.remedy, requests.c.amount, requests.c.currency),
    *(requests.c.brand, requests.c.requester_id, requests.c.team, requests.c.customer_id, requests.c.order_id),
)


_KEPT = {
    AGENT: requests.c.requester_id,
    CUSTOMER: requests.c.customer_id,
    ORDER: requests.c.order_id,
    TEAM: requests.c.team,
    BRAND: requests.c.brand,
}


def recount(connection: Connection, book: BudgetBook, tallies: Mapping[Tally, int | None], now: datetime) -> None:
    """Make the sums of these afresh; with how many days back each is asked for, None for all of them."""
    if not tallies:
        return
    connection.execute(delete(budget_sums).where(budget_sums.c.tally.in_([tally_id(one) for one in tallies])))
    days = max((one for one in tallies.values() if one is not None), default=0)
    # A day more, since days are not everywhere the same.
    since = None if None in tallies.values() else now - (days + 1) * _DAY
    budgets.move(connection, summed(connection, tallies, since, {one: book.since(one, now) for one in tallies}))


def summed(
    connection: Connection,
    tallies: Iterable[Tally],
    since: datetime | None,
    first: Mapping[Tally, int],
    until: datetime | None = None,
    of: Collection[str] | None = None,
) -> dict[Account, dict[int, Sum]]:
    """What requests take, by tally, key and slot, from each tally's first slot on; `until`: only those before it.

    `of`: only what these have, agents or customers or whatever it is that all of these tallies are per.
    """
    tallies, found = list(tallies), dict[Account, dict[int, Sum]]()
    asks = any(tally.when for tally in tallies)
    currencies = {tally.currency for tally in tallies}
    wanted = select(*_COLUMNS, _at, *([requests.c.facts] if asks else [])).where(
        requests.c.state.in_(sorted(TAKING)), requests.c.currency.in_(sorted(currencies))
    )
    if until is not None:
        wanted = wanted.where(_at < until)
    if of is not None:
        wanted = wanted.where(or_(*(_KEPT[tally.per].in_(sorted(of)) for tally in tallies)))
    for row in connection.execute(wanted if since is None else wanted.where(_at >= since)):
        facts = _facts.validate_json(row.facts) if asks else {}
        for tally in tallies:
            key = _key(row, tally, facts)
            when = slot(tally.grain, row.at, tally.zone) if key is not None else 0
            if key is not None and when >= first[tally]:
                slots = found.setdefault((tally, key), {})
                amount, times = slots.get(when, (0, 0))
                slots[when] = amount + row.amount, times + 1
    return found


def _key(row: Row[*tuple[Any, ...]], tally: Tally, facts: Facts) -> str | None:
    if not tally.speaks_of(row.remedy, row.currency, row.brand) or not counts(row.state, row.outcome, tally.per):
        return None
    key = Keys(row.requester_id, row.customer_id, row.order_id, row.team, row.brand).of(tally.per)
    return key if counted_under(tally.when, facts) else None
