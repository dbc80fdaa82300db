"""Every table. A column's meaning stands beside it where the name does not say it."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text, true
from sqlmodel import Field, SQLModel

from remit.store.database.columns import UtcMoment

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

from remit.store import notice_tables as _noticed  # noqa: E402, F401  (after the naming convention that it needs)
from remit.store import people_tables as _declared  # noqa: E402, F401  (likewise)
from remit.store import record_tables as _recorded  # noqa: E402, F401  (likewise)
from remit.store import shadow_tables as _shadowed  # noqa: E402, F401  (likewise)
from remit.store import talk_tables as _talked  # noqa: E402, F401  (likewise)

_OVERRIDDEN = text("review IS NOT NULL")
_WAITS = text("wakes_at IS NOT NULL")
"""Most requests never wait for anybody: their index entry would be written for nothing."""


class HeadRow(SQLModel, table=True):
    """One row per ledger: how far events, limits and people have come. Read, and moved on, under the ledger's lock."""

    __tablename__ = "heads"
    ledger: str = Field(primary_key=True)
    epoch: str
    """Names this database; a live client that resumes with another one starts afresh."""
    event_seq: int = Field(sa_type=BigInteger)
    retained_after: int = Field(sa_type=BigInteger)
    """Live clients can resume from here on; older events are for timelines only."""
    policy_version: int
    people_revision: int
    stopped_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    """Since when the kill switch is on: nothing new is posted."""
    stopped_by_id: str | None = None
    stopped_by_name: str | None = None
    stopped_note: str | None = Field(default=None, sa_type=Text)
    held_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    """Since when money waits for `remit reconcile`."""
    held_why: str | None = Field(default=None, sa_type=Text)
    recovered_until: datetime | None = Field(default=None, sa_type=UtcMoment)
    """Until then a repeated request may be among what was recovered."""


class PersonRow(SQLModel, table=True):
    """An account."""

    __tablename__ = "people"
    __table_args__ = (Index(None, "team", "found_by"), Index(None, "tier", "found_by"))
    id: str = Field(primary_key=True)
    name: str
    email: str = Field(unique=True)
    password_hash: str
    roles: str
    """Names, separated by spaces."""
    tier: str | None = None
    team: str | None = None
    active: bool = True
    chosen_presence: str = "available"
    since: datetime | None = Field(default=None, sa_type=UtcMoment)
    """When they began here."""
    revision: int = Field(index=True)
    """The people revision at which this row last changed."""
    version: int = 1
    """Rises when somebody changes the account; never by presence."""
    proposed: str | None = Field(default=None, sa_type=Text)
    """JSON: more authority, until a second person accepts it."""
    found_by: str = Field(unique=True)
    """Name and e-mail address in small letters without accents: what lists are sorted by and searched in."""
    brand_tiers: str | None = Field(default=None, sa_type=Text)
    """JSON: pairs of brand and tier, where another tier counts than `tier`."""


class SessionRow(SQLModel, table=True):
    """A signed-in browser or an API token. Only the hash of the token is kept."""

    __tablename__ = "sessions"
    token_hash: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="people.id", index=True)
    created_at: datetime = Field(sa_type=UtcMoment)
    expires_at: datetime = Field(sa_type=UtcMoment)


class LoginFailureRow(SQLModel, table=True):
    """Failed sign-ins per account name, known or not, so that nobody learns which accounts exist."""

    __tablename__ = "login_failures"
    email: str = Field(primary_key=True)
    failures: int
    last_at: datetime = Field(sa_type=UtcMoment)


class SocketRow(SQLModel, table=True):
    """An open live connection, for as long as its process renews the lease."""

    __tablename__ = "sockets"
    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="people.id", index=True)
    instance: str = Field(index=True)
    lease_until: datetime = Field(sa_type=UtcMoment)
    attended: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    """Somebody sits before it, and it answers."""


