"""What tests of this folder say all the time: ask for something, settle it, look at a refusal."""

import time
from itertools import count

import httpx

from remit.domain.orders.order import Order
from remit.domain.people import Person
from tests.serving import Served

_keys = count(1)
API = "/api/v1"


def key() -> dict[str, str]:
    """A header with an Idempotency-Key that was never used."""
    return {"Idempotency-Key": f"test-{next(_keys)}-{time.monotonic_ns()}"}


def asking(order: Order | None, amount: object = 1_000, **changed) -> dict[str, object]:
    """A body of POST /requests: a refund that is owed; `changed` replaces, and `...` leaves out."""
    body = {"remedy": "refund", "amount": amount, "currency": "USD", "reason": "DAMAGED_DEFECTIVE"}
    # A customer of its own each time: what is given to one counts for their budget.
    body |= {"order_id": order.id} if order else {"customer_id": f"C-9{next(_keys)}", "remedy": "goodwill_credit"}
    return {name: value for name, value in {**body, **changed}.items() if value is not ...}


def post(client: httpx.Client, body: object, headers: dict[str, str] | None = None) -> httpx.Response:
    return client.post(f"{API}/requests", json=body, headers=key() if headers is None else headers)


def made(client: httpx.Client, body: object) -> dict:
    """The request that this body becomes."""
    answer = post(client, body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def waiting(served: Served, amount: int = 9_000, by: Person | None = None, **changed) -> dict:
    """A fresh request that waits for somebody: over an agent's limit, within a lead's."""
    requester = by or served.person(tier="agent")
    request = made(served.client(requester), asking(served.order(at_least=amount), amount, **changed))
    assert request["state"] == "pending", request["decision"]["sentence"]
    return request


def act(client: httpx.Client, request: dict, verb: str, **said) -> httpx.Response:
    """POST a verb on the request, at the version that `request` is at."""
    return client.post(f"{API}/requests/{request['id']}/{verb}", json={"version": request["version"], **said})


def done(answer: httpx.Response) -> dict:
    assert answer.status_code == 200, answer.text
    return answer.json()


def get(client: httpx.Client, path: str, **params) -> dict:
    return done(client.get(f"{API}{path}", params=params))


def now(client: httpx.Client, request: dict) -> dict:
    """The request as GET returns it now."""
    return get(client, f"/requests/{request['id']}")


def reaches(client: httpx.Client, request: dict, *states: str, within_s: float = 30) -> dict:
    """The request once it is in one of these states."""
    deadline = time.monotonic() + within_s
    while (found := now(client, request))["state"] not in states:
        assert time.monotonic() < deadline, f"still {found['state']}"
        time.sleep(0.02)
    return found


def refused(answer: httpx.Response, status: int, name: str | None = None) -> dict:
    """A refusal as every refusal has to be; its members."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text[:500]}"
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail"} <= problem.keys()
    assert problem["status"] == status
    assert problem["type"].startswith("/problems/")
    assert len(problem["detail"]) > 10
    assert name is None or problem["type"] == f"/problems/{name}", problem
    return problem
