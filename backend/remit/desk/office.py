"""What every verb works with: the ledger, the database behind it, and the world outside."""

import asyncio
from dataclasses import field
from weakref import WeakValueDictionary

from remit.authority.snapshot import Snapshot
from remit.connectors.orders import Orders
from remit.connectors.payments import Payments
from remit.desk.comings import Comings
from remit.desk.ledger.ledger import Ledger
from remit.desk.looks import Looks
from remit.domain.policy.facts import House
from remit.domain.values import value
from remit.store.database.session import Database


@value(frozen=True, slots=True, kw_only=True)
class Office:
    """Built once by main and handed to the verbs."""

    database: Database
    ledger: Ledger
    orders: Orders
    payments: Payments
    house: House
    signing_in: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    """By account name: its attempts to sign in take turns."""
    comings: Comings = field(default_factory=Comings)
    """Live connections that open and close."""
    looks: Looks = field(default_factory=Looks)
    """What is being looked for in the limits, and was found before."""

    @property
    def brand(self) -> str:
        """The brand of requests that come without an order."""
        return self.house.brand

    @property
    def authority(self) -> Snapshot:
        """The limits and people in force, as this process knows them."""
        return self.ledger.authority
