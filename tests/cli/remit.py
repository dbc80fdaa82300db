"""The command as a shell calls it, on a database of the test's own."""

import sys
from dataclasses import dataclass

import pytest

from remit.cli import main


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """Runs `remit …` in this process."""

    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Ran:
        self.patch.setattr(sys, "argv", ["remit", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self.capture.readouterr()
        return Ran(ended.value.code or 0, said.out, said.err)
