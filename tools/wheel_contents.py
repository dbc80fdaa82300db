"""Build hook: a wheel carries the migrations and the built web app; the app is built first where it is missing."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelContents(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a clone has both in place, and must see them change
            return
        root = Path(self.root)
        web = root / "backend/remit/web"
        if not (web / "index.html").exists():
            _build(root / "frontend")
        build_data["force_include"][str(root / "alembic")] = "remit/_alembic"
        build_data["force_include"][str(web)] = "remit/web"


def _build(frontend: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        message = "The wheel needs the web app: install npm, or run `make build` where npm is."
        raise RuntimeError(message)
    subprocess.check_call([npm, "ci", "--omit=dev"], cwd=frontend)
    subprocess.check_call([npm, "run", "build"], cwd=frontend)
