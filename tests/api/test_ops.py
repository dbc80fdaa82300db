"""For operators: alive, ready, measured; problems explained; demo mode nowhere but in demo mode."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError

from remit.api.edge.errors import STATUS
from remit.settings import Settings
from tests.api.calls import API, asking, get, made, refused
from tests.serving import serving

REMIT = Path(sys.executable).with_name("remit")


def test_alive_ready_and_measured(served):
    visitor = served.visitor()
    assert visitor.get("/healthz").json() == {"status": "alive"}
    ready = visitor.get("/readyz")
    live = get(served.client(served.person(role="ops")), "/policy")["version"]
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "policy_version": live, "money": "moving"})
    metrics = visitor.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert "remit_live_sockets 0.0" in metrics.text
    assert "remit_policy_version " in metrics.text


def test_every_problem_is_explained_on_a_page(served):
    visitor = served.visitor()
    for name in {one.name for one in STATUS} | {"internal-error"}:
        page = visitor.get(f"/problems/{name}")
        assert page.status_code == 200, name
        assert page.headers["content-type"].startswith("text/html")
        assert name in page.text
    refused(visitor.get("/problems/no-such-problem"), 404, "not-found")


def test_the_document_names_every_operation_and_needs_no_session(served):
    document = served.visitor().get(f"{API}/openapi.json").json()
    names = [one["operationId"] for path in document["paths"].values() for one in path.values()]
    assert len(names) == len(set(names)) > 30
    assert {"create_request", "approve_request", "get_policy"} <= set(names)
    assert served.visitor().get("/docs").status_code == 200


def test_the_demo_floor_is_offered_without_a_session(served):
    floor = served.visitor().get(f"{API}/demo").json()
    assert floor.keys() == {"password", "people", "orders"}
    assert {one["role"] for one in floor["people"]} == {"agent", "approver", "ops", "coach", "auditor", "admin"}
    assert all(one.keys() == {"email", "name", "role", "tier", "team"} for one in floor["people"])
    assert sum(one["currency"] == "USD" and one["captured"] >= 300_000 for one in floor["orders"]) >= 30
    first = floor["people"][0]
    visitor = served.visitor()
    answer = visitor.post(f"{API}/session", json={"email": first["email"], "password": floor["password"]})
    assert answer.status_code == 204


def test_in_any_other_mode_the_floor_does_not_exist(served):
    plain = served.settings.model_copy(update={"demo": False})
    with serving(plain, served.world) as other:
        refused(other.visitor().get(f"{API}/demo"), 404, "not-found")
        agent = other.client(other.person(tier="agent"))
        assert made(agent, asking(served.order()))["state"] in ("granted", "executing", "settled")


def test_settings_that_cannot_be_are_refused_with_a_sentence():
    url = "sqlite:///x.db"
    for wrong in (
        {"demo": True, "env": "production", "public_origin": "https://remit.example"},
        {"env": "production"},
        {"payments": "http"},
        {"orders": "http"},
        {"database_url": "mysql://x"},
        {"public_origin": "remit.example"},
        {"brand": "ACME!"},
    ):
        with pytest.raises(ValidationError) as refusal:
            Settings(**{"database_url": url, **wrong})
        assert refusal.value.errors()[0]["msg"]


@pytest.mark.parametrize(
    ("command", "around", "said"),
    [
        (["demo", "--data", "."], {"REMIT_ENV": "production", "REMIT_PUBLIC_ORIGIN": "https://x.example"}, "demo mode"),
        (["serve"], {"REMIT_ENV": "nonsense"}, "REMIT_ENV"),
        (["serve"], {"REMIT_DATABASE_URL": "sqlite:///empty.db"}, "remit migrate"),
    ],
)
def test_the_command_says_in_a_sentence_why_it_does_not_start(tmp_path, command, around, said):
    environment = {"PATH": os.environ["PATH"], **around}
    ended = subprocess.run(
        [REMIT, *command], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "remit.db").exists()


def test_behind_tls_the_origin_is_the_one_that_was_set(served):
    settings = served.settings.model_copy(update={"public_origin": "https://remit.example"})
    with serving(settings, served.world) as other:
        person = served.person(role="coach")
        said = {"email": person.email, "password": "remit-demo"}
        home = {"Origin": "https://remit.example"}
        refused(httpx.post(f"{other.url}{API}/session", json=said, headers={"Origin": other.url}), 403, "cross-origin")
        answer = httpx.post(f"{other.url}{API}/session", json=said, headers=home)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-remit_session=")
        assert {"secure", "httponly", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
        assert "domain" not in cookie.lower()
        assert answer.headers["strict-transport-security"]
