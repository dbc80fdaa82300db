"""Mutants of the authority layer: plant a small bug, ask the tests that execute it, and see whether they go red.

`make mutants` takes a sample and writes docs/mutants.md. What is planted: planting.py. Who is asked: witnesses.py. How
one is tried: trying.py. Which of them change nothing, and why: equivalent.py.
"""

import argparse
import math
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from equivalent import EQUIVALENT
from planting import Mutant, mutants
from trying import Ground, Tried, tried
from witnesses import EXAMPLES, LONG_S

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "mutants.md"
_95_PERCENT = 1.96


def interval(caught: int, tries: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, in percent."""
    share, z = caught / tries, _95_PERCENT**2
    middle = share + z / (2 * tries)
    reach = _95_PERCENT * math.sqrt(share * (1 - share) / tries + z / (4 * tries**2))
    return 100 * (middle - reach) / (1 + z / tries), 100 * (middle + reach) / (1 + z / tries)


def told(found: list[Tried], all_: int, seed: int, layer: Path) -> str:
    """The page."""
    alive = sorted(
        (one for one in found if not one.caught), key=lambda one: (one.mutant.file, one.mutant.line, one.mutant.what)
    )
    caught = len(found) - len(alive)
    low, high = interval(caught, len(found))
    lines = [
        "# Mutants",
        "",
        "Written by `make mutants`: a small bug is planted in `authority/` (a comparison turned, a condition negated,",
        "a number one higher, a statement left out), then the layer's tests that execute it run. A bug that none",
        f"notices survives. Properties are tried with {EXAMPLES} examples at most, and tests beyond {LONG_S} s for one",
        "mutant are not asked: the share is a lower bound.",
        "",
        f"**{100 * caught / len(found):.1f} %** of {len(found)} mutants were caught (95 % interval {low:.1f} to",
        f"{high:.1f} %): a random sample, seed {seed}, of the {all_} that there are, {datetime.now(UTC):%Y-%m-%d}.",
        f"Besides, {len(EQUIVALENT)} kinds are known to change no answer; `tools/equivalent.py` says why.",
        "",
        "| part | mutants | caught |",
        "| --- | --- | --- |",
    ]
    parts: dict[str, list[bool]] = {}
    for one in found:
        parts.setdefault(one.mutant.file.relative_to(layer).parts[0], []).append(one.caught)
    lines += [f"| {part} | {len(fates)} | {sum(fates)} |" for part, fates in sorted(parts.items())]
    lines += ["", "Survivors:" if alive else "None survived.", ""]
    lines += [f"- `{_name(one.mutant, layer)}` {one.mutant.what}: `{one.mutant.said}`" for one in alive]
    return "\n".join(lines).rstrip() + "\n"


def _name(mutant: Mutant, layer: Path) -> str:
    return f"{mutant.file.relative_to(layer)}:{mutant.line}"


def _known(mutant: Mutant, layer: Path) -> bool:
    return (str(mutant.file.relative_to(layer)), mutant.said, mutant.what) in EQUIVALENT


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the path; then no page is written")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ground", type=Path, help="where the copy is, or shall be left for another go")
    parser.add_argument("--tests", nargs="*", default=["tests/authority"], help="the tests that ought to notice")
    return parser.parse_args()


def main() -> None:
    """Take a sample, try it, write the page."""
    said = _asked()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        ground = Ground((said.ground or Path(folder)).resolve(), ROOT)
        files = sorted(one for one in ground.layer.rglob("*.py") if said.only in str(one.relative_to(ground.layer)))
        every = [mutant for file in files for mutant in mutants(file) if not _known(mutant, ground.layer)]
        picked = Random(said.seed).sample(every, min(said.sample, len(every)))  # noqa: S311  (a sample, no secret)
        witnesses, found, begin = ground.witnesses(said.tests), [], time.monotonic()
        ground.prepare()
        for one in tried(ground, witnesses, picked, said.jobs):
            found.append(one)
            fate = "caught" if one.caught else "SURVIVED"
            where = f"{_name(one.mutant, ground.layer)} {one.mutant.what}"
            print(f"{len(found)}/{len(picked)} {fate} {where} ({one.asked} tests)", flush=True)
        page = told(found, len(every), said.seed, ground.layer)
    if not said.only:
        PAGE.write_text(page)
    print(page)
    print(f"{(time.monotonic() - begin) / len(found):.1f} s a mutant", file=sys.stderr)


if __name__ == "__main__":
    main()
