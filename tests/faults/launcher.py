"""Test only: forks the real app again and again over one listening socket, armed to die at a step of the money path.

Everything is imported and tried once; a life is a fork, so a cycle takes a fraction of a second. One line of JSON on
standard input begins a life (`life.Life`); `{"pid"}` answers, and `{"ended"}` once that life is over.
"""

import asyncio
import gc
import json
import os
import socket
import sys
from datetime import timedelta

import httpx
import uvicorn

from remit.authority.permits import permits
from remit.desk import execution
from remit.domain.execution import executing
from remit.main import create_app
from remit.settings import Settings
from tests.faults import mutants, steps, weather
from tests.faults.life import Life


def main() -> None:
    listening = socket.socket(fileno=int(sys.argv[1]))
    app = create_app(Settings())
    asyncio.run(_warmed(app))
    _config(app).load()
    gc.freeze()
    for line in sys.stdin:
        life = Life(**json.loads(line))
        pid = os.fork()
        if pid == 0:
            _live(app, listening, life)
        if life.call:
            os.waitpid(pid, os.WUNTRACED)  # it has stopped, so that nobody wakes it before
        _say(pid=pid)
        _, status = os.waitpid(pid, 0)
        _say(ended=os.waitstatus_to_exitcode(status))


async def _warmed(app) -> None:
    """Opened, asked and closed once, so that no life has to build what is built at first use."""
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://lab") as client,
    ):
        assert (await client.get("/readyz")).status_code == 200
    permits(["agent"])  # reads the table of who may do what


def _live(app, listening: socket.socket, life: Life) -> None:
    # A dead worker's lease runs out soon, and waits are short, so that the next lives see what comes after it.
    executing.LEASE = timedelta(milliseconds=life.lease_ms)
    executing._FIRST_WAIT = timedelta(milliseconds=100)
    # With leases this short a slow machine makes many attempts in a second: that is no reason yet to call a person.
    executing.MOST_ATTEMPTS = 200
    execution._TICK_S, execution._LONGEST_WAY_S = 0.15, 0.03
    fuse = steps.Fuse(life.step, life.nth, life.by)
    if life.mutant:
        mutants.MUTANTS[life.mutant]()
    steps.install(fuse)
    weather.install(life)
    try:
        uvicorn.Server(_config(steps.answering(app, fuse))).run(sockets=[listening])
    finally:
        os._exit(0)


def _config(app) -> uvicorn.Config:
    return uvicorn.Config(app, log_level="error", access_log=False, lifespan="on")


def _say(**said: int) -> None:
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
