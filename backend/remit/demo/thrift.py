"""How people lived with budgets: they keep within them, but for the week in which one team's pot ran out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from remit.authority.snapshot import Snapshot
from remit.demo.budgets import POT
from remit.demo.wishes import Wish
from remit.domain.people import Person
from remit.domain.policy.budgets import Budget
from remit.domain.policy.cases import Case
from remit.domain.policy.purses import purse_of
from remit.domain.policy.spending import Spending
from remit.domain.requests.counting import shares_of
from remit.domain.requests.request import Request

TEAM = "south"
"""Nobody here is the first of a tier."""
_DRY, _SEEN = timedelta(days=3, hours=14), timedelta(days=4)
"""From Monday the pot is empty by Thursday afternoon, at the latest by its end."""
_WEEK = timedelta(days=7)
_TOLD = 6
"""How many were asked for all the same once the pot was empty."""
_CREDIT = (9_00, 12_00, 14_50, 11_00, 15_00)


@dataclass(slots=True)
class Thrift:
    """What was given so far, by the budgets of the last version, and what people make of that."""

    limits: Snapshot
    people: Sequence[Person]
    now: datetime
    spending: Spending
    _turn: int = 0
    _told: int = 0

    def at(self, moment: datetime) -> Spending:
        """What is used at this moment. Moments come in order."""
        self.spending.now = moment
        return self.spending

    def enter(self, request: Request) -> None:
        """Something that happened."""
        book = self.limits.book
        counted = book.counting(request.remedy, request.currency, request.brand, request.facts)
        self.spending.enter((), shares_of(request, counted))

    def suited(self, case: Case, wish: Wish, *, in_force: bool) -> Wish:
        """What people who know their budgets ask for instead, if anything; about the same case."""
        self._turn += 1
        at, who = self.spending.now, case.requester
        if who.team == TEAM and wish.remedy == "refund" and not who.roles.isdisjoint({"agent"}):
            wish = self._generously(case, wish, at)
        if wish.remedy != "goodwill_credit":
            return wish
        if (_is_today(at, self.now) and who in _firsts(self.people)) or self._spares(who, at):
            return _another(case, wish)
        over = self._over(replace(case, remedy="goodwill_credit", amount=wish.amount)) if in_force else None
        if over is None:
            return wish
        if over.per == "team" and dry_week(self.now) <= at < dry_week(self.now) + _WEEK and self._told < _TOLD:
            self._told += 1
            return wish
        return _another(case, wish)

    def _generously(self, case: Case, wish: Wish, at: datetime) -> Wish:
        """The last whole week: an outage, and the team gives credits until, on Thursday, the pot is empty."""
        monday = dry_week(self.now)
        if not monday <= at < monday + _SEEN or case.requester.tier == "trainee":
            return wish
        due = int(POT * min(1.0, (at - monday) / _DRY))
        given = self._pot()
        if given >= due:
            return wish
        return Wish("goodwill_credit", "SERVICE_OUTAGE", min(_CREDIT[self._turn % len(_CREDIT)], POT - given))

    def _pot(self) -> int:
        pot = next((one for one in self.limits.book.rows.values() if one.per == "team"), None)
        return self.spending.use(pot, TEAM).amount if pot else POT

    def _spares(self, who: Person, at: datetime) -> bool:
        """This week the other teams hold back, so that there is something left to try things with."""
        this_monday = dry_week(self.now) + _WEEK
        return at >= this_monday and who.team != TEAM and self._turn % 2 == 0

    def _over(self, case: Case) -> Budget | None:
        return purse_of(case, case.requester.subject, self.limits, self.spending).over(case.amount)


def dry_week(now: datetime) -> datetime:
    """The Monday of the last week that is over."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday()) - _WEEK


def _firsts(people: Iterable[Person]) -> list[Person]:
    return list({one.tier: one for one in reversed(list(people))}.values())


def _is_today(at: datetime, now: datetime) -> bool:
    return at.date() == now.date()


def _another(case: Case, wish: Wish) -> Wish:
    if case.on_order:
        return Wish("refund", "LATE_DELIVERY", wish.amount)
    return Wish("subscription_change", "RETENTION_SAVE", 5_00)
