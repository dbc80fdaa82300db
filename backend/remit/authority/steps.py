"""Rows by the amount that is asked for: between two limits they are the same, and Casbin is asked once."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from remit.authority.engine.index import Index, Row, bound, rule_id, within
from remit.authority.engine.judge import judge
from remit.authority.engine.members import Standing
from remit.authority.engine.recent import Recent
from remit.domain.policy.questions import Answer, Facts, Question


@dataclass(slots=True)
class Step:
    """The rows that amounts between two limits leave, and what Casbin said, by the conditions that let rows apply."""

    rows: Sequence[Row]
    asking: Sequence[Row]
    """Those with a condition."""
    answers: Recent[Answer] = field(default_factory=Recent)

    def answer(self, standing: Standing, question: Question) -> Answer:
        """As it was before, where the same of them apply: amount, condition and links are settled."""
        return self.answers.or_ask(self._applying(question.facts), lambda: self._asked(standing, question))

    def _applying(self, facts: Facts) -> tuple[str, ...]:
        return tuple(map(rule_id, judge().applying(self.asking, facts))) if self.asking else ()

    def _asked(self, standing: Standing, question: Question) -> Answer:
        return judge().ask(judge().applying(self.rows, question.facts), standing, question)


@dataclass(slots=True)
class Steps:
    """The rows of some standing in one matter and mode."""

    rows: Sequence[Row]
    limits: list[float] = field(init=False)
    """Up to each of them, and above the one before it, amounts leave the same rows."""
    known: dict[int, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.limits = sorted(set(map(bound, self.rows)))

    def answer(self, standing: Standing, question: Question) -> Answer:
        """Casbin's answer."""
        place = bisect_left(self.limits, question.amount)
        step = self.known.get(place)
        if step is None:
            rows = within(self.rows, question.amount)
            step = self.known[place] = Step(rows, [row for row in rows if row[5]])
        return step.answer(standing, question)


@dataclass(slots=True)
class Climbed:
    """Every such steps that were asked about. People who stand alike climb the same ones."""

    index: Index = field(default_factory=Index)
    known: Recent[Steps] = field(default_factory=Recent)

    def steps(self, standing: Standing, question: Question) -> Steps:
        """Those of this standing."""
        matter = question.remedy, question.currency
        alone = tuple([one for one in standing.alone if (*matter, one) in self.index.shelves])
        key = alone, standing.tiers, matter, question.brand, question.mode
        return self.known.or_ask(key, lambda: Steps(self.index.about(standing, question)))
