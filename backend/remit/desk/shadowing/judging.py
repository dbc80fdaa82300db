"""What was asked for and decided, put to a draft with the facts, the people and the sums of its moment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from remit.authority.drafts.wanting import Wanting
from remit.authority.recalling import recalling
from remit.authority.snapshot import Snapshot
from remit.desk.archive import Archive
from remit.desk.deciding_again import case_asked
from remit.desk.ledger.pieces import keys_for, stored
from remit.desk.shadowing.truth import Truth
from remit.domain.backtest.past import ALONE
from remit.domain.people import Directory, Person
from remit.domain.policy.budgets import AGENT
from remit.domain.policy.cases import DENY, Case
from remit.domain.policy.decision import decide
from remit.domain.policy.judged import EDITED
from remit.domain.policy.spending import Account, Share
from remit.domain.policy.stacks import Piece
from remit.domain.policy.weighing import weighed
from remit.domain.policy.windows import slot
from remit.domain.values import value
from remit.store import heads, past
from remit.store.database.session import Connection
from remit.store.decisions import outcome_of
from remit.store.past import Line
from remit.store.shadows import Difference, Sum, Turn, Way

TOGETHER = 100
"""So many asks are judged in one go."""
NOBODY = "requester"
"""What is lacking where nobody is known any more who asked."""


@value(frozen=True, slots=True)
class Slice:
    """Lines of the log with who belonged where at each; up to which number it is all that there was."""

    lines: Sequence[Line]
    people: Sequence[Directory]
    pieces: Sequence[Piece]
    upto: int
    full: bool


@dataclass(slots=True)
class Found:
    """A turn in the making."""

    left_out: int = 0
    lacking: Counter[str] = field(default_factory=Counter)
    counts: dict[Way, Sum] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def turn(self, after: int) -> Turn:
        """What is kept of it."""
        return Turn(
            after=after,
            left_out=self.left_out,
            lacking=self.lacking,
            counts=self.counts,
            differences=self.differences,
        )


class Judge:
    """The limits in force and as a draft makes them, on their way along the log."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before, self._after = before, recalling(after)
        self._archive: Archive | None = None
        self._wanting = Wanting(before, after)
        self._truth = Truth(before.book, after.book)
        self._made: tuple[Directory, Snapshot] | None = None

    def read(self, connection: Connection, after: int, most: int = TOGETHER) -> Slice:
        """The next lines, and what they need."""
        upto = heads.read(connection).event_seq
        found = past.following(connection, after, upto, most)
        lines = list(_until_edited(found))
        if not lines:
            return Slice((), (), (), upto, full=False)
        if self._archive is None:
            self._archive = Archive(connection, self.before)
        archive = self._archive.over(connection, max(one.logged.people_revision for one in lines))
        people = [archive.everybody(one.logged.people_revision) for one in lines]
        at, wanted = lines[0].logged.at, {one for line in lines for one in self._accounts(line)}
        if self._after.book.tallies:
            self._truth.load(connection, wanted, at, afresh=lines[0].logged.what == EDITED)
        full = len(lines) < len(found) or len(found) == most
        return Slice(lines, people, self._pieces(connection, lines), lines[-1].logged.seq if full else upto, full)

    def turn(self, some: Slice) -> Turn:
        """What the draft says to these."""
        found = Found()
        for line, people in zip(some.lines, some.people, strict=True):
            # Of a split the whole is judged; the part that was given at once goes with the rest of it.
            if line.logged.policy_version == self.before.version and not line.is_aside:
                self._judge(line, people, some.pieces, found)
            self._truth.enter(self._shares(line))
        return found.turn(some.upto)

    def _judge(self, line: Line, people: Directory, pieces: Sequence[Piece], found: Found) -> None:
        logged, asked = line.logged, line.logged.asked
        limits, requester = self._over(people), people.get(asked.requester)
        case = replace(case_asked(asked, requester or _stranger(asked.requester)), keys=line.keys)
        lacks = self._wanting.of(case, limits) if requester else (NOBODY,)
        if lacks:
            found.left_out += 1
            found.lacking.update(lacks)
            return
        judged = self._weighed(case, line, pieces)
        decision = decide(judged, limits, self._truth.before_ask(logged.at, asked.uses))
        said, would = outcome_of(logged), decision.outcome
        way = asked.remedy, asked.currency, said, would
        times, amount = found.counts.get(way, (0, 0))
        found.counts[way] = times + 1, amount + asked.amount
        if said != would:
            found.differences.append(_difference(line, said, would, decision.sentence))

    def _over(self, people: Directory) -> Snapshot:
        if self._made is None or self._made[0] is not people:
            self._made = people, self._after.with_people(people)
        return self._made[1]

    def _weighed(self, case: Case, line: Line, pieces: Sequence[Piece]) -> Case:
        """Where the draft sums what is summed today, the log knows what there was."""
        if self._after.stacks == self.before.stacks:
            return case
        mine, at = {line.fate.id, *(line.aside or ())[:1]}, line.logged.at
        earlier = [one for one in pieces if one.at < at and one.request not in mine]
        return weighed(replace(case, given={}, refused=None), self._after.stacks, earlier, at)

    def _pieces(self, connection: Connection, lines: Sequence[Line]) -> list[Piece]:
        stacks = self._after.stacks
        if stacks == self.before.stacks:
            return []
        keys = {key for one in lines for key in keys_for(stacks, one.logged.asked.remedy, one.keys)}
        return stored(connection, stacks, lines[0].logged.at, keys) if keys else []

    def _accounts(self, line: Line) -> set[Account]:
        asked = line.logged.asked
        return self._truth.wanted((asked.remedy, asked.currency, asked.brand, asked.facts), line.keys, asked.uses)

    def _shares(self, line: Line) -> Iterator[Share]:
        """What it takes in truth. What somebody else has to approve is not the agent's own."""
        asked, said = line.logged.asked, outcome_of(line.logged)
        if said == DENY or not self._after.book.tallies:
            return
        amount = asked.amount - (line.aside[1] if line.aside else 0)
        for tally in self._after.book.counting(asked.remedy, asked.currency, asked.brand, asked.facts):
            key = line.keys.of(tally.per)
            if key is not None and (said in ALONE or tally.per != AGENT):
                yield Share(tally, key, slot(tally.grain, line.logged.at, tally.zone), amount)


def _until_edited(lines: Sequence[Line]) -> Iterator[Line]:
    """An edit begins a slice: what the request took before is read again as it became."""
    for place, line in enumerate(lines):
        if place and line.logged.what == EDITED:
            return
        yield line


def _stranger(person_id: str) -> Person:
    return Person(person_id, person_id, "", frozenset(), None, None)


def _difference(line: Line, said: str, would: str, sentence: str) -> Difference:
    asked = line.logged.asked
    return Difference(
        seq=line.logged.seq,
        request_id=line.fate.id,
        at=line.logged.at,
        remedy=asked.remedy,
        amount=asked.amount,
        currency=asked.currency,
        said=said,
        would=would,
        sentence=sentence,
    )
