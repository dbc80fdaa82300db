"""The way of a request through its escalation policy: who is asked now, until when, and who next. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from remit.domain.people import Person, tier_at
from remit.domain.requests.request import Approval, Named, named
from remit.domain.routing.policies import ALL, DIRECTOR, EVERYONE, HOLD, ONE, OWN_TEAM, REJECT, TIER, Escalation, Step
from remit.domain.routing.present import Present, able, drawn
from remit.domain.values import value

MOST_ASKED = 20
"""So many at once; whoever else may settle it finds it in their list."""


@value(frozen=True, slots=True)
class Turned:
    """The end of the steps was a no."""

    reason: str


@value(frozen=True, slots=True, kw_only=True)
class Floor:
    """One request, and who is there to be asked about it."""

    request: str
    brand: str
    team: str | None
    there: Present
    may: Callable[[Person], bool]
    """Can finish it. One of a cell answers for all of it, but for those who never may."""
    never: frozenset[str]
    """Whoever asks, and who is kept apart from them or had their say: whatever the limits give them."""
    load: Callable[[], Mapping[str, int]]
    """How many open cards somebody has."""
    top: str | None
    """The top of the ladder."""
    seed: str
    now: datetime
    stand_ins: frozenset[str] = frozenset()
    """Who stands in for somebody of the team now."""

    def choose(self, step: Step, without: Iterable[str] = ()) -> tuple[Named, ...]:
        """Whom the step asks: those with the fewest open cards, by lot among equals; () where nobody can be asked."""
        out = self.never.union(without)
        found, most = self._able(step, out), 1 if step.ask == ONE else MOST_ASKED
        alone = len(found) == 1 and len(found[0]) == 1
        chosen = found[0] if alone else drawn(found, out, most, self.load(), self._lot()) if found else ()
        return tuple(named(self.there.people[one]) for one in chosen)

    def count(self, step: Step) -> int:
        """How many of those whom the step means are there and can finish it."""
        return sum(one not in self.never for ids in self._able(step, self.never) for one in ids)

    def able(self) -> Iterator[Person]:
        """Everybody who is there and can finish it."""
        everyone = self._able(Step(EVERYONE, 0, ALL), self.never)
        return (self.there.people[one] for ids in everyone for one in ids if one not in self.never)

    def still(self, asked: Iterable[Named]) -> tuple[Named, ...]:
        """Those of them who are there and can finish it."""
        here = self.there.people
        return tuple(one for one in asked if one.id in here and one.id not in self.never and self.may(here[one.id]))

    def _able(self, step: Step, out: frozenset[str]) -> list[tuple[str, ...]]:
        """The step's people who can finish it, by cell, with those who are `out`; cells of nobody else are left out."""
        return able(self.there, _members(step, self), self.may, out)

    def _lot(self) -> Callable[[str], bytes]:
        # The same lot for the same request: what was drawn can be drawn again, and nobody knows it beforehand.
        drawn = blake2b(f"{self.seed}:{self.request}:".encode(), digest_size=8)

        def lot(person: str) -> bytes:
            mine = drawn.copy()
            mine.update(person.encode())
            return mine.digest()

        return lot


def begin(approval: Approval, policy: Escalation, floor: Floor) -> Approval:
    """From the first step on. With nobody there it waits for whoever comes, as long as the steps would take."""
    fresh = replace(approval, asked=(), forwarded=False, callback=False)
    return _from(0, fresh, policy, floor) or _nobody(fresh, policy, floor)


def onward(approval: Approval, policy: Escalation, floor: Floor) -> Approval | Turned:
    """Its time with whoever has it is over: the next step that can ask anybody, else the end."""
    if approval.step > len(policy.steps):
        return replace(approval, next_step_at=None)
    # Nobody was there for as long as the steps take.
    found = _from(approval.step, approval, policy, floor) if approval.offered_to else None
    if found is not None:
        return found
    if policy.at_end == REJECT:
        return Turned(policy.reason or "")
    callback = policy.at_end == HOLD
    return replace(_last(approval, policy, floor), callback=callback)


