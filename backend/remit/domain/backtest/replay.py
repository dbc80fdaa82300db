"""The past decided twice, in the order in which it happened: by the limits in force, and as a draft would make them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from remit.domain.backtest.past import Limits, Past
from remit.domain.backtest.side import Side, Verdict
from remit.domain.backtest.sums import Sums
from remit.domain.policy.budgets import Tally
from remit.domain.policy.spending import Slots
from remit.domain.policy.stacks import Piece
from remit.domain.values import value


@value(frozen=True, slots=True)
class Twice:
    """One ask, decided by both."""

    past: Past
    before: Verdict
    after: Verdict


@dataclass(slots=True)
class Replay:
    """Both sides begin with what was given before; from then on each has only what it gave itself."""

    before: Side
    after: Side

    def bring(self, pieces: Iterable[Piece]) -> None:
        """Pieces from before the time that is looked at, for the orders and customers that come next."""
        for piece in list(pieces):
            self.before.bring((piece,))
            self.after.bring((piece,))

    def judge(self, past: Past, before: Limits, after: Limits) -> Twice | None:
        """None where one of them has given it already, so that the edit did not come."""
        then = self.before.judge(past, before)
        now = self.after.judge(past, after, then if past.unmoved else None)
        return Twice(past, then, now) if then and now else None


class Opening:
    """What was used of budgets when the time began."""

    def __init__(self, accounts: dict[tuple[Tally, str], dict[int, tuple[int, int]]]) -> None:
        self._accounts = accounts

    def read(self, tally: Tally, key: str) -> Slots:
        """The slots of one account."""
        return self._accounts.get((tally, key), {})


def begun(start: datetime, opening: Opening) -> Replay:
    """A replay from this moment on."""
    return Replay(Side(Sums(opening.read, start)), Side(Sums(opening.read, start)))


def replay(world: Replay, asks: Iterable[tuple[Past, Limits, Limits]]) -> Iterator[Twice]:
    """These asks, in order, each with both limits over the people of its time."""
    for past, before, after in asks:
        if (twice := world.judge(past, before, after)) is not None:
            yield twice
