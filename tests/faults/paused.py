"""Test only: a worker in a process of its own, over the database and provider of the environment.

With `before` it stops itself (SIGSTOP) once it has a lease, with `after` once it has made sure that it may send; woken
again it goes on as if nothing had happened. It ends when its standard input does.
"""

import asyncio
import os
import signal
import sys
from datetime import timedelta

from remit.connectors.http import HttpPayments
from remit.desk.execution import Worker
from remit.domain.execution import executing
from remit.main import opened
from remit.settings import Settings


def stops_once(of: type, name: str) -> None:
    plain, done = getattr(of, name), []

    async def stopping(self, *arguments):
        if not done:
            done.append(True)
            print("stopped", flush=True)
            os.kill(os.getpid(), signal.SIGSTOP)
        return await plain(self, *arguments)

    setattr(of, name, stopping)


async def work() -> None:
    async with opened(Settings()) as office:
        worker = Worker(office)
        worker.start()
        print("working", flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await worker.stop()


if __name__ == "__main__":
    executing.LEASE = timedelta(seconds=2)
    if "before" in sys.argv:
        stops_once(Worker, "_attempt")
    if "after" in sys.argv:
        stops_once(HttpPayments, "execute")
    asyncio.run(work())
