"""Lists: pages without gaps and repeats, filters, CSV."""

import csv
import io

import pytest

from tests.api.calls import API, act, asking, done, get, made, refused, waiting


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


def pages(client, path, **params):
    found, cursor = [], None
    while True:
        page = get(client, path, **params, **({"cursor": cursor} if cursor else {}))
        assert page.keys() == {"items", "next_cursor"}
        assert len(page["items"]) <= params.get("limit", 200)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [7, 100, 200])
def test_pages_hold_everything_once_newest_first(served, ops, limit):
    whole = [one["id"] for one in pages(ops, "/requests", limit=200)]
    assert whole == sorted(set(whole), reverse=True)
    assert len(whole) >= 200
    asked = whole if limit > 7 else whole[:70]
    found, cursor = [], None
    while len(found) < len(asked):
        page = get(ops, "/requests", limit=limit, **({"cursor": cursor} if cursor else {}))
        found += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert found[: len(asked)] == asked


def test_what_comes_meanwhile_disturbs_no_page(served, ops):
    first = get(ops, "/requests", limit=5)
    waiting(served)
    second = get(ops, "/requests", limit=5, cursor=first["next_cursor"])
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}
    assert first["items"][-1]["id"] > second["items"][0]["id"]


def test_a_page_that_is_exactly_full_is_the_last(served, ops):
    order = served.order()
    for _ in range(3):
        made(served.client(served.person(tier="agent")), asking(order, 100))
    assert get(ops, "/requests", order_id=order.id, limit=3)["next_cursor"] is None
    assert get(ops, "/requests", order_id=order.id, limit=2)["next_cursor"] is not None


def test_filters_narrow_and_join(served, ops):
    request = waiting(served)
    everything = pages(ops, "/requests", limit=200)
    person = request["requester"]
    for name, value, told in (
        ("state", "pending", lambda one: one["state"]),
        ("remedy", "replacement", lambda one: one["remedy"]),
        ("requester", person["id"], lambda one: one["requester"]["id"]),
        ("team", person["team"], lambda one: one["requester"]["team"]),
        ("customer_id", request["customer_id"], lambda one: one["customer_id"]),
        ("order_id", request["order_id"], lambda one: one["order_id"]),
    ):
        found = [one["id"] for one in pages(ops, "/requests", limit=200, **{name: value})]
        assert found == [one["id"] for one in everything if told(one) == value]
        assert found
    both = pages(ops, "/requests", state="pending", order_id=request["order_id"])
    assert [one["id"] for one in both] == [request["id"]]
    assert get(ops, "/requests", order_id="SO-0")["items"] == []


def test_since_is_inclusive_and_until_is_not(served, ops):
    everything = pages(ops, "/requests", limit=200)
    middle = everything[len(everything) // 2]["created_at"]
    after = [one["id"] for one in pages(ops, "/requests", limit=200, since=middle)]
    before = [one["id"] for one in pages(ops, "/requests", limit=200, until=middle)]
    assert sorted(after + before, reverse=True) == sorted((one["id"] for one in everything), reverse=True)
    elsewhere = middle.replace("Z", "+00:00")
    assert [one["id"] for one in pages(ops, "/requests", limit=200, since=elsewhere)] == after


def test_csv_holds_the_same_lines_and_no_formulas(served, ops):
    order = served.order()
    agent = served.client(served.person(tier="agent"))
    request = made(agent, asking(order, 100, note="=1+1"))
    answer = ops.get(f"{API}/requests", params={"order_id": order.id}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    [line] = csv.DictReader(io.StringIO(answer.text))
    assert (line["id"], line["amount"], line["currency"]) == (request["id"], "100", "USD")
    whole = ops.get(f"{API}/requests", headers={"Accept": "text/csv"}).text
    rows = list(csv.DictReader(io.StringIO(whole)))
    assert [row["id"] for row in rows] == [one["id"] for one in pages(ops, "/requests", limit=200)]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_the_record_is_read_in_order_and_without_gaps(served, ops):
    start = get(ops, "/events", after=0, limit=200)
    assert len(start["items"]) == 200
    request = waiting(served)
    done(act(served.client(served.person(tier="lead")), request, "approve"))
    seqs, after = [], 0
    while after is not None:
        page = get(ops, "/events", after=after, limit=200)
        seqs += [one["seq"] for one in page["items"]]
        after = page["next_after"]
    assert seqs == list(range(1, len(seqs) + 1))


def test_people_and_versions_are_paged_too(served, ops):
    people = [one["id"] for one in pages(ops, "/people", limit=10)]
    assert people == sorted(set(people))
    assert set(people) >= {person.id for person in served.world.people}
    numbers = [one["version"] for one in pages(ops, "/policy/versions", limit=2)]
    assert numbers == list(range(numbers[0], 0, -1))


def test_orders_are_found_by_number_customer_and_name(served, ops):
    order = served.order()
    for q in (order.id, order.id.lower(), order.customer.id, order.customer.name):
        found = get(ops, "/orders", q=q, limit=50)["items"]
        assert all(
            order.customer.id == one["customer"]["id"] or one["id"] == order.id or one["customer"]["name"]
            for one in found
        )
        assert found
    assert order.id in [one["id"] for one in get(ops, "/orders", q=order.id)["items"]]
    assert get(ops, "/orders", q="%")["items"] == []
    assert get(ops, "/orders", q="SO-_00")["items"] == []
    assert get(ops, "/orders", q="nobody of that name")["items"] == []
    refused(ops.get(f"{API}/orders/SO-0"), 404, "order-not-found")


def test_the_catalog_is_there_for_everybody(served):
    for role in ("agent", "approver", "ops", "coach", "auditor"):
        client = served.client(served.person(role=role))
        reasons = {one["code"]: one for one in get(client, "/reasons")["items"]}
        assert reasons["OTHER"]["note_required"]
        assert reasons["DAMAGED_DEFECTIVE"]["basis"] == "entitlement"
        assert len(reasons) == 28
        assert len(get(client, "/remedies")["items"]) == 8
        assert get(client, "/orders", limit=1)["items"]
