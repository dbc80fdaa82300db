"""Every decision is in the log with all that it followed from, and comes out the same when it is decided again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from remit import clock
from remit.authority.rules.rule import Rule
from remit.desk import archive, deciding_again, presence
from remit.desk.ledger.books import Entry
from remit.desk.policies.governing import Governing
from remit.desk.requests import approvals, asking, requesters
from remit.desk.requests.submitting import Ask
from remit.domain.certificates import Held
from remit.domain.people import Person
from remit.store import decisions, memberships
from tests.desk.offices import office, order
from tests.domain.floor import AGENT, DIRECTOR, LEAD, PEOPLE

TRAINEE = next(one for one in PEOPLE if one.tier == "trainee")


@pytest.fixture
async def desk(database_url, tmp_path):
    async with office(database_url, tmp_path) as opened:
        yield opened


def wish(amount: int, number: int = 1, **said) -> Ask:
    asked = {"remedy": "refund", "amount": amount, "currency": "USD", "reason": "DAMAGED_DEFECTIVE"}
    return Ask(**{**asked, "order_id": f"SO-{number}", "channel": "phone", **said})


async def asked(desk, amount: int, by: Person = AGENT, number: int = 1, **said):
    desk.orders._shop.add_orders([order(number)])
    posted = await asking.submit(desk, by, wish(amount, number, **said), f"key-{number}-{amount}", {}, set())
    return posted.requests


async def log_of(desk, request_id: str):
    return await deciding_again.of_request(desk, AGENT, request_id)


async def moved(desk, person: Person, **changes) -> None:
    """Somebody belongs elsewhere from now on."""
    changed = replace(desk.authority.people.people[person.id], **changes)
    await desk.ledger.submit(Governing(lambda _books: Entry(people=(changed,))))


async def published(desk, *added: Rule) -> None:
    from remit.desk.ledger.books import Publication
    from remit.store.policies import Version

    def decide(books):
        number = books.authority.version + 1
        after = books.authority.with_rules(number, added)
        removed = tuple(rule.rid for rule in added if rule.rid in books.authority.rules)
        version = Version(number, after.hash, books.now, None, "test", "another", after.tiers)
        return Entry(publication=Publication(version, added, removed))

    await desk.ledger.submit(Governing(decide))


async def test_what_was_asked_is_logged_with_its_facts_and_its_version(desk):
    (request,) = await asked(desk, 9_000)
    (line,) = await log_of(desk, request.id)
    assert line.logged.what == "asked"
    assert (line.logged.policy_version, line.logged.asked.amount) == (2, 9_000)
    assert (line.logged.asked.tier, line.logged.asked.team) == ("agent", "north")
    assert line.logged.asked.facts == request.facts
    assert line.logged.answer == decisions.text_of(request.decision)
    assert line.same


async def test_an_edit_and_an_approval_are_decisions_of_their_own(desk):
    (request,) = await asked(desk, 9_000)
    (edited,) = (await requesters.edit(desk, AGENT, request.id, 1, {"amount": 8_000})).requests
    await approvals.approve(desk, LEAD, request.id, edited.version, None)
    log = await log_of(desk, request.id)
    assert [one.logged.what for one in log] == ["asked", "edited", "approved"]
    assert [one.logged.asked.amount for one in log] == [9_000, 8_000, 8_000]
    assert log[2].logged.asked.approver == LEAD.id
    assert log[2].answer.rule is not None
    assert desk.authority.rules[log[2].answer.rule].mode == "approve"
    assert all(one.same for one in log)


async def test_an_offer_that_is_accepted_is_rechecked(desk):
    (request,) = await asked(desk, 9_000)
    (offered,) = (await approvals.offer(desk, LEAD, request.id, 1, (6_000, None, "this much"))).requests
    await requesters.accept(desk, AGENT, request.id, offered.version)
    log = await log_of(desk, request.id)
    assert [(one.logged.what, one.logged.asked.amount) for one in log] == [("asked", 9_000), ("accepted", 6_000)]
    assert all(one.same for one in log)


async def test_both_halves_of_a_split_are_logged(desk):
    given, rest = await asked(desk, 9_000, split=True)
    (first,), (second,) = await log_of(desk, given.id), await log_of(desk, rest.id)
    assert (first.logged.asked.amount, first.answer.outcome) == (5_000, "allow")
    assert (second.logged.asked.amount, second.answer.outcome) == (9_000, "escalate")
    assert first.same
    assert second.same


async def test_what_was_decided_comes_out_the_same_after_limits_and_people_changed(desk):
    (request,) = await asked(desk, 9_000)
    rule = desk.authority.rules["L-0001"]
    await published(desk, replace(rule, amount=20_000))
    await moved(desk, AGENT, tier="trainee")
    await moved(desk, LEAD, active=False)
    (later,) = await asked(desk, 9_000, number=2)
    (line,), (after,) = await log_of(desk, request.id), await log_of(desk, later.id)
    assert (line.answer.limit, line.answer.approver_tiers[0], line.same) == (5_000, "lead", True)
    assert (after.logged.asked.tier, after.answer.limit, after.answer.approver_tiers[0]) == (
        "trainee", None, "duty_manager",
    )  # fmt: skip
    assert after.same


async def test_whatever_changes_about_people_no_decision_comes_out_otherwise(desk):
    month = timedelta(days=31)
    like = replace(desk.authority.rules["L-0001"], amount=9_500, when="")
    rules = (
        replace(like, rid="L-9001", amount=7_000, when="agent_tenure_days >= 30"),
        replace(like, rid="L-9002", mode="approve", when="agent_tenure_days >= 30"),
        replace(like, rid="L-9003", amount=8_000, when="cert has GW-1"),
        replace(like, rid="L-9004", subject="team:south", mode="approve"),
    )
    await published(desk, *rules)
    held = (Held("GW-1", clock.now() - month, clock.now() + month, "Mia"),)
    changes = (
        {LEAD: {"roles": frozenset({"ops"})}, AGENT: {"roles": frozenset({"agent", "approver"})}},
        {AGENT: {"since": clock.now() - month}, TRAINEE: {"tier": "agent", "since": clock.now() - 2 * month}},
        {AGENT: {"held": held, "since": clock.now()}},
        {TRAINEE: {"team": "south", "since": None}},
        {LEAD: {"brand_tiers": (("acme", "trainee"),)}, AGENT: {"brand_tiers": (("acme", "senior"),)}},
        {AGENT: {"team": "south", "tier": "senior", "held": ()}, LEAD: {"active": False, "tier": None}},
    )
    answers = []
    for number, changed in enumerate(changes, start=1):
        for who, what in changed.items():
            await moved(desk, who, **what)
        for amount in (7_500, 9_200):
            (request,) = await asked(desk, amount, number=10 * number + amount)
            answers.append((request.decision.outcome, request.decision.limit, request.decision.approver_tiers))
    assert len(set(answers)) >= 5, "what changed has to matter to the answers"
    tally = await desk.database.read(deciding_again.counted, desk.authority, clock.now() - month, None)
    assert (tally.decided, [(one.logged.seq, one.differs) for one in tally.others]) == (len(answers), [])


async def test_a_change_between_two_decisions_of_one_batch_is_seen_by_the_second_only(desk):
    desk.orders._shop.add_orders([order(one) for one in (1, 2)])
    first = asking.submit(desk, AGENT, wish(9_000, 1), "one", {}, set())
    second = asking.submit(desk, AGENT, wish(9_000, 2), "two", {}, set())
    before, _, after = await asyncio.gather(first, moved(desk, AGENT, tier="senior"), second)
    (one,), (two,) = await log_of(desk, before.requests[0].id), await log_of(desk, after.requests[0].id)
    assert (one.logged.asked.tier, two.logged.asked.tier) == ("agent", "senior")
    assert one.same
    assert two.same


async def test_a_log_that_says_otherwise_is_noticed(desk):
    (request,) = await asked(desk, 9_000)

    def forge(connection):
        from remit.store.database.rows import decisions as rows

        (row,) = connection.execute(rows.select()).all()
        forged = row.answer.replace('"over_by":4000', '"over_by":1')
        connection.execute(rows.update().values(answer=forged))

    await desk.database.write(forge)
    (line,) = await log_of(desk, request.id)
    assert (line.same, line.differs) == (False, ("over_by",))


async def test_replay_counts_what_is_the_same_and_names_what_is_not(desk):
    for number in range(1, 6):
        await asked(desk, 1_000 * number, number=number)
    since = clock.now() - timedelta(hours=1)
    tally = await desk.database.read(deciding_again.counted, desk.authority, since, None)
    assert (tally.decided, tally.others) == (5, [])
    tally = await desk.database.read(deciding_again.counted, desk.authority, since, 2)
    assert tally.decided == 2
    later = clock.now() + timedelta(hours=1)
    assert (await desk.database.read(deciding_again.counted, desk.authority, later, None)).decided == 0


async def test_presence_is_no_news_of_where_somebody_belongs(desk):
    before = await desk.database.read(memberships.revisions)
    await presence.choose(desk, LEAD, "busy")
    assert desk.authority.people.revision > before[-1]
    assert await desk.database.read(memberships.revisions) == before


async def test_a_day_of_the_past_has_its_own_limits_and_people(desk):
    rule = desk.authority.rules["L-0001"]
    then = clock.now()
    await asyncio.sleep(0.01)  # SQLite's clock has milliseconds
    await published(desk, replace(rule, amount=20_000))
    await moved(desk, DIRECTOR, active=False, tier="agent")
    past = await desk.database.read(archive.as_of, then, desk.authority)
    assert (past.version, past.rules["L-0001"].amount) == (2, 5_000)
    assert past.people.people[DIRECTOR.id].tier == "director"
    now = await desk.database.read(archive.as_of, clock.now(), desk.authority)
    assert (now.version, now.people.people[DIRECTOR.id].active) == (3, False)
