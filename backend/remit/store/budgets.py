"""Budgets of versions, and what is used of them, in and out of the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Insert, Row, and_, bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from remit.domain.policy.budgets import Budget, Tally, tally_id
from remit.domain.policy.spending import Account, Sum
from remit.store.database.bulk import execute_all
from remit.store.database.rows import budget_sums, policy_budgets

_KEYED = budget_sums.c.tally == bindparam("tally")
_SLOTS = select(budget_sums.c.key, budget_sums.c.slot, budget_sums.c.amount, budget_sums.c.times).where(
    _KEYED, budget_sums.c.key.in_(bindparam("keys", expanding=True)), budget_sums.c.slot >= bindparam("since")
)


def budgets_of(connection: Connection, number: int) -> list[Budget]:
    """The budgets in force in this version, by id."""
    rows = policy_budgets.c
    in_force = and_(rows.added_in <= number, or_(rows.removed_in.is_(None), rows.removed_in > number))
    return [_budget(row) for row in connection.execute(select(policy_budgets).where(in_force).order_by(rows.bid))]


def changes(connection: Connection, since: int, number: int) -> tuple[list[Budget], list[str]]:
    """What separates two versions: the budgets that came and are in force in the later one, and the ids that went."""
    rows = policy_budgets.c
    came = and_(rows.added_in > since, rows.added_in <= number)
    stays = or_(rows.removed_in.is_(None), rows.removed_in > number)
    went = and_(rows.added_in <= since, rows.removed_in > since, rows.removed_in <= number)
    added = [_budget(row) for row in connection.execute(select(policy_budgets).where(came, stays).order_by(rows.bid))]
    return added, list(connection.execute(select(rows.bid).where(went)).scalars())


def publish(connection: Connection, number: int, added: Sequence[Budget], removed: Iterable[str]) -> None:
    """What a new version changes: what is removed stays in the versions that had it."""
    gone = [{"budget": bid, "removed": number} for bid in removed]
    if gone:
        row_in_force = and_(policy_budgets.c.bid == bindparam("budget"), policy_budgets.c.removed_in.is_(None))
        connection.execute(update(policy_budgets).where(row_in_force).values(removed_in=bindparam("removed")), gone)
    if added:
        connection.execute(insert(policy_budgets), [_budget_row(budget, number) for budget in added])


def accounts(
    connection: Connection, wanted: Mapping[Tally, Collection[str]], since: Mapping[Tally, int]
) -> dict[Account, dict[int, Sum]]:
    """What is used, by slot, of every account asked for: one look-up by key for each tally, never through history."""
    found: dict[Account, dict[int, Sum]] = {(tally, key): {} for tally, keys in wanted.items() for key in keys}
    for tally, keys in wanted.items():
        asked = {"tally": tally_id(tally), "keys": sorted(keys), "since": since[tally]}
        for row in connection.execute(_SLOTS, asked):
            found[tally, row.key][row.slot] = (row.amount, row.times)
    return found


def move(connection: Connection, moved: Mapping[Account, Mapping[int, Sum]]) -> None:
    """Add what has changed to what is stored."""
    rows = [
        {"tally": tally_id(tally), "key": key, "slot": slot, "amount": amount, "times": times}
        for (tally, key), slots in moved.items()
        for slot, (amount, times) in slots.items()
        if amount or times
    ]
    execute_all(connection, _ADD[connection.dialect.name], rows)


def _add(dialect: str) -> Insert:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(budget_sums)
    more = {name: budget_sums.c[name] + statement.excluded[name] for name in ("amount", "times")}
    upsert: Insert = statement.on_conflict_do_update(index_elements=["tally", "key", "slot"], set_=more)
    return upsert


_ADD = {name: _add(name) for name in ("sqlite", "postgresql")}


def _budget(row: Row[tuple[object, ...]]) -> Budget:
    return Budget(
        bid=row.bid,
        subject=row.subject,
        remedy=row.remedy,
        currency=row.currency,
        brand=row.brand,
        per=row.per,
        window=row.span,
        measure=row.measure,
        limit=row.most,
        zone=row.zone,
        when=row.condition,
        guideline=row.guideline,
    )


def _budget_row(budget: Budget, added_in: int) -> dict[str, object]:
    return {
        "bid": budget.bid,
        "added_in": added_in,
        "removed_in": None,
        "subject": budget.subject,
        "remedy": budget.remedy,
        "currency": budget.currency,
        "brand": budget.brand,
        "per": budget.per,
        "span": budget.window,
        "measure": budget.measure,
        "most": budget.limit,
        "zone": budget.zone,
        "condition": budget.when,
        "guideline": budget.guideline,
    }
