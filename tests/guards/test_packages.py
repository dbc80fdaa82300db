"""What is installed: one Casbin, nothing known to be vulnerable; the locks are complete and name no host."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, version

from packaging.requirements import Requirement
from packaging.version import Version

from tests.guards.sources import ROOT

FLOORS = {
    "fastapi": "0.121",
    "starlette": "1.0.1",
    "uvicorn": "0.11.7",
    "websockets": "9.1",
    "sqlalchemy": "1.3",
    "h11": "0.16",
    "simpleeval": "1.0.5",
    "python-multipart": "0.0.27",
    "pyjwt": "2.12.0",
    "authlib": "1.3.1",
    "redis": "4.5.4",
}
"""Below these there are published vulnerabilities, or what we rely on is missing. An advisory feed does not always
answer, and then says "nothing found"; this list does not depend on one. Packages that are absent are safe."""

PYTHON_LOCKS = ["requirements/run.txt", "requirements/dev.txt", "requirements/uv.txt"]
LOCKS = [*PYTHON_LOCKS, "frontend/package-lock.json"]


def below_floor(floors: dict[str, str]) -> list[str]:
    return [f"{name} is older than {floor}" for name, floor in floors.items() if _older(name, floor)]


def _older(name: str, floor: str) -> bool:
    try:
        return Version(version(name)) < Version(floor)
    except PackageNotFoundError:
        return False


def hosts(text: str) -> list[str]:
    """Registries named in a lock. A lock is used from many places, behind many mirrors."""
    fetched = re.findall(r'"resolved":\s*"([^"]+)"', text)
    return fetched + re.findall(r"^\s*(?:--[a-z-]*(?:url|links)\b.*|.*@ https?://.*)$", text, re.MULTILINE)


def unhashed(text: str) -> list[str]:
    """Requirements without a hash."""
    blocks = re.split(r"\n(?=\S)", text.strip())
    return [block for block in blocks if not block.startswith("#") and "--hash=sha256:" not in block]


def test_one_casbin_only():
    """Two distributions write the same `casbin/` folder; the second one installed wins silently."""
    assert packages_distributions()["casbin"] == ["pycasbin"]


def test_nothing_below_its_floor():
    assert below_floor(FLOORS) == []


def test_locks_name_no_host():
    assert [(lock, host) for lock in LOCKS for host in hosts((ROOT / lock).read_text())] == []


def test_locks_are_hashed_and_cover_what_we_ask_for():
    for lock in PYTHON_LOCKS:
        assert unhashed((ROOT / lock).read_text()) == []
    locked = _pins((ROOT / "requirements/run.txt").read_text())
    assert [r for r in _asked() if not r.specifier.contains(locked.get(_key(r.name), "0"))] == []


def test_tests_run_on_what_is_shipped():
    run, dev = (_pins((ROOT / lock).read_text()) for lock in PYTHON_LOCKS[:2])
    assert {name: dev.get(name) for name in run} == run


def _asked() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [Requirement(line) for line in project["dependencies"]]


def _pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE))


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_guards_bite():
    assert below_floor({"pytest": "999"})
    assert hosts('{"resolved": "https://registry.example/x.tgz"}')
    assert hosts("--index-url https://mirror.example/simple")
    assert hosts("left-pad @ https://mirror.example/left-pad.whl")
    assert unhashed("a==1 \\\n    --hash=sha256:00\nb==2")
