"""A server that tells people by push and mail: a push service and a mail server stand beside it."""

import shutil
from collections.abc import Iterator

import pytest

from remit.settings import Settings
from tests.conftest import command, on_server
from tests.homes import served_world  # noqa: F401 - pytest finds fixtures by their names here
from tests.notices.mail_server import MailServer, mail_server
from tests.notices.push_service import PushService, push_service
from tests.services import free_port
from tests.serving import Served, furnish, serving


@pytest.fixture(scope="module")
def pushes() -> Iterator[PushService]:
    with push_service() as service:
        yield service


@pytest.fixture(scope="module")
def letters() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def telling(request, served_world, pushes, letters, tmp_path_factory) -> Iterator[Served]:  # noqa: F811
    """The demo's people, told by both ways."""
    folder = tmp_path_factory.mktemp("telling")
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_sqlite"), folder / "remit.db")
        yield from _serve(f"sqlite:///{path}", folder, served_world, pushes, letters)
        return
    server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_postgres")
    command(server, f"CREATE DATABASE remit_telling TEMPLATE {template}")
    yield from _serve(on_server(server, "remit_telling"), folder, served_world, pushes, letters)
    command(server, "DROP DATABASE remit_telling WITH (FORCE)")


def _serve(url, folder, world, pushes, letters) -> Iterator[Served]:
    port = free_port()
    settings = Settings(
        database_url=url,
        shop_path=folder / "shop.db",
        demo=True,
        public_origin=f"http://127.0.0.1:{port}",
        push_hosts=pushes.host,
        mail_url=f"smtp://127.0.0.1:{letters.port}",
        mail_from="Remit <remit@example.com>",
    )
    furnish(settings, world)
    with serving(settings, world, port) as running:
        yield running
