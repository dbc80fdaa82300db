"""What a part found: kept as JSON, told as a page with pictures. A part that is measured anew replaces its own."""

import json
import os
import platform
import sqlite3
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.picture import bars

DOCS = Path(__file__).parents[1] / "docs"
FOUND = DOCS / "performance"
ORDER = ("post", "decide", "replay", "publish", "large", "click", "fanout", "start")

HEAD = """# Performance

Measured by `make bench` (one part with `make bench PART=post`), which writes this page. It needs nothing from outside.
Every figure is worth as much as the one beside it: contenders take turns in the same run on the same machine, medians
of several rounds are shown with the lowest and highest in brackets, and a ratio is always one within the same round.
Absolute figures are notes about one machine, not promises. Nothing here is a timed test of the suite.
"""


@dataclass(frozen=True)
class Section:
    """A part's table, its picture, and how it was measured."""

    part: str
    title: str
    said: list[str]
    header: list[str]
    rows: list[list[str]]
    picture: list[tuple[str, float]] = field(default_factory=list)
    unit: str = ""
    raw: dict[str, object] = field(default_factory=dict)


def keep(section: Section) -> None:
    """Write the section's figures and picture, and the page anew from all that is kept."""
    FOUND.mkdir(parents=True, exist_ok=True)
    kept = {**asdict(section), "machine": machine()}
    (FOUND / f"{section.part}.json").write_text(json.dumps(kept, indent=1) + "\n")
    if section.picture:
        (FOUND / f"{section.part}.svg").write_text(bars(section.title, section.picture, section.unit))
    parts = [FOUND / f"{part}.json" for part in ORDER]
    told = [_told(json.loads(part.read_text())) for part in parts if part.exists()]
    (DOCS / "performance.md").write_text("\n".join([HEAD, *told]))


def spread(values: list[float], digits: int = 0) -> str:
    """The median, and in brackets the lowest and the highest."""
    low, high = min(values), max(values)
    return f"{median(values):,.{digits}f} [{low:,.{digits}f}–{high:,.{digits}f}]"


def machine() -> str:
    """What it was measured on."""
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    processor = names[0] if names else platform.processor()
    packages = ", ".join(f"{name} {version(name)}" for name in ("fastapi", "uvicorn", "pydantic", "sqlalchemy"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({processor}), Linux {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )


def _told(kept: dict) -> str:
    lines = [f"## {kept['title']}", "", *kept["said"], ""]
    if kept["picture"]:
        lines += [f"![{kept['title']}](performance/{kept['part']}.svg)", ""]
    lines += [_row(kept["header"]), _row(["---"] * len(kept["header"])), *map(_row, kept["rows"])]
    return "\n".join(
        [*lines, "", f"*{kept['machine']}. Figures: [{kept['part']}.json](performance/{kept['part']}.json).*", ""]
    )


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []
