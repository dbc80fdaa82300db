"""Tables of shadows: drafts that judge along with what is asked for. No answer ever comes from here."""

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel

from remit.store.database.columns import UtcMoment


class ShadowRow(SQLModel, table=True):
    """A draft's shadow, the latest: while it runs, and what it had found when it ended."""

    __tablename__ = "shadows"
    draft_id: str = Field(primary_key=True, foreign_key="drafts.id")
    run: str
    """Names the comparison; another one begins when what the draft says has changed."""
    running: bool
    begun_at: datetime = Field(sa_type=UtcMoment)
    begun_by_id: str
    begun_by_name: str
    since: datetime = Field(sa_type=UtcMoment)
    """From when on is compared: later than `begun_at` where the draft was edited meanwhile."""
    content: str
    """The hash of the limits as the draft makes them."""
    after: int = Field(sa_type=BigInteger)
    """The decision log is judged up to this number."""
    left_out: int = Field(sa_type=BigInteger)
    lacking: str = Field(sa_type=Text)
    """JSON: of how many of those which fact is not known."""
    ended_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    ended_by_id: str | None = None
    ended_by_name: str | None = None
    ended_why: str | None = None


class ShadowCountRow(SQLModel, table=True):
    """How many asks for a remedy came out like this, and would have like that, with their money."""

    __tablename__ = "shadow_counts"
    draft_id: str = Field(primary_key=True, foreign_key="shadows.draft_id")
    remedy: str = Field(primary_key=True)
    currency: str = Field(primary_key=True)
    said: str = Field(primary_key=True)
    would: str = Field(primary_key=True)
    times: int = Field(sa_type=BigInteger)
    amount: int = Field(sa_type=BigInteger)


class ShadowDifferenceRow(SQLModel, table=True):
    """An ask that the draft answers otherwise; the latest of them are kept."""

    __tablename__ = "shadow_differences"
    draft_id: str = Field(primary_key=True, foreign_key="shadows.draft_id")
    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    request_id: str = Field(foreign_key="requests.id")
    at: datetime = Field(sa_type=UtcMoment)
    remedy: str
    amount: int = Field(sa_type=BigInteger)
    currency: str
    said: str
    would: str
    sentence: str = Field(sa_type=Text)
    """What the draft says to it."""
