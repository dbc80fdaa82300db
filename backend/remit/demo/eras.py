"""Past versions of the limits as they decided then: today's decision under the rules of the time."""

from bisect import bisect
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter

from remit.authority.snapshot import Snapshot
from remit.demo.limits import LARGE_ORDER, share_of
from remit.demo.versions import PastVersion
from remit.domain.people import Directory, Person, directory
from remit.domain.policy.budgets import UNTOUCHED, Budget, Spent, Sums
from remit.domain.policy.cases import ALLOW, ESCALATE, Case, Decision
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import Answer, Question, Reach, Tier
from remit.domain.policy.quorums import Quorum
from remit.domain.policy.signals import signals

_Kind = tuple[str | None, str, str, object]
_Matter = tuple[str | None, str, object, bool, int]


@dataclass(slots=True)
class Era:
    """One version in its time, with a memory: Casbin is asked once how far each kind of person reaches.

    The demo's limits are grants for tiers, so a question is answered yes exactly up to that reach, and a discount's is
    the tier's share of the order where that is less. A test holds past decisions against Casbin's own.
    """

    since: datetime
    judge: Snapshot
    _reaches: dict[_Kind, Reach | None] = field(default_factory=dict)
    _decided: dict[_Matter, Decision] = field(default_factory=dict)
    _within: dict[_Matter, Decision] = field(default_factory=dict)

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

    @property
    def quorums(self) -> tuple[Quorum, ...]:
        return self.judge.quorums

    def decide(self, case: Case, spent: Spent = UNTOUCHED) -> Decision:
        """Today's decision. What budgets may have a say in is decided each time."""
        known = self.without_budgets(case)
        if not self.judge.book.rows or (known.outcome == ALLOW and case.remedy != "goodwill_credit"):
            return known
        return decide(case, self, spent)

    def without_budgets(self, case: Case) -> Decision:
        """What the limits alone say. The same matter is decided once: people ask the same again and again."""
        matter = (case.requester.tier, case.remedy, case.facts["basis"], case.on_order, case.amount)
        known = self._decided.get(matter)
        if known is None:
            known = self._fresh(case, (*matter[:3], True, 0))
            if not _follows_the_order(case, known):
                self._decided[matter] = known
        return known

    def _fresh(self, case: Case, kind: _Matter) -> Decision:
        """Within a limit only the headroom, and how near to the limit it is, follow the amount."""
        like = self._within.get(kind)
        if like is not None and like.limit is not None and case.amount <= like.limit:
            return replace(like, headroom=like.limit - case.amount, signals=signals(case, like))
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
        """From memory, once asked."""
        person = self.people.get(question.subject.removeprefix("user:"))
        tier = person.tier if person else question.subject.removeprefix("tier:")
        kind = (tier, question.remedy, question.mode, question.facts["basis"])
        if kind not in self._reaches:
            large = {**question.facts, "order_captured": LARGE_ORDER}
            self._reaches[kind] = self.judge.reach(replace(question, facts=large))
        reach = self._reaches[kind]
        return reach if reach is None or question.remedy != "discount" else _of_order(reach, tier, question)

    def foresees(self, question: Question) -> bool:
        """The same, for a way to yes that is only offered."""
        return self.allows(question)

    def allows(self, question: Question) -> bool:
        """Whether it is within reach."""
        return self.ask(question).allowed

    def certificates(self, question: Question) -> frozenset[str]:
        """Which certificates matter."""
        return self.judge.certificates(question)

    def kind(self, person: Person, remedy: str, currency: str, at: datetime | None = None) -> Hashable:
        """Whose answers are the same."""
        return self.judge.kind(person, remedy, currency, at)

    def alike(self, person: Person) -> Hashable:
        """Whom nothing tells apart."""
        return self.judge.alike(person)

    def hopefuls(self, question: Question) -> Iterable[tuple[str | None, Iterable[Person]]]:
        """Whom it is worth asking about."""
        return self.judge.hopefuls(question)

    def budgets(self, question: Question) -> tuple[Budget, ...]:
        """Those of that version."""
        return self.judge.budgets(question)

    def within(self, question: Question, sums: Sums) -> Answer:
        """As that version says."""
        return self.judge.within(question, sums)


def eras(versions: Iterable[PastVersion], people: Iterable[Person]) -> list[Era]:
    """Oldest first."""
    floor = directory(1, people)
    return [Era(one.published_at, one.over(floor)) for one in versions]


def era_at(found: Sequence[Era], at: datetime) -> Era:
    """The one that was in force at that moment."""
    return found[max(0, bisect(found, at, key=_since) - 1)]


_since = attrgetter("since")


def _follows_the_order(case: Case, decision: Decision) -> bool:
    """Whether another order would make it another decision: of a discount, or one that could be offered instead."""
    return case.remedy == "discount" or (case.remedy == "goodwill_credit" and decision.outcome == ESCALATE)


def _of_order(reach: Reach, tier: str | None, question: Question) -> Reach | None:
    """A discount's reach on the order asked about: the limit, or the tier's share of the order where that is less."""
    captured = question.facts.get("order_captured")
    if not isinstance(captured, int):
        return None
    amount = min(reach.amount, share_of(tier or "") * captured // 100)
    return replace(reach, amount=amount) if amount else None
