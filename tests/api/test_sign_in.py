"""Signing in and out, and what is throttled."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from remit import clock
from remit.demo.fill import PASSWORD
from remit.desk import sign_in
from remit.main import create_app
from remit.settings import Settings
from remit.store import sessions
from remit.store.database.session import connect
from tests.api.calls import API, refused
from tests.serving import aside

SESSION = f"{API}/session"


def say(client, email, password):
    return client.post(SESSION, json={"email": email, "password": password})


def throttled(served, email):
    """Guesses until one is not even looked at: the sixth, or a later one on a machine slower than the wait."""
    begun, guesses = time.monotonic(), 0
    while (answer := say(served.visitor(), email, "wrong")).status_code == 401:
        guesses += 1
        assert guesses <= looked_at_within(time.monotonic() - begun)
    assert guesses >= 5
    return refused(answer, 429, "too-many-attempts")


def looked_at_within(seconds):
    """Five guesses are free; the next ones are looked at after 2 s, 4 s more, 8 s more."""
    return 5 + sum(2 ** (more + 1) - 2 <= seconds for more in range(1, 10))


def guessed(served, email, times):
    """As if somebody had guessed wrong so often just now."""

    async def counted():
        database, now = connect(served.settings.database_url), clock.now()
        try:
            for _ in range(times):
                await database.write(sessions.failed, email, now, now - timedelta(hours=1))
        finally:
            await database.close()

    aside(counted)


def test_signing_in_sets_an_opaque_cookie_that_scripts_cannot_read(served):
    answer = say(served.visitor(), served.person(tier="agent").email, PASSWORD)
    assert (answer.status_code, answer.content) == (204, b"")
    cookie = answer.headers["set-cookie"]
    assert re.match(r"remit_session=[A-Za-z0-9_-]{40,};", cookie)
    assert {"httponly", "path=/", "samesite=lax"} <= {part.strip().lower() for part in cookie.split(";")}
    assert "secure" not in cookie.lower()


def test_over_tls_the_cookie_is_bound_to_the_host(served):
    secure = Settings(database_url=served.settings.database_url, public_origin="https://remit.example")
    assert secure.secure
    assert create_app(secure).state.settings.secure
    from remit.live.door import cookie_name

    assert cookie_name(secure=True).startswith("__Host-")


def test_the_address_is_taken_as_people_type_it(served):
    email = served.person(tier="agent").email
    assert say(served.visitor(), f" {email.upper()} ", PASSWORD).status_code == 204


def test_an_unknown_account_is_answered_like_a_wrong_password(served):
    wrong = refused(say(served.visitor(), served.people(tier="senior")[3].email, "wrong"), 401, "wrong-credentials")
    unknown = refused(say(served.visitor(), "nobody@acme.example", "wrong"), 401, "wrong-credentials")
    assert wrong == unknown


def test_failures_throttle_the_account_wherever_they_come_from(served):
    for email in (served.people(tier="senior")[4].email, "no.such.person@acme.example"):
        throttled(served, email)
        guessed(served, email, 5)
        answer = say(served.visitor(**{"X-Forwarded-For": "203.0.113.9"}), email, PASSWORD)
        problem = refused(answer, 429, "too-many-attempts")
        assert int(answer.headers["retry-after"]) == problem["retry_after"] > 0
    assert say(served.visitor(), served.people(tier="senior")[5].email, PASSWORD).status_code == 204


def test_a_success_forgives_and_waiting_is_enough(served):
    email = served.people(tier="senior")[6].email
    for _ in range(2):
        refused(say(served.visitor(), email, "wrong"), 401)
    assert say(served.visitor(), email, PASSWORD).status_code == 204
    time.sleep(throttled(served, email)["retry_after"])
    assert say(served.visitor(), email, PASSWORD).status_code == 204


def test_guesses_made_all_at_once_are_throttled_just_the_same(served):
    email, begun = "all.at.once@acme.example", time.monotonic()
    clients = [served.visitor() for _ in range(9)]
    with ThreadPoolExecutor(9) as many:
        statuses = [answer.status_code for answer in many.map(lambda one: say(one, email, "wrong"), clients)]
    assert set(statuses) <= {401, 429}
    assert 5 <= statuses.count(401) <= looked_at_within(time.monotonic() - begun)


def test_the_right_password_is_never_throttled_by_itself(served):
    email = served.person(role="coach").email
    clients = [served.visitor() for _ in range(7)]
    with ThreadPoolExecutor(7) as many:
        assert {one.status_code for one in many.map(lambda one: say(one, email, PASSWORD), clients)} == {204}


def test_signing_out_ends_the_session_and_no_other(served):
    person = served.person(role="auditor")
    one, other = served.fresh_session(person), served.fresh_session(person)
    token = one.cookies["remit_session"]
    answer = one.delete(SESSION)
    assert answer.status_code == 204
    assert "remit_session=" in answer.headers["set-cookie"]
    refused(served.visitor(Cookie=f"remit_session={token}").get(f"{API}/me"), 401, "signed-out")
    assert other.get(f"{API}/me").status_code == 200


def test_no_session_no_answer(served):
    visitor = served.visitor()
    for path in ("/me", "/requests", "/requests/req_1", "/policy", "/approvals", "/nothing-here"):
        answer = visitor.get(API + path)
        refused(answer, 401, "signed-out")
        assert answer.headers["www-authenticate"] == "Bearer"
    for forged in (
        "remit_session=guess",
        "remit_session=",
        'remit_session="\\000"',
        "remit_session=a; remit_session=b",
    ):
        refused(served.visitor(Cookie=forged).get(f"{API}/me"), 401, "signed-out")


def test_a_token_acts_as_its_account(served):
    person = served.person(role="ops")

    async def begun():
        database = connect(served.settings.database_url)
        try:
            return await sign_in.begin_token(database, person.id, 1)
        finally:
            await database.close()

    token = aside(begun)
    assert token.startswith("remit_")
    with_token = served.visitor(Authorization=f"Bearer {token}")
    assert with_token.get(f"{API}/me").json()["id"] == person.id
    refused(served.visitor(Authorization="Bearer remit_guess").get(f"{API}/me"), 401)
    refused(served.visitor(Authorization=f"Basic {token}").get(f"{API}/me"), 401)


def test_credentials_that_cannot_be_are_refused(served):
    visitor = served.visitor()
    for said in ({}, {"email": "a@b"}, {"email": 1, "password": "x"}, {"email": "", "password": "x"}):
        refused(visitor.post(SESSION, json=said), 422, "invalid")
    refused(say(visitor, "nul\x00@acme.example", "x"), 422, "invalid")
    refused(visitor.post(SESSION, json={"email": "a@b", "password": "x", "admin": True}), 422, "invalid")
    refused(say(visitor, "a@b", "x" * 2000), 422, "invalid")
    refused(say(visitor, "a@b", "nul\x00"), 401)
