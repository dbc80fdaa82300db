"""Instances of Remit as processes of their own, over one PostgreSQL database and one shop: as an installation has."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from remit.demo.world import World
from remit.settings import Settings
from tests.services import free_port
from tests.serving import Served


@contextmanager
def instances(number: int, settings: Settings, world: World) -> Iterator[list[Served]]:
    """So many, ready; stopped at the end."""
    with ExitStack() as stack:
        started = [stack.enter_context(_instance(settings, world)) for _ in range(number)]
        for one in started:
            _await(one.url)
        yield started


@contextmanager
def _instance(settings: Settings, world: World) -> Iterator[Served]:
    port = free_port()
    command = [str(Path(sys.executable).with_name("remit")), "serve", "--port", str(port)]
    environment = {
        "REMIT_DATABASE_URL": settings.database_url,
        "REMIT_SHOP_PATH": str(settings.shop),
        "REMIT_DEMO": str(settings.demo),
    }
    process = subprocess.Popen(command, env={**os.environ, **environment})
    running = Served(f"http://127.0.0.1:{port}", None, settings, world, process=process)
    try:
        yield running
    finally:
        running.close()
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(url: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            if httpx.get(f"{url}/readyz", trust_env=False, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline, f"{url} did not become ready; its log says why"
        time.sleep(0.05)
