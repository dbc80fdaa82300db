"""An authority that is listened to: every question put to Casbin, in order, as a stock Enforcer takes it."""

from collections.abc import Hashable, Iterable
from datetime import datetime

from remit.authority.budgets.judge import as_request
from remit.authority.snapshot import Snapshot
from remit.domain.people import Directory, Person
from remit.domain.policy.budgets import Budget, Sums
from remit.domain.policy.questions import Answer, Question, Reach, Tier
from remit.domain.policy.quorums import Quorum


class Listening:
    """Passes everything on and notes what was asked. What is asked only to find a limit is not noted."""

    def __init__(self, authority: Snapshot) -> None:
        self._authority = authority
        self.heard: list[dict[str, object]] = []
        self.heard_of_budgets: list[dict[str, object]] = []

    @property
    def version(self) -> int:
        """The version that answers."""
        return self._authority.version

    @property
    def hash(self) -> str:
        """Its content hash."""
        return self._authority.hash

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """Lowest first."""
        return self._authority.tiers

    @property
    def people(self) -> Directory:
        """Everybody."""
        return self._authority.people

    @property
    def quorums(self) -> tuple[Quorum, ...]:
        """Above what more than one has to approve."""
        return self._authority.quorums

    def ask(self, question: Question) -> Answer:
        """Ask, and note it."""
        answer = self._authority.ask(question)
        asked = (question.subject, question.remedy, question.currency, question.brand, question.amount)
        request = [*asked, dict(question.facts), question.mode]
        self.heard.append({"request": request, "allowed": answer.allowed, "rule": answer.rule})
        return answer

    def reach(self, question: Question) -> Reach | None:
        """Not noted."""
        return self._authority.reach(question)

    def allows(self, question: Question) -> bool:
        """Asked anew rather than remembered, so that it can be noted."""
        return self.ask(question).allowed

    def foresees(self, question: Question) -> bool:
        """Not noted: nothing is decided by it."""
        return self._authority.foresees(question)

    def certificates(self, question: Question) -> frozenset[str]:
        """Which certificates matter."""
        return self._authority.certificates(question)

    def kind(self, person: Person, remedy: str, currency: str, at: datetime | None = None) -> Hashable:
        """Whose answers are the same."""
        return self._authority.kind(person, remedy, currency, at)

    def alike(self, person: Person) -> Hashable:
        """Whom nothing tells apart."""
        return self._authority.alike(person)

    def hopefuls(self, question: Question) -> Iterable[tuple[str | None, Iterable[Person]]]:
        """Whom it is worth asking about."""
        return self._authority.hopefuls(question)

    def budgets(self, question: Question) -> tuple[Budget, ...]:
        """Not noted."""
        return self._authority.budgets(question)

    def within(self, question: Question, sums: Sums) -> Answer:
        """Ask, and note it apart: budgets are another model, whose request ends with what is used of each."""
        answer = self._authority.within(question, sums)
        request = list(as_request(question, sums))
        self.heard_of_budgets.append({"request": request, "allowed": answer.allowed, "budget": answer.rule})
        return answer
