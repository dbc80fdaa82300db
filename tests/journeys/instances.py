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
            _await(one)
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
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """As an installation stops; nothing, where it has stopped before."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _await(one: Served) -> None:
    deadline = time.monotonic() + 300
    while True:
        try:
            if httpx.get(f"{one.url}/readyz", verify=False, trust_env=False, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert one.process.poll() is None, f"{one.url} has ended; its log says why"
        assert time.monotonic() < deadline, f"{one.url} did not become ready; its log says why"
        time.sleep(0.1)
