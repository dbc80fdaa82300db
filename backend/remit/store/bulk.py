"""Very many rows at once, for filling a table from elsewhere."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from sqlalchemy import Connection, Dialect, Table, insert


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns. `execute` takes them apart cell by cell, which takes far longer."""
    if not rows:
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    columns = [_column(table, name, rows, connection.dialect) for name in statement.positiontup or ()]
    connection.exec_driver_sql(str(statement), list(zip(*columns, strict=True)))


def _column(table: Table, name: str, rows: Sequence[Mapping[str, object]], dialect: Dialect) -> list[object]:
    values = map(itemgetter(name), rows)
    bind = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
    # Remembered, since one moment is often in several rows beside each other.
    return list(map(lru_cache(64)(bind), values)) if bind else list(values)
