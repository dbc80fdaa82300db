"""The past, slice by slice: asks with both limits over the people of their time, and what stood before them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from remit.authority.drafts.touched import Touched, touched
from remit.authority.drafts.wanting import Wanting
from remit.authority.recalling import recalling
from remit.authority.snapshot import Snapshot
from remit.desk.archive import Archive
from remit.desk.deciding_again import case_asked
from remit.desk.ledger.pieces import Key
from remit.domain.backtest.past import Past
from remit.domain.backtest.replay import Opening
from remit.domain.people import Directory, Person
from remit.domain.policy.budgets import CUSTOMER, ORDER
from remit.domain.policy.cases import Case
from remit.domain.policy.judged import EDITED
from remit.domain.policy.stacks import PERS, Piece, Stack, reaching_back
from remit.domain.policy.weighing import summed_per
from remit.domain.values import value
from remit.store import past, pieces, recounting
from remit.store.database.session import Connection
from remit.store.decisions import outcome_of
from remit.store.past import Line

_NOBODY = "requester"
"""What is lacking where nobody is known any more who asked."""


@value(frozen=True, slots=True)
class Slice:
    """Lines of the log, who belonged where at each, and what was given before on their orders and to customers."""

    lines: Sequence[Line]
    people: Sequence[Directory]
    pieces: Sequence[Piece]


@dataclass(slots=True)
class Pasts:
    """Two sets of limits on their way through the log."""

    before: Snapshot
    after: Snapshot
    start: datetime
    _archive: Archive | None = None
    _seen: set[Key] = field(default_factory=set)
    _pers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By remedy, on what there may be pieces to sum it with: on orders, of customers."""
    _wanting: Wanting | None = None
    _touched: Touched | None = None
    _made: tuple[Directory, Snapshot, Snapshot] | None = None

    @property
    def stacks(self) -> tuple[Stack, ...]:
        """What either of them sums."""
        return tuple(dict.fromkeys((*self.before.stacks, *self.after.stacks)))

    def opening(self, connection: Connection) -> Opening:
        """What was used of all their budgets when it began."""
        books = self.before.book, self.after.book
        tallies = {tally for book in books for tally in book.tallies}
        if not tallies:
            return Opening({})
        first = {one: min(book.since(one, self.start) for book in books if one in book.depths) for one in tallies}
        return Opening(recounting.summed(connection, tallies, None, first, until=self.start))

    def read(self, connection: Connection, after: int, upto: int, most: int) -> Slice:
        """The next lines, and what they need."""
        if self._archive is None:
            self._archive = Archive(connection, self.before)
        archive, lines = self._archive.over(connection), past.following(connection, after, upto, most)
        people = [archive.everybody(one.logged.people_revision) for one in lines]
        fresh = {key for one in lines for key in self._keys(one)} - self._seen
        self._seen |= fresh
        return Slice(lines, people, self._standing(connection, fresh))

    def _keys(self, line: Line) -> Iterator[Key]:
        remedy = line.logged.asked.remedy
        if remedy not in self._pers:
            self._pers[remedy] = summed_per(self.stacks, remedy)
        return ((per, key) for per in self._pers[remedy] if (key := line.keys.of(per)))

    def _standing(self, connection: Connection, fresh: Iterable[Key]) -> list[Piece]:
        """What had been given there before all this, each once, no further back than any stack asks."""
        ids = {per: [key for kind, key in fresh if kind == per] for per in PERS}
        since = reaching_back(self.stacks, self.start)
        on_orders = pieces.on_orders_before(connection, ids[ORDER], self.start)
        of_customers = pieces.of_customers_before(connection, ids[CUSTOMER], self.start, since)
        found = {piece.request: piece for piece in (*on_orders, *of_customers)}
        return [one for one in found.values() if not one.rejected]

    def asks(self, some: Slice) -> Iterator[tuple[Past, Snapshot, Snapshot]]:
        """Each ask with both limits. The part of a split that was given at once goes with the rest of it."""
        for line, people in zip(some.lines, some.people, strict=True):
            if not line.is_aside:
                before, after = self._over(people)
                yield self._past(line, before, after), before, after

    def _over(self, people: Directory) -> tuple[Snapshot, Snapshot]:
        if self._made is None or self._made[0] is not people:
            # The same memory goes on: what Casbin said about the same rows is not asked again.
            _, before, after = self._made or (people, recalling(self.before), recalling(self.after))
            self._made = people, before.with_people(people), after.with_people(people)
        return self._made[1], self._made[2]

    def _past(self, line: Line, before: Snapshot, after: Snapshot) -> Past:
        logged, asked = line.logged, line.logged.asked
        requester = before.people.get(asked.requester)
        known = requester or Person(asked.requester, asked.requester, "", frozenset(), None, None)
        case = case_asked(asked, known, line.keys, alone=True)
        held = asked.given.get(asked.remedy)
        return Past(
            at=logged.at,
            case=case,
            fate=line.fate,
            said=outcome_of(logged),
            version=logged.policy_version,
            tier=asked.tier,
            team=asked.team,
            edited=logged.what == EDITED,
            aside=line.aside,
            like=(known.tier, known.team) == (asked.tier, asked.team),
            uses=frozenset((bid, use.amount, use.count) for bid, use in asked.uses.items()),
            held=held.amount if held else 0,
            lacks=self._lacks(case, after) if requester else (_NOBODY,),
            unmoved=self._unmoved(case),
        )

    def _unmoved(self, case: Case) -> bool:
        if self._touched is None:
            self._touched = touched(self.before, self.after)
        return self._touched.leaves(case.remedy, case.currency)

    def _lacks(self, case: Case, after: Snapshot) -> tuple[str, ...]:
        if self._wanting is None:
            self._wanting = Wanting(self.before, self.after)
        return self._wanting.of(case, after)
