"""Being told of what waits: by whom, once, in one's language, only while one may settle it and is signed in."""

from contextlib import closing
from itertools import count

import httpx
import pytest

from remit.domain.people import Person
from tests.api.calls import API, act, done, get, now, refused, waiting
from tests.live.ear import Ear
from tests.live.shared import nobody_there
from tests.notices.mail_server import MailServer
from tests.notices.push_service import Browser, PushService
from tests.serving import Served

_names = count(1)


class Phone:
    """A browser of somebody's, subscribed in a session of its own."""

    def __init__(self, served: Served, pushes: PushService, person: Person, language: str = "en") -> None:
        self.name, self.browser, self._pushes = f"phone-{next(_names)}", Browser(), pushes
        self.client = served.fresh_session(person)
        self.body = {
            "endpoint": pushes.endpoint(self.name),
            "keys": {"p256dh": self.browser.keys.p256dh, "auth": self.browser.keys.auth},
            "language": language,
        }
        answer = self.client.post(f"{API}/push/subscriptions", json=self.body)
        assert answer.status_code == 201, answer.text
        self.id = answer.json()["id"]

    def hears_of(self, request: dict, times: int = 1) -> dict:
        """What is told of this request, for the nth time; waits for it. Others of earlier tests may wait as well."""
        nth = 0
        while True:
            said = self._pushes.message(self.name, self.browser, nth)
            nth, times = nth + 1, times - (said["request"] == request["id"])
            if times == 0:
                return said

    def heard_of(self, request: dict) -> int:
        """How often it was told of this request by now."""
        all_of_it = [self._pushes.message(self.name, self.browser, nth) for nth in range(self.heard())]
        return sum(said["request"] == request["id"] for said in all_of_it)

    def heard(self) -> int:
        return self._pushes.count(self.name)

    def off(self) -> None:
        self.client.delete(f"{API}/push/subscriptions/{self.id}")


@pytest.fixture
def phone(telling: Served, pushes: PushService):
    """Makes phones, and switches them off afterwards: the next test's people are told of the next test's requests."""
    made: list[Phone] = []

    def make(person: Person, language: str = "en") -> Phone:
        made.append(Phone(telling, pushes, person, language))
        return made[-1]

    yield make
    for one in made:
        one.off()


def lead(telling: Served, nth: int = 0) -> Person:
    return telling.person(nth, tier="lead")


async def test_with_nobody_there_the_phones_of_those_who_can_finish_it_ring(telling: Served, phone):
    await nobody_there(telling)
    mine, manager = phone(lead(telling)), phone(telling.person(tier="duty_manager"), "de")
    request = waiting(telling, 9_000, customer_waiting=True)
    assert request["approval"]["offered_to"] == []
    said = mine.hears_of(request)
    assert said == {
        "title": f"{request['requester']['name']} asks for USD 90.00",
        "body": f"Refund {request['reference']}, USD 40.00 over the limit\nThe customer is on the line.",
        "request": request["id"],
        "language": "en",
    }, "what and how much, and nothing that could decide"
    assert manager.hears_of(request)["title"] == f"{request['requester']['name']} fragt nach USD 90,00"
    approved = done(act(mine.client, now(mine.client, request), "approve"))
    assert approved["state"] != "pending"


async def test_somebody_is_told_once_and_again_when_it_changed(telling: Served, phone):
    await nobody_there(telling)
    mine, agent = phone(lead(telling)), telling.client(telling.person(tier="agent"))
    request = waiting(telling)
    mine.hears_of(request)
    act(mine.client, request, "claim")
    asked = done(act(mine.client, request, "ask", question="Is it broken?"))
    done(act(agent, asked, "answer", answer="It is."))
    mine.hears_of(request, times=2)
    mine.hears_of(waiting(telling))
    assert mine.heard_of(request) == 2


async def test_only_those_it_is_offered_to_are_told(telling: Served, phone):
    await nobody_there(telling)
    here, other = lead(telling, 0), next(one for one in telling.people(tier="lead") if one.team != lead(telling).team)
    asks = telling.person(tier="agent", team=here.team)
    mine, others = phone(here), phone(other)
    async with Ear(telling, here) as ear:
        request = waiting(telling, by=asks)
        await ear.about("request.pending", request)
        mine.hears_of(request)
        done(act(mine.client, now(mine.client, request), "reject", comment="Enough."))
    await nobody_there(telling)
    others.hears_of(waiting(telling, by=asks))
    assert others.heard_of(request) == 0


