"""What a draft does to people, budgets included; and the second person for every way of loosening what is summed."""

import pytest

from remit.api.shapes.effects import EffectsOut
from tests.api.calls import API, done, get, refused


@pytest.fixture
def ops(served):
    return served.client(served.person(role="ops"))


@pytest.fixture
def draft(ops):
    """Drafts with these changes; let go when the test is over."""
    made = []

    def begin(*changes):
        base = get(ops, "/policy")["version"]
        new = ops.post(f"{API}/policy/drafts", json={"name": "Effects", "base_version": base}).json()
        made.append(new["id"])
        said = {"revision": new["revision"], "changes": list(changes)}
        return done(ops.patch(f"{API}/policy/drafts/{new['id']}", json=said))["id"]

    yield begin
    for one in made:
        ops.delete(f"{API}/policy/drafts/{one}")


@pytest.fixture
def daily(ops):
    """The demo's daily budget of agents: its id, and as a change says it."""
    found = get(ops, "/policy")["budgets"]
    one = next(one for one in found if (one["subject"], one["window"], one["per"]) == ("tier:agent", "day", "agent"))
    fields = ("subject", "remedy", "currency", "brand", "per", "window", "measure", "limit", "zone", "when")
    return one["id"], {"change": "set_budget", **{name: one[name] for name in fields}}


def effects(ops, draft_id):
    found = get(ops, f"/policy/drafts/{draft_id}/effects")
    EffectsOut.model_validate(found, extra="forbid")
    return found


def test_a_raised_budget_is_a_gain_of_everybody_whom_it_binds(ops, draft, daily, served):
    _, change = daily
    agents = served.people(tier="agent")
    found = effects(ops, draft({**change, "limit": change["limit"] + 2_000}))
    assert (found["people_gaining"], found["people_losing"], found["items"]) == (len(agents), 0, [])
    [one] = found["budgets"]
    assert (one["gains"], one["before"], one["after"], one["people"]) == (True, 10_000, 12_000, len(agents))
    assert one["somebody"]["name"] in {each.name for each in agents}
    assert one["sentence"].endswith(f"({len(agents)} people): USD 100.00 → USD 120.00.")


@pytest.mark.parametrize(("goes", "before", "after"), [(False, None, 50_000), (True, 10_000, None)])
def test_a_new_budget_takes_and_one_that_goes_gives(ops, draft, daily, goes, before, after):
    bid, change = daily
    said = {"change": "remove_budget", "budget": bid} if goes else {**change, "window": "month", "limit": 50_000}
    [one] = effects(ops, draft(said))["budgets"]
    assert (one["gains"], one["before"], one["after"]) == (goes, before, after)


def test_people_who_gain_here_and_lose_there_are_counted_once_each(ops, draft, daily, served):
    limit = {
        "change": "set_limit",
        "subject": "tier:agent",
        "remedy": "fee_waiver",
        "currency": "USD",
        "brand": "acme",
        "mode": "auto",
        "amount": 1_800,
        "kind": "grant",
    }
    more = {**limit, "remedy": "returnless_refund", "amount": 2_500}
    found = effects(ops, draft(limit, more, {**daily[1], "limit": 9_000}))
    agents = len(served.people(tier="agent"))
    assert (found["people_gaining"], found["people_losing"]) == (agents, agents)
    assert all(one["somebody"] for one in found["items"])


def _raised(_ops, daily):
    return {**daily[1], "limit": daily[1]["limit"] + 1}


def _removed(_ops, daily):
    return {"change": "remove_budget", "budget": daily[0]}


def _elsewhere(_ops, daily):
    return {**daily[1], "zone": "Pacific/Auckland"}


def _summing_less(ops, _daily):
    return {"change": "set_stacks", "stacks": _summed(ops)[1:]}


def _for_less_long(ops, _daily):
    first, *others = _summed(ops)
    return {"change": "set_stacks", "stacks": [{**first, "hours": 24}, *others]}


def _summed(ops):
    found = get(ops, "/policy/outline")["stacks"]
    return [{name: one[name] for name in ("per", "remedies", "hours")} for one in found]


LOOSER = [_raised, _removed, _elsewhere, _summing_less, _for_less_long]


@pytest.mark.parametrize("looser", LOOSER, ids=lambda one: one.__name__)
def test_to_loosen_a_budget_or_what_is_summed_needs_a_second_person(ops, served, draft, daily, looser):
    draft_id = draft(looser(ops, daily))
    diff = get(ops, f"/policy/drafts/{draft_id}/diff")
    assert diff["raises_authority"] is True
    assert any(line["raises"] for line in diff["lines"])
    version = get(ops, "/policy")["version"]
    alone = f"{API}/policy/drafts/{draft_id}/publish"
    refused(ops.post(alone, json={"note": "alone"}), 403, "second-person-required")
    done(ops.post(f"{API}/policy/drafts/{draft_id}/submit"))
    refused(ops.post(f"{API}/policy/drafts/{draft_id}/approve"), 403, "second-person-required")
    refused(ops.post(alone, json={"note": "alone"}), 403, "second-person-required")
    assert get(ops, "/policy")["version"] == version
    done(served.client(served.person(1, role="ops")).post(f"{API}/policy/drafts/{draft_id}/approve"))


def test_to_tighten_a_budget_needs_nobody_else(ops, draft, daily):
    draft_id = draft({**daily[1], "limit": daily[1]["limit"] - 1})
    assert get(ops, f"/policy/drafts/{draft_id}/diff")["raises_authority"] is False
