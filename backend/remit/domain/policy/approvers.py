"""Who may approve a case: everybody is judged, each kind of person is asked about once."""

from dataclasses import dataclass, field

from remit.domain.people import Person
from remit.domain.policy.cases import Case
from remit.domain.policy.questions import Authority


@dataclass(slots=True)
class Approvers:
    """Who may approve a case. Casbin is asked once per kind of person: tier, team with rows, person with rows."""

    case: Case
    authority: Authority
    _known: dict[tuple[str | None, str | None, str | None], bool] = field(default_factory=dict)

    def may(self, person: Person) -> bool:
        """Whether this person may settle the case; never the requester, never an inactive account."""
        if person.id == self.case.requester.id or not person.active:
            return False
        kind = self._kind(person)
        if kind not in self._known:
            self._known[kind] = self.authority.ask(self.case.question(person.subject, "approve")).allowed
        return self._known[kind]

    def tiers(self) -> tuple[str, ...]:
        """The tiers of everybody who may, lowest first. Empty when nobody may (or nobody with a tier)."""
        found = {person.tier for person in self._one_of_each_kind() if self.may(person)}
        return tuple(tier.name for tier in self.authority.tiers if tier.name in found)

    def anyone(self) -> bool:
        """Whether anybody at all may."""
        return any(self.may(person) for person in self._one_of_each_kind())

    def _kind(self, person: Person) -> tuple[str | None, str | None, str | None]:
        remedy, currency = self.case.remedy, self.case.currency
        own = person.id if person.id in self.authority.personal(remedy, currency) else None
        team = person.team if self.authority.team_ruled(person.team, remedy, currency) else None
        return person.tier, team, own

    def _one_of_each_kind(self) -> list[Person]:
        people = self.authority.people
        own = self.authority.personal(self.case.remedy, self.case.currency)
        rank = {tier.name: place for place, tier in enumerate(self.authority.tiers)}
        picked: dict[tuple[str | None, str | None, str | None], Person] = {}
        for _, ids in sorted(people.groups.items(), key=lambda group: rank.get(group[0][0] or "", -1)):
            plain = next((one for one in ids if one not in own and one != self.case.requester.id), None)
            if plain is not None:
                picked.setdefault(self._kind(people.people[plain]), people.people[plain])
        personal = [people.people[one] for one in sorted(own) if one in people.people]
        return [*picked.values(), *personal]
