"""Runs the migrations: on the connection that `remit.store.migrations` hands over, or on `alembic -x url=…`."""

from alembic import context
from sqlalchemy import Connection, TypeDecorator

from remit.store import migrations
from remit.store.tables import SQLModel  # from there, as that is what fills the metadata


def upgrade(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=SQLModel.metadata, render_item=rendered, **migrations.COMPARISON
    )
    with context.begin_transaction():
        context.run_migrations()


def rendered(kind: str, item: object, _context: object) -> str | bool:
    """What the database stores, not the type of ours around it: a migration must outlive the code of its day."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def named_url() -> str:
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not url or context.is_offline_mode():
        message = "Say which database: alembic -x url=sqlite:///var/try.db … (offline mode is not supported)"
        raise SystemExit(message)
    return url


given = context.config.attributes.get("connection")
if given is None:
    migrations.on(named_url(), upgrade)
else:
    upgrade(given)
