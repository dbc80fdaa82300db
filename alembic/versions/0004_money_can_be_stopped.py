"""money can be stopped, attempts are kept"""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None

_MOMENT = sa.DateTime(timezone=True)
_HEADS = (
    ("stopped_at", _MOMENT),
    ("stopped_by_id", sa.String()),
    ("stopped_by_name", sa.String()),
    ("stopped_note", sa.Text()),
    ("held_at", _MOMENT),
    ("held_why", sa.Text()),
    ("recovered_until", _MOMENT),
)
_EXECUTIONS = (
    ("step", sa.String()),
    ("begun_at", _MOMENT),
    ("first_posted_at", _MOMENT),
    ("posted_at", _MOMENT),
    ("looked_at", _MOMENT),
    ("tried", sa.Text()),
)


def upgrade() -> None:
    for table, columns in (("heads", _HEADS), ("executions", _EXECUTIONS)):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind in columns:
                batch_op.add_column(sa.Column(name, kind, nullable=True))
    # What is under way may have been posted by the version before: it is looked up before anything is sent again.
    op.execute("UPDATE executions SET first_posted_at = lease_until, posted_at = lease_until WHERE attempts > 0")
    op.create_table(
        "recovered",
        sa.Column("provider_reference", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("caller", sa.String(), nullable=True),
        sa.Column("order_id", sa.String(), nullable=True),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("remedy", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("found_at", _MOMENT, nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("provider_reference", name=op.f("pk_recovered")),
    )


def downgrade() -> None:
    op.drop_table("recovered")
    for table, columns in (("executions", _EXECUTIONS), ("heads", _HEADS)):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _ in reversed(columns):
                batch_op.drop_column(name)
