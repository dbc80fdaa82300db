"""Budgets on the ledger: each command sees what the ones before it took, and what is over escalates."""

import asyncio

import pytest

from remit.desk.requests import approvals, requesters
from remit.domain.execution.execution import Outcome
from remit.domain.requests.settling import BeyondApprovalLimit
from remit.store import requests
from tests.desk.budgeting import budget, budgeted, give, outcomes
from tests.domain.floor import AGENT, LEAD, PEOPLE


async def together(one, *commands):
    return await asyncio.gather(*(one.ledger.submit(command) for command in commands))


async def test_each_sees_what_the_one_before_it_took(database_url, tmp_path):
    async with budgeted(database_url, tmp_path, budget(limit=3_500)) as one:
        answers = await together(one, *(give(1_000) for _ in range(5)))
        assert outcomes(answers) == ["allow"] * 3 + ["escalate"] * 2
        over = answers[-1].requests[0].decision
        assert over.over_budget == "B-0001"
        assert [(state.used, state.left) for state in over.budgets] == [(3_000, 500)]
        assert "Over your daily goodwill credit budget by USD 5.00: USD 30.00 of USD 35.00 used" in over.sentence
        assert over.sentence.endswith("a team lead can approve.")
        assert (over.within, over.limit, over.over_by) == (500, 1_500, None)
        # In another batch, from what is stored.
        (later,) = await together(one, give(501))
        assert outcomes([later]) == ["escalate"]
        (exact,) = await together(one, give(500))
        assert outcomes([exact]) == ["allow"]


async def test_an_approval_overrides_the_agents_own_and_counts_for_the_customer(database_url, tmp_path):
    mine, theirs = budget(limit=1_000), budget("B-0002", per="customer", window="90d", limit=100_000)
    async with budgeted(database_url, tmp_path, mine, theirs) as one:
        await together(one, give(1_000))
        (over,) = await together(one, give(400))
        request = over.requests[0]
        assert request.decision.outcome == "escalate"
        granted = await approvals.approve(one, LEAD, request.id, request.version, None)
        assert granted.requests[0].state == "granted"
        (after,) = await together(one, give(300))
        own, customer = after.requests[0].decision.budgets
        assert (own.used, own.left) == (1_000, 0)
        assert customer.used == 1_400


async def test_what_is_pending_is_held_and_released_once(database_url, tmp_path):
    async with budgeted(database_url, tmp_path, budget(per="customer", limit=5_000)) as one:
        (asked,) = await together(one, give(4_000))
        request = asked.requests[0]
        assert request.state == "pending", "over the agent's limit, within the customer's budget"
        (over,) = await together(one, give(1_200))
        assert over.requests[0].decision.over_budget == "B-0001"
        await requesters.withdraw(one, AGENT, request.id, request.version, None)
        await requesters.withdraw(one, AGENT, over.requests[0].id, over.requests[0].version, None)
        (free,) = await together(one, give(1_200))
        assert outcomes([free]) == ["allow"]
        assert free.requests[0].decision.budgets[0].used == 0


async def test_a_failure_gives_it_back(database_url, tmp_path):
    async with budgeted(database_url, tmp_path, budget(limit=1_000, measure="amount")) as one:
        (given,) = await together(one, give(1_000))
        await _ends(one, given.requests[0], Outcome("failed", error="card closed"))
        (again,) = await together(one, give(1_000))
        assert outcomes([again]) == ["allow"]


async def test_the_approvers_own_budget_holds_where_there_is_one(database_url, tmp_path):
    leads = budget(subject="tier:lead", per="customer", window="ever", limit=5_000)
    async with budgeted(database_url, tmp_path, leads) as one:
        answers = await together(one, give(3_000), give(2_600))
        first, second = (answer.requests[0] for answer in answers)
        assert second.decision.approver_tiers[0] == "duty_manager", "what waits already is held"
        with pytest.raises(BeyondApprovalLimit) as refused:
            await approvals.approve(one, LEAD, second.id, second.version, None)
        assert refused.value.members == {"budget": "B-0001", "left": 2_000}
        await requesters.withdraw(one, AGENT, first.id, first.version, None)
        granted = await approvals.approve(one, LEAD, second.id, second.version, None)
        assert granted.requests[0].state == "granted"


async def test_a_used_up_budget_never_denies(database_url, tmp_path):
    rows = [budget(f"B-000{n}", subject=f"tier:{one.tier}", per="brand", limit=0) for n, one in enumerate(PEOPLE)]
    async with budgeted(database_url, tmp_path, *rows) as one:
        (asked,) = await together(one, give(100))
        decision = asked.requests[0].decision
        assert decision.outcome == "escalate"
        assert decision.approver_tiers[0] == "lead"


async def test_an_edit_is_decided_without_what_it_held_itself(database_url, tmp_path):
    async with budgeted(database_url, tmp_path, budget(per="customer", limit=2_500)) as one:
        (asked,) = await together(one, give(2_600))
        request = asked.requests[0]
        edited = await requesters.edit(one, AGENT, request.id, request.version, {"amount": 1_500})
        now = edited.requests[0]
        assert (now.decision.outcome, now.decision.budgets[0].used) == ("allow", 0)
        assert (await one.database.read(requests.by_ids, [now.id]))[now.id] == now
        (more,) = await together(one, give(1_001))
        assert more.requests[0].decision.budgets[0].used == 1_500


async def test_a_split_gives_what_the_budget_has_left(database_url, tmp_path):
    async with budgeted(database_url, tmp_path, budget(limit=1_800)) as one:
        await together(one, give(1_000))
        (split,) = await together(one, give(1_200, split=True))
        given, asked = split.requests
        assert [(part.amount, part.state) for part in (given, asked)] == [(800, "granted"), (400, "pending")]


@pytest.mark.parametrize("field", ["per", "window", "measure", "zone"])
async def test_a_bad_row_in_the_table_frees_nobody(database_url, tmp_path, field):
    async with budgeted(database_url, tmp_path, budget(**{field: "nonsense"})) as one:
        (asked,) = await together(one, give(100))
        assert outcomes([asked]) == ["escalate"]


async def test_without_a_budget_nothing_is_read(database_url, tmp_path, monkeypatch):
    async with budgeted(database_url, tmp_path) as one:
        monkeypatch.setattr("remit.store.budgets.accounts", None)
        (asked,) = await together(one, give(100))
        assert outcomes([asked]) == ["allow"]


async def _ends(one, request, outcome):
    from remit.desk.leasing import End, Take

    card = one.payments.card
    (taken,) = (await one.ledger.submit(Take(10, card))).requests
    assert taken.id == request.id
    await one.ledger.submit(End(taken.id, taken.execution.attempts, outcome, card))
