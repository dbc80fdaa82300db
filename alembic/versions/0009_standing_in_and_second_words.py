"""authority is lent; two approve; what was done without asking is looked at; comments and reasons to say no"""

import sqlalchemy as sa
from alembic import op

from remit.store.database.columns import UtcMoment

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: None = None
depends_on: None = None
OVERRIDDEN = sa.text("review IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("lender_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("starts_at", UtcMoment(), nullable=False),
        sa.Column("ends_at", UtcMoment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", UtcMoment(), nullable=False),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["lender_id"], ["people.id"], name=op.f("fk_delegations_lender_id_people")),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"], name=op.f("fk_delegations_to_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        for column in ("ends_at", "lender_id", "to_id"):
            batch_op.create_index(batch_op.f(f"ix_delegations_{column}"), [column], unique=False)
    op.create_table(
        "request_comments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_request_comments_request_id_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_comments")),
    )
    with op.batch_alter_table("request_comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_comments_request_id_id"), ["request_id", "id"], unique=False)
    op.create_table(
        "reject_reasons",
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcMoment(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=True),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_reject_reasons")),
    )
    with op.batch_alter_table("policy_versions", schema=None) as batch_op:
        # Versions of before asked for one approver only, and stay as they were.
        batch_op.add_column(sa.Column("quorums", sa.Text(), server_default="[]", nullable=False))
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("review", sa.Text(), nullable=True))
        batch_op.create_index(
            "ix_requests_overridden", ["id"], unique=False, sqlite_where=OVERRIDDEN, postgresql_where=OVERRIDDEN
        )


def downgrade() -> None:
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index("ix_requests_overridden")
        batch_op.drop_column("review")
    with op.batch_alter_table("policy_versions", schema=None) as batch_op:
        batch_op.drop_column("quorums")
    op.drop_table("reject_reasons")
    op.drop_table("request_comments")
    op.drop_table("delegations")
