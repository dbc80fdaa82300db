"""Where the tests of whole folders run: one process on SQLite, one on PostgreSQL, and three processes on PostgreSQL.

What cannot hold over three processes is marked `one_process`, and says why. A folder imports what is here.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from remit import clock
from remit.demo.world import World, invent
from remit.settings import Settings
from tests.conftest import command, on_server
from tests.journeys.instances import instances, stop
from tests.serving import Served, furnish, serving

HISTORY_DAYS = 1
THREE = "three instances"
_numbers = count(1)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "one_process(why): does not run over three processes, for this reason")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `served` runs in each home."""
    if "served" in metafunc.fixturenames:
        alone = metafunc.definition.get_closest_marker("one_process")
        assert alone is None or alone.args, "say why it cannot run over three processes"
        third = [THREE] if alone is None else []
        metafunc.parametrize("served", ["sqlite", "postgresql", *third], indirect=True, scope="session")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Three processes stop after the last test of the folder that needs them; the fixture would keep them on."""
    yield
    if _is_over_three(item) and "served" in item.funcargs and not any(map(_is_over_three, _later_beside(item))):
        served = item.funcargs["served"]
        for one in (served, *served.beside):
            stop(one.process)


def _later_beside(item: pytest.Item) -> list[pytest.Item]:
    """What comes after it, of its folder."""
    every = item.session.items
    return [one for one in every[every.index(item) + 1 :] if one.path.parent == item.path.parent]


def _is_over_three(item: pytest.Item) -> bool:
    said = getattr(item, "callspec", None)
    return said is not None and said.params.get("served") == THREE


@pytest.fixture(scope="session")
def served_world() -> World:
    """The demo organisation with a short past; invented once for all homes."""
    return invent(1, HISTORY_DAYS, clock.now(), lambda _said: None)


@pytest.fixture(scope="session")
def served(request: pytest.FixtureRequest, served_world: World, tmp_path_factory) -> Iterator[Served]:
    """The server in one of its homes."""
    folder = tmp_path_factory.mktemp("served")
    with _database(request, folder) as url:
        settings = Settings(database_url=url, shop_path=folder / "shop.db", demo=True)
        furnish(settings, served_world)
        home = _beside_each_other if request.param == THREE else serving
        with home(settings, served_world) as running:
            yield running


@contextmanager
def _beside_each_other(settings: Settings, world: World) -> Iterator[Served]:
    """Three processes that answer as if they were one."""
    with instances(3, settings, world) as (first, *others):
        yield replace(first, beside=tuple(others))


@contextmanager
def _database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_sqlite'), folder / 'remit.db')}"
        return
    server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_postgres")
    name = f"remit_served_{next(_numbers)}"
    command(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield on_server(server, name)
    command(server, f"DROP DATABASE {name} WITH (FORCE)")
