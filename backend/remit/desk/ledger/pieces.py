"""The pieces that one batch is summed with: read together for what its commands ask, each sees those before it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from remit.domain.policy.budgets import CUSTOMER, ORDER, Keys
from remit.domain.policy.cases import Case
from remit.domain.policy.stacks import PERS, Piece, Stack, reaching_back
from remit.domain.policy.weighing import concerned, weighed
from remit.domain.requests.pieces import piece_of
from remit.domain.requests.request import Request
from remit.store import pieces as piece_rows
from remit.store.database.session import Connection

Key = tuple[str, str]
"""An order or a customer: per what, and its id."""
Read = Callable[[Collection[Key]], list[Piece]]


@dataclass(slots=True)
class Pieces:
    """What is on orders and customers, by request. What nobody brought before is read when it is asked for."""

    stacks: tuple[Stack, ...]
    now: datetime
    read: Read
    found: dict[Key, dict[str, Piece]] = field(default_factory=dict)
    _entered: dict[str, Request] = field(default_factory=dict)

    def load(self, keys: Collection[Key]) -> None:
        """Read these, unless they are known; what this batch entered before stands above what is stored."""
        fresh = set(keys) - self.found.keys()
        if not fresh:
            return
        self.found.update({key: {} for key in fresh})
        for piece in self.read(fresh):
            for key in _keys_of(piece, fresh):
                self.found[key][piece.request] = piece
        for request in self._entered.values():
            self._place(request)

    def enter(self, request: Request) -> None:
        """What a command left."""
        if self.stacks:
            self._entered[request.id] = request
            self._place(request)

    def weigh(self, case: Case) -> Case:
        """The case beside what was given before."""
        keys = keys_for(self.stacks, case.remedy, case.keys)
        if not keys:
            return case
        self.load(keys)
        beside = {piece.request: piece for key in keys for piece in self.found[key].values()}
        return weighed(case, self.stacks, beside.values(), self.now)

    def _place(self, request: Request) -> None:
        piece = piece_of(request)
        for key in ((ORDER, request.order_id or ""), (CUSTOMER, request.customer_id or "")):
            if key not in self.found:
                continue
            if piece is None:
                self.found[key].pop(request.id, None)
            else:
                self.found[key][request.id] = piece


def opened(
    connection: Connection, stacks: tuple[Stack, ...], now: datetime, spends: Iterable[tuple[str, str, str, Keys]]
) -> Pieces:
    """The pieces, as far as these asks need them. Where nothing is summed, nothing is read."""
    made = Pieces(stacks, now, lambda keys: stored(connection, stacks, now, keys))
    made.load({key for remedy, _, _, keys in spends for key in keys_for(stacks, remedy, keys)})
    return made


def keys_for(stacks: Iterable[Stack], remedy: str, keys: Keys) -> set[Key]:
    """The orders and customers on which there may be pieces to sum with."""
    return {(stack.per, key) for stack in concerned(stacks, remedy) if (key := keys.of(stack.per))}


def stored(connection: Connection, stacks: tuple[Stack, ...], now: datetime, keys: Collection[Key]) -> list[Piece]:
    """Each once; one look-up for orders, one for customers, no further back than any stack asks."""
    ids = {per: [key for kind, key in keys if kind == per] for per in PERS}
    on_orders = piece_rows.on_orders(connection, ids[ORDER])
    of_customers = piece_rows.of_customers(connection, ids[CUSTOMER], reaching_back(stacks, now))
    return list({piece.request: piece for piece in (*on_orders, *of_customers)}.values())


def _keys_of(piece: Piece, among: Collection[Key]) -> list[Key]:
    return [key for per in PERS if (key := (per, piece.of(per) or "")) in among]
