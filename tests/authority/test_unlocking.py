"""What a certificate unlocks: told in the decision, and under one's own limits; its lapse takes it back by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remit.authority.own import own_limits
from remit.authority.rules.rule import CAP
from remit.authority.snapshot import snapshot
from remit.domain.policy.cases import Alternative, Case
from remit.domain.policy.decision import decide
from remit.domain.policy.facts import House, about, at_moment
from tests.authority.worlds import DAY, NOW, floor, held_from, person, rule, tiers

KIM, MIA = person("usr_kim"), person("usr_mia", "lead")
BASE = rule("L-0001", amount=1500)
MORE = rule("L-0002", amount=4000, when="cert has GW-1")
APPROVE = rule("L-0003", subject="tier:lead", mode="approve", amount=None)
HOLD = rule("L-0004", kind=CAP, mode="*", amount=0, when="cert has no REF-1")


def world(*rules, people=(KIM, MIA)):
    return snapshot(1, (BASE, APPROVE, *rules), tiers(), floor(*people))


def decided(limits, amount=3000, by=KIM, now=NOW):
    by = limits.people.people[by.id]
    facts = about(at_moment({"brand": "acme"}, now, "UTC"), by)
    return decide(Case(requester=by, remedy="refund", amount=amount, currency="USD", brand="acme", facts=facts), limits)


def certificates(decision):
    return [one for one in decision.alternatives if one.kind == "certificate"]


def certified(code, until=NOW + DAY):
    return replace(KIM, held=(held_from(code, NOW - DAY, until),))


def test_a_refusal_names_the_certificate_that_would_unlock_it():
    said = decided(world(MORE))
    assert (said.outcome, said.limit) == ("escalate", 1500)
    assert certificates(said) == [Alternative("certificate", 3000, certificate="GW-1")]
    assert said.sentence.endswith("With certificate GW-1 you could give USD 30.00 yourself.")
    assert certificates(decided(world(MORE), 9000)) == [Alternative("certificate", 4000, certificate="GW-1")]


def test_whoever_holds_it_gives_it_until_it_lapses():
    limits = world(MORE, people=(certified("GW-1", NOW + DAY), MIA))
    assert decided(limits).outcome == "allow"
    assert decided(limits, now=NOW + DAY - timedelta(seconds=1)).outcome == "allow"
    assert decided(limits, now=NOW + DAY).outcome == "escalate"
    assert certificates(decided(limits, 9000)) == []


def test_a_cap_on_whoever_lacks_it_is_lifted_by_it():
    said = decided(world(HOLD), 1000)
    assert (said.outcome, said.limit) == ("escalate", None)
    assert certificates(said) == [Alternative("certificate", 1000, certificate="REF-1")]
    assert decided(world(HOLD, people=(certified("REF-1"), MIA)), 1000).outcome == "allow"


def test_a_certificate_that_would_not_help_is_not_named():
    lower = rule("L-0002", amount=1000, when="cert has GW-1")
    elsewhere = rule("L-0005", amount=9000, when="cert has SUB-1", brand="b1")
    assert certificates(decided(world(lower, elsewhere))) == []


def test_an_approver_needs_their_own():
    strict = replace(APPROVE, when="cert has FRD-1")
    held = held_from("FRD-1", NOW - DAY, NOW + DAY)
    for people, outcome in (((KIM, MIA), "deny"), ((KIM, replace(MIA, held=(held,))), "escalate")):
        assert decided(snapshot(1, (BASE, strict), tiers(), floor(*people))).outcome == outcome
    requester = replace(KIM, held=(held,))
    assert decided(snapshot(1, (BASE, strict), tiers(), floor(requester, MIA))).outcome == "deny"


def mine(limits, now=NOW):
    return own_limits(limits, limits.people.people[KIM.id], House("acme"), now)


def test_ones_own_limits_say_what_is_locked():
    (own,) = mine(world(MORE))
    assert (own.when, own.auto, [(one.certificate, one.auto) for one in own.unlocks]) == ("", 1500, [("GW-1", 4000)])
    (own,) = mine(world(MORE, people=(certified("GW-1"), MIA)))
    assert (own.auto, own.unlocks) == (4000, ())
    (own,) = mine(world(HOLD))
    assert (own.auto, [one.certificate for one in own.unlocks]) == (None, ["REF-1"])


def test_ones_own_limits_are_those_in_force():
    raised = rule("L-0002", amount=4000, start=NOW + DAY)
    late = rule("L-0005", amount=2000, when="hour >= 20")
    assert [own.auto for own in mine(world(raised))] == [1500]
    assert [own.auto for own in mine(world(raised), NOW + DAY)] == [4000]
    assert {own.when: own.auto for own in mine(world(late))} == {"": 1500, "hour >= 20": 2000}


@pytest.mark.parametrize("captured", [999, 1000, 2599, 10_000])
def test_the_lower_of_an_amount_and_a_share_is_the_limit_to_its_last_unit(captured):
    both = rule("L-0001", amount=250, when="order_share_percent <= 10")
    limits = snapshot(1, (both, APPROVE), tiers(), floor(KIM, MIA))

    def at(amount):
        facts = {"brand": "acme", "order_captured": captured}
        case = Case(requester=KIM, remedy="refund", amount=amount, currency="USD", brand="acme", facts=facts)
        return decide(case, limits)

    most = min(250, captured // 10)
    assert (at(most).outcome, at(most).limit, at(most).headroom) == ("allow", most, 0)
    over = at(most + 1)
    assert (over.outcome, over.limit, over.over_by) == ("escalate", most, 1)
    assert over.alternatives[0] == Alternative("split", most, ask=1)
