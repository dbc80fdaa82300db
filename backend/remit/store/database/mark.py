"""A mark outside the database: how far it had come. A database that is behind its mark was put back."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile

from remit.domain.values import value

_READABLE = 0o644
"""For everybody: the command line may be run by somebody else than the service."""


@value(frozen=True, slots=True)
class Mark:
    """The last event that was seen in the database of this epoch."""

    epoch: str
    seq: int


def read(path: Path) -> Mark | None:
    """The mark, or None where there is none, or none that can be read."""
    try:
        said = json.loads(path.read_text())
        return Mark(str(said["epoch"]), int(said["seq"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(path: Path, mark: Mark) -> None:
    """Put it there whole: whoever reads it never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Under a name of its own until then: processes that start together write it at the same time.
    with NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
        fresh = Path(file.name)
        try:
            file.write(json.dumps(asdict(mark)))
            file.flush()
            fresh.chmod(_READABLE)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
