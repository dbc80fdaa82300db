"""A small floor for tests of the rules: the demo matrix, one person of each tier, requests in any state."""

from dataclasses import replace
from datetime import UTC, datetime

from remit.authority.snapshot import Snapshot, snapshot
from remit.demo.limits import rules
from remit.domain.execution.execution import Execution
from remit.domain.people import Person, directory
from remit.domain.policy.cases import Case
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import LADDER
from remit.domain.requests.request import OPEN_FOR, PENDING, Approval, Request, Requester

NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
FACTS = {"basis": "entitlement", "reason": "DAMAGED_DEFECTIVE", "brand": "acme"}


def person(tier: str, team: str | None = "north", name: str | None = None) -> Person:
    name = name or tier
    role = "approver" if tier in ("lead", "duty_manager", "director") else "agent"
    return Person(f"usr_{name}", name.title(), f"{name}@acme.example", frozenset({role}), tier, team)


PEOPLE = tuple(person(tier.name) for tier in LADDER)
AUTHORITY: Snapshot = snapshot(1, rules(), LADDER, directory(1, PEOPLE))
AGENT = AUTHORITY.people.people["usr_agent"]
LEAD = AUTHORITY.people.people["usr_lead"]
DIRECTOR = AUTHORITY.people.people["usr_director"]


def case(amount: int, by: Person = AGENT, remedy: str = "refund", **said) -> Case:
    return Case(requester=by, remedy=remedy, amount=amount, currency="USD", brand="acme", facts=FACTS, **said)


def request(amount: int = 9000, state: str = PENDING, by: Person = AGENT, **changes) -> Request:
    made = Request(
        id="req_1",
        reference="K7QM-2F",
        state=state,
        version=3,
        remedy="refund",
        amount=amount,
        currency="USD",
        brand="acme",
        reason="DAMAGED_DEFECTIVE",
        basis="entitlement",
        order_id="SO-1",
        customer_id="C-1",
        channel="phone",
        note=None,
        customer_waiting=True,
        requester=Requester(by.id, by.name, by.tier, by.team),
        facts=FACTS,
        decision=decide(case(amount, by), AUTHORITY),
        approval=Approval(asked_at=NOW, expires_at=NOW + OPEN_FOR),
        execution=Execution(),
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(made, **changes)
