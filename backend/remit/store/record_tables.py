"""Tables of the record: what happened, what was decided, and how far it is sealed. Rows are added, never changed."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from remit.store.database.columns import UtcMoment


class EventRow(SQLModel, table=True):
    """What happened, numbered in commit order without gaps. Never changed, never deleted."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "request_id", "seq"),)
    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcMoment)
    event: str
    request_id: str | None = None
    actor_id: str | None = None
    actor_name: str | None = None
    sentence: str = Field(sa_type=Text)
    data: str = Field(sa_type=Text)
    """JSON; for a request's event the request as it was then."""


class CheckpointRow(SQLModel, table=True):
    """How far the record had come, and its hash there, signed. Never changed, never deleted."""

    __tablename__ = "checkpoints"
    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcMoment)
    epoch: str
    hash: str
    """Of the chain up to this event, in hex."""
    note: str = Field(sa_type=Text)
    """The same as a signed note."""


class MaskKeyRow(SQLModel, table=True):
    """The key that masks of the decision log are made with: the same value has the same mask for good."""

    __tablename__ = "mask_keys"
    id: str = Field(primary_key=True)
    key: str


class DecisionRow(SQLModel, table=True):
    """The decision log: what was asked and what policy said, by the number of the event that told it. Never changed."""

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "rule", "at"),)
    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcMoment)
    what: str
    policy_version: int
    people_revision: int
    """With the version, all that the decision followed from beside what was asked; see memberships."""
    rule: str | None = None
    asked: str = Field(sa_type=Text)
    answer: str = Field(sa_type=Text)
