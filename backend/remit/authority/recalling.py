"""Limits that remember what Casbin said: the same answers, for whoever looks back at a hundred thousand decisions."""

from dataclasses import fields

from remit.authority.snapshot import Snapshot
from remit.domain.policy.questions import Answer, Question
from remit.domain.values import value


@value(frozen=True, slots=True)
class Recalling(Snapshot):
    """A snapshot that asks Casbin once for all questions that come down to the same rows."""

    def ask(self, question: Question) -> Answer:
        """As Casbin answered it before, where the same rows matched."""
        return self.recalled(question)


def recalling(authority: Snapshot) -> Recalling:
    """The same limits, with a memory for answers."""
    return Recalling(**{one.name: getattr(authority, one.name) for one in fields(authority) if one.init})
