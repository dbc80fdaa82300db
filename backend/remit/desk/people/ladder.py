"""The ladder of tiers. It belongs to the limits, so a change of it is a new version; it never gives anybody more."""

from collections.abc import Callable, Sequence

from remit.authority.engine.members import rungs
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry, Publication
from remit.desk.office import Office
from remit.desk.people.administering import acting, administer
from remit.desk.people.registers import StaleEntry, unused
from remit.domain.events import Event
from remit.domain.people import Person, tiers_in
from remit.domain.policy.questions import Tier
from remit.domain.refusal import Invalid, NotFound, Refusal
from remit.domain.requests.request import named
from remit.store.policies import Version

Step = Callable[[tuple[Tier, ...], Books], tuple[tuple[Tier, ...], str]]
"""The ladder afterwards, and what to say of it."""


class LadderRaises(Refusal):
    """In this order somebody would inherit more than they have now."""

    name = "ladder-raises"
    title = "Somebody would gain authority"


async def add(office: Office, by: Person, tier: Tier, above: str | None) -> tuple[Tier, ...]:
    """A new rung right above another, or the lowest. It has no limits of its own yet, so nobody gains."""

    def step(tiers: tuple[Tier, ...], _books: Books) -> tuple[tuple[Tier, ...], str]:
        if any(one.name == tier.name for one in tiers):
            raise Invalid(f"There is a tier {tier.name} already. Choose another name.", field="name")
        place = 0 if above is None else tiers.index(_tier(tiers, above)) + 1
        return (*tiers[:place], tier, *tiers[place:]), f"New tier: {tier.title}."

    return await _publish(office, by, step)


async def retitle(office: Office, by: Person, name: str, title: str) -> tuple[Tier, ...]:
    """Another title; rules go on by the name."""

    def step(tiers: tuple[Tier, ...], _books: Books) -> tuple[tuple[Tier, ...], str]:
        known = _tier(tiers, name)
        return tuple(Tier(name, title) if one == known else one for one in tiers), f"{known.title} is now {title}."

    return await _publish(office, by, step)


async def order(office: Office, by: Person, names: Sequence[str]) -> tuple[Tier, ...]:
    """The rungs in another order, lowest first, where nobody gains by it."""

    def step(tiers: tuple[Tier, ...], books: Books) -> tuple[tuple[Tier, ...], str]:
        if sorted(names) != sorted(tier.name for tier in tiers):
            raise StaleEntry("These are not the tiers there are now. Load them again, then put them in order.")
        after = tuple(_tier(tiers, name) for name in names)
        _nobody_gains(books.authority, after)
        return after, "The tiers are in another order."

    return await _publish(office, by, step)


async def drop(office: Office, by: Person, name: str) -> tuple[Tier, ...]:
    """A tier without people and limits."""

    def step(tiers: tuple[Tier, ...], books: Books) -> tuple[tuple[Tier, ...], str]:
        gone = _tier(tiers, name)
        if len(tiers) == 1:
            raise Invalid("A ladder has one rung at least.", field="name")
        unused(books, gone.title, f"tier:{name}", lambda person: name in person.tiers or _awaits(person, name))
        return tuple(one for one in tiers if one != gone), f"The tier {gone.title} was taken away."

    return await _publish(office, by, step)


def _awaits(person: Person, name: str) -> bool:
    return person.proposed is not None and name in tiers_in(person.proposed.rung)


def _nobody_gains(authority: Snapshot, after: tuple[Tier, ...]) -> None:
    ruled = {rule.subject for rule in authority.rules.values()}
    before, then = rungs(authority.tiers), rungs(after)
    for tier in after:
        gained = ruled & set(then[tier.name]) - set(before[tier.name])
        if gained and any(tier.name in person.tiers for person in authority.people):
            below = ", ".join(sorted(one.removeprefix("tier:") for one in gained))
            detail = (
                f"Whoever is {tier.title} would then also have the limits of {below}. "
                "Set the limits by a draft instead, so that a second person looks at it."
            )
            raise LadderRaises(detail, tier=tier.name)


async def _publish(office: Office, by: Person, step: Step) -> tuple[Tier, ...]:
    def decide(books: Books) -> Entry:
        actor, before = acting(books, by), books.authority
        tiers, note = step(before.tiers, books)
        if tiers == before.tiers:
            return Entry()
        number = before.version + 1
        content = before.with_tiers(number, tiers).hash
        kept = before.stacks, before.quorums
        version = Version(number, content, books.now, named(actor), actor.name, note, tiers, *kept)
        said = f"{actor.name} published version {number} of the limits: {note}"
        told = Event("policy.published", named(actor), said, content={"version": number, "hash": content, "note": note})
        return Entry(publication=Publication(version, (), ()), events=(told,))

    await administer(office, decide)
    return office.authority.tiers


def _tier(tiers: Sequence[Tier], name: str) -> Tier:
    found = next((tier for tier in tiers if tier.name == name), None)
    if found is None:
        raise NotFound(f"There is no tier {name}. Tiers are {', '.join(tier.name for tier in tiers)}.")
    return found
