"""Test only: forks the real app again and again over one listening socket, armed to die at a step of the money path.

Everything is imported once; a life is a fork, so a cycle takes a fraction of a second. One line of JSON on standard
input begins a life (`{"step", "nth", "mutant"}`); `{"pid"}` answers, and `{"ended"}` once that life is over.
"""

import json
import os
import socket
import sys
from datetime import timedelta

import uvicorn

from remit.domain.execution import executing
from remit.main import create_app
from remit.settings import Settings
from tests.faults import mutants, steps


def main() -> None:
    listening = socket.socket(fileno=int(sys.argv[1]))
    app = create_app(Settings())
    for line in sys.stdin:
        told = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(app, listening, told)
        _say(pid=pid)
        _, status = os.waitpid(pid, 0)
        _say(ended=os.waitstatus_to_exitcode(status))


def _live(app, listening: socket.socket, told: dict) -> None:
    # A dead worker's lease runs out soon, so that the next lives see what comes after it.
    executing.LEASE = timedelta(milliseconds=800)
    fuse = steps.Fuse(told["step"], told["nth"])
    if told["mutant"]:
        mutants.MUTANTS[told["mutant"]]()
    steps.install(fuse)
    config = uvicorn.Config(steps.answering(app, fuse), log_level="error", access_log=False, lifespan="on")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        os._exit(0)


def _say(**said: int) -> None:
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
