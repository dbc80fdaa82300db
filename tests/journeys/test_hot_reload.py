"""Two processes under load while limits are published: no decision is made on an old version."""

import threading
import time
from dataclasses import dataclass, field
from itertools import islice

import pytest

from remit.settings import Settings
from tests.api.calls import API, asking, done, get, made
from tests.journeys.instances import instances
from tests.journeys.test_tuning import lowered
from tests.serving import furnish

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


def _load(served, orders, seen: Seen, end: threading.Event) -> None:
    agent = served.client(served.person(tier="agent"))
    for order in orders:
        sent = time.monotonic()
        decided = made(agent, asking(order, 1_000))["decision"]
        seen.decided.append((sent, decided["policy_version"]))
        sent = time.monotonic()
        checked = done(agent.post(f"{API}/requests/check", json=asking(order, 1_000)))["decision"]
        seen.checked.append((sent, checked["policy_version"]))
        if end.is_set():
            return


def test_no_decision_is_made_on_an_old_version(pair):
    seen, end = Seen(), threading.Event()
    orders = [one for one in pair[0].world.fresh if one.currency == "USD" and one.captured >= 10_000]
    loads = [
        threading.Thread(target=_load, args=(served, orders[place::2], seen, end)) for place, served in enumerate(pair)
    ]
    for one in loads:
        one.start()
    try:
        for number in range(PUBLICATIONS):
            # Published here, decided there, and the other way round.
            ops = pair[number % 2].client(pair[0].person(role="ops"))
            draft = lowered(ops, 4_000 - number)
            answer = ops.post(f"{API}/policy/drafts/{draft['id']}/publish", json={"note": "lower"})
            assert answer.status_code == 201, answer.text
            seen.published.append((time.monotonic(), answer.json()["version"]))
            time.sleep(0.2 if number % 3 else WITHIN_S + 0.2)
    finally:
        time.sleep(WITHIN_S + 0.2)
        end.set()
        for one in loads:
            one.join(30)
    assert seen.stale(seen.decided, 0) == [], "the deciding transaction goes by the version in force"
    assert seen.stale(seen.checked, WITHIN_S) == []
    versions = [number for _, number in seen.published]
    assert len(set(versions)) == PUBLICATIONS
    for served in pair:
        assert get(served.client(served.person(tier="agent")), "/me/authority")["policy_version"] == versions[-1]
    after = [version for _, version in [*seen.decided, *seen.checked]]
    assert len(list(islice((one for one in after if one == versions[-1]), 4))) == 4, "there was load to the end"
