"""budgets and their sums"""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "policy_budgets",
        sa.Column("bid", sa.String(), nullable=False),
        sa.Column("added_in", sa.Integer(), nullable=False),
        sa.Column("removed_in", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("remedy", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("per", sa.String(), nullable=False),
        sa.Column("span", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("guideline", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bid", "added_in", name=op.f("pk_policy_budgets")),
    )
    with op.batch_alter_table("policy_budgets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_budgets_added_in"), ["added_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_policy_budgets_removed_in"), ["removed_in"], unique=False)

    op.create_table(
        "budget_sums",
        sa.Column("tally", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tally", "key", "slot", name=op.f("pk_budget_sums")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_column("decided_at")

    op.drop_table("budget_sums")
    with op.batch_alter_table("policy_budgets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_budgets_removed_in"))
        batch_op.drop_index(batch_op.f("ix_policy_budgets_added_in"))

    op.drop_table("policy_budgets")
