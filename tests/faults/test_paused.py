"""Two real processes on PostgreSQL: one is paused with a lease in its hand, another takes over, the first wakes up."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from remit.store import requests
from remit.store.database.session import connect
from tests.connectors.provider_double import SECRET, ProviderDouble
from tests.desk.offices import office, order
from tests.desk.test_ledger import submit
from tests.faults.lab import ROOT
from tests.serving import aside


@contextmanager
def worker(environment: dict[str, str], *pause: str) -> Iterator[subprocess.Popen]:
    """A process that carries out, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.paused", *pause],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    try:
        assert process.stdout.readline() == "working\n"
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=20)


async def ask(url, folder) -> str:
    async with office(url, folder) as one:
        one.orders._shop.add_orders([order()])
        return (await one.ledger.submit(submit())).requests[0].id


async def look(url, request_id):
    database = connect(url)
    try:
        return (await database.read(requests.by_ids, [request_id]))[request_id]
    finally:
        await database.close()


def until(url, request_id, state, within_s=30):
    deadline = time.monotonic() + within_s
    while (now := aside(look, url, request_id)).state != state:
        assert time.monotonic() < deadline, f"it is {now.state}: {now.execution}"
        time.sleep(0.2)
    return now


@pytest.mark.parametrize(("pause", "posts"), [("before", 1), ("after", 2)])
def test_who_was_paused_moves_nothing_again(postgresql_url, tmp_path, pause, posts):
    request_id = aside(ask, postgresql_url, tmp_path)
    with ProviderDouble(tmp_path / "provider.db") as double:
        environment = {
            **os.environ,
            "REMIT_DATABASE_URL": postgresql_url,
            "REMIT_SHOP_PATH": str(tmp_path / "shop.db"),
            "REMIT_PAYMENTS": "http",
            "REMIT_PAYMENTS_URL": double.url,
            "REMIT_PAYMENTS_SECRET": SECRET,
        }
        with worker(environment, pause) as paused:
            assert paused.stdout.readline() == "stopped\n"
            with worker(environment):
                settled = until(postgresql_url, request_id, "settled")
                assert [(one.step, one.outcome) for one in settled.execution.tried] == [
                    *[("look", "absent"), ("post", "succeeded")]
                ]
                paused.send_signal(signal.SIGCONT)
                time.sleep(2)
            assert aside(look, postgresql_url, request_id).version == settled.version
        # Past the last look before the wire nothing but the provider's key protects: it is the same one.
        assert double.ledger.posts() == [f"remit-{request_id}"] * posts
        assert len(double.ledger.items()) == 1
