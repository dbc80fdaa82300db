"""An empty database becomes the demo organisation: people, limits with their past, sixty days of requests."""

import json
from collections.abc import Callable, Iterable, Iterator

from remit import clock
from remit.authority.budgets.book import book
from remit.authority.drafts.budget_difference import budget_difference
from remit.authority.drafts.difference import difference
from remit.demo.certificates import REGISTER
from remit.demo.lives import PastEvent, PastRequest
from remit.demo.routing import NOTE, ROUTING
from remit.demo.suite import tests
from remit.demo.unswept import unswept
from remit.demo.versions import PastVersion
from remit.demo.world import World
from remit.desk.sign_in import hash_password
from remit.domain.people import Person, directory
from remit.domain.policy.budgets import Budget
from remit.domain.policy.questions import LADDER
from remit.domain.requests.representation import represent
from remit.domain.requests.request import Named
from remit.store import (
    budgets,
    certificates,
    decisions,
    events,
    heads,
    people,
    policies,
    requests,
    routing,
    suites,
    teams,
)
from remit.store.database.session import Connection
from remit.store.decisions import Entered
from remit.store.events import Recorded
from remit.store.heads import Head
from remit.store.policies import Version
from remit.store.recounting import recount
from remit.store.routing import Saved
from remit.store.suites import Suite

PASSWORD = "remit-demo"  # noqa: S105  (well known on purpose; demo mode does not start in production)
_TOGETHER = 2000


def fill(connection: Connection, world: World, say: Callable[[str], None]) -> None:
    """Everything in one transaction: a demo that was interrupted has not begun."""
    heads.found(connection, clock.new_id("epoch"))
    hashed = hash_password(PASSWORD)
    teams.put(connection, REGISTER.teams)
    certificates.add_kinds(connection, REGISTER.certificates)
    routing.save(connection, ROUTING, Saved(NOTE, world.versions[0].published_at, None))
    begun = world.versions[0].published_at
    people.add(connection, world.people, {person.id: hashed for person in world.people}, revision=1, at=begun)
    named = {person.id: person for person in world.people}
    before = None
    for version in world.versions:
        _publish(connection, version, before, named[version.publisher_id])
        before = version
    last = world.versions[-1]
    suites.save(connection, Suite(1, last.number, tests(), "The guard rails, as agreed.", begun, None))
    say("limits and people stored")
    with unswept():
        seq = _remember(connection, world, named)
    spent = book(world.versions[-1].budgets)
    recount(connection, spent, spent.depths, world.now)
    head = heads.read(connection)
    heads.move(connection, Head(head.epoch, seq, seq, world.versions[-1].number, 1, head.now))
    heads.retain_after(connection, seq)
    say(f"{len(world.past.requests):,} requests and {seq:,} events stored; {len(world.past.waiting)} requests wait")


def _publish(connection: Connection, version: PastVersion, before: PastVersion | None, by: Person) -> None:
    old = {rule.rid: rule for rule in before.rules} if before else {}
    found = difference(old, {rule.rid: rule for rule in version.rules})
    spent = budget_difference({one.bid: one for one in before.budgets} if before else {}, _by_id(version.budgets))
    content = version.over(directory(1, ())).hash
    named = Named(by.id, by.name)
    made = Version(version.number, content, version.published_at, named, by.name, version.note, LADDER, *version.summed)
    policies.publish(connection, made, *found.moves())
    budgets.publish(connection, version.number, *spent.moves())


def _by_id(rows: Iterable[Budget]) -> dict[str, Budget]:
    return {one.bid: one for one in rows}


def _remember(connection: Connection, world: World, named: dict[str, Person]) -> int:
    past = [*world.past.requests, *world.past.waiting]
    for start in range(0, len(past), _TOGETHER):
        requests.restore(connection, [one.request for one in past[start : start + _TOGETHER]])
    told = sorted(_told(past, world.versions, named), key=lambda pair: pair[1].at)
    rows = [_recorded(seq, request_id, event) for seq, (request_id, event) in enumerate(told, start=1)]
    log = [Entered(seq, event.at, 1, event.judged) for seq, (_, event) in enumerate(told, start=1) if event.judged]
    for start in range(0, len(rows), _TOGETHER):
        events.append(connection, rows[start : start + _TOGETHER])
        decisions.append(connection, log[start : start + _TOGETHER])
    return len(rows)


def _told(
    past: list[PastRequest], versions: tuple[PastVersion, ...], named: dict[str, Person]
) -> Iterator[tuple[str | None, PastEvent]]:
    for one in past:
        yield from ((one.request.id, event) for event in one.told)
    for version in versions:
        by = named[version.publisher_id]
        said = f"{by.name} published version {version.number} of the limits: {version.note}"
        yield None, PastEvent(version.published_at, "policy.published", Named(by.id, by.name), said)


def _recorded(seq: int, request_id: str | None, event: PastEvent) -> Recorded:
    # What is over is told in sentences; the requests themselves are there as they ended.
    then = "{}"
    if event.request is not None:
        then = json.dumps(represent(event.request), ensure_ascii=False, separators=(",", ":"))
    return Recorded(seq, event.at, event.event, request_id, event.by, event.sentence, then)