async def test_who_is_busy_or_signed_out_or_not_entitled_is_not_told(telling: Served, phone):
    await nobody_there(telling)
    busy, gone, agent = phone(lead(telling, 0)), phone(lead(telling, 1)), phone(telling.person(1, tier="agent"))
    witness = phone(telling.person(tier="director"))
    busy.client.put(f"{API}/me/presence", json={"status": "busy"})
    try:
        assert gone.client.delete(f"{API}/session").status_code == 204
        request = waiting(telling)
        witness.hears_of(request)
        assert [one.heard() for one in (busy, gone, agent)] == [0, 0, 0]
    finally:
        busy.client.put(f"{API}/me/presence", json={"status": "available"})


def test_a_browser_that_is_gone_is_forgotten_and_one_that_stumbles_is_tried_again(
    telling: Served, phone, pushes: PushService
):
    mine = phone(lead(telling))
    pushes.answers[:] = [503, 410]  # the first is sent again, the second is the end of it
    mine.hears_of(waiting(telling))
    for _ in range(500):
        if get(mine.client, "/me/notices")["push"]["devices"] == 0:
            return
    pytest.fail("it is still known")


def test_subscribing_again_is_one_device_and_only_its_owner_ends_it(telling: Served, phone):
    mine = phone(lead(telling))
    known = get(mine.client, "/me/notices")["push"]["devices"]
    again = mine.client.post(f"{API}/push/subscriptions", json=mine.body)
    assert again.json() == {"id": mine.id}
    assert get(mine.client, "/me/notices")["push"]["devices"] == known
    other = telling.client(lead(telling, 1))
    refused(other.delete(f"{API}/push/subscriptions/{mine.id}"), 404, "not-found")
    assert mine.client.delete(f"{API}/push/subscriptions/{mine.id}").status_code == 204
    refused(mine.client.delete(f"{API}/push/subscriptions/{mine.id}"), 404, "not-found")


def test_the_same_browser_with_another_person_is_that_persons(telling: Served, phone):
    mine = phone(lead(telling))
    other = telling.client(lead(telling, 1))
    assert other.post(f"{API}/push/subscriptions", json=mine.body).status_code == 201
    assert get(mine.client, "/me/notices")["push"]["devices"] == 0
    assert other.delete(f"{API}/push/subscriptions/{mine.id}").status_code == 204


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"endpoint": "http://127.0.0.1:1/send/x"}, "unknown-push-host"),
        ({"endpoint": "https://169.254.169.254/x"}, "unknown-push-host"),
        ({"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, "invalid"),
    ],
)
def test_what_is_no_subscription_is_refused(telling: Served, pushes: PushService, change: dict, name: str):
    keys = Browser().keys
    body = {"endpoint": pushes.endpoint("none"), "keys": {"p256dh": keys.p256dh, "auth": keys.auth}, **change}
    refused(telling.client(lead(telling)).post(f"{API}/push/subscriptions", json=body), 422, name)


def test_who_settles_nothing_has_nothing_to_be_told(telling: Served):
    ops = telling.client(telling.person(role="ops"))
    refused(ops.get(f"{API}/me/notices"), 403, "not-permitted")


def test_the_key_is_the_same_for_everybody(telling: Served):
    keys = {get(telling.client(lead(telling, nth)), "/me/notices")["push"]["key"] for nth in (0, 1)}
    assert len(keys) == 1


async def test_a_letter_while_away_whose_link_decides_nothing(telling: Served, letters: MailServer):
    await nobody_there(telling)
    person = lead(telling)
    client = telling.client(person)
    on = done(client.put(f"{API}/me/notices", json={"email": True, "language": "de"}))
    assert on["email"] == {"possible": True, "on": True}
    try:
        request = waiting(telling)
        letter = letters.about(person.email, request["id"])
        assert letter["Subject"] == f"{request['requester']['name']} fragt nach USD 90,00"
        link = f"{telling.url}/inbox?card={request['id']}"
        assert link in letter.get_content()
        with closing(httpx.Client(trust_env=False, verify=False)) as somebody:
            somebody.get(link)
        client.get(link.removeprefix(telling.url))
        assert now(client, request)["state"] == "pending"
        async with Ear(telling, person) as ear:
            seen = waiting(telling, by=telling.person(tier="agent", team=person.team))
            await ear.about("request.pending", seen)
            done(act(client, seen, "reject", comment="Enough."))
        await nobody_there(telling)
        letters.about(person.email, waiting(telling)["id"])
        assert letters.came(person.email, seen["id"]) == [], "who is there gets no letter"
    finally:
        done(client.put(f"{API}/me/notices", json={"email": False}))
