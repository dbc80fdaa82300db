"""A commit that fails is never told as a success, and leaves nothing behind.

The failure is real: a trigger plants a breach of a deferred constraint, which the database finds at COMMIT.
"""

import sqlite3
from contextlib import closing, contextmanager

import pytest

from tests.api.calls import API, act, asking, get, key, made, now, post, reaches, refused, waiting
from tests.conftest import command

SQLITE = (
    "CREATE TABLE nowhere (id TEXT PRIMARY KEY)",
    "CREATE TABLE planted (id TEXT REFERENCES nowhere DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TRIGGER breach AFTER INSERT ON {table} BEGIN INSERT INTO planted VALUES ('x'); END",
)
SQLITE_UNDO = ("DROP TRIGGER breach", "DROP TABLE planted", "DROP TABLE nowhere")
POSTGRES = (
    "CREATE FUNCTION breach() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''planted''; END' LANGUAGE plpgsql",
    """CREATE CONSTRAINT TRIGGER breach AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION breach()""",
)
POSTGRES_UNDO = ("DROP FUNCTION breach CASCADE",)


@contextmanager
def failing(served, table):
    """Until the block ends, no transaction that adds a row to this table can be committed."""
    url = served.settings.database_url
    do, undo = (SQLITE, SQLITE_UNDO) if url.startswith("sqlite") else (POSTGRES, POSTGRES_UNDO)
    try:
        for sql in do:
            execute(url, sql.format(table=table))
        yield
    finally:
        for sql in undo:
            execute(url, sql)


def execute(url, sql):
    if not url.startswith("sqlite"):
        command(url, sql)
        return
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10)) as connection:
        connection.execute(sql)
        connection.commit()


def lost(answer):
    """It says that nothing was stored, and that one may try again."""
    problem = refused(answer, 503, "not-stored")
    assert int(answer.headers["retry-after"]) >= 1
    assert "nothing was changed" in problem["detail"]


@pytest.mark.parametrize("amount", [1_000, 9_000])
def test_a_request_that_was_not_stored_was_not_made(served, amount):
    agent, order, with_key = served.client(served.person(tier="agent")), served.order(), key()
    with failing(served, "events"):
        for _ in range(2):
            lost(post(agent, asking(order, amount), with_key))
    assert get(agent, "/requests", order_id=order.id)["items"] == []
    assert get(agent, f"/orders/{order.id}")["refundable"] == order.captured
    answer = post(agent, asking(order, amount), with_key)
    assert answer.status_code == 201
    assert "idempotent-replayed" not in answer.headers
    if amount == 1_000:
        reaches(agent, answer.json(), "settled")


def test_a_decision_that_was_not_stored_was_not_made(served):
    lead, request = served.client(served.person(tier="lead")), waiting(served)
    said = {"reject": {"comment": "No."}, "offer": {"comment": "Less.", "amount": 1}, "ask": {"question": "?"}}
    with failing(served, "events"):
        for verb in ("approve", "reject", "offer", "ask", "claim"):
            lost(act(lead, request, verb, **said.get(verb, {})))
    assert now(lead, request) == request
    assert act(lead, request, "approve").json()["state"] == "granted"
    reaches(lead, request, "settled")


def test_what_was_granted_is_carried_out_once_the_database_is_back(served):
    agent, order = served.client(served.person(tier="agent")), served.order()
    with failing(served, "executions"):
        lost(post(agent, asking(order)))
    request = made(agent, asking(order))
    assert reaches(agent, request, "settled")["execution"]["attempts"] == 1
    assert get(agent, f"/orders/{order.id}")["refunded"] == 1_000


def test_a_version_that_was_not_stored_is_not_in_force(served):
    ops = served.client(served.person(role="ops"))
    before = get(ops, "/policy")
    with failing(served, "policy_versions"):
        lost(ops.post(f"{API}/policy/rollback", json={"to_version": before["version"], "note": "Same again."}))
        assert get(ops, "/policy") == before
        check = served.client(served.person(tier="agent")).post(f"{API}/requests/check", json=asking(None, 1))
        assert check.json()["decision"]["policy_version"] == before["version"]
    again = ops.post(f"{API}/policy/rollback", json={"to_version": before["version"], "note": "Same again."})
    assert (again.status_code, again.json()["version"]) == (201, before["version"] + 1)


def test_a_draft_that_was_not_stored_is_not_there(served):
    ops = served.client(served.person(role="ops"))
    before, base = get(ops, "/policy/drafts"), get(ops, "/policy")["version"]
    with failing(served, "drafts"):
        lost(ops.post(f"{API}/policy/drafts", json={"name": "Lost", "base_version": base}))
    assert get(ops, "/policy/drafts") == before


def test_a_session_that_was_not_stored_is_not_begun(served):
    person, visitor = served.person(role="auditor"), served.visitor()
    with failing(served, "sessions"):
        answer = visitor.post(f"{API}/session", json={"email": person.email, "password": "remit-demo"})
        assert answer.status_code >= 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert "set-cookie" not in answer.headers
    served.fresh_session(person)
