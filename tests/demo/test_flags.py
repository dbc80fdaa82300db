"""Sixty days of honest work are neither held up by summing pieces nor suspected; what is planted is."""

from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest

from remit.authority.snapshot import snapshot
from remit.domain.people import directory
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import LADDER
from remit.domain.policy.signals import JUST_UNDER
from remit.domain.policy.stacks import USUAL
from remit.domain.policy.weighing import weighed
from remit.domain.requests.pieces import piece_of
from remit.domain.requests.request import case_of

PLANTED = 49_00


@pytest.fixture(scope="module")
def limits(world):
    return snapshot(1, world.versions[-1].rules, LADDER, directory(1, world.people))


def test_at_most_one_in_a_hundred_honest_requests_is_held_up_and_the_planted_ones_are(world, limits):
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


def test_at_most_one_in_a_hundred_honest_requests_is_just_under_a_limit(world, limits):
    past = [one.request for one in world.past.requests]
    flagged = [one for one in past if JUST_UNDER in decide(_alone(one, limits), limits).signals]
    assert 0 < len(flagged) <= len(past) // 100


def test_a_ring_that_stays_just_under_the_limit_is_seen(world, limits):
    """Rings of three to six refunds, each a little under the limit, of other customers every time."""
    random = Random(7)
    agents = [one for one in world.people if one.tier in ("agent", "senior") and one.active]
    model = _alone(next(one.request for one in world.past.requests if one.request.remedy == "refund"), limits)
    seen = 0
    for _ in range(200):
        who = random.choice(agents)
        most = limits.reach(replace(model, requester=who).question(who.subject, "auto")).amount
        ring = [most - random.randint(1, most * 5 // 100) for _ in range(random.randint(3, 6))]
        asked = (replace(model, requester=who, amount=amount) for amount in ring)
        seen += any(JUST_UNDER in decide(one, limits).signals for one in asked)
    assert seen >= 190


def _alone(request, limits):
    return replace(case_of(request, limits.people.get(request.requester.id)), given={}, refused=None)
