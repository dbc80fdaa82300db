"""Column types that mean the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

_AS_TEXT = len("2026-11-21 14:03:22.120000")


class _SqliteMoment(sqlite.DATETIME):
    """SQLite keeps text without a zone: taken off on the way in, put back on the way out, in one call each."""

    def bind_processor(self, _dialect: Dialect) -> Callable[[datetime | None], str | None]:
        """Into the database."""
        return as_text

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[str | None], datetime | None]:
        """Out of it."""
        return _moment


_SQLITE = _SqliteMoment()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves this constructor untyped


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """PostgreSQL has such a type of its own."""
        own: TypeEngine[datetime] = _SQLITE if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(own)


def as_text(value: datetime | None) -> str | None:
    """A moment as SQLite keeps it."""
    return None if value is None else value.astimezone(UTC).isoformat(" ", "microseconds")[:_AS_TEXT]


def as_moment(value: datetime | str) -> datetime:
    """A moment as it was read past the column types: SQLite's text, or what PostgreSQL gives."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)
