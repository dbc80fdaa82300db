"""Replacing a person everywhere: what waits with them, their team seat, and a draft for the limits of their own."""

from collections.abc import Mapping
from dataclasses import replace

from remit.authority.drafts.changes import Change, RemoveLimit, SetLimit
from remit.authority.rules.rule import Rule
from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.accounts import current, entered, signed_out
from remit.desk.people.administering import acting, administer, at_version, person_of
from remit.desk.people.leaving import let_go
from remit.desk.people.standing import not_oneself
from remit.desk.policies import drafts
from remit.desk.routing.moving import Reroute
from remit.domain.people import Person
from remit.domain.refusal import Invalid
from remit.domain.values import value
from remit.store.policies import Draft


@value(frozen=True, slots=True)
class Replaced:
    """Both accounts afterwards, how many requests went over, and the draft for their own limits, where they had any."""

    person: Person
    successor: Person
    passed_on: int
    draft: Draft | None


async def replace_person(office: Office, by: Person, person_id: str, version: int, successor_id: str) -> Replaced:
    """The account is switched off, and the successor goes on. Authority moves by a draft only, never silently."""
    count = 0

    def step(books: Books) -> Entry:
        nonlocal count
        leaving, actor = at_version(books, person_id, version), acting(books, by)
        successor = _successor(books, leaving, successor_id)
        not_oneself(actor, leaving)
        passed_on, told = let_go(leaving, books, successor)
        count = len(passed_on)
        gone = entered(leaving, replace(leaving, active=False, proposed=None), actor)
        seat = entered(successor, _seated(successor, leaving, actor), actor)
        said = (*gone.events, *seat.events, news.replaced(leaving, actor, successor), *told)
        people = (*gone.people, *seat.people)
        return Entry(requests=passed_on, people=people, events=said, writes=(signed_out(leaving.id),))

    await administer(office, step, waiting=True)
    await office.ledger.submit(Reroute())
    person, successor = current(office, person_id), current(office, successor_id)
    return Replaced(person, successor, count, await _drafted(office, by, person, successor))


def own_rules(rules: Mapping[str, Rule], person: Person) -> list[Rule]:
    """The limits and caps that name this person."""
    return [rule for rule in rules.values() if rule.subject == person.subject]


def _successor(books: Books, leaving: Person, successor_id: str) -> Person:
    successor = person_of(books, successor_id)
    if successor.id == leaving.id or not successor.active:
        raise Invalid("The successor has to be somebody else whose account is active.", field="successor")
    return successor


def _seated(successor: Person, leaving: Person, by: Person) -> Person:
    """The seat in the team goes over, unless it would be to whoever does it: nobody seats themselves."""
    if leaving.team is None or successor.id == by.id:
        return successor
    return replace(successor, team=leaving.team)


async def _drafted(office: Office, by: Person, person: Person, successor: Person) -> Draft | None:
    mine = own_rules(office.authority.rules, person)
    if not mine:
        return None
    begun = await drafts.begin(office, by, f"{successor.name} instead of {person.name}", office.authority.version)
    changes: list[Change] = []
    for rule in mine:
        changes += [RemoveLimit(rule=rule.rid), _instead(rule, successor)]
    return await drafts.revise(office, by, begun.id, begun.revision, changes)


def _instead(rule: Rule, successor: Person) -> SetLimit:
    return SetLimit(
        subject=successor.subject,
        remedy=rule.remedy,
        currency=rule.currency,
        amount=rule.amount,
        mode=rule.mode,
        brand=rule.brand,
        kind=rule.kind,
        when=rule.when,
        guideline=rule.guideline,
    )
