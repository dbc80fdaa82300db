"""Tables of what people say around requests: comments, and reasons to say no that are at hand."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from remit.store.database.columns import UtcMoment


class CommentRow(SQLModel, table=True):
    """What somebody said about a request. Never changed."""

    __tablename__ = "request_comments"
    __table_args__ = (Index(None, "request_id", "id"),)
    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="requests.id")
    at: datetime = Field(sa_type=UtcMoment)
    by_id: str
    by_name: str
    text: str = Field(sa_type=Text)


class RejectReasonsRow(SQLModel, table=True):
    """A revision of the reasons that are at hand for a no. The latest counts."""

    __tablename__ = "reject_reasons"
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    texts: str = Field(sa_type=Text)
    """JSON, in their order."""
    saved_at: datetime = Field(sa_type=UtcMoment)
    author_id: str | None = None
    author_name: str