def stay(approval: Approval, policy: Escalation, floor: Floor) -> Approval:
    """Who is there has changed: whoever has it and can still finish it keeps it; else it goes on at once."""
    if approval.step > len(policy.steps):
        return _last(approval, policy, floor)
    if not approval.offered_to:
        found = begin(approval, policy, floor)
        return found if found.offered_to else replace(found, next_step_at=approval.next_step_at)
    if approval.forwarded and approval.next_step_at is not None and floor.now < approval.next_step_at:
        return approval
    step, kept = policy.steps[approval.step - 1], floor.still(approval.offered_to)
    if step.ask == ALL:
        kept = _joined(kept, step, floor)
    if kept:
        return replace(approval, offered_to=kept)
    # Another one of the same step has the whole of its time.
    return _from(approval.step - 1, approval, policy, floor) or begin(approval, policy, floor)


def ending(policy: Escalation, floor: Floor) -> tuple[Named, ...]:
    """Who would have it once its steps are over; () also where that is a no."""
    return () if policy.at_end == REJECT else _ended((), policy, floor)


def among(floor: Floor, people: Present) -> Floor:
    """The same question, with these people there."""
    return replace(floor, there=people)


def handed(approval: Approval, to: tuple[Named, ...], seconds: int, now: datetime) -> Approval:
    """Given to somebody in particular, for so long; then the steps go on."""
    return replace(approval, offered_to=to, offered_at=now, next_step_at=now + timedelta(seconds=seconds))


def _from(index: int, approval: Approval, policy: Escalation, floor: Floor) -> Approval | None:
    for number in range(index, len(policy.steps)):
        step = policy.steps[number]
        chosen = floor.choose(step, approval.asked if step.ask == ONE else ())
        if chosen:
            asked = (*approval.asked, *(one.id for one in chosen)) if step.ask == ONE else approval.asked
            moved = handed(approval, chosen, step.seconds, floor.now)
            return replace(moved, step=number + 1, asked=asked, next_to=policy.next_after(number + 1), forwarded=False)
    return None


def _nobody(approval: Approval, policy: Escalation, floor: Floor) -> Approval:
    if policy.at_end != REJECT and (last := _last(approval, policy, floor)).offered_to:
        return last
    # Held for a callback is what it is already; anything else comes when the steps would be over.
    waits = policy.at_end != HOLD
    until = floor.now + timedelta(seconds=policy.asking_s) if waits else None
    nobody = replace(approval, step=1, offered_to=(), offered_at=None, next_step_at=until)
    return replace(nobody, next_to=policy.at_end if waits else None)


def _last(approval: Approval, policy: Escalation, floor: Floor) -> Approval:
    there = _ended(approval.offered_to if approval.step > len(policy.steps) else (), policy, floor)
    since = approval.offered_at if there == approval.offered_to else floor.now
    ended = replace(approval, step=len(policy.steps) + 1, offered_to=there, next_step_at=None, next_to=None)
    return replace(ended, offered_at=since if there else None, forwarded=False)


def _ended(before: tuple[Named, ...], policy: Escalation, floor: Floor) -> tuple[Named, ...]:
    kept = floor.still(before)
    top = _joined(kept, Step(TIER, 0, ALL, tier=floor.top), floor) if policy.at_end == DIRECTOR else ()
    return top or _joined(kept, Step(EVERYONE, 0, ALL), floor)


def _joined(kept: tuple[Named, ...], step: Step, floor: Floor) -> tuple[Named, ...]:
    """Those who have it, and whoever has come since."""
    return (*kept, *floor.choose(step, [one.id for one in kept]))[:MOST_ASKED]


def _members(step: Step, floor: Floor) -> list[tuple[str, ...]]:
    there = floor.there
    if step.to == OWN_TEAM:
        own = [cell.ids for cell in there.cells if cell.team is not None and cell.team == floor.team]
        return own + [(one,) for one in sorted(floor.stand_ins) if _is_elsewhere(one, floor)]
    if step.to == TIER:
        return [cell.ids for cell in there.cells if tier_at(cell.rung, floor.brand) == step.tier]
    if step.to == EVERYONE:
        return [cell.ids for cell in there.cells]
    return [(one,) for one in dict.fromkeys(step.people) if one in there.people]


def _is_elsewhere(person_id: str, floor: Floor) -> bool:
    """There, and of another team than whoever they stand in for."""
    person = floor.there.people.get(person_id)
    return person is not None and (person.team is None or person.team != floor.team)
