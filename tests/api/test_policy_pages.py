"""A version with very many limits: page by page, and never all of them in one answer."""

import pytest

from remit.desk.policies import versions
from tests.api.calls import API, done, get, refused

SMALLER = pytest.mark.one_process("it makes the most that is told in one answer smaller, in the process that tells it")


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


def pages(client, path, size):
    found, cursor = [], None
    while True:
        page = get(client, path, limit=size, **({"cursor": cursor} if cursor else {}))
        assert 0 < len(page["limits"]) <= size
        found.append(page)
        cursor = page["next_cursor"]
        if cursor is None:
            return found


def test_all_pages_together_are_the_version(ops):
    whole = get(ops, "/policy")
    assert whole["next_cursor"] is None
    path = f"/policy/versions/{whole['version']}"
    found = pages(ops, path, 17)
    assert [one for page in found for one in page["limits"]] == whole["limits"]
    besides = {name: whole[name] for name in whole.keys() - {"limits", "next_cursor"}}
    for page in found:
        assert {name: page[name] for name in besides} == besides
    exactly = get(ops, path, limit=len(whole["limits"]))
    assert exactly == whole
    assert get(ops, "/policy", limit=1)["limits"] == whole["limits"][:1]


@SMALLER
def test_too_many_for_one_answer_says_how_to_take_them(ops, monkeypatch):
    number = get(ops, "/policy/outline")["version"]
    monkeypatch.setattr(versions, "MOST_WHOLE", 3)
    for path in ("/policy", f"/policy/versions/{number}"):
        problem = refused(ops.get(f"{API}{path}"), 422, "too-many-limits")
        assert problem["limits"] > problem["most"] == 3
        assert f"/policy/versions/{number}?limit=1000" in problem["detail"]
        assert len(done(ops.get(f"{API}{path}", params={"limit": 5}))["limits"]) == 5
    monkeypatch.setattr(versions, "MOST_WHOLE", problem["limits"])
    assert len(get(ops, "/policy")["limits"]) == problem["limits"]


@pytest.mark.parametrize("size", [0, 1001, "x"])
def test_a_size_that_cannot_be_is_refused(ops, size):
    refused(ops.get(f"{API}/policy", params={"limit": size}), 422)


def test_what_two_versions_have_apart_is_said_either_way_round(ops):
    number = get(ops, "/policy/outline")["version"]
    path = f"/policy/versions/{number}/diff"
    same = get(ops, path, **{"from": number})
    assert (same["lines"], same["added"], same["removed"], same["changed"]) == ([], [], [], [])
    refused(ops.get(f"{API}{path}", params={"from": number + 1}), 404)


@SMALLER
def test_too_much_for_one_answer_between_two_versions(ops, monkeypatch):
    # In a currency that no other test speaks of, and taken back in the end.
    limit = {"change": "set_limit", "subject": "tier:agent", "remedy": "refund", "currency": "XPF"}
    changes = [{**limit, "kind": "cap", "mode": mode, "amount": 1_000} for mode in ("auto", "review", "approve")]
    number = get(ops, "/policy/outline")["version"]
    draft = ops.post(f"{API}/policy/drafts", json={"name": "Caps", "base_version": number}).json()
    path = f"{API}/policy/drafts/{draft['id']}"
    done(ops.patch(path, json={"revision": 1, "changes": changes}))
    made = ops.post(f"{path}/publish", json={"note": "Three caps."}).json()["version"]
    for one, other in ((number, made), (made, number)):
        found = get(ops, f"/policy/versions/{other}/diff", **{"from": one})
        assert (len(found["added"]), len(found["removed"])) == ((3, 0) if other == made else (0, 3))
    monkeypatch.setattr(versions, "MOST_WHOLE", 2)
    problem = refused(ops.get(f"{API}/policy/versions/{made}/diff"), 422, "too-many-limits")
    assert "as sheets" in problem["detail"]
    monkeypatch.undo()
    assert ops.post(f"{API}/policy/rollback", json={"to_version": number, "note": "As before."}).status_code == 201
