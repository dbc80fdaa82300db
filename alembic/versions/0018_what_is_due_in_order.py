"""what is due is found in order, however much waits"""

from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    with op.batch_alter_table("executions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_executions_state_lease_until"))
        batch_op.create_index(
            batch_op.f("ix_executions_state_lease_until_request_id"),
            ["state", "lease_until", "request_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("executions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_executions_state_lease_until_request_id"))
        batch_op.create_index(batch_op.f("ix_executions_state_lease_until"), ["state", "lease_until"], unique=False)
