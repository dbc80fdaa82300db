"""A statement that is run for every call: compiled once, and given to SQLite's own driver where that is the database.

The layers between a Core statement and the driver cost six times what an indexed row of a SQLite file does.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select
from sqlalchemy.dialects import sqlite

from remit.store.database.columns import as_text

_DIALECT = sqlite.dialect(paramstyle="named")


class Quick:
    """Selects plain columns, texts and numbers, with bound values by name."""

    def __init__(self, statement: Select[tuple[object, ...]]) -> None:
        self._statement = statement
        compiled = statement.compile(dialect=_DIALECT)
        self._text = str(compiled)
        self._constants = compiled.params

    def rows(self, connection: Connection, values: Mapping[str, object]) -> Sequence[Sequence[object]]:
        """Every row, as its columns in order."""
        driver: object = connection.connection.dbapi_connection
        if isinstance(driver, sqlite3.Connection):
            bound = {name: _bound(value) for name, value in values.items()}
            return driver.execute(self._text, {**self._constants, **bound}).fetchall()
        return connection.execute(self._statement, values).all()


def _bound(value: object) -> object:
    return as_text(value) if isinstance(value, datetime) else value
