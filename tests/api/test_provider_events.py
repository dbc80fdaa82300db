"""Events from a provider, over HTTP and into either database: taken once, looked into, never believed."""

import json
import shutil
import time
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from standardwebhooks import Webhook

from remit.settings import Settings
from tests.api.calls import API, asking, made
from tests.conftest import command, on_server
from tests.connectors.provider_double import SECRET, ProviderDouble
from tests.serving import furnish, serving

NEXT = "whsec_dGhlIHNlY3JldCB0aGF0IGNvbWVzIG5leHQ="
EVENTS = f"{API}/provider-events"
_numbers = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def placed(request, served_world, tmp_path_factory):
    """A server whose money is moved by a provider over HTTP, and that provider."""
    folder = tmp_path_factory.mktemp("placed")
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_sqlite'), folder / 'remit.db')}"
    else:
        server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_postgres")
        command(server, f"CREATE DATABASE remit_events TEMPLATE {template}")
        url = on_server(server, "remit_events")
    with ProviderDouble(folder / "provider.db") as double:
        chosen = Settings(
            database_url=url,
            shop_path=folder / "shop.db",
            demo=True,
            payments="http",
            payments_url=double.url,
            payments_secret=SECRET,
            payments_webhook_secrets=NEXT,
        )
        furnish(chosen, served_world)
        with serving(chosen, served_world) as running:
            yield running, double
    if request.param == "postgresql":
        command(server, "DROP DATABASE remit_events WITH (FORCE)")


@pytest.fixture
def settled(placed):
    """A refund that was made."""
    running, _ = placed
    agent = running.client(running.person(role="agent", tier="agent"))
    request = made(agent, asking(running.order()))
    return until(agent, request["id"], "settled")


def until(client, request_id, state, seconds=15):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = client.get(f"{API}/requests/{request_id}").json()
        if found["state"] == state:
            return found
        time.sleep(0.05)
    message = f"still {found['state']}: {found['execution']}"
    raise AssertionError(message)


def told(request_id, **changed):
    number = next(_numbers)
    return {
        "id": f"evt_{number}",
        "type": "execution.updated",
        "data": {"id": "ex", "request_id": request_id},
        **changed,
    }


def send(running, said, secret=SECRET, at=None, path="", **headers):
    at = at or datetime.now(UTC)
    body = said if isinstance(said, str) else json.dumps(said)
    signed = {
        "content-type": "application/json",
        "webhook-id": "msg",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg", at, body),
        **headers,
    }
    with running.visitor() as client:
        return client.post(f"{EVENTS}{path}", content=body, headers=signed)


def recorded(running):
    ops = running.client(running.person(role="ops"))
    return ops.get(f"{EVENTS}?limit=200").json()["items"]


def test_a_hint_has_the_truth_looked_up_at_once(placed, settled):
    running, double = placed
    agent = running.client(running.person(role="agent", tier="agent"))
    double.ledger.conclude("failed", before="succeeded")
    answer = send(running, told(settled["id"]))
    assert (answer.status_code, answer.json()) == (202, {"verdict": "taken"})
    assert until(agent, settled["id"], "failed")["execution"]["last_error"].startswith("accepted, and failed later")
    assert recorded(running)[0]["request_id"] == settled["id"]


def test_what_a_hint_claims_is_not_believed(placed, settled):
    running, _ = placed
    agent = running.client(running.person(role="agent", tier="agent"))
    claims = told(settled["id"], data={"id": "ex", "request_id": settled["id"], "status": "failed"})
    assert send(running, claims).status_code == 202
    time.sleep(2.2)
    assert until(agent, settled["id"], "settled")["version"] == settled["version"]


def test_the_same_event_is_taken_once_whatever_it_says_the_second_time(placed, settled):
    running, _ = placed
    said = told(settled["id"])
    assert send(running, said).json() == {"verdict": "taken"}
    for again in (said, {**said, "data": {"id": "ex", "request_id": "req_other"}}):
        answer = send(running, again)
        assert (answer.status_code, answer.json()) == (202, {"verdict": "again"})
    assert [one["verdict"] for one in recorded(running) if one["event_id"] == said["id"]] == ["taken"]


def test_both_secrets_count_while_one_is_changed(placed, settled):
    running, _ = placed
    assert send(running, told(settled["id"]), secret=NEXT).json() == {"verdict": "taken"}


REFUSED = {
    "forged-event": [
        {"secret": "whsec_c29tZWJvZHkgZWxzZSdz"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,\u00fcber"},
        {"webhook-timestamp": "soon"},
        {"webhook-id": "another"},
    ],
    "old-event": [{"at": datetime.now(UTC) - timedelta(hours=1)}, {"at": datetime.now(UTC) + timedelta(hours=1)}],
    "unknown-event": [{"said": told("req_nobodys")}, {"said": "[]"}, {"said": "{"}, {"said": ""}, {"said": "\ud7ff"}],
}


@pytest.mark.parametrize(("name", "how"), [(name, how) for name, hows in REFUSED.items() for how in hows])
def test_forged_old_or_unknown_is_refused_and_recorded(placed, settled, name, how):
    running, _ = placed
    before = len(recorded(running))
    headers = {header: value.encode("latin-1") for header, value in how.items() if header.startswith("webhook")}
    named = {key: value for key, value in how.items() if key not in headers}
    answer = send(running, **{"said": told(settled["id"]), **named, **headers})
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (404 if name == "unknown-event" else 401, f"/problems/{name}")
    assert answer.headers["content-type"] == "application/problem+json"
    latest, *rest = recorded(running)
    assert (len(rest), latest["verdict"], latest["event_id"], latest["request_id"]) == (before, name, None, None)


def test_a_body_without_end_is_refused(placed):
    running, _ = placed
    assert send(running, "x" * 300_000).status_code == 413


@pytest.mark.parametrize("path", ["/stripe", "/shopify"])
def test_providers_that_are_not_set_up_have_no_address(placed, path):
    running, _ = placed
    assert send(running, told("req_1"), path=path).status_code == 404


def test_a_page_of_another_site_sends_no_events(placed, settled):
    running, _ = placed
    assert send(running, told(settled["id"]), origin="https://evil.example").status_code == 403


def test_who_looks_after_providers_sees_what_came_in_pages(placed, settled):
    running, _ = placed
    for _ in range(2):
        send(running, told(settled["id"]))
    assert running.client(running.person(role="agent")).get(EVENTS).status_code == 403
    ops = running.client(running.person(role="ops"))
    first = ops.get(f"{EVENTS}?limit=1").json()
    second = ops.get(f"{EVENTS}?limit=1&cursor={first['next_cursor']}").json()
    assert [first["items"][0]["id"], second["items"][0]["id"]] == [one["id"] for one in recorded(running)[:2]]