class RequestRow(SQLModel, table=True):
    """A request; `decision`, `facts` and `approval` are JSON, what lists filter by are columns."""

    __tablename__ = "requests"
    __table_args__ = (
        Index(None, "requester_id", "id"),
        Index(None, "team", "id"),
        Index(None, "state", "id"),
        Index(None, "customer_id", "created_at"),
        Index(None, "order_id", "id"),
        Index(None, "asked_at", "id"),
        Index("ix_requests_overridden", "id", sqlite_where=_OVERRIDDEN, postgresql_where=_OVERRIDDEN),
        Index("ix_requests_wakes_at", "wakes_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )
    id: str = Field(primary_key=True)
    reference: str = Field(index=True)
    state: str
    version: int
    remedy: str
    amount: int = Field(sa_type=BigInteger)
    currency: str
    brand: str
    reason: str
    basis: str
    order_id: str | None = None
    customer_id: str | None = None
    channel: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    customer_waiting: bool
    requester_id: str = Field(foreign_key="people.id")
    requester_name: str
    tier: str | None = None
    team: str | None = None
    facts: str = Field(sa_type=Text)
    outcome: str
    decision: str = Field(sa_type=Text)
    approval: str | None = Field(default=None, sa_type=Text)
    decided_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    """When it was decided anew; null is when it was made. Budgets count it at that moment."""
    asked_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    settled_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    settled_by: str | None = None
    wakes_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    """When something is due without anybody's doing: its next step, or its end. Null once it is settled."""
    parts: str = Field(sa_type=Text)
    review: str | None = Field(default=None, sa_type=Text)
    """JSON: of what was done without asking anybody, who was not asked, and what whoever looked at it says."""
    created_at: datetime = Field(sa_type=UtcMoment)
    updated_at: datetime = Field(sa_type=UtcMoment)


class HoldRow(SQLModel, table=True):
    """What a request reserves on its order: pending, then posted or released, once."""

    __tablename__ = "holds"
    request_id: str = Field(primary_key=True, foreign_key="requests.id")
    order_id: str
    """That of the request, by which it is looked up."""
    amount: int = Field(sa_type=BigInteger)
    state: str


class ExecutionRow(SQLModel, table=True):
    """Carrying out a granted request. The provider's idempotency key is made of the request's id: one for ever."""

    __tablename__ = "executions"
    __table_args__ = (Index(None, "state", "lease_until", "request_id"),)
    request_id: str = Field(primary_key=True, foreign_key="requests.id")
    state: str
    provider: str
    provider_reference: str | None = None
    attempts: int
    last_error: str | None = Field(default=None, sa_type=Text)
    lease_until: datetime | None = Field(default=None, sa_type=UtcMoment)
    """Until then it belongs to the worker that took it; for one that waits: not before."""
    step: str | None = None
    begun_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    first_posted_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    posted_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    looked_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    tried: str | None = Field(default=None, sa_type=Text)
    """JSON: the attempts that have ended."""


class RecoveredRow(SQLModel, table=True):
    """What the provider did before a restore and we no longer know: whoever asks for it again is told that it is done.

    What the provider does not say is null, and then anything is like it.
    """

    __tablename__ = "recovered"
    provider_reference: str = Field(primary_key=True)
    status: str
    request_id: str | None = None
    """Ours that it certainly is; null: one that we no longer know."""
    caller: str | None = None
    order_id: str | None = None
    customer_id: str | None = None
    remedy: str | None = None
    reason: str | None = None
    amount: int = Field(sa_type=BigInteger)
    currency: str
    found_at: datetime = Field(sa_type=UtcMoment)
    claimed_by: str | None = None
    """The request of ours that turned out to be the same."""


class IdempotencyRow(SQLModel, table=True):
    """A caller's key, the body it came with, and the event that holds the first answer."""

    __tablename__ = "idempotency"
    caller: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: str
    seq: int = Field(sa_type=BigInteger)


class PolicyVersionRow(SQLModel, table=True):
    """A published set of limits. What is in it: the rules with added_in <= number < removed_in."""

    __tablename__ = "policy_versions"
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    hash: str
    published_at: datetime = Field(sa_type=UtcMoment)
    publisher_id: str | None = None
    publisher_name: str
    note: str = Field(sa_type=Text)
    tiers: str = Field(sa_type=Text)
    """JSON, lowest rung first."""
    stacks: str = Field(default="[]", sa_type=Text, sa_column_kwargs={"server_default": "[]"})
    """JSON: what is summed before the answer."""
    quorums: str = Field(default="[]", sa_type=Text, sa_column_kwargs={"server_default": "[]"})
    """JSON: above what, on which tier, more than one has to approve."""


class PolicyRuleRow(SQLModel, table=True):
    """One limit or cap, from the version that brought it to the version that no longer has it."""

    __tablename__ = "policy_rules"
    rid: str = Field(primary_key=True)
    added_in: int = Field(primary_key=True, index=True)
    removed_in: int | None = Field(default=None, index=True)
    subject: str
    remedy: str
    currency: str
    brand: str
    mode: str
    kind: str
    amount: int | None = Field(default=None, sa_type=BigInteger)
    condition: str
    guideline: str = Field(sa_type=Text)
    starts_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    ends_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    """It applies from one until just before the other."""
    author_id: str | None = None
    author_name: str | None = None


class PolicyBudgetRow(SQLModel, table=True):
    """One budget, from the version that brought it to the version that no longer has it."""

    __tablename__ = "policy_budgets"
    bid: str = Field(primary_key=True)
    added_in: int = Field(primary_key=True, index=True)
    removed_in: int | None = Field(default=None, index=True)
    subject: str
    remedy: str
    currency: str
    brand: str
    per: str
    span: str
    """The window; that word is taken in SQL."""
    measure: str
    most: int = Field(sa_type=BigInteger)
    zone: str
    condition: str
    guideline: str = Field(sa_type=Text)


class BudgetSumRow(SQLModel, table=True):
    """What requests take of budgets, pending and posted: by what is summed, for whom, in which slot of local time."""

    __tablename__ = "budget_sums"
    __table_args__ = ({"sqlite_with_rowid": False},)
    tally: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    slot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    amount: int = Field(sa_type=BigInteger)
    times: int = Field(sa_type=BigInteger)


class DraftRow(SQLModel, table=True):
    """A change to the limits on its way: edited, submitted, approved, published or discarded."""

    __tablename__ = "drafts"
    id: str = Field(primary_key=True)
    name: str
    base_version: int
    revision: int
    state: str
    changes: str = Field(sa_type=Text)
    author_id: str = Field(foreign_key="people.id")
    author_name: str
    approver_id: str | None = None
    approver_name: str | None = None
    created_at: datetime = Field(sa_type=UtcMoment)
    updated_at: datetime = Field(sa_type=UtcMoment)
    starts_at: datetime | None = Field(default=None, sa_type=UtcMoment, index=True)
    """When it is to be published by itself; whoever said so, and their note, stand beside it."""
    starter_id: str | None = None
    starter_name: str | None = None
    start_note: str | None = Field(default=None, sa_type=Text)


class MembershipRow(SQLModel, table=True):
    """Where somebody belonged from a people revision on: what limits ask of a person. Never changed."""

    __tablename__ = "memberships"
    person_id: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcMoment)
    tier: str | None = None
    team: str | None = None
    active: bool
    held: str = Field(sa_type=Text)
    """Certificates with the moments they count between, as JSON."""
    since: datetime | None = Field(default=None, sa_type=UtcMoment)
    """When they began here."""
    brand_tiers: str | None = Field(default=None, sa_type=Text)
    """Tiers for single brands, as of people."""


class SuiteRow(SQLModel, table=True):
    """A revision of the tests that a version of the limits has to pass. The latest counts."""

    __tablename__ = "policy_suites"
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    policy_version: int
    """The version in force with it."""
    cases: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcMoment)
    author_id: str | None = None
    author_name: str


class ProviderEventRow(SQLModel, table=True):
    """What a provider sent us: what was taken stays, so that it is taken once; of the rest the latest are kept."""

    __tablename__ = "provider_events"
    __table_args__ = (UniqueConstraint("provider", "event_id"),)
    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcMoment)
    provider: str
    event_id: str | None = None
    """As the provider names it; null where nobody vouches for it."""
    kind: str | None = None
    request_id: str | None = None
    verdict: str = Field(index=True)
    """`taken`, `not-ours`, or the name of the refusal."""
    size: int
    """Of the body, in bytes."""
