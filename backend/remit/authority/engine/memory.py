"""What Casbin has said about the rows of one version, so that it need not be asked the same again."""

from dataclasses import field
from datetime import datetime

from remit.authority.engine.crowd import Crowd
from remit.authority.engine.index import Index, Trade
from remit.authority.engine.recent import Recent
from remit.domain.people import Directory
from remit.domain.policy.questions import Answer, Reach
from remit.domain.values import value

_MOST_CROWDS = 256


@value(frozen=True, slots=True)
class Memory:
    """Belongs to one set of rows, and to one crowd of people. Threads may share it: at worst two ask the same."""

    verdicts: Recent[Answer] = field(default_factory=Recent)
    reaches: Recent[Reach | None] = field(default_factory=Recent)
    crowds: Recent[Crowd] = field(default_factory=lambda: Recent(_MOST_CROWDS))

    def crowd(self, index: Index, people: Directory, trade: Trade, at: datetime | None) -> Crowd:
        """The crowd for one remedy and currency, as it is at this moment."""
        known = self.crowds.known.get(trade)
        if known is not None and not known.covers(at):
            self.crowds.known.pop(trade, None)
        return self.crowds.or_ask(trade, lambda: Crowd(index, people, trade, at))

    def with_people(self, *, same_groups: bool) -> "Memory":
        """The memory for other people under the same rows; they may have changed in nothing that rows tell apart."""
        return Memory(self.verdicts, self.reaches, self.crowds if same_groups else Recent(_MOST_CROWDS))
