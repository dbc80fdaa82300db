"""Limits and people at work beside the money: budgets drawn on, authority lent, versions published, and what must be
refused is tried, so that a rule which is gone is missed.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from remit import clock
from remit.authority.drafts.budget_changes import SetBudget
from remit.authority.drafts.changes import SetLimit
from remit.desk.ledger import limits
from remit.desk.office import Office
from remit.desk.people import delegating
from remit.desk.people.delegating import Absence
from remit.desk.policies import drafts, versions
from remit.desk.requests import approvals
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.store import heads, people
from tests.desk.budgeting import give
from tests.desk.offices import order
from tests.desk.test_ledger import submit
from tests.domain.floor import AGENT, LEAD, PEOPLE

OPS = tuple(Person(f"usr_ops{n}", f"Ops {n}", f"ops{n}@acme.example", frozenset({"ops"}), None, None) for n in (1, 2))
SENIOR, DUTY = (next(one for one in PEOPLE if one.tier == tier) for tier in ("senior", "duty_manager"))
BUDGETS = (
    SetBudget(subject="tier:agent", remedy="goodwill_credit", currency="USD", per="agent", window="day", limit=30_00),
    SetBudget(
        subject="tier:agent", remedy="goodwill_credit", currency="USD", per="customer", window="week", limit=20_00
    ),
    SetBudget(subject="tier:lead", remedy="goodwill_credit", currency="USD", per="customer", window="90d", limit=50_00),
)
ORDER = order(90_000)
"""Which the other requests leave alone."""


async def worked(office: Office) -> None:
    """All of it, once."""
    office.orders._shop.add_orders([ORDER])
    await office.database.write(_hired)
    office.ledger.authority = await office.database.read(limits.load)
    await _published(office, *BUDGETS)
    await _given(office)
    await _lent(office)
    await _raised(office)


def _hired(connection) -> None:
    people.add(connection, OPS, {}, revision=2)
    heads.move(connection, replace(heads.read(connection), people_revision=2))


async def _published(office: Office, *changes) -> None:
    draft = await drafts.begin(office, OPS[0], "tuning", office.authority.version)
    draft = await drafts.revise(office, OPS[0], draft.id, draft.revision, changes)
    await drafts.submit(office, draft.id)
    await drafts.approve(office, OPS[1], draft.id)
    await versions.publish(office, OPS[0], draft.id, "agreed")


async def _given(office: Office) -> None:
    """Twice for one customer fits, the third does not; a lead may go further, once; the day's sum ends it all."""
    asked = [
        (await office.ledger.submit(give(amount, customer=customer))).requests[0]
        for amount, customer in (
            (10_00, "C-1"),
            (10_00, "C-1"),
            (10_00, "C-1"),
            (10_00, "C-2"),
            (1, "C-3"),
            (5_00, "C-1"),
        )
    ]
    for one in asked:
        if one.state == "pending":
            await _tried(approvals.approve(office, LEAD, one.id, one.version, None))
    (much,) = (await office.ledger.submit(give(20_00, customer="C-1"))).requests
    if much.state == "pending":
        await _tried(approvals.approve(office, LEAD, much.id, much.version, None))
        # Whoever has no such budget may.
        await _tried(approvals.approve(office, DUTY, much.id, much.version, None))


async def _lent(office: Office) -> None:
    """Before it begins, while it lasts, and after it was taken back; and what was lent is lent on."""
    now = clock.now()
    await _tried(delegating.lend(office, DUTY, _absence(SENIOR, now + timedelta(days=2))))
    await _asked_of(office, SENIOR)
    made = await delegating.lend(office, LEAD, _absence(SENIOR, now - timedelta(minutes=1)))
    await _asked_of(office, SENIOR)
    await _asked_of(office, SENIOR, 160_00)
    await _tried(delegating.lend(office, SENIOR, _absence(AGENT, now - timedelta(minutes=1))))
    await delegating.end(office, LEAD, made.id)
    await _asked_of(office, SENIOR)


async def _asked_of(office: Office, by: Person, amount: int = 60_00) -> None:
    """Something over an agent's limit, and this person's yes; where it does not count, the director's no."""
    (one,) = (await office.ledger.submit(submit(amount, on=ORDER))).requests
    await _tried(approvals.approve(office, by, one.id, one.version, None))
    await _tried(approvals.reject(office, PEOPLE[-1], one.id, one.version, "not now"))


async def _raised(office: Office) -> None:
    """More for agents: by one alone, by an author who seconds it, and then as it has to be."""
    more = SetLimit(
        subject="tier:agent",
        remedy="fee_waiver",
        currency="USD",
        brand="acme",
        mode="auto",
        amount=office.authority.version * 10_00,
    )
    draft = await drafts.begin(office, OPS[0], "more", office.authority.version)
    draft = await drafts.revise(office, OPS[0], draft.id, draft.revision, [more])
    await _tried(versions.publish(office, OPS[0], draft.id, "alone"))
    with suppress(Refusal):
        await drafts.submit(office, draft.id)
        await drafts.approve(office, OPS[0], draft.id)
        await versions.publish(office, OPS[0], draft.id, "seconded by myself")
    await _published(office, replace(more, amount=more.amount + 1))
    with suppress(Refusal):
        await versions.roll_back(office, OPS[1], office.authority.version - 1, "it was better before")


def _absence(to: Person, starts_at) -> Absence:
    return Absence(to=to.id, starts_at=starts_at, ends_at=starts_at + timedelta(days=1), reason="away")


async def _tried(verb) -> None:
    with suppress(Refusal):
        await verb
