"""Out of the office over HTTP: who may lend, who settles for whom, who is told, and when it ends."""

import asyncio
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from remit.api.shapes.delegations import DelegationOut, DelegationsOut, StandInsOut
from tests.api.calls import API, act, done, get, refused, waiting
from tests.live.ear import Ear

CLOSED = {"strict": False, "extra": "forbid"}


def dates(start: timedelta = timedelta(minutes=-1), end: timedelta = timedelta(hours=1)) -> dict[str, str]:
    now = datetime.now(UTC)
    return {"starts_at": (now + start).isoformat(), "ends_at": (now + end).isoformat()}


def lend(served, lender, to, **changed):
    body = {"to": to.id, "reason": "annual leave", **dates(), **changed}
    return served.client(lender).post(f"{API}/delegations", json=body)


@contextmanager
def lent(served, lender, to, **changed):
    """Somebody stands in, until the block ends."""
    answer = lend(served, lender, to, **changed)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    try:
        yield made
    finally:
        served.client(lender).delete(f"{API}/delegations/{made['id']}")


@pytest.fixture
def lead(served):
    return served.person(tier="lead")


@pytest.fixture
def senior(served):
    return served.person(tier="senior")


def test_somebody_settles_for_the_lead_and_both_names_are_kept(served, lead, senior):
    request = waiting(served)
    refused(act(served.client(senior), request, "approve"), 404)
    with lent(served, lead, senior) as made:
        DelegationOut.model_validate(made, **CLOSED)
        assert (made["lender"]["id"], made["to"]["id"], made["state"]) == (lead.id, senior.id, "active")
        assert request["id"] in [one["id"] for one in get(served.client(senior), "/approvals")["items"]]
        granted = done(act(served.client(senior), request, "approve"))
    assert granted["approval"]["settled_by"] == {"id": senior.id, "name": senior.name}
    assert granted["approval"]["settled_for"] == {"id": lead.id, "name": lead.name}
    said = [one["sentence"] for one in get(served.client(lead), f"/requests/{request['id']}/timeline")["items"]]
    assert any(f"{senior.name}, for {lead.name}, approved" in sentence for sentence in said)


def test_the_lesser_of_both_is_the_limit(served, lead, senior):
    request = waiting(served, 15_001)
    with lent(served, lead, senior):
        refused(act(served.client(senior), request, "approve"), 404)
    director = served.person(tier="director")
    beyond = waiting(served, 60_000)
    with lent(served, director, lead):
        refused(act(served.client(lead), beyond, "approve"), 403, "beyond-approval-limit")


def test_it_ends_when_it_is_taken_back_and_when_it_is_over(served, lead, senior):
    request = waiting(served)
    with lent(served, lead, senior) as made:
        assert served.client(senior).delete(f"{API}/delegations/{made['id']}").status_code == 204
        refused(act(served.client(senior), request, "approve"), 404)
        refused(served.client(lead).delete(f"{API}/delegations/{made['id']}"), 404)
    with lent(served, lead, senior, **dates(timedelta(hours=1), timedelta(hours=2))) as planned:
        assert planned["state"] == "planned"
        refused(act(served.client(senior), request, "approve"), 404)


def test_nobody_settles_their_own_by_lent_authority(served, lead, senior):
    request = waiting(served, 16_000, by=senior)
    with lent(served, lead, senior):
        for verb, said in (("approve", {}), ("reject", {"comment": "no"}), ("claim", {})):
            refused(act(served.client(senior), request, verb, **said), 403, "own-request")


def test_whoever_stands_in_for_the_requester_settles_nothing_of_theirs(served, lead):
    manager = served.person(tier="duty_manager")
    request = waiting(served, 60_000, by=lead)
    with lent(served, lead, manager):
        refused(act(served.client(manager), request, "approve"), 403, "own-request")
        assert request["id"] not in [one["id"] for one in get(served.client(manager), "/approvals")["items"]]
        # It comes before everything else that is wrong with it, too.
        refused(act(served.client(manager), {**request, "version": 99}, "approve"), 403, "own-request")
    assert done(act(served.client(manager), request, "approve"))["state"] in ("granted", "executing", "settled")


