"""Past versions of the limits as they decided then: today's decision under the rules of the time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from remit.authority.snapshot import Snapshot, snapshot
from remit.demo.versions import PastVersion
from remit.domain.cases import ALLOW, Case, Decision
from remit.domain.decision import decide
from remit.domain.people import Directory, Person, directory
from remit.domain.policy import LADDER, Answer, Question, Reach, Tier

_Kind = tuple[str | None, str, str, object]


@dataclass(slots=True)
class Era:
    """One version in its time, with a memory: Casbin is asked once how far each kind of person reaches.

    The demo's limits are grants for tiers, so a question is answered yes exactly up to that reach. A test holds every
    past decision against Casbin's own.
    """

    since: datetime
    judge: Snapshot
    _reaches: dict[_Kind, Reach | None] = field(default_factory=dict)
    _within: dict[_Kind, Decision] = field(default_factory=dict)

    @property
    def version(self) -> int:
        return self.judge.version

    @property
    def hash(self) -> str:
        return self.judge.hash

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return self.judge.tiers

    @property
    def people(self) -> Directory:
        return self.judge.people

    def decide(self, case: Case) -> Decision:
        """Today's decision. Within a limit only the headroom follows the amount, so the rest is remembered, too."""
        kind = (case.requester.tier, case.remedy, "", case.facts["basis"])
        known = self._within.get(kind)
        if known is not None and known.limit is not None and case.amount <= known.limit:
            return replace(known, headroom=known.limit - case.amount)
        decision = decide(case, self)
        if decision.outcome == ALLOW and case.remedy != "discount":
            self._within[kind] = decision
        return decision

    def ask(self, question: Question) -> Answer:
        """Whether it is within reach, and of which row."""
        reach = self.reach(question)
        if reach is None or question.amount > reach.amount:
            return Answer(allowed=False, rule=None)
        return Answer(allowed=True, rule=reach.rule)

    def reach(self, question: Question) -> Reach | None:
        """From memory, once asked; a discount's reach depends on its order, too."""
        person, facts = self.people.get(question.subject.removeprefix("user:")), question.facts
        rest = facts.get("order_captured") if question.remedy == "discount" else facts["basis"]
        kind = (person.tier if person else question.subject, question.remedy, question.mode, rest)
        if kind not in self._reaches:
            self._reaches[kind] = self.judge.reach(question)
        return self._reaches[kind]

    def personal(self, remedy: str, currency: str) -> Collection[str]:
        """Nobody."""
        return self.judge.personal(remedy, currency)

    def team_ruled(self, team: str | None, remedy: str, currency: str) -> bool:
        """No team is."""
        return self.judge.team_ruled(team, remedy, currency)


def eras(versions: Iterable[PastVersion], people: Iterable[Person]) -> list[Era]:
    """Oldest first."""
    floor = directory(1, people)
    return [Era(one.published_at, snapshot(one.number, one.rules, LADDER, floor)) for one in versions]


def era_at(found: Sequence[Era], at: datetime) -> Era:
    """The one that was in force at that moment."""
    return next((era for era in reversed(found) if era.since <= at), found[0])
