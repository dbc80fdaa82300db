"""Who a subject is to the rules: its own tier and team, and the tiers below, whose grants it inherits."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from itertools import chain

from remit.authority.engine.recent import Recent
from remit.domain.people import Directory, Person
from remit.domain.policy.questions import Tier
from remit.domain.values import value


@value(frozen=True, slots=True)
class Standing:
    """A subject and its links, itself among them: alone (the person, the team), and by its tier and those below."""

    subject: str
    alone: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    """What counts for caps (g2): they are not inherited up the ladder."""
    inherits: tuple[str, ...] = ()
    """What counts for grants (g)."""
    by_brand: Mapping[str, "Standing"] = field(default_factory=dict)
    """For brands where the person has another tier: how they stand there."""

    def at(self, brand: str) -> "Standing":
        """How the subject stands where this brand is concerned."""
        return self.by_brand.get(brand, self) if self.by_brand else self

    @property
    def anywhere(self) -> "Standing":
        """All links that the subject has for any brand."""
        every = (self, *self.by_brand.values())
        own = tuple(dict.fromkeys(chain.from_iterable(one.own for one in every)))
        inherits = tuple(dict.fromkeys(chain.from_iterable(one.inherits for one in every)))
        return Standing(self.subject, self.alone, self.tiers, own, inherits) if self.by_brand else self


def linked(subject: str, alone: tuple[str, ...], tiers: tuple[str, ...]) -> Standing:
    """The standing of somebody with these links of their own, and by these tiers."""
    return Standing(subject, alone, tiers, own=(*alone, *tiers[:1]), inherits=(*alone, *tiers))


NOBODY = Standing("")


@value(frozen=True, slots=True)
class Members:
    """The people as the rules know them. Only active ones are anybody; a name that is not known leaves no trace."""

    people: Directory
    rungs: Mapping[str, tuple[str, ...]]
    """Tier name to the subjects of that tier and of every tier below, highest first."""
    _standings: Recent[Standing] = field(default_factory=Recent, init=False, compare=False, repr=False)
    """Of the people as they are here: other people are other members."""

    def standing(self, subject: str) -> Standing:
        """The standing of `user:<person id>` or `tier:<name>`; NOBODY for anything else. `at` tells it for a brand."""
        return self._standings.or_ask(subject, lambda: self._standing(subject))

    def _standing(self, subject: str) -> Standing:
        kind, _, name = subject.partition(":")
        if kind == "user":
            person = self.people.get(name)
            return standing_of(person, self.rungs) if person is not None and person.active else NOBODY
        if kind == "tier" and name in self.rungs:
            return linked(subject, (), self.rungs[name])
        return NOBODY

    def tiers(self, tier: str | None) -> tuple[str, ...]:
        """The subjects whose grants somebody of this tier has by it. Off the ladder, a tier counts for itself alone."""
        return _tiers(tier, self.rungs)

    def knows(self, subject: str) -> bool:
        """Whether a rule about this subject is about anybody. Teams have no register: any is known."""
        kind, _, name = subject.partition(":")
        if kind == "user":
            return name in self.people.people
        return kind == "team" or (kind == "tier" and name in self.rungs)


def members(tiers: Iterable[Tier], people: Directory) -> Members:
    """The members of a ladder, given lowest tier first."""
    return Members(people, rungs(tiers))


def rungs(tiers: Iterable[Tier]) -> dict[str, tuple[str, ...]]:
    """Tier name to the subjects whose grants it has: its own, then every tier's below."""
    found: dict[str, tuple[str, ...]] = {}
    below: tuple[str, ...] = ()
    for tier in tiers:
        below = (f"tier:{tier.name}", *below)
        found[tier.name] = below
    return found


def standing_of(person: Person, ladder: Mapping[str, tuple[str, ...]]) -> Standing:
    """A person's standing, whether active or not."""
    alone = (person.subject,) if person.team is None else (person.subject, f"team:{person.team}")
    usual = linked(person.subject, alone, _tiers(person.tier, ladder))
    if not person.brand_tiers:
        return usual
    apart = {brand: linked(person.subject, alone, _tiers(tier, ladder)) for brand, tier in person.brand_tiers}
    return replace(usual, by_brand=apart)


def _tiers(tier: str | None, ladder: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return () if tier is None else ladder.get(tier) or (f"tier:{tier}",)
