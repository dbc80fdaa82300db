"""pieces on one order or customer are summed"""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    with op.batch_alter_table("policy_versions", schema=None) as batch_op:
        # Versions of before summed nothing, and stay as they were.
        batch_op.add_column(sa.Column("stacks", sa.Text(), server_default="[]", nullable=False))
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_requests_customer_id_created_at"), ["customer_id", "created_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requests_customer_id_created_at"))
    with op.batch_alter_table("policy_versions", schema=None) as batch_op:
        batch_op.drop_column("stacks")
