"""People who are made for one test: hired, promoted by two, signed in with a password of their own choice."""

from itertools import count

import httpx

from tests.api.calls import API, done
from tests.serving import Served

PASSWORD = "a long enough password"
_numbers = count(1)


def ops(served: Served, place: int = 0) -> httpx.Client:
    """One of the two who look after people."""
    return served.client(served.people(role="ops")[place])


def created(served: Served, **said) -> dict:
    """The answer to POST /people, for somebody nobody else has heard of."""
    number = next(_numbers)
    body = {"name": f"Temp {number}", "email": f"temp{number}@acme.example", **said}
    answer = ops(served).post(f"{API}/people", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def hired(served: Served, **said) -> dict:
    """Somebody who is what was said: what needs a second person has one."""
    person = created(served, **said)["person"]
    return accepted(served, person) if person["proposed"] else person


def accepted(served: Served, person: dict) -> dict:
    return done(ops(served, 1).post(f"{API}/people/{person['id']}/accept", json={"version": person["version"]}))


def changed(served: Served, person: dict, **said) -> httpx.Response:
    return ops(served).patch(f"{API}/people/{person['id']}", json={"version": person["version"], **said})


def told(served: Served, person: dict, verb: str, **said) -> httpx.Response:
    """POST a verb on the account at the version that `person` is at."""
    return ops(served).post(f"{API}/people/{person['id']}/{verb}", json={"version": person["version"], **said})


def invited(served: Served, person: dict) -> str:
    """The token of a fresh invitation."""
    answer = ops(served).post(f"{API}/people/{person['id']}/invitation")
    assert answer.status_code == 201, answer.text
    return answer.json()["path"].removeprefix("/welcome#")


def signed_in(served: Served, person: dict) -> httpx.Client:
    """A client of this person, who has chosen a password by invitation."""
    client = served.visitor()
    chosen = client.post(f"{API}/session/password", json={"token": invited(served, person), "password": PASSWORD})
    assert chosen.status_code == 204, chosen.text
    answer = client.post(f"{API}/session", json={"email": person["email"], "password": PASSWORD})
    assert answer.status_code == 204, answer.text
    return client


def newest(served: Served, most: int = 200) -> list[dict]:
    """The last events, as operations read them."""
    client, after, found = ops(served), 0, []
    while after is not None:
        page = done(client.get(f"{API}/events", params={"after": after, "limit": 200}))
        found, after = [*found, *page["items"]][-most:], page["next_after"]
    return found
