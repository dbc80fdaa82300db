"""Many rows at once: a statement is compiled once and columns are converted, where `execute` goes cell by cell.

On SQLite the driver has them straight: the layers before it cost more than a row does.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from sqlalchemy import Connection, Dialect, Insert, Table, Update, insert
from sqlalchemy.exc import DBAPIError

_Convert = Callable[[object], object]


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns."""
    execute_all(connection, _insert(table), rows)


def execute_all(connection: Connection, statement: Insert | Update, rows: Sequence[Mapping[str, object]]) -> None:
    """Run a statement that is kept, and so compiled once, for rows that all have the same columns."""
    if not rows:
        return
    text, columns = _compiled(statement, connection.dialect, tuple(rows[0]))
    values = [_converted(map(itemgetter(name), rows), convert) for name, convert in columns]
    lines = list(zip(*values, strict=True))
    driver: object = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection):
        connection.exec_driver_sql(text, lines)
        return
    if not connection.in_transaction():
        connection.begin()
    try:
        driver.executemany(text, lines)
    except sqlite3.Error as broken:
        raise DBAPIError.instance(text, None, broken, sqlite3.Error, dialect=connection.dialect) from broken


@lru_cache(256)
def _insert(table: Table) -> Insert:
    return insert(table)


@lru_cache(256)
def _compiled(
    statement: Insert | Update, dialect: Dialect, names: tuple[str, ...]
) -> tuple[str, list[tuple[str, _Convert | None]]]:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in compiled.positiontup or ()}
    return str(compiled), [(name, kind.bind_processor(dialect)) for name, kind in types.items()]


def _converted(values: "map[object]", convert: _Convert | None) -> list[object]:
    # Remembered, since one moment is often in several rows beside each other.
    return list(map(lru_cache(64)(convert), values)) if convert else list(values)
