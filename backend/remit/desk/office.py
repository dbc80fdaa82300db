"""What every verb works with: the ledger, the database behind it, and the world outside."""

from dataclasses import dataclass

from remit.authority.snapshot import Snapshot
from remit.connectors.orders import Orders
from remit.connectors.payments import Payments
from remit.desk.ledger import Ledger
from remit.store.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Built once by main and handed to the verbs."""

    database: Database
    ledger: Ledger
    orders: Orders
    payments: Payments
    brand: str
    """The brand of requests that come without an order."""

    @property
    def authority(self) -> Snapshot:
        """The limits and people in force, as this process knows them."""
        return self.ledger.authority
