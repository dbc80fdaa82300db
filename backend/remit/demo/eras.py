"""Past versions of the limits as they decided then: the same decision as today's, under the rules of the time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from remit.authority.snapshot import Snapshot, snapshot
from remit.demo.limits import TIERS
from remit.demo.reaches import Reaches, reaches
from remit.demo.versions import PastVersion
from remit.domain.cases import Case, Decision
from remit.domain.decision import decide
from remit.domain.people import Person, directory

_Kind = tuple[str | None, str, object, bool]


@dataclass(slots=True)
class Era:
    """The time in which one version was in force."""

    since: datetime
    authority: Snapshot
    reaches: Reaches
    _within: dict[_Kind, Decision] = field(default_factory=dict)

    def decide(self, case: Case) -> Decision:
        """What policy said. Within a limit only the headroom follows the amount: each kind of case is asked once."""
        tier, reason = case.requester.tier or "", str(case.facts["reason"])
        alone = self.reaches.alone(tier, case.remedy, reason)
        if case.remedy == "discount" or case.amount > self.reaches.reviewed(tier, case.remedy, reason):
            return decide(case, self.authority)
        kind = (tier, case.remedy, case.facts["basis"], case.amount <= alone)
        if kind not in self._within:
            self._within[kind] = decide(case, self.authority)
        known = self._within[kind]
        return known if known.limit is None else replace(known, headroom=known.limit - case.amount)


def eras(versions: Iterable[PastVersion], people: Iterable[Person]) -> list[Era]:
    """Oldest first."""
    floor = directory(1, people)
    found: list[Era] = []
    for version in versions:
        authority = snapshot(version.number, version.rules, TIERS, floor)
        found.append(Era(version.published_at, authority, reaches(authority)))
    return found


def era_at(found: Sequence[Era], at: datetime) -> Era:
    """The one that was in force at that moment."""
    return next((era for era in reversed(found) if era.since <= at), found[0])
