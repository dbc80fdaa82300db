"""Whom nothing tells apart: no limit, no budget and no delegation, whatever is asked. One of them answers for all."""

from collections.abc import Hashable

from remit.authority.snapshot import Snapshot
from remit.domain.people import Person


class Alike:
    """People as one version tells them apart. Rather one kind too many: a kind is never two answers."""

    def __init__(self, authority: Snapshot) -> None:
        self._singled = authority.singled
        lent = authority.people.register.delegations
        self._lending = {one for lends in lent for one in (lends.lender, lends.to)}
        self._by_days_here = authority.asks_for_days_here

    def kind(self, person: Person) -> Hashable:
        """People of one kind may approve the same, and by the same roles and team they may read the same."""
        alone = person.subject in self._singled or person.id in self._lending
        return (
            *(person.active, person.roles, person.tier, person.team, person.held),
            person.since if self._by_days_here else None,
            person.id if alone else None,
        )
