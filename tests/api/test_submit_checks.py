"""What POST /requests refuses, and in which order."""

import pytest

from remit.domain.remedies import NEEDS_ORDER, REMEDIES
from tests.api.calls import API, act, asking, done, get, made, post, reaches, refused, waiting


@pytest.fixture
def agent(served):
    return served.client(served.person(tier="agent"))


def both(client, body):
    """The answers of the real call and of the dry run."""
    return post(client, body), client.post(f"{API}/requests/check", json=body)


@pytest.mark.parametrize("remedy", sorted(REMEDIES))
def test_what_needs_an_order_needs_it_and_the_rest_a_customer(served, agent, remedy):
    bare = {**asking(None, 100, remedy=remedy), "customer_id": "C-2001"}
    if remedy in NEEDS_ORDER:
        for answer in both(agent, bare):
            refused(answer, 422, "order-required")
        return
    assert made(agent, bare)["customer_id"] == "C-2001"
    del bare["customer_id"]
    for answer in both(agent, bare):
        refused(answer, 422, "order-required")


def test_an_order_that_is_not_there(agent):
    for answer in both(agent, asking(None, remedy="refund", order_id="SO-0")):
        refused(answer, 404, "order-not-found")


def test_the_order_says_the_currency(served, agent):
    order = served.order(at_least=100, currency="EUR")
    for answer in both(agent, asking(order, 100)):
        assert refused(answer, 422, "currency-mismatch")["currency"] == "EUR"
    assert made(agent, asking(order, 100, currency="EUR"))["currency"] == "EUR"


@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_currencies_without_and_with_three_decimals(served, agent, currency):
    order = served.order(at_least=1, currency=currency)
    request = made(agent, asking(order, order.captured, currency=currency))
    assert request["state"] == "denied"
    said = f"JPY {order.captured:,}" if currency == "JPY" else f"KWD {order.captured / 1000:,.3f}"
    assert said in request["decision"]["sentence"]


def test_a_reason_that_is_not_there(served, agent):
    for code in ("NO_SUCH", "damaged_defective", "OTHER "):
        for answer in both(agent, asking(served.world.fresh[0], reason=code)):
            refused(answer, 422, "unknown-reason")


def test_some_reasons_and_every_override_need_a_note(served, agent):
    order = served.order()
    for missing in ({}, {"note": None}, {"note": ""}, {"note": " \n"}):
        refused(post(agent, asking(order, reason="OTHER", **missing)), 422, "note-required")
        refused(post(agent, asking(order, override=True, **missing)), 422, "note-required")
    assert made(agent, asking(order, reason="OTHER", note="It fell."))["basis"] == "goodwill"


def test_never_more_than_was_captured(served, agent):
    order = served.order(at_least=10_000)
    for answer in both(agent, asking(order, order.captured + 1)):
        assert refused(answer, 409, "over-captured")["refundable"] == order.captured
    held = made(agent, asking(order, order.captured - 100, remedy="replacement"))
    for answer in both(agent, asking(order, 101)):
        assert refused(answer, 409, "over-captured")["refundable"] == 100
    assert get(agent, f"/orders/{order.id}")["refundable"] == 100
    settled = reaches(agent, made(agent, asking(order, 100)), "settled")
    assert settled["execution"]["state"] == "succeeded"
    assert refused(post(agent, asking(order, 1)), 409, "over-captured")["refundable"] == 0
    if held["state"] == "pending":
        done(act(agent, held, "withdraw"))
        assert get(agent, f"/orders/{order.id}")["refundable"] == order.captured - 100


def test_remedies_that_need_no_order_take_nothing_from_it(served, agent):
    order = served.order()
    made(agent, asking(order, 1_500, remedy="goodwill_credit"))
    assert get(agent, f"/orders/{order.id}")["refundable"] == order.captured


def test_the_order_of_the_checks(served, agent):
    """Everything is wrong at once; each thing put right shows the next."""
    euros, dollars = served.order(at_least=100, currency="EUR"), served.order()
    wrong = {"remedy": "refund", "amount": 10**12, "currency": "USD", "reason": "NO_SUCH"}
    steps = [
        ({}, 422, "order-required"),
        ({"order_id": "SO-0"}, 404, "order-not-found"),
        ({"order_id": euros.id}, 422, "currency-mismatch"),
        ({"order_id": dollars.id}, 422, "unknown-reason"),
        ({"reason": "OTHER"}, 422, "note-required"),
        ({"note": "A long story."}, 409, "over-captured"),
    ]
    for put_right, status, name in steps:
        wrong |= put_right
        refused(post(agent, wrong), status, name)
        refused(post(agent, wrong, {}), 400, "idempotency-key-missing")
    assert made(agent, {**wrong, "amount": 1_000})["state"] == "granted"


def test_the_order_is_believed_and_not_the_caller(served, agent):
    order = served.order()
    request = made(agent, asking(order, customer_id="C-someone-else"))
    assert (request["customer_id"], request["brand"]) == (order.customer.id, order.brand)


def test_those_who_do_not_talk_to_customers_ask_for_nothing(served):
    for role in ("ops", "coach", "auditor", "admin"):
        refused(post(served.client(served.person(role=role)), asking(served.order())), 403, "not-permitted")


def test_a_dry_run_records_nothing(served, agent):
    order = served.order()
    before = get(agent, "/events", after=0, limit=1)
    for amount in (1_000, 9_000):
        decision = done(agent.post(f"{API}/requests/check", json=asking(order, amount)))["decision"]
        assert decision["outcome"] in ("allow", "escalate")
    assert get(agent, "/requests", order_id=order.id)["items"] == []
    assert get(agent, f"/orders/{order.id}")["refundable"] == order.captured
    assert get(agent, "/events", after=0, limit=1) == before


def test_what_the_dry_run_says_is_what_happens(served, agent):
    for amount in (1_000, 5_000, 5_001, 9_000, 10_000):
        order = served.order()
        preview = done(agent.post(f"{API}/requests/check", json=asking(order, amount)))
        assert made(agent, asking(order, amount))["decision"] == preview["decision"]
        assert preview.keys() >= {"decision", "available_approvers", "usual_seconds"}
        assert "trace" not in preview


def test_nothing_is_half_written_when_it_is_refused(served, agent):
    order = served.order()
    waiting_before = len(get(agent, "/requests", limit=200)["items"])
    refused(post(agent, asking(order, order.captured + 1, split=True)), 409, "over-captured")
    assert len(get(agent, "/requests", limit=200)["items"]) == waiting_before
    assert get(agent, f"/orders/{order.id}")["refundable"] == order.captured
    assert waiting(served)["approval"]["offered_to"] == []
