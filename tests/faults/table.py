"""Writes docs/promises.md from what the runs of the fault lab have counted: `python -m tests.faults.table`."""

import json
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "faults"
PAGE = ROOT / "docs" / "promises.md"
RUNS = {
    "checked": ("Checked with every change", "`make faults` counts these and writes this page."),
    "soaked": ("Soaked", "`make soak` counts these and writes this page."),
}
HEAD = """# What is promised, and how often it was tried

Money moves exactly once; what was acknowledged is kept; one word counts; an order gives no more than was captured.
The fault lab (tests/faults) breaks things and then compares what clients were told, the final tables and the
provider's own ledger; the numbers I1, I2 … are the invariants of its checker. This page is written by the runs
themselves, violations included. No violation in *n* independent tries bounds the rate at 3/*n* (95 %).

Not tried here: loss of power, as nothing on one machine can do it truly; `synchronous=FULL` stands for it.
"""
FOOT = """
## Bugs planted on purpose

Each has to turn the checker red; a run in which one does not, fails.

"""


def write() -> None:
    """The page, from the results that are kept."""
    runs = {name: _read(KEPT / f"{name}.jsonl") for name in RUNS}
    parts = [HEAD]
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
        before = summed.get(one["what"], {"tries": 0, "violations": [], "seconds": 0.0})
        summed[one["what"]] = one | {name: before[name] + one[name] for name in before}
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
