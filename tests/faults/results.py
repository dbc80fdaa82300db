"""What a run of the fault lab has counted; kept, if REMIT_FAULT_RESULTS names a file, as one line of JSON each."""

import asyncio
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

SEED = os.environ.get("REMIT_FAULT_SEED", "1")
"""Other dice for another go."""


@dataclass
class Count:
    """So many tries of one thing, and everything that did not hold."""

    what: str
    tries: int = 0
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0


@contextmanager
def counted(what: str) -> Iterator[Count]:
    """Count inside; the line is written whatever comes of it, so that a run that went wrong says so."""
    count, begun = Count(what), time.monotonic()
    try:
        yield count
    except asyncio.CancelledError:
        raise  # something beside it has failed, and says so itself
    except BaseException as stumbled:
        count.violations = [*count.violations, f"did not end: {stumbled!r}"]
        raise
    finally:
        count.seconds = round(time.monotonic() - begun, 1)
        if kept := os.environ.get("REMIT_FAULT_RESULTS"):
            at, load = datetime.now(UTC).isoformat(timespec="minutes"), round(os.getloadavg()[1], 1)
            line = {**asdict(count), "at": at, "load": load, "cores": os.cpu_count()}
            with Path(kept).open("a") as file:
                file.write(json.dumps(line) + "\n")
