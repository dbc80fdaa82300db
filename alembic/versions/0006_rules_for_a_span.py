"""rules apply for a span and say who set them, drafts start by themselves"""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None

_MOMENT = sa.DateTime(timezone=True)
_ADDED = (
    ("people", (("since", _MOMENT),)),
    (
        "policy_rules",
        (
            ("starts_at", _MOMENT),
            ("ends_at", _MOMENT),
            ("author_id", sa.String()),
            ("author_name", sa.String()),
        ),
    ),
    (
        "drafts",
        (
            ("starts_at", _MOMENT),
            ("starter_id", sa.String()),
            ("starter_name", sa.String()),
            ("start_note", sa.Text()),
        ),
    ),
)


def upgrade() -> None:
    for table, columns in _ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind in columns:
                batch_op.add_column(sa.Column(name, kind, nullable=True))
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_starts_at"), ["starts_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_starts_at"))
    for table, columns in reversed(_ADDED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _ in reversed(columns):
                batch_op.drop_column(name)
