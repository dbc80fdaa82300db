"""The ground that everybody stands on: a database and a shop as they were at first, put back for every round.

Without it the crowd outgrows its orders, and what is to be checked grows with every life.
"""

import shutil
from pathlib import Path

from sqlalchemy import make_url

from remit.settings import Settings
from tests.conftest import command, on_server


class Ground:
    """Keeps a copy of both; nobody may be connected while it is kept or put back."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.database_url
        self._settings = settings
        name = make_url(self._url).database or ""
        self._postgresql = self._url.startswith("postgresql")
        self._files = [settings.shop] if self._postgresql else [settings.shop, Path(name)]
        self._name, self._kept = name, f"{name}_at_first"

    def keep(self) -> None:
        for file in self._files:
            shutil.copy(file, _beside(file, ".first"))
        if self._postgresql:
            self._command(f"CREATE DATABASE {self._kept} TEMPLATE {self._name}")

    def put_back(self) -> None:
        # Whoever finds the mark of a longer record takes this for a restore, and holds the money: as it should.
        self._settings.mark.unlink(missing_ok=True)
        for file in self._files:
            for rest in ("-wal", "-shm"):
                _beside(file, rest).unlink(missing_ok=True)
            shutil.copy(_beside(file, ".first"), file)
        if self._postgresql:
            self._command(f"DROP DATABASE {self._name} WITH (FORCE)")
            self._command(f"CREATE DATABASE {self._name} TEMPLATE {self._kept}")

    def forget(self) -> None:
        if self._postgresql:
            self._command(f"DROP DATABASE {self._kept} WITH (FORCE)")

    def _command(self, sql: str) -> None:
        command(on_server(self._url, "postgres"), sql)


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)
