"""drafts in shadow"""

import sqlalchemy as sa
from alembic import op

from remit.store.database.columns import UtcMoment

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "shadows",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("running", sa.Boolean(), nullable=False),
        sa.Column("begun_at", UtcMoment(), nullable=False),
        sa.Column("begun_by_id", sa.String(), nullable=False),
        sa.Column("begun_by_name", sa.String(), nullable=False),
        sa.Column("since", UtcMoment(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.BigInteger(), nullable=False),
        sa.Column("lacking", sa.Text(), nullable=False),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("ended_by_id", sa.String(), nullable=True),
        sa.Column("ended_by_name", sa.String(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_shadows_draft_id_drafts")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_shadows")),
    )
    op.create_table(
        "shadow_counts",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("remedy", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("would", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["shadows.draft_id"], name=op.f("fk_shadow_counts_draft_id_shadows")),
        sa.PrimaryKeyConstraint("draft_id", "remedy", "currency", "said", "would", name=op.f("pk_shadow_counts")),
    )
    op.create_table(
        "shadow_differences",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("remedy", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("would", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["shadows.draft_id"], name=op.f("fk_shadow_differences_draft_id_shadows")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_shadow_differences_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("draft_id", "seq", name=op.f("pk_shadow_differences")),
    )


def downgrade() -> None:
    op.drop_table("shadow_differences")
    op.drop_table("shadow_counts")
    op.drop_table("shadows")
