"""The pieces that one batch is summed with: read together for what its commands ask, each sees those before it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from remit.domain.policy.budgets import CUSTOMER, ORDER, Keys
from remit.domain.policy.cases import Case
from remit.domain.policy.stacks import PERS, Piece, Stack, reaching_back
from remit.domain.policy.weighing import summed_per, weighed
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
    """What is stored."""
    _entered: dict[Key, dict[str, Request]] = field(default_factory=dict)
    """What this batch left, which stands above what is stored."""
    _per: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By remedy, whether orders or customers are looked at."""

    def load(self, keys: Iterable[Key]) -> None:
        """Read these, unless they are known."""
        fresh = {key for key in keys if key not in self.found}
        if not fresh:
            return
        self.found.update({key: {} for key in fresh})
        for piece in self.read(fresh):
            for key in _keys_of(piece, fresh):
                self.found[key][piece.request] = piece

    def enter(self, request: Request) -> None:
        """What a command left: a piece is made of it once somebody asks."""
        if self.stacks:
            for per, key in ((ORDER, request.order_id), (CUSTOMER, request.customer_id)):
                if key is not None:
                    self._entered.setdefault((per, key), {})[request.id] = request

    def weigh(self, case: Case) -> Case:
        """The case beside what was given before."""
        keys = self.keys_for(case.remedy, case.keys)
        self.load(keys)
        beside: dict[str, Piece | None] = {}
        for key in keys:
            beside |= self.found[key]
        for key in keys:
            beside |= {one.id: piece_of(one) for one in self._entered.get(key, {}).values()}
        return weighed(case, self.stacks, filter(None, beside.values()), self.now) if beside else case

    def keys_for(self, remedy: str, keys: Keys) -> list[Key]:
        """The orders and customers on which there may be pieces to sum with."""
        if remedy not in self._per:
            self._per[remedy] = summed_per(self.stacks, remedy)
        return _keyed(self._per[remedy], keys)


def opened(
    connection: Connection, stacks: tuple[Stack, ...], now: datetime, spends: Iterable[tuple[str, str, str, Keys]]
) -> Pieces:
    """The pieces, as far as these asks need them. Where nothing is summed, nothing is read."""
    made = Pieces(stacks, now, lambda keys: stored(connection, stacks, now, keys))
    made.load(key for remedy, _, _, keys in spends for key in made.keys_for(remedy, keys))
    return made


def keys_for(stacks: Iterable[Stack], remedy: str, keys: Keys) -> list[Key]:
    """The orders and customers on which there may be pieces to sum with."""
    return _keyed(summed_per(stacks, remedy), keys)


def _keyed(pers: Iterable[str], keys: Keys) -> list[Key]:
    return [(per, key) for per in pers if (key := keys.of(per))]


def stored(connection: Connection, stacks: tuple[Stack, ...], now: datetime, keys: Collection[Key]) -> list[Piece]:
    """Each once; one look-up for orders, one for customers, no further back than any stack asks."""
    ids = {per: [key for kind, key in keys if kind == per] for per in PERS}
    on_orders = piece_rows.on_orders(connection, ids[ORDER])
    of_customers = piece_rows.of_customers(connection, ids[CUSTOMER], reaching_back(stacks, now))
    return list({piece.request: piece for piece in (*on_orders, *of_customers)}.values())


def _keys_of(piece: Piece, among: Collection[Key]) -> list[Key]:
    return [key for per in PERS if (key := (per, piece.of(per) or "")) in among]
