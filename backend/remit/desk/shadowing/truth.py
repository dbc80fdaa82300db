"""What was given in truth before each ask, in the sums that a draft asks for and the log does not hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from remit.authority.budgets.book import BudgetBook
from remit.domain.policy.budgets import Budget, Keys, Tally, Use, tally_of
from remit.domain.policy.questions import Facts
from remit.domain.policy.spending import Account, Share, Slots, Spending, Sum
from remit.domain.values import value
from remit.store import recounting
from remit.store.database.session import Connection

_FRESH = timedelta(minutes=1)
"""So long what was read is only moved on by what is asked; then it is read again, with all that became of it."""
_DAY = timedelta(days=1)


@value(frozen=True, slots=True)
class AsThen:
    """Sums as the live decision had them; of budgets that it did not ask, as they were in truth."""

    logged: Mapping[str, Use]
    truth: Spending

    def use(self, budget: Budget, key: str) -> Use:
        """What of this budget was used for `key`."""
        found = self.logged.get(budget.bid)
        return self.truth.use(budget, key) if found is None else found


@dataclass(slots=True)
class Truth:
    """Accounts as the requests themselves make them. Nothing is read as long as the draft has no budgets."""

    before: BudgetBook
    after: BudgetBook
    _accounts: dict[Account, dict[int, Sum]] = field(default_factory=dict)
    _read_at: datetime | None = None

    def logged(self, uses: Mapping[str, Use]) -> Mapping[str, Use]:
        """What the log answers of the draft's budgets: those that sum the same over the same window."""
        return {bid: use for bid, use in uses.items() if self._same(bid)}

    def wanted(self, matter: tuple[str, str, str, Facts], keys: Keys, uses: Mapping[str, Use]) -> set[Account]:
        """The accounts that an ask may need, and the log does not hold."""
        known = {tally_of(self.after.rows[bid]) for bid in self.logged(uses)}
        several = {tally_of(one) for one in self.after.rows.values() if one.bid not in uses}
        tallies = [one for one in self.after.counting(*matter) if one not in known or one in several]
        return {(one, key) for one in tallies if (key := keys.of(one.per)) is not None}

    def load(self, connection: Connection, wanted: Iterable[Account], at: datetime, *, afresh: bool) -> None:
        """Read what is missing, as it was just before this moment."""
        if afresh or self._read_at is None or at - self._read_at > _FRESH:
            self._accounts.clear()
            self._read_at = at
        missing = [one for one in wanted if one not in self._accounts]
        self._accounts.update({one: {} for one in missing})
        for per in sorted({tally.per for tally, _ in missing}):
            some = [(tally, key) for tally, key in missing if tally.per == per]
            found = self._read(connection, {tally for tally, _ in some}, at, {key for _, key in some})
            self._accounts.update({one: slots for one, slots in found.items() if one in some})

    def before_ask(self, now: datetime, uses: Mapping[str, Use]) -> AsThen:
        """What an ask at this moment finds."""
        return AsThen(self.logged(uses), Spending(now, self._slots))

    def enter(self, shares: Iterable[Share]) -> None:
        """What was given, or waits."""
        for share in shares:
            account = self._accounts.get((share.tally, share.key))
            if account is not None:
                amount, count = account.get(share.slot, (0, 0))
                account[share.slot] = amount + share.amount, count + 1

    def _same(self, bid: str) -> bool:
        old, new = self.before.rows.get(bid), self.after.rows.get(bid)
        return old is not None and new is not None and (tally_of(old), old.window) == (tally_of(new), new.window)

    def _slots(self, tally: Tally, key: str) -> Slots:
        return self._accounts.get((tally, key), {})

    def _read(
        self, connection: Connection, tallies: set[Tally], at: datetime, keys: set[str]
    ) -> dict[Account, dict[int, Sum]]:
        days = [self.after.depths[one] for one in tallies]
        # A day more, since days are not everywhere the same.
        since = None if None in days else at - (max(one for one in days if one is not None) + 1) * _DAY
        first = {one: self.after.since(one, at) for one in tallies}
        return recounting.summed(connection, tallies, since, first, until=at, of=keys)
