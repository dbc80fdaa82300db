"""One set of limits going through the past: what it gave is what counts against what is asked of it later."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush

from remit.domain.backtest.past import ALONE, APPROVED, Fate, Limits, Past
from remit.domain.backtest.sums import Sums
from remit.domain.policy.budgets import AGENT, CUSTOMER, ORDER, Budget, Use
from remit.domain.policy.cases import ESCALATE, Case
from remit.domain.policy.ruling import ruled
from remit.domain.policy.spending import Share
from remit.domain.policy.stacks import PERS, Piece, Stack, given
from remit.domain.values import value

Key = tuple[str, str]
"""An order or a customer: per what, and its id."""


@value(frozen=True, slots=True)
class Verdict:
    """What was decided, and beside what: the sums of budgets that were asked for, and how much was given before."""

    outcome: str
    case: Case
    drawn: tuple[tuple[Budget, str, Use], ...]

    @property
    def held(self) -> int:
        """With how much it was summed."""
        return self.case.already

    @property
    def uses(self) -> frozenset[tuple[str, int, int]]:
        """By budget: minor units, how many."""
        return frozenset((budget.bid, use.amount, use.count) for budget, _, use in self.drawn)


@dataclass(slots=True)
class Drawn:
    """Answers as the sums do, and keeps what was asked and answered."""

    sums: Sums
    said: list[tuple[Budget, str, Use]] = field(default_factory=list)

    def use(self, budget: Budget, key: str) -> Use:
        """What of this budget is used for `key`."""
        use = self.sums.use(budget, key)
        self.said.append((budget, key, use))
        return use


@dataclass(slots=True)
class Side:
    """The sums and pieces of one set of limits, as its own answers move them."""

    sums: Sums
    pieces: dict[Key, dict[str, Piece]] = field(default_factory=dict)
    _shares: dict[str, list[Share]] = field(default_factory=dict)
    _given: dict[str, Piece] = field(default_factory=dict)
    _later: list[tuple[datetime, int, Past, bool]] = field(default_factory=list)
    _alone: set[str] = field(default_factory=set)
    _asked: int = 0
    _reach: tuple[tuple[Stack, ...], timedelta | None] | None = None
    """How far back the stacks of customers ask; None is for ever."""

    def bring(self, pieces: Iterable[Piece]) -> None:
        """What was given before all this."""
        for piece in pieces:
            self._place(piece)

    def judge(self, past: Past, limits: Limits, like: Verdict | None = None) -> Verdict | None:
        """What these limits say. None: they gave it already when it was first asked, and no edit came.

        `like`: what limits said that say the same wherever the sums are the same.
        """
        if past.edited and past.fate.id in self._alone:
            return None
        self._until(past.at, limits)
        self._release(past.fate.id)
        self.sums.at(past.at)
        case = self._weighed(past, limits)
        verdict = like if like is not None and self._stands_like(case, like) else self._ruled(case, limits)
        self._take(past, verdict.outcome, limits)
        return verdict

    def _ruled(self, case: Case, limits: Limits) -> Verdict:
        drawn = Drawn(self.sums)
        return Verdict(ruled(case, limits, drawn).outcome, case, tuple(drawn.said))

    def _stands_like(self, case: Case, like: Verdict) -> bool:
        """Whether it is the same case (nothing held on either side), beside the same sums."""
        return case is like.case and all(self.sums.use(budget, key) == use for budget, key, use in like.drawn)

    def _weighed(self, past: Past, limits: Limits) -> Case:
        if not limits.stacks:
            return past.case
        case = past.case
        beside = self._beside(case, past.at, limits.stacks)
        if not beside:
            return case
        # What else it could have been is not asked here, so only its own remedy's sum is made.
        held = given(limits.stacks, (case.remedy, case.currency, case.keys), beside.values(), past.at)
        return replace(case, given={case.remedy: held}) if held else case

    def _beside(self, case: Case, now: datetime, stacks: tuple[Stack, ...]) -> dict[str, Piece]:
        """What is on its order and customer. What is longer ago than any stack asks of customers is forgotten."""
        beside: dict[str, Piece] = {}
        for per in PERS:
            found = self.pieces.get((per, case.keys.of(per) or ""))
            if not found:
                continue
            if per == CUSTOMER and (since := self._since(stacks, now)) is not None:
                for name in [name for name, piece in found.items() if piece.at <= since]:
                    del found[name]
            beside.update(found)
        return beside

    def _since(self, stacks: tuple[Stack, ...], now: datetime) -> datetime | None:
        if self._reach is None or self._reach[0] is not stacks:
            hours = [stack.hours for stack in stacks if stack.per == CUSTOMER]
            known = [one for one in hours if one is not None]
            self._reach = stacks, None if len(known) < len(hours) else timedelta(hours=max(known, default=0))
        return None if self._reach[1] is None else now - self._reach[1]

    def _take(self, past: Past, outcome: str, limits: Limits) -> None:
        if outcome in ALONE:
            self._alone.add(past.fate.id)
            self._enter(past, past.fate.id, past.case, limits, alone=True)
            if past.said in ALONE and past.fate.gone_at:
                self._remember(past.fate.gone_at, past, gone=True)
        elif outcome == ESCALATE:
            self._wait(past, limits)

    def _wait(self, past: Past, limits: Limits) -> None:
        """It holds while it waits, and comes to what it came to. Where nobody was asked then, a yes is assumed."""
        case = past.case
        if past.aside:
            first, amount = past.aside
            self._enter(past, first, replace(case, amount=amount), limits, alone=True)
            case = replace(case, amount=case.amount - amount)
        self._enter(past, past.fate.id, case, limits, alone=False)
        if past.said != ESCALATE:
            return
        if past.fate.gone_at:
            self._remember(past.fate.gone_at, past, gone=True)
        elif past.fate.word == APPROVED and past.fate.settled_at and _came_to_another(past.fate, case):
            self._remember(past.fate.settled_at, past, gone=False)

    def _enter(self, past: Past, name: str, case: Case, limits: Limits, *, alone: bool) -> None:
        shares = self._shares_made(past, case, limits, alone=alone)
        if shares:
            self.sums.enter(shares)
            self._shares[name] = shares
        if alone:
            piece = self._given[name] = _piece_made(past, name, case)
            self._place(piece)

    def _shares_made(self, past: Past, case: Case, limits: Limits, *, alone: bool) -> list[Share]:
        # Of the case as it was asked, or the sum that it is part of, the shares are the same on both sides.
        if case is not past.case:
            return self._shares_of(case, past.at, limits, alone=alone)
        made = past.shares.get((id(limits.book), alone))
        if made is None:
            made = past.shares[id(limits.book), alone] = self._shares_of(case, past.at, limits, alone=alone)
        return made

    def _shares_of(self, case: Case, at: datetime, limits: Limits, *, alone: bool) -> list[Share]:
        """What somebody else has to approve is not the agent's own."""
        found: list[Share] = []
        for tally in limits.book.counting(case.remedy, case.currency, case.brand, case.facts):
            key = case.keys.of(tally.per)
            if key is not None and (alone or tally.per != AGENT):
                found.append(Share(tally, key, self.sums.slot(tally, at), case.amount))
        return found

    def _release(self, name: str) -> None:
        if shares := self._shares.pop(name, None):
            self.sums.enter(shares, -1)
        if piece := self._given.pop(name, None):
            for key in _keys_of(piece):
                self.pieces.get(key, {}).pop(name, None)

    def _remember(self, at: datetime, past: Past, *, gone: bool) -> None:
        self._asked += 1
        heappush(self._later, (at, self._asked, past, gone))

    def _until(self, now: datetime, limits: Limits) -> None:
        """What became of earlier ones up to now."""
        while self._later and self._later[0][0] <= now:
            _, _, past, gone = heappop(self._later)
            if past.said == ESCALATE and past.fate.id in self._alone:
                # After an edit nobody had to be asked: what a person said to it in truth was never said.
                continue
            self._release(past.fate.id)
            if not gone:
                case = replace(past.case, amount=past.fate.amount, remedy=past.fate.remedy)
                self._enter(past, past.fate.id, case, limits, alone=False)

    def _place(self, piece: Piece) -> None:
        for key in _keys_of(piece):
            self.pieces.setdefault(key, {})[piece.request] = piece


def _came_to_another(fate: Fate, case: Case) -> bool:
    return (fate.amount, fate.remedy) != (case.amount, case.remedy)


def _piece_made(past: Past, name: str, case: Case) -> Piece:
    if case is not past.case:
        return _piece(past, name, case)
    made = past.pieces.get(name)
    if made is None:
        made = past.pieces[name] = _piece(past, name, case)
    return made


def _piece(past: Past, name: str, case: Case) -> Piece:
    reason, basis = case.facts.get("reason"), case.facts.get("basis")
    return Piece(
        request=name,
        reference=past.fate.reference,
        remedy=case.remedy,
        amount=case.amount,
        currency=case.currency,
        at=past.at,
        by=past.fate.requester,
        order=case.keys.order,
        customer=case.keys.customer,
        reason=reason if isinstance(reason, str) else None,
        basis=basis if isinstance(basis, str) else None,
    )


def _keys_of(piece: Piece) -> list[Key]:
    return [(per, key) for per, key in ((ORDER, piece.order), (CUSTOMER, piece.customer)) if key]
