"""What the rules of a remedy and currency ask about people themselves: whoever differs in it may get another answer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from functools import cached_property

from remit.authority.rules.clauses import Compared
from remit.authority.rules.conditions import InvalidCondition, certificates_in, parse
from remit.authority.rules.declared import AGENT_TENURE, CERTIFICATE
from remit.domain.people import Person
from remit.domain.values import value

Trait = tuple[frozenset[str], int]
"""The certificates asked about that somebody holds, and how many of the bounds on their time here they have passed."""
_MARKS = (f"{CERTIFICATE} ", AGENT_TENURE)
_DAY = timedelta(days=1)


@value(frozen=True)
class Asked:
    """The conditions about people, each with how many rows have it."""

    whens: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def certificates(self) -> frozenset[str]:
        """Which certificates are asked about."""
        return frozenset().union(*map(certificates_in, self.whens))

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The numbers of days here at which an answer may change."""
        bounds = {bound + more for when in self.whens for bound in _bounds(when) for more in (0, 1)}
        return tuple(sorted(bounds))

    def trait(self, person: Person, at: datetime | None) -> Trait | None:
        """What tells the person from others of the tier; None where nothing is asked, or no moment known."""
        if at is None or not self.whens:
            return None
        held = frozenset(one.code for one in person.held if one.code in self.certificates and one.valid(at))
        passed = -1 if person.since is None else sum((at - person.since).days >= days for days in self.days)
        return held, passed

    def changes(self, person: Person, at: datetime) -> Iterable[datetime]:
        """The moments after `at` at which the person's trait may be another."""
        moments = [one.expires_at for one in person.held] + [one.granted_at for one in person.held]
        if person.since is not None:
            moments += [person.since + days * _DAY for days in self.days]
        return (moment for moment in moments if moment > at)


NOTHING = Asked()


def asked_after(
    asked: Mapping[tuple[str, str], Asked], added: Iterable[tuple[str, ...]], removed: Iterable[tuple[str, ...]]
) -> Mapping[tuple[str, str], Asked]:
    """What is asked by remedy and currency, after rows came and went."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for rows, one in ((removed, -1), (added, 1)):
        for row in rows:
            if any(mark in row[5] for mark in _MARKS):
                trade = row[1], row[2]
                counts.setdefault(trade, Counter(asked.get(trade, NOTHING).whens))[row[5]] += one
    if not counts:
        return asked
    return {**asked, **{trade: Asked({when: n for when, n in found.items() if n}) for trade, found in counts.items()}}


def _bounds(when: str) -> Iterable[int]:
    try:
        clauses = parse(when)
    except InvalidCondition:
        return ()
    return [one.bound for one in clauses if isinstance(one, Compared) and one.fact == AGENT_TENURE]
