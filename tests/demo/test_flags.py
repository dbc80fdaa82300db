"""Sixty days of honest work are not held up by summing pieces; what is planted is."""

from collections import defaultdict

from remit.authority.snapshot import snapshot
from remit.domain.people import directory
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import LADDER
from remit.domain.policy.stacks import USUAL
from remit.domain.policy.weighing import weighed
from remit.domain.requests.pieces import piece_of
from remit.domain.requests.request import case_of

PLANTED = 49_00


def test_at_most_one_in_a_hundred_honest_requests_is_held_up_and_the_planted_ones_are(world):
    limits = snapshot(1, world.versions[-1].rules, LADDER, directory(1, world.people))
    there, held_up = defaultdict(dict), []
    past = sorted((one.request for one in world.past.requests), key=lambda one: one.created_at)
    for request in past:
        keys = [key for key in (request.order_id, request.customer_id) if key]
        beside = {piece.request: piece for key in keys for piece in there[key].values()}
        case = case_of(request, limits.people.get(request.requester.id))
        summed = weighed(case, USUAL, beside.values(), request.created_at)
        if summed.already and decide(case, limits).outcome != decide(summed, limits).outcome:
            held_up.append(request)
        if piece := piece_of(request):
            for key in keys:
                there[key][request.id] = piece
    by_order = defaultdict(list)
    for request in held_up:
        by_order[request.order_id].append(request.amount)
    planted = [order for order, amounts in by_order.items() if order and amounts == [PLANTED] * 3]
    assert len(planted) == 1
    assert 0 < len(held_up) - 3 <= len(past) // 100
