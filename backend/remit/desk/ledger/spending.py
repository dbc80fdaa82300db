"""The sums of budgets for one batch: what its commands will ask for is read together, the rest when it is asked for."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Needs
from remit.domain.policy.budgets import Keys, Tally
from remit.domain.policy.spending import Slots, Spending
from remit.domain.requests.request import OPEN, Request, keys_of
from remit.store import budgets
from remit.store.database.session import Connection
from remit.store.heads import Head

Matter = tuple[str, str, str, Keys]
"""Remedy, currency, brand, and whose."""


def opened(
    connection: Connection, authority: Snapshot, head: Head, needs: Iterable[Needs], loaded: Iterable[Request]
) -> Spending:
    """The sums, as far as these commands and requests need them. Without budgets nothing is read."""
    book = authority.book

    def read(tally: Tally, key: str) -> Slots:
        at = {tally: book.since(tally, head.now)}
        return budgets.accounts(connection, {tally: (key,)}, at)[tally, key]

    found = Spending(head.now, read)
    if book.tallies:
        spends = (one for need in needs for one in need.spends)
        asked = [_with_team(one, authority) for one in spends if book.speaking_of(*one[:3])]
        waiting = [(one.remedy, one.currency, one.brand, keys_of(one)) for one in loaded if one.state in OPEN]
        found.accounts = known(connection, authority, head.now, [*asked, *waiting])
    return found


def known(
    connection: Connection, authority: Snapshot, now: datetime, matters: Iterable[Matter]
) -> dict[tuple[Tally, str], dict[int, tuple[int, int]]]:
    """What is used of all that these matters are summed in, whoever asks."""
    wanted: dict[Tally, set[str]] = {}
    for remedy, currency, brand, keys in matters:
        for tally in authority.book.speaking_of(remedy, currency, brand):
            key = keys.of(tally.per)
            if key is not None:
                wanted.setdefault(tally, set()).add(key)
    return budgets.accounts(connection, wanted, {one: authority.book.since(one, now) for one in wanted})


def _with_team(spend: Matter, authority: Snapshot) -> Matter:
    remedy, currency, brand, keys = spend
    person = authority.people.get(keys.agent or "")
    return remedy, currency, brand, replace(keys, team=person.team if person else None)
