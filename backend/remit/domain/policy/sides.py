"""A sum put to the limits: it has to keep the limit of every remedy and reason in it, whichever was asked for last."""

from collections.abc import Iterator
from dataclasses import replace

from remit.domain.policy.cases import Case
from remit.domain.policy.questions import Answer, Authority, Reach
from remit.domain.values import value

_MODES = ("auto", "review", "override")


@value(frozen=True, slots=True)
class Bound:
    """How far a sum may go, and as what: the case whose limit leaves the least room."""

    case: Case
    reach: Reach

    @property
    def room(self) -> int:
        """How much can still be asked for, in minor units; below 0 where what was given is over already."""
        return self.reach.amount - self.case.already

    @property
    def over_by(self) -> int:
        """By how much the sum goes over; below 0 where it does not."""
        return self.case.total - self.reach.amount


@value(frozen=True, slots=True)
class Whole:
    """A case, and the sum that it is part of as each of the other things that are in it. Alone, it is just the case."""

    case: Case
    authority: Authority
    others: tuple[Case, ...]

    def answer(self, mode: str) -> Answer:
        """Casbin's answer to the case; where it is yes, the first no to one of the others."""
        own = self._ask(self.case, mode)
        if own.allowed:
            for one in self.others:
                answer = self._ask(one, mode)
                if not answer.allowed:
                    return answer
        return own

    def bound(self, mode: str) -> Bound | None:
        """The one that leaves the least room in this mode; None where there is one that may not be given at all."""
        least: Bound | None = None
        for one in (self.case, *self.others):
            reach = self._furthest(one, mode)
            if reach is None:
                return None
            bound = Bound(one, reach)
            if least is None or bound.room < least.room:
                least = bound
        return least

    def foresees(self, mode: str) -> bool:
        """The same as `answer`, for a way to yes that is only offered: no trace notes it."""
        subject, foresees = self.case.requester.subject, self.authority.foresees
        cases = (self.case, *self.others)
        return all(any(foresees(one.question(subject, way)) for way in self._ways(mode)) for one in cases)

    def _ways(self, mode: str) -> tuple[str, ...]:
        # What may be given alone may as well be looked at afterwards: the strictest of several answers counts.
        return _MODES[: _MODES.index(mode) + 1] if self.others else (mode,)

    def _ask(self, case: Case, mode: str) -> Answer:
        answer = Answer(allowed=False, rule=None)
        for way in self._ways(mode):
            answer = self.authority.ask(case.question(case.requester.subject, way))
            if answer.allowed:
                break
        return answer

    def _furthest(self, case: Case, mode: str) -> Reach | None:
        return _furthest(case, self.authority, self._ways(mode))


def whole(case: Case, authority: Authority) -> Whole:
    """The case with what it is summed with."""
    return Whole(case, authority, tuple(_limited(case, authority)))


def _limited(case: Case, authority: Authority) -> Iterator[Case]:
    """The others, but those that the requester may give nothing of: somebody else gave them, and no limit applies."""
    held = case.given.get(case.remedy)
    for side in held.sides if held else ():
        if (side.remedy, side.reason) == (case.remedy, case.facts.get("reason")):
            continue
        facts = {**case.facts, "reason": side.reason, "basis": side.basis}
        other = replace(case, remedy=side.remedy, facts=facts, given={side.remedy: side.given})
        if _furthest(other, authority, ("auto", "review")) is not None:
            yield other


def _furthest(case: Case, authority: Authority, ways: tuple[str, ...]) -> Reach | None:
    furthest: Reach | None = None
    for way in ways:
        reach = authority.reach(case.question(case.requester.subject, way))
        if reach and (furthest is None or reach.amount > furthest.amount):
            furthest = reach
    return furthest
