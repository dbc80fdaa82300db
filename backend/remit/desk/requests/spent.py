"""What is used of budgets, for questions that decide nothing: read beside the ledger."""

from collections.abc import Iterable

from remit import clock
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.spending import Matter, known
from remit.desk.office import Office
from remit.domain.policy.budgets import UNTOUCHED, Spent
from remit.domain.policy.cases import Case
from remit.domain.policy.decision import SUBSTITUTES
from remit.domain.policy.spending import Spending


async def spent_for(office: Office, case: Case) -> Spent:
    """All that deciding the case may ask about, other remedies that would do included."""
    remedies = (case.remedy, *SUBSTITUTES[case.remedy])
    return await spent_of(office, [(remedy, case.currency, case.brand, case.keys) for remedy in remedies])


async def spent_of(office: Office, matters: Iterable[Matter]) -> Spent:
    """What is used in these matters now. Without budgets nothing is read."""
    authority, now = office.authority, clock.now()
    about = [one for one in matters if _summed(authority, one)]
    if not about:
        return UNTOUCHED
    return Spending(now, accounts=await office.database.glance(known, authority, now, about))


def _summed(authority: Snapshot, matter: Matter) -> bool:
    remedy, currency, brand, _ = matter
    return any(tally.speaks_of(remedy, currency, brand) for tally in authority.book.tallies)
