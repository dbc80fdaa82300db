"""Tables around people: teams, certificates and who holds them, invitations to choose a password."""

from datetime import datetime

from sqlalchemy import Index
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


class InvitationRow(SQLModel, table=True):
    """A link by which somebody may choose a password, once. Only the hash of its token is kept."""

    __tablename__ = "invitations"
    token_hash: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    expires_at: datetime = Field(sa_type=UtcMoment)
