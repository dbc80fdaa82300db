"""teams and certificates"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "teams",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_teams")),
    )
    op.create_table(
        "certificates",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("warning_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_certificates")),
    )
    _people()
    op.create_table(
        "certificates_held",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.String(), nullable=True),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["certificates.code"], name=op.f("fk_certificates_held_code_certificates")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_certificates_held_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "code", name=op.f("pk_certificates_held")),
    )
    with op.batch_alter_table("certificates_held", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificates_held_code_expires_at"), ["code", "expires_at"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invitations_person_id_people")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitations")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_person_id"), ["person_id"], unique=False)


def _people() -> None:
    op.add_column("people", sa.Column("version", sa.Integer(), nullable=True))
    op.add_column("people", sa.Column("proposed", sa.Text(), nullable=True))
    op.add_column("people", sa.Column("found_by", sa.String(), nullable=True))
    connection = op.get_bind()
    people = sa.table("people", sa.column("id"), sa.column("name"), sa.column("email"), sa.column("team"))
    changed = sa.text("UPDATE people SET version = 1, found_by = :found_by WHERE id = :id")
    rows = connection.execute(sa.select(people)).all()
    for row in rows:
        connection.execute(changed, {"id": row.id, "found_by": _found_by(row.name, row.email)})
    # Until now a team was a name that people had.
    founded = sa.text("INSERT INTO teams (name, title, position, version) VALUES (:name, :title, :place, 1)")
    for place, name in enumerate(sorted({row.team for row in rows if row.team})):
        connection.execute(founded, {"name": name, "title": name.replace("_", " ").capitalize(), "place": place})
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.alter_column("version", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("found_by", existing_type=sa.String(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_people_found_by"), ["found_by"])
        batch_op.create_index(batch_op.f("ix_people_team_found_by"), ["team", "found_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_tier_found_by"), ["tier", "found_by"], unique=False)


def _found_by(name: str, email: str) -> str:
    """As the code of this day writes it: a migration outlives that code."""
    apart = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return f"{''.join(one for one in apart if not unicodedata.combining(one))} {email}"


def downgrade() -> None:
    op.drop_table("invitations")
    op.drop_table("certificates_held")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_tier_found_by"))
        batch_op.drop_index(batch_op.f("ix_people_team_found_by"))
        batch_op.drop_constraint(batch_op.f("uq_people_found_by"), type_="unique")
        batch_op.drop_column("found_by")
        batch_op.drop_column("proposed")
        batch_op.drop_column("version")
    op.drop_table("certificates")
    op.drop_table("teams")
