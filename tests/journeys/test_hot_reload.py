"""Two processes under load while limits are published: no decision is made on an old version."""

import threading
import time
from dataclasses import dataclass, field

import pytest

from remit.settings import Settings
from tests.api.calls import API, asking, done, get, made
from tests.journeys.instances import instances
from tests.journeys.test_tuning import lowered
from tests.serving import Served, furnish

PUBLICATIONS = 6
WITHIN_S = 1.0
"""After this, even a question that decides nothing is answered by the new limits."""


@dataclass
class Seen:
    """Versions that were published, and those that were decided by, with when it was sent."""

    published: list[tuple[float, int]] = field(default_factory=list)
    decided: list[tuple[float, int]] = field(default_factory=list)
    checked: list[tuple[float, int]] = field(default_factory=list)

    def stale(self, decisions, grace_s: float) -> list[tuple[float, int, int]]:
        """Decisions sent after a publication was answered (and some time more) that were made on an older version."""
        return [
            (sent, version, newest)
            for sent, version in decisions
            for newest in [max((number for at, number in self.published if at + grace_s < sent), default=0)]
            if version < newest
        ]


@pytest.fixture
def pair(postgresql_url, served_world, tmp_path):
    settings = Settings(database_url=postgresql_url, shop_path=tmp_path / "shop.db", demo=True)
    furnish(settings, served_world)
    with instances(2, settings, served_world) as running:
        yield running


@dataclass
class Load:
    """Requests to one instance, checks at the other: an instance that decides would hear of limits by deciding."""

    seen: Seen
    pair: list[Served]
    end: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> None:
        orders = [one for one in self.pair[0].world.fresh if one.currency == "USD" and one.captured >= 10_000]
        for order in orders:
            agent = self._agent(0)
            sent = time.monotonic()
            self.seen.decided.append((sent, made(agent, asking(order, 1_000))["decision"]["policy_version"]))
            if self.end.is_set():
                return

    def check(self) -> None:
        body = asking(self.pair[0].world.fresh[-1], 1_000, currency=self.pair[0].world.fresh[-1].currency)
        while not self.end.is_set():
            agent = self._agent(1)
            sent = time.monotonic()
            decision = done(agent.post(f"{API}/requests/check", json=body))["decision"]
            self.seen.checked.append((sent, decision["policy_version"]))

    def _agent(self, place: int):
        # They change places half-way.
        served = self.pair[(place + (len(self.seen.published) >= PUBLICATIONS / 2)) % 2]
        return served.client(served.person(tier="agent"))


def test_no_decision_is_made_on_an_old_version(pair):
    load = Load(seen := Seen(), pair)
    threads = [threading.Thread(target=work) for work in (load.ask, load.check)]
    for one in threads:
        one.start()
    try:
        for number in range(PUBLICATIONS):
            # Published here, checked there; half-way the other way round.
            ops = pair[number * 2 // PUBLICATIONS].client(pair[0].person(role="ops"))
            draft = lowered(ops, 4_000 - number)
            answer = ops.post(f"{API}/policy/drafts/{draft['id']}/publish", json={"note": "lower"})
            assert answer.status_code == 201, answer.text
            seen.published.append((time.monotonic(), answer.json()["version"]))
            time.sleep(WITHIN_S + 0.2 if number % 3 == 2 else 0.2)
    finally:
        time.sleep(WITHIN_S + 0.2)
        load.end.set()
        for one in threads:
            one.join(30)
    assert seen.stale(seen.decided, 0) == [], "the deciding transaction goes by the version in force"
    assert seen.stale(seen.checked, WITHIN_S) == []
    versions = [number for _, number in seen.published]
    assert len(set(versions)) == PUBLICATIONS
    for served in pair:
        assert get(served.client(served.person(tier="agent")), "/me/authority")["policy_version"] == versions[-1]
    for decisions in (seen.decided, seen.checked):
        assert sum(version == versions[-1] for _, version in decisions) > 2, "there was load to the end"
