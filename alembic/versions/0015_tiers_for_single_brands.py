"""tiers for single brands"""

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for table in ("people", "memberships"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("brand_tiers", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in ("memberships", "people"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("brand_tiers")
