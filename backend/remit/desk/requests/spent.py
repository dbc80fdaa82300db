"""What is used of budgets, for questions that decide nothing: read beside the ledger."""

from collections.abc import Iterable

from remit import clock
from remit.authority.budgets.own import bound, key_of
from remit.authority.snapshot import Snapshot
from remit.desk.ledger.pieces import keys_for, stored
from remit.desk.ledger.spending import Matter, known
from remit.desk.office import Office
from remit.domain.people import Person
from remit.domain.policy.alternatives import SUBSTITUTES
from remit.domain.policy.budgets import UNTOUCHED, Spent, Tally, tally_of
from remit.domain.policy.cases import Case
from remit.domain.policy.spending import Spending
from remit.domain.policy.weighing import weighed
from remit.store import budgets


async def spent_for(office: Office, case: Case) -> Spent:
    """All that deciding the case may ask about, other remedies that would do included."""
    remedies = (case.remedy, *SUBSTITUTES[case.remedy])
    return await spent_of(office, [(remedy, case.currency, case.brand, case.keys) for remedy in remedies])


async def weighed_for(office: Office, case: Case) -> Case:
    """The case beside what was given on its order and to its customer. Where nothing is summed, nothing is read."""
    stacks, now = office.authority.stacks, clock.now()
    keys = keys_for(stacks, case.remedy, case.keys)
    return weighed(case, stacks, await office.database.glance(stored, stacks, now, keys), now) if keys else case


async def spent_of(office: Office, matters: Iterable[Matter]) -> Spent:
    """What is used in these matters now. Without budgets nothing is read."""
    authority, now = office.authority, clock.now()
    about = [one for one in matters if _summed(authority, one)]
    if not about:
        return UNTOUCHED
    return Spending(now, accounts=await office.database.glance(known, authority, now, about))


async def spent_by(office: Office, person: Person) -> Spent:
    """What is used of somebody's own budgets now, as far as they are the same in every case."""
    authority, now = office.authority, clock.now()
    wanted: dict[Tally, set[str]] = {}
    for one in bound(authority, person):
        if key := key_of(one, person, office.brand):
            wanted.setdefault(tally_of(one), set()).add(key)
    if not wanted:
        return UNTOUCHED
    since = {tally: authority.book.since(tally, now) for tally in wanted}
    return Spending(now, accounts=await office.database.glance(budgets.accounts, wanted, since))


def _summed(authority: Snapshot, matter: Matter) -> bool:
    remedy, currency, brand, _ = matter
    return bool(authority.book.speaking_of(remedy, currency, brand))
