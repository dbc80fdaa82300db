"""What a backtest found, in the floor's units: counted, summed by currency, with one example each."""

from collections import Counter
from dataclasses import dataclass, field

from remit.domain.backtest.change import AVOIDED, KINDS, change_of
from remit.domain.backtest.past import Past
from remit.domain.backtest.replay import Twice
from remit.domain.values import value

PEOPLE_TOLD = 10
TIER, TEAM, REMEDY, PERSON = "tier", "team", "remedy", "person"
PEOPLE_DIFFER, SUMS_DIFFER, OTHERWISE = "people", "sums", "other"
"""Why the limits in force do not say again what they said: the requester belongs elsewhere, sums stand otherwise."""


@value(frozen=True, slots=True)
class Example:
    """The largest of its kind."""

    past: Past
    before: str
    after: str


@dataclass(slots=True)
class Group:
    """Everything that changes in one way."""

    count: int = 0
    amounts: Counter[str] = field(default_factory=Counter)
    waited_s: int = 0
    example: Example | None = None

    def add(self, twice: Twice) -> None:
        """One more."""
        past, case = twice.past, twice.past.case
        self.count += 1
        self.amounts[case.currency] += case.amount
        self.waited_s += past.fate.waited_s
        if self.example is None or case.amount > self.example.past.case.amount:
            self.example = Example(past, twice.before.outcome, twice.after.outcome)


@dataclass(slots=True)
class Row:
    """Those of one tier, team, remedy or person: how many come out how."""

    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    changed: int = 0

    def add(self, before: str, after: str) -> None:
        """One more."""
        self.before[before] += 1
        self.after[after] += 1
        self.changed += before != after


@dataclass(slots=True)
class Tally:
    """Everything, so far."""

    cases: int = 0
    whole: Row = field(default_factory=Row)
    groups: dict[str, Group] = field(default_factory=lambda: {kind: Group() for kind in KINDS})
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in (TIER, TEAM, REMEDY, PERSON)})
    lacking: Counter[str] = field(default_factory=Counter)
    left_out: int = 0
    compared: int = 0
    unlike: Counter[str] = field(default_factory=Counter)

    def add(self, twice: Twice, version: int) -> None:
        """One that was decided twice; `version` is the one in force, whose answers are held against the log."""
        past, before, after = twice.past, twice.before.outcome, twice.after.outcome
        if past.lacks:
            self.left_out += 1
            self.lacking.update(past.lacks)
            return
        self.cases += 1
        self.whole.add(before, after)
        for kind, name in _places(past):
            rows = self.rows[kind]
            (rows.get(name) or rows.setdefault(name, Row())).add(before, after)
        if (change := change_of(before, after, past.fate)) is not None:
            self.groups[change].add(twice)
        if past.version == version:
            self.compared += 1
            if before != past.said:
                self.unlike[_why(twice)] += 1

    @property
    def reproduced(self) -> int:
        """How many of those that the version in force decided come out as they did."""
        return self.compared - self.unlike.total()

    @property
    def avoided(self) -> int:
        """Approvals that nobody would have been asked for."""
        return sum(self.groups[kind].count for kind in AVOIDED)

    @property
    def saved_s(self) -> int:
        """How long customers waited for those."""
        return sum(self.groups[kind].waited_s for kind in AVOIDED)

    @property
    def saved_min(self) -> int:
        """The same in minutes."""
        return round(self.saved_s / 60)

    @property
    def people(self) -> list[tuple[str, Row]]:
        """Those for whom most changes."""
        touched = [(who, row) for who, row in self.rows[PERSON].items() if row.changed]
        return sorted(touched, key=lambda pair: (-pair[1].changed, pair[0]))[:PEOPLE_TOLD]


def _places(past: Past) -> list[tuple[str, str]]:
    places = ((TIER, past.tier), (TEAM, past.team), (REMEDY, past.case.remedy), (PERSON, past.case.requester.id))
    return [(kind, name) for kind, name in places if name]


def _why(twice: Twice) -> str:
    past, again = twice.past, twice.before
    if not past.like:
        return PEOPLE_DIFFER
    same = again.uses <= past.uses and again.held == past.held
    return OTHERWISE if same else SUMS_DIFFER
