"""What a requester may do with their own request while it waits."""

import pytest

from tests.api.calls import API, act, asking, done, get, made, now, post, reaches, refused, waiting


@pytest.fixture
def agent(served):
    return served.client(served.person(tier="agent"))


@pytest.fixture
def lead(served):
    return served.client(served.person(tier="lead"))


def edit(client, request, **changes):
    return client.patch(f"{API}/requests/{request['id']}", json={"version": request["version"], **changes})


def test_taking_it_back_frees_what_it_held(served, agent):
    request = waiting(served)
    gone = done(act(agent, request, "withdraw", comment="Sorted out."))
    assert (gone["state"], gone["version"], gone["approval"]["comment"]) == ("withdrawn", 2, "Sorted out.")
    order = get(agent, f"/orders/{request['order_id']}")
    assert order["refundable"] == order["captured"]


def test_it_can_be_taken_back_whatever_it_waits_for(served, agent, lead):
    for verb, said in (("ask", {"question": "?"}), ("offer", {"amount": 1, "comment": "A cent."})):
        assert done(act(agent, done(act(lead, waiting(served), verb, **said)), "withdraw"))["state"] == "withdrawn"


def test_only_the_requester_speaks_for_the_requester(served, lead):
    request = waiting(served)
    for verb, said in (("withdraw", {}), ("answer", {"answer": "x"}), ("accept", {})):
        refused(act(lead, request, verb, **said), 403, "not-requester")
    refused(edit(lead, request, amount=1), 403, "not-requester")
    stranger = served.client(served.people(tier="senior")[0])
    for verb, said in (("withdraw", {}), ("answer", {"answer": "x"}), ("accept", {})):
        refused(act(stranger, request, verb, **said), 404, "not-found")
    refused(edit(stranger, request, amount=1), 404, "not-found")


def test_there_has_to_be_something_to_answer_or_accept(served, agent):
    request = waiting(served)
    refused(act(agent, request, "answer", answer="42"), 409, "wrong-state")
    refused(act(agent, request, "accept"), 409, "wrong-state")


def test_an_edit_is_decided_anew(served, agent):
    lower, higher = waiting(served), waiting(served)
    # So small that 90.00 of it is a larger share than anybody may give as a discount.
    small = next(one for one in iter(served.order, None) if one.captured < 20_000)
    hopeless = made(agent, asking(small, 9_000))
    granted = done(edit(agent, lower, amount=5_000))
    assert (granted["state"], granted["version"], granted["approval"]) == ("granted", 2, None)
    reaches(agent, granted, "settled")
    assert get(agent, f"/orders/{lower['order_id']}")["refunded"] == 5_000
    still = done(edit(agent, higher, amount=9_500, note="and the box"))
    assert (still["state"], still["amount"], still["note"], still["version"]) == ("pending", 9_500, "and the box", 2)
    assert still["decision"]["over_by"] == 4_500
    denied = done(edit(agent, hopeless, reason="PRICE_MATCH", remedy="discount"))
    assert (denied["state"], denied["basis"]) == ("denied", "goodwill")
    assert get(agent, f"/orders/{hopeless['order_id']}")["refundable"] > 0


def test_an_edit_voids_what_was_said_before(served, agent, lead):
    asked = done(act(lead, waiting(served), "ask", question="Sure?"))
    edited = done(edit(agent, asked, amount=8_000))
    assert (edited["state"], edited["approval"]["question"]) == ("pending", None)
    refused(act(lead, asked, "approve"), 409, "stale-version")
    assert done(act(lead, edited, "approve"))["amount"] == 8_000


def test_an_edit_is_checked_like_a_new_request(served, agent):
    request = waiting(served)
    order = get(agent, f"/orders/{request['order_id']}")
    refused(edit(agent, request, reason="NO_SUCH"), 422, "unknown-reason")
    refused(edit(agent, request, reason="OTHER"), 422, "note-required")
    problem = refused(edit(agent, request, amount=order["captured"] + 1), 409, "over-captured")
    assert problem["refundable"] == order["captured"]
    for wrong in ({"amount": 0}, {"amount": "1"}, {"currency": "EUR"}, {"order_id": "SO-1"}, {"state": "granted"}):
        refused(edit(agent, request, **wrong), 422, "invalid")
    credit = made(agent, asking(None, 9_000))
    refused(edit(agent, credit, remedy="refund"), 422, "order-required")
    assert now(agent, request) == request
    assert done(edit(agent, request, reason="OTHER", note="It sang."))["reason"] == "OTHER"


def test_what_is_offered_or_over_is_not_edited(served, agent, lead):
    offered = done(act(lead, waiting(served), "offer", amount=6_000, comment="This much."))
    refused(edit(agent, offered, amount=1), 409, "wrong-state")
    approved = done(act(lead, waiting(served), "approve"))
    refused(edit(agent, approved, amount=1), 409, "already-settled")


def test_an_edit_of_what_was_not_seen_is_refused(served, agent):
    request = waiting(served)
    edited = done(edit(agent, request, amount=8_000))
    assert refused(edit(agent, request, amount=7_000), 409, "stale-version")["current"] == edited


def test_an_offer_holds_only_as_long_as_the_order_has_it(served, agent):
    """A credit reserves nothing on its order; a refund offered instead of it must still fit when it is accepted."""
    director, order = served.client(served.person(tier="director")), served.order(at_least=10_000)
    credit = made(agent, asking(order, 9_000, remedy="goodwill_credit"))
    offered = done(act(director, credit, "offer", remedy="refund", comment="Money back instead."))
    held = made(agent, asking(order, order.captured - 1_000))
    problem = refused(act(agent, offered, "accept"), 409, "over-captured")
    assert problem["refundable"] == 1_000
    assert now(agent, offered) == offered
    done(act(agent, held, "withdraw"))
    taken = done(act(agent, offered, "accept"))
    assert (taken["remedy"], taken["state"]) == ("refund", "granted")
    assert (
        refused(post(agent, asking(order, order.captured)), 409, "over-captured")["refundable"]
        == order.captured - 9_000
    )
    assert reaches(agent, taken, "settled", "failed")["state"] == "settled"


def test_an_offer_of_another_remedy_frees_what_it_no_longer_needs(served, agent):
    director, order = served.client(served.person(tier="director")), served.order()
    request = made(agent, asking(order, 9_000))
    offered = done(act(director, request, "offer", remedy="goodwill_credit", comment="A credit."))
    assert get(agent, f"/orders/{order.id}")["refundable"] == order.captured - 9_000
    done(act(agent, offered, "accept"))
    assert get(agent, f"/orders/{order.id}")["refundable"] == order.captured
