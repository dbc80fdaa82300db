"""Tables around notices: which browsers want to be told, who wants e-mail, and who was told of what."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from remit.store.database.columns import UtcMoment


class PushSubscriptionRow(SQLModel, table=True):
    """A browser that wants to be told. It is its session's: when that ends, so does this."""

    __tablename__ = "push_subscriptions"
    id: str = Field(primary_key=True)
    """Made of the endpoint, so that a browser that says it again has one."""
    token_hash: str = Field(foreign_key="sessions.token_hash", ondelete="CASCADE", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    endpoint: str = Field(sa_type=Text)
    p256dh: str
    auth: str
    language: str
    made_at: datetime = Field(sa_type=UtcMoment)


class MailWishRow(SQLModel, table=True):
    """Somebody who wants to be told by e-mail while they are not there."""

    __tablename__ = "mail_wishes"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    language: str


class NoticeRow(SQLModel, table=True):
    """Somebody was told that a request waits, as it was at this version. Once: whoever writes the row sends."""

    __tablename__ = "notices"
    request_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcMoment, index=True)


class PushKeyRow(SQLModel, table=True):
    """The key that pushes are signed with, made at the first start where the settings have none."""

    __tablename__ = "push_keys"
    id: str = Field(primary_key=True)
    private_key: str
