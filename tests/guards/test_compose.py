"""docker-compose.yml says what the Compose specification allows, and what the product needs."""

import json
from copy import deepcopy
from importlib.resources import files

import pytest
import yaml
from jsonschema.validators import validator_for

from tests.guards.sources import ROOT

SCHEMA = json.loads(files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json").read_text())
APPS = ("app-1", "app-2")


def compose() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def faults(document: dict) -> list[str]:
    return [error.json_path for error in validator_for(SCHEMA)(SCHEMA).iter_errors(document)]


def test_it_follows_the_specification():
    assert faults(compose()) == []


@pytest.mark.parametrize(
    "planted", [{"imagee": "x"}, {"ports": 8000}, {"depends_on": {"database": {"condition": "up"}}}]
)
def test_the_guard_bites(planted: dict):
    document = deepcopy(compose())
    document["services"]["app-1"].update(planted)
    assert faults(document)


def test_two_instances_behind_a_proxy_start_after_the_migration():
    services = compose()["services"]
    assert {*APPS, "database", "migrate", "proxy"} <= services.keys()
    for app in APPS:
        assert services[app]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert services["proxy"]["depends_on"][app]["condition"] == "service_healthy"
        assert app in (ROOT / "deploy/Caddyfile").read_text()


def test_every_image_is_pinned_and_every_volume_is_declared():
    document = compose()
    images = [service["image"] for service in document["services"].values()]
    assert [image for image in images if ":" not in image or image.endswith(":latest")] == []
    mounts = [mount for service in document["services"].values() for mount in service.get("volumes", [])]
    named = {mount.split(":")[0] for mount in mounts if not mount.startswith(".")}
    assert named == document["volumes"].keys()
    assert [m for m in mounts if m.startswith(".") and not (ROOT / m.split(":")[0]).exists()] == []


def test_the_image_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users, "no USER in the last stage"
    assert users[-1].split(":")[0] not in {"root", "0"}
