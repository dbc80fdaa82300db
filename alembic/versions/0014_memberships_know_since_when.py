"""memberships know since when somebody is here"""

import sqlalchemy as sa
from alembic import op

from remit.store.database.columns import UtcMoment

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", UtcMoment(), nullable=True))
    # Of before, what is known today was all that there was to go by.
    op.execute("UPDATE memberships SET since = (SELECT since FROM people WHERE people.id = memberships.person_id)")


def downgrade() -> None:
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_column("since")
