"""escalation policies, with whom requests wait, timers in one process, connections that nobody attends to"""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from remit.store.database.columns import UtcMoment

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: None = None
depends_on: None = None
WAITS = sa.text("wakes_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "routing",
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcMoment(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=True),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_routing")),
    )
    op.create_table(
        "offers",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "person_id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_person_id"), ["person_id"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    with op.batch_alter_table("sockets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attended", sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wakes_at", UtcMoment(), nullable=True))
        batch_op.create_index(
            "ix_requests_wakes_at", ["wakes_at"], unique=False, sqlite_where=WAITS, postgresql_where=WAITS
        )
    _wake_what_waits()


def _wake_what_waits() -> None:
    """Nothing had steps before: what waits wakes at its end. With whom it is, the next start says anew."""
    requests = sa.table(
        "requests",
        *(sa.column(name) for name in ("id", "state", "approval")),
        sa.column("wakes_at", UtcMoment()),
    )
    waiting = sa.select(requests.c.id, requests.c.approval).where(
        requests.c.state.in_(("pending", "offered", "needs_info")), requests.c.approval.is_not(None)
    )
    connection = op.get_bind()
    for request_id, approval in connection.execute(waiting).all():
        ends = datetime.fromisoformat(json.loads(approval)["expires_at"]).astimezone(UTC)
        connection.execute(sa.update(requests).where(requests.c.id == request_id).values(wakes_at=ends))


def downgrade() -> None:
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index("ix_requests_wakes_at")
        batch_op.drop_column("wakes_at")
    with op.batch_alter_table("sockets", schema=None) as batch_op:
        batch_op.drop_column("attended")
    op.drop_table("leases")
    op.drop_table("offers")
    op.drop_table("routing")
