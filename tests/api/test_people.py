"""Looking after people: created, changed, more authority by two, never one's own, off and on again."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from remit.api.shapes.administration import AccountOut
from tests.api.calls import API, act, asking, done, get, made, refused, waiting
from tests.api.staff import PASSWORD, accepted, changed, created, hired, invited, newest, ops, signed_in, told
from tests.live.ear import Ear

ENDED = 4401


def test_a_new_account_begins_with_a_link_and_without_a_password(served):
    answer = created(served, team="north")
    person = AccountOut.model_validate(answer["person"]).model_dump()
    assert (person["roles"], person["tier"], person["team"], person["version"]) == (["agent"], None, "north", 1)
    visitor = served.visitor()
    guess = visitor.post(f"{API}/session", json={"email": person["email"], "password": "anything at all"})
    refused(guess, 401, "wrong-credentials")
    token = answer["invitation"]["path"].removeprefix("/welcome#")
    chosen = {"token": token, "password": PASSWORD}
    assert visitor.post(f"{API}/session/password", json=chosen).status_code == 204
    signed = visitor.post(f"{API}/session", json={"email": person["email"], "password": PASSWORD})
    assert signed.status_code == 204
    assert get(visitor, "/me")["id"] == person["id"]
    refused(visitor.post(f"{API}/session/password", json=chosen), 410, "invitation-over")


def test_more_authority_waits_for_a_second_person(served):
    person = created(served, team="north", tier="lead", roles=["approver"])["person"]
    assert (person["tier"], person["roles"]) == (None, [])
    assert person["proposed"]["tier"] == "lead"
    own = refused(told(served, person, "accept"), 403, "second-person-required")
    assert "proposed this yourself" in own["detail"]
    person = accepted(served, person)
    assert (person["tier"], person["roles"], person["proposed"]) == ("lead", ["approver"], None)
    refused(told(served, person, "accept"), 409, "nothing-proposed")
    sentences = [one["sentence"] for one in newest(served, 20)]
    assert any(f"{person['name']} is approver; lead, north." in one and "accepted by" in one for one in sentences)


def test_less_authority_is_at_once_and_voids_what_was_proposed(served):
    person = hired(served, tier="agent", team="north")
    person = done(changed(served, person, tier="senior"))
    assert (person["tier"], person["proposed"]["tier"]) == ("agent", "senior")
    person = done(changed(served, person, tier="trainee"))
    assert (person["tier"], person["proposed"]) == ("trainee", None)
    person = done(changed(served, person, tier="senior", name="Nora Stays"))
    assert person["name"] == "Nora Stays"
    person = done(told(served, person, "decline"))
    assert (person["tier"], person["proposed"]) == ("trainee", None)
    assert done(changed(served, person, tier=None, team=None))["tier"] is None


def test_a_role_that_gives_more_waits_too(served):
    person = hired(served)
    person = done(changed(served, person, roles=["agent", "ops"]))
    assert (person["roles"], person["proposed"]["roles"]) == (["agent"], ["agent", "ops"])
    assert "ops" in accepted(served, person)["roles"]


def test_nobody_changes_their_own_standing(served):
    me = served.people(role="ops")[1]
    client = served.client(me)
    mine = get(client, f"/people/{me.id}")
    seen = {"version": mine["version"]}
    for body in (
        {"tier": "director"},
        {"roles": ["admin", "ops"]},
        {"team": "north"},
        {"since": "2001-01-01T00:00:00Z"},
    ):
        refused(client.patch(f"{API}/people/{me.id}", json=seen | body), 403, "own-standing")
    refused(client.post(f"{API}/people/{me.id}/deactivate", json=seen), 403, "own-standing")
    refused(client.put(f"{API}/people/{me.id}/certificates/GW-1", json=seen), 403, "own-standing")
    proposed = done(ops(served).patch(f"{API}/people/{me.id}", json=seen | {"roles": ["ops", "coach"]}))
    seen = {"version": proposed["version"]}
    refused(client.post(f"{API}/people/{me.id}/accept", json=seen), 403, "own-standing")
    done(client.post(f"{API}/people/{me.id}/decline", json=seen))


def test_who_saw_an_older_version_gets_the_newer_one(served):
    person = hired(served)
    later = done(changed(served, person, name="First Come"))
    stale = refused(changed(served, person, name="Second Come"), 409, "stale-person")
    assert stale["current"] == later
    for verb in ("deactivate", "reactivate", "accept", "decline"):
        refused(told(served, person, verb), 409, "stale-person")


def test_of_many_who_change_at_once_one_wins(served):
    person = hired(served)
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda n: changed(served, person, name=f"Name {n}"), range(8)))
    assert sorted(one.status_code for one in answers) == [200] + [409] * 7
    won = next(one.json() for one in answers if one.status_code == 200)
    assert get(ops(served), f"/people/{person['id']}") == won


def test_what_cannot_be_is_refused_with_what_can(served):
    person = hired(served)
    assert "Tiers are trainee" in refused(changed(served, person, tier="boss"), 422, "invalid")["detail"]
    assert "Teams are" in refused(changed(served, person, team="nowhere"), 422, "invalid")["detail"]
    taken = served.person(tier="agent").email
    refused(changed(served, person, email=taken.upper()), 409, "account-exists")
    for body in (
        {"email": "no address"},
        {"name": " "},
        {"name": "a\nb"},
        {"roles": ["boss"]},
        {"version": "1"},
        {"x": 1},
    ):
        refused(changed(served, person, **body), 422, "invalid")
    refused(ops(served).patch(f"{API}/people/usr_nobody", json={"version": 1}), 404, "not-found")


async def test_an_account_that_is_switched_off_is_gone_at_once(served):
    person = await asyncio.to_thread(hired, served, tier="lead", team="north", roles=["approver"])
    client = await asyncio.to_thread(signed_in, served, person)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    leaver = _Known(person, cookie)
    async with Ear(leaver.served(served), leaver) as ear:
        request = await asyncio.to_thread(waiting, served, by=served.person(tier="agent", team="north"))
        claimed = await asyncio.to_thread(act, client, request, "claim")
        assert claimed.json()["approval"]["claimed_by"]["id"] == person["id"]
        gone = await asyncio.to_thread(lambda: done(told(served, person, "deactivate")))
        assert not gone["active"]
        refused(await asyncio.to_thread(client.get, f"{API}/me"), 401, "signed-out")
        assert await ear.closed(5) == ENDED
    after = await asyncio.to_thread(get, ops(served), f"/requests/{request['id']}")
    assert after["state"] == "pending"
    assert after["approval"]["claimed_by"] is None
    assert person["id"] not in [one["id"] for one in after["approval"]["offered_to"]]
    back = await asyncio.to_thread(lambda: done(told(served, gone, "reactivate")))
    assert (back["active"], back["tier"]) == (True, "lead")
    refused(await asyncio.to_thread(client.get, f"{API}/me"), 401, "signed-out")


class _Known:
    """Somebody whose cookie is at hand."""

    def __init__(self, person: dict, cookie: str) -> None:
        self.id, self._cookie = person["id"], cookie

    def served(self, served):
        known = self

        class Serving:
            url, next_url = served.url, served.next_url

            def cookie(self, _person) -> str:
                return known._cookie

        return Serving()


def test_the_offer_of_who_leaves_waits_for_somebody_else(served):
    lead = hired(served, tier="lead", team="north", roles=["approver"])
    request = waiting(served)
    offered = done(act(signed_in(served, lead), request, "offer", amount=7_000, comment="this much"))
    assert offered["state"] == "offered"
    done(told(served, lead, "deactivate"))
    after = get(ops(served), f"/requests/{request['id']}")
    assert (after["state"], after["amount"], after["approval"]["offer"]) == ("pending", 9_000, None)
    assert done(act(served.client(served.person(tier="lead")), after, "approve"))["state"] != "pending"


def test_a_link_voids_the_password_and_whoever_drafts_makes_none_for_who_seconds(served):
    person = hired(served)
    client = signed_in(served, person)
    first = invited(served, person)
    refused(client.get(f"{API}/me"), 401, "signed-out")
    visitor = served.visitor()
    known = {"email": person["email"], "password": PASSWORD}
    refused(visitor.post(f"{API}/session", json=known), 401, "wrong-credentials")
    second = invited(served, person)
    chosen = {"password": "another long password"}
    refused(visitor.post(f"{API}/session/password", json=chosen | {"token": first}), 410, "invitation-over")
    assert visitor.post(f"{API}/session/password", json=chosen | {"token": second}).status_code == 204
    colleague = served.people(role="ops")[1]
    refused(ops(served).post(f"{API}/people/{colleague.id}/invitation"), 403, "would-second-oneself")
    short = {"token": second, "password": "short"}
    refused(visitor.post(f"{API}/session/password", json=short), 422, "invalid")


@pytest.mark.parametrize("path", ["", "/count", "/{id}", "/{id}/departure"])
def test_people_are_looked_after_by_those_who_may(served, path):
    person = served.person(tier="agent")
    for role in ("agent", "approver", "coach", "auditor"):
        answer = served.client(served.person(role=role)).get(f"{API}/people{path.format(id=person.id)}")
        refused(answer, 403, "not-permitted")
    assert served.client(served.person(role="admin")).get(f"{API}/people{path.format(id=person.id)}").status_code == 200


async def test_those_concerned_hear_of_it_and_nobody_else(served):
    agent, other, looks = served.person(tier="agent"), served.people(tier="agent")[1], served.person(role="auditor")
    version = (await asyncio.to_thread(get, ops(served), f"/people/{agent.id}"))["version"]
    async with Ear(served, agent) as concerned, Ear(served, other) as stranger, Ear(served, looks) as auditor:
        body = {"version": version}
        url = f"{API}/people/{agent.id}/certificates/VUL-1"
        granted = await asyncio.to_thread(lambda: done(ops(served).put(url, json=body)))
        drop = {"version": granted["version"]}
        await asyncio.to_thread(lambda: done(ops(served).delete(url, params=drop)))
        heard = {name: await ear.rest(0.5) for name, ear in (("me", concerned), ("no", stranger), ("all", auditor))}
    events = {name: [one["event"] for one in said] for name, said in heard.items()}
    assert events["me"].count("authority.changed") == 2
    assert "authority.changed" not in events["no"]
    assert events["all"].count("authority.changed") == 2


def test_a_promotion_counts_in_the_next_decision(served):
    person = hired(served, tier="agent", team="north")
    client = signed_in(served, person)
    small = made(client, asking(served.order(), 9_000))
    assert small["state"] == "pending"
    person = accepted(served, done(changed(served, get(ops(served), f"/people/{person['id']}"), tier="senior")))
    again = made(client, asking(served.order(), 9_000))
    assert again["decision"]["outcome"] == "allow"
    assert again["requester"]["tier"] == "senior"
