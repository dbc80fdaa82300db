"""Run every part, or the one that PART names, and write the page."""

import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from bench.report import DOCS, ORDER, keep


def main() -> None:
    wanted = os.environ.get("PART")
    if wanted and wanted not in ORDER:
        sys.exit(f"There is no part {wanted}. Parts are {', '.join(ORDER)}.")
    for part in [wanted] if wanted else ORDER:
        print(f"· {part}", flush=True)
        begin = time.perf_counter()
        # Beside the checkout and not in /tmp, which may be memory: a commit there would cost nothing.
        with tempfile.TemporaryDirectory(prefix="bench-", dir=_disk()) as folder:
            keep(import_module(f"bench.{part}").run(Path(folder)))
        print(f"  {time.perf_counter() - begin:.0f} s")
    print(f"Written to {DOCS / 'performance.md'}")


def _disk() -> Path:
    var = DOCS.parent / "var"
    var.mkdir(exist_ok=True)
    return var


if __name__ == "__main__":
    main()
