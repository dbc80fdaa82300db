"""A stock Casbin Enforcer with what the service exports decides exactly as the service does."""

from itertools import groupby
from random import Random

import casbin
import pytest

from remit.authority import functions
from remit.domain.remedies import CHANNELS, REASONS, REMEDIES
from tests.api.calls import API, done, get
from tests.api.test_policy import limit, seconded

QUESTIONS = {"sqlite": 2_000, "postgresql": 200}
"""The answers do not depend on the database; the second run shows that."""
AMOUNTS = (1, 1_500, 1_501, 2_500, 5_000, 5_001, 15_000, 50_000, 50_001, 200_000, 10**12)


@pytest.fixture(scope="module")
def enforcer(served, tmp_path_factory):
    folder, ops = tmp_path_factory.mktemp("exported"), served.client(served.person(role="ops"))
    seconded(ops, served.client(served.people(role="ops")[1]), *of_every_kind(served))
    version = get(ops, "/policy")["version"]
    for name in ("model.conf", "policy.csv"):
        answer = ops.get(f"{API}/policy/versions/{version}/{name}")
        assert answer.status_code == 200
        (folder / name).write_bytes(answer.content)
    stock = casbin.Enforcer(str(folder / "model.conf"), str(folder / "policy.csv"))
    functions.register(stock)
    return stock


def of_every_kind(served) -> list[dict]:
    """Rules that the demo floor has none of: of persons and teams, caps, conditions; about nobody of other tests."""
    senior, agent = served.people(tier="senior")[7], served.people(tier="agent")[12]
    euros = {"remedy": "refund", "currency": "EUR"}
    dollars = {"currency": "USD", "brand": "*"}
    return [
        limit(4_000, subject="tier:senior", when="order_age_days <= 3; channel in phone|chat", **euros),
        limit(9_000, subject="tier:lead", mode="approve", when="basis = entitlement", **euros),
        limit(500_000, subject=f"user:{senior.id}", mode="approve", remedy="subscription_change", **dollars),
        limit(700, subject=f"user:{agent.id}", mode=None, kind="cap", remedy="refund", **dollars),
        limit(60_000, subject=f"user:{agent.id}", mode="override", remedy="refund", **dollars),
        limit(
            800, subject="tier:trainee", mode=None, kind="cap", remedy="replacement", when="channel != phone", **dollars
        ),
    ]


def body(rng: Random, served) -> dict:
    remedy, on_order = rng.choice(sorted(REMEDIES)), rng.random() < 0.7
    order = rng.choice(served.world.fresh[-400:])
    asked = {
        "remedy": remedy,
        "amount": rng.choice((*AMOUNTS, rng.randint(1, 300_000))),
        "currency": order.currency if on_order else "USD",
        "reason": rng.choice(sorted(REASONS)),
    }
    if on_order:
        asked |= {"order_id": order.id, "amount": min(asked["amount"], order.captured)}
    else:
        asked |= {"customer_id": "C-2001"}
        asked["remedy"] = rng.choice(("goodwill_credit", "subscription_change", "payment_extension"))
    if rng.random() < 0.6:
        asked["channel"] = rng.choice(CHANNELS)
    if rng.random() < 0.1:
        asked |= {"override": True, "note": "Fire."}
    return asked


def outcome(trace: list[dict], caller: str) -> str:
    """What the answers of Casbin, in the order of the questions, add up to."""
    own = [one for one in trace if one["request"][0] == caller and one["request"][6] != "approve"]
    for one in own:
        if one["allowed"]:
            return "allow" if one["request"][6] == "auto" else "review"
    return "escalate" if any(one["allowed"] for one in trace if one["request"][6] == "approve") else "deny"


def test_two_thousand_random_questions(served, enforcer):
    kind = served.settings.database_url.partition(":")[0]
    rng = Random(kind)
    seen, asked = set(), 0
    people = [person for person in served.world.people if person.tier] + served.people(role="ops")
    while asked < QUESTIONS[kind]:
        person = rng.choice(people)
        wanted = body(rng, served)
        answer = done(served.client(person).post(f"{API}/requests/check?trace=true", json=wanted))
        trace, decision = answer["trace"], answer["decision"]
        asked += len(trace)
        for one in trace:
            allowed, named = enforcer.enforce_ex(*one["request"])
            assert (allowed, named[-1] if named else None) == (one["allowed"], one["rule"]), one
        if decision["over_budget"]:
            # The demo's people gave today, too: by the evening some have used up their day. Limits are compared here.
            continue
        assert decision["outcome"] == outcome(trace, f"user:{person.id}"), (wanted, trace)
        assert trace[0]["request"][0] == f"user:{person.id}"
        modes = [mode for mode, _ in groupby(one["request"][6] for one in trace)]
        ladder = ["auto", "review", *(["override"] if wanted.get("override") else []), "approve"]
        assert modes == ladder[: len(modes)]
        if decision["outcome"] in ("allow", "review"):
            assert decision["rule"] == trace[-1]["rule"]
        seen.add(decision["outcome"])
    assert seen >= {"allow", "review", "escalate", "deny"}


def test_the_facts_of_the_trace_are_declared(served):
    agent = served.client(served.person(tier="agent"))
    order = served.order()
    wanted = {
        "remedy": "refund",
        "amount": 9_000,
        "currency": "USD",
        "reason": "OTHER",
        "note": "n",
        "order_id": order.id,
    }
    trace = done(agent.post(f"{API}/requests/check?trace=true", json={**wanted, "channel": "chat"}))["trace"]
    subject, remedy, currency, brand, amount, facts, mode = trace[0]["request"]
    assert (subject, mode) == (f"user:{served.person(tier='agent').id}", "auto")
    assert (remedy, currency, brand, amount) == ("refund", "USD", "acme", 9_000)
    assert facts["basis"] == "goodwill"
    assert facts["channel"] == "chat"
    assert facts["order_share_percent"] == -(-900_000 // order.captured)


def test_every_version_can_be_exported(served):
    ops = served.client(served.person(role="ops"))
    for version in get(ops, "/policy/versions")["items"]:
        text = ops.get(f"{API}/policy/versions/{version['version']}/policy.csv")
        assert text.headers["content-type"].startswith("text/csv")
        assert text.text.count("\np, ") + text.text.startswith("p, ") == len(
            get(ops, f"/policy/versions/{version['version']}")["limits"]
        )
