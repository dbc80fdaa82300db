"""Writes docs/promises.md from what the runs of the fault lab have counted: `python -m tests.faults.table`."""

import json
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "faults"
PAGE = ROOT / "docs" / "promises.md"
STALLED = """Three goes of
restarts did not end. The first waited for a yes when its orders were spent: tried again as it was, it stopped after 34
restarts, with 1,942 answers in two minutes, each of them that the order has no more; since then any answer counts. The
second ran at the lowest priority beside much else, and no process could begin within two minutes. In the third, at a
load of 16, one look at everything took longer than the test allowed, and the database cut off its reading at the end,
so that nobody knows what there was to find; both are mended. A go of live events did not end either, at 9,455 of 10,000
and 49 of 100 cuts of the bell: cut in the middle of a ring, the bell of each process had fallen silent for good within
its first minute, and everybody polled. It rings on now (`tests/desk/test_bell.py`), and the crowd waits for tabs that
are cut too often to follow; the three goes after that, of 4,005, of 5,002 and of 10,009 events with 3,627 cuts of
sockets and 482 of the bell, broke nothing."""
RUNS = {
    "checked": ("Checked with every change", "CI tries as much; `make faults` counts these and writes this page."),
    "soaked": ("Soaked", f"`make soak` counts these, in goes with other dice each, and writes this page. {STALLED}"),
}
HEAD = Path(__file__).with_name("promises_head.md")
FOOT = """
## Bugs planted on purpose

Each has to turn the checker red; a run in which one does not, fails.

"""


def write() -> None:
    """The page, from the results that are kept."""
    runs = {name: _read(KEPT / f"{name}.jsonl") for name in RUNS}
    parts = [HEAD.read_text()]
    for name, (title, how) in RUNS.items():
        if counts := [one for one in runs[name] if not one["what"].startswith("bug: ")]:
            parts.append(f"\n## {title}\n\n{how}\n\n{_counts(counts)}")
    bugs = [one for one in runs["checked"] if one["what"].startswith("bug: ")]
    PAGE.write_text("".join([*parts, FOOT, _bugs(bugs)]))


def _read(kept: Path) -> list[dict]:
    """One line for each thing that was tried; what was tried in several goes, with other dice, is summed."""
    summed: dict[str, dict] = {}
    for line in kept.read_text().splitlines() if kept.exists() else []:
        one = json.loads(line)
        if before := summed.get(one["what"]):
            one |= {name: before[name] + one[name] for name in ("tries", "violations", "seconds")}
        summed[one["what"]] = one
    return list(summed.values())


def _counts(counts: Iterable[dict]) -> str:
    rows = ["| what | tries | violations | took | when (UTC) | load on cores |", "|---|--:|--:|--:|---|---|"]
    for one in counts:
        load = f"{one['load']} on {one['cores']}" if "load" in one else "not noted"
        took = f"{one['seconds'] / 60:.1f} min"
        when = one["at"].removesuffix("+00:00").replace("T", " ")
        broken = len(one["violations"])
        rows.append(f"| {one['what']} | {one['tries']:,} | {broken} | {took} | {when} | {load} |")
    return "\n".join([*rows, ""])


def _bugs(bugs: Iterable[dict]) -> str:
    rows = ["| bug | red by | caught |", "|---|---|---|"]
    for one in bugs:
        what, _, rule = one["what"].removeprefix("bug: ").partition("; seen by ")
        rows.append(f"| {what} | {rule} | {'no' if one['violations'] else 'yes'} |")
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    write()