def test_chains_and_two_at_a_time_are_refused(served, lead, senior):
    other = served.person(1, tier="lead")
    with lent(served, lead, other):
        refused(lend(served, other, senior), 409, "delegation-chain")
        refused(lend(served, other, lead), 409, "delegation-chain")
        refused(lend(served, served.person(tier="director"), lead), 409, "delegation-chain")
        refused(lend(served, lead, senior), 409, "delegation-overlaps")
        with lent(served, lead, senior, **dates(timedelta(hours=2), timedelta(hours=3))):
            pass


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"to": "usr_nobody"}, "to"),
        ({"starts_at": "2020-01-01T00:00:00Z", "ends_at": "2020-01-02T00:00:00Z"}, "ends_at"),
        ({"starts_at": "2099-01-02T00:00:00Z", "ends_at": "2099-01-01T00:00:00Z"}, "ends_at"),
        ({"starts_at": "2099-01-01T00:00:00Z", "ends_at": "2101-01-01T00:00:00Z"}, "ends_at"),
    ],
)
def test_what_cannot_be_is_refused_by_field(served, lead, senior, changed, field):
    body = {"to": senior.id, "reason": "annual leave", **dates(), **changed}
    answer = served.client(lead).post(f"{API}/delegations", json=body)
    assert refused(answer, 422)["field"] == field


def test_to_oneself_and_to_whoever_settles_nothing_is_refused(served, lead):
    for to in (lead, served.person(role="ops"), served.person(role="auditor")):
        assert refused(lend(served, lead, to), 422)["field"] == "to"
    refused(lend(served, served.person(tier="agent"), lead), 403, "not-permitted")


def test_everybody_sees_what_concerns_them(served, lead, senior):
    with lent(served, lead, senior) as made:
        seen = {
            name: made["id"] in [one["id"] for one in get(served.client(person), "/delegations")["items"]]
            for name, person in {
                "lead": lead,
                "senior": senior,
                "ops": served.person(role="ops"),
                "auditor": served.person(role="auditor"),
                "agent": served.person(tier="agent"),
            }.items()
        }
        assert seen == {"lead": True, "senior": True, "ops": True, "auditor": True, "agent": False}
        shown = DelegationsOut.model_validate(get(served.client(served.person(role="ops")), "/delegations"), **CLOSED)
        assert shown.items[0].may_end
        assert served.client(served.person(role="ops")).delete(f"{API}/delegations/{made['id']}").status_code == 204
    found = get(served.client(lead), "/delegations")["items"]
    assert [one["state"] for one in found if one["id"] == made["id"]] == ["ended"]


def test_candidates_are_approvers_and_ones_own_team(served, lead):
    found = StandInsOut.model_validate(get(served.client(lead), "/delegations/candidates"), **CLOSED)
    ids = {one.id for one in found.items}
    assert lead.id not in ids
    assert {one.id for one in served.people(role="approver")} - {lead.id} <= ids
    assert {one.id for one in served.people(tier="agent", team=lead.team)} <= ids
    assert not ids & {one.id for one in served.people(role="ops")}


async def test_a_card_goes_to_whoever_stands_in_as_to_the_own_team(served):
    agent = served.person(tier="agent")
    lead = served.person(tier="lead", team=agent.team)
    manager = served.person(tier="duty_manager")
    other = next(one for one in served.people(tier="lead") if one.team != agent.team)
    async with Ear(served, other), Ear(served, manager):
        with lent(served, lead, other):
            request = await asyncio.to_thread(waiting, served)
    assert [one["id"] for one in request["approval"]["offered_to"]] == [other.id]
