"""A statement that is run for every call: compiled once, and given to SQLite's own driver where that is the database.

The layers between a Core statement and the driver cost six times what an indexed row of a SQLite file does.
"""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select
from sqlalchemy.dialects import sqlite

from remit.store.database.columns import as_text

_DIALECT = sqlite.dialect(paramstyle="named")
_MANY = re.compile(r"\(__\[POSTCOMPILE_(\w+)\]\)")
"""Where a Core statement writes out as many parameters as there are values, and so another text for each number."""


class Quick:
    """Selects plain columns, texts and numbers, with bound values by name; `pairs` binds many, of two texts each."""

    def __init__(self, statement: Select[tuple[object, ...]], pairs: str | None = None) -> None:
        self._statement = statement
        compiled = statement.compile(dialect=_DIALECT)
        columns = "json_extract(value, '$[0]'), json_extract(value, '$[1]')" if pairs else "value"
        self._text = _MANY.sub(rf"(SELECT {columns} FROM json_each(:\1))", str(compiled))  # noqa: S608 - constants only
        self._constants = {name: _bound(value) for name, value in compiled.params.items()}

    def rows(self, connection: Connection, values: Mapping[str, object]) -> Sequence[Sequence[object]]:
        """Every row, as its columns in order."""
        driver: object = connection.connection.dbapi_connection
        if isinstance(driver, sqlite3.Connection):
            bound = {name: _bound(value) for name, value in values.items()}
            return driver.execute(self._text, {**self._constants, **bound}).fetchall()
        return connection.execute(self._statement, values).all()


def _bound(value: object) -> object:
    if isinstance(value, list):
        return json.dumps(value)
    return as_text(value) if isinstance(value, datetime) else value
