"""Tables around people: teams, certificates and who holds them, invitations to choose a password."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from remit.store.database.columns import UtcMoment


class TeamRow(SQLModel, table=True):
    """A team. Rules and people name it by `name`; `title` is for reading."""

    __tablename__ = "teams"
    name: str = Field(primary_key=True)
    title: str
    position: int
    version: int = 1


class CertificateRow(SQLModel, table=True):
    """A kind of certificate."""

    __tablename__ = "certificates"
    code: str = Field(primary_key=True)
    name: str
    months: int | None = None
    """How long it is valid; null does not expire."""
    warning_days: int
    version: int = 1


class HeldCertificateRow(SQLModel, table=True):
    """A certificate that somebody holds or held. Its lapse is not written anywhere: the clock says it."""

    __tablename__ = "certificates_held"
    __table_args__ = (Index(None, "code", "expires_at"),)
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    code: str = Field(primary_key=True, foreign_key="certificates.code")
    granted_at: datetime = Field(sa_type=UtcMoment)
    expires_at: datetime = Field(sa_type=UtcMoment)
    granted_by_id: str | None = None
    granted_by: str


class RoutingRow(SQLModel, table=True):
    """A revision of the escalation policies, working hours, and who is kept apart. The latest counts."""

    __tablename__ = "routing"
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: str = Field(sa_type=Text)
    """JSON."""
    note: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcMoment)
    author_id: str | None = None
    author_name: str


class CatalogueRow(SQLModel, table=True):
    """A revision of the reasons, remedies and brands that are otherwise than usual. The latest counts."""

    __tablename__ = "catalogues"
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: str = Field(sa_type=Text)
    """JSON."""
    note: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcMoment)
    author_id: str | None = None
    author_name: str


class OfferRow(SQLModel, table=True):
    """With whom a waiting request is: what counts as somebody's load."""

    __tablename__ = "offers"
    request_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True, index=True)


class LeaseRow(SQLModel, table=True):
    """What one process does for all of them, as long as it renews this."""

    __tablename__ = "leases"
    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=UtcMoment)


class InvitationRow(SQLModel, table=True):
    """A link by which somebody may choose a password, once. Only the hash of its token is kept."""

    __tablename__ = "invitations"
    token_hash: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    expires_at: datetime = Field(sa_type=UtcMoment)


class DelegationRow(SQLModel, table=True):
    """An approver's authority, lent for a while. Its end is not written anywhere, unless it was taken back before."""

    __tablename__ = "delegations"
    __table_args__ = (Index(None, "ends_at"),)
    id: str = Field(primary_key=True)
    lender_id: str = Field(foreign_key="people.id", index=True)
    to_id: str = Field(foreign_key="people.id", index=True)
    starts_at: datetime = Field(sa_type=UtcMoment)
    ends_at: datetime = Field(sa_type=UtcMoment)
    reason: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=UtcMoment)
    ended_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    """When somebody took it back."""
