"""What is written in C, compiled where there is a compiler; None where there is none."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
BUILT = HERE.parents[1] / "var" / "bench"


@cache
def compiled(name: str) -> Path | None:
    """The program, built anew from its source."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    BUILT.mkdir(parents=True, exist_ok=True)
    subprocess.run([compiler, "-O2", "-Wall", "-o", str(BUILT / name), str(HERE / f"{name}.c")], check=True)
    return BUILT / name
