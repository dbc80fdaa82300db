"""reasons, remedies and brands of one's own"""

import sqlalchemy as sa
from alembic import op

from remit.store.database.columns import UtcMoment

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "catalogues",
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcMoment(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=True),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_catalogues")),
    )


def downgrade() -> None:
    op.drop_table("catalogues")
