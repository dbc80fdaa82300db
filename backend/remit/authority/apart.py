"""Tiers that some people have for some brands, in Casbin text: rungs of their own, never linked to the usual ones.

Whoever is a senior for brand b1 and an agent elsewhere belongs to `tier:senior@b1` and to `tier:agent@!b1`: for these
the rows of the tiers are written down once more, as far as they are about that brand, or about the others.
"""

from collections.abc import Iterable, Iterator, Sequence

from remit.authority.rules.rule import ANY
from remit.domain.people import Person
from remit.domain.values import value

_BRAND = 3
"""Where the brand stands in a row, of rules and of budgets."""


@value(frozen=True, slots=True, order=True)
class Apart:
    """One brand by itself; or all brands but some, `others`."""

    brands: tuple[str, ...]
    others: bool = False

    def named(self, subject: str) -> str:
        """What a tier is called there."""
        return f"{subject}@{'!' if self.others else ''}{'|'.join(self.brands)}"

    def row(self, said: Sequence[str], when: int) -> Sequence[str] | None:
        """The row of a tier for these brands; None where it is not about them. `when`: where its condition stands."""
        brand = said[_BRAND]
        if (brand in self.brands) == self.others and brand != ANY:
            return None
        cells = [self.named(said[0]), *said[1:]]
        if self.others and brand == ANY:
            cells[when] = "; ".join(filter(None, (said[when], f"brand not in {'|'.join(self.brands)}")))
        elif brand == ANY:
            cells[_BRAND] = self.brands[0]
        return cells


def aparts(people: Iterable[Person]) -> tuple[Apart, ...]:
    """What there is by way of brands apart, for the active ones of these people."""
    return tuple(sorted({where for person in people if person.active for where, _ in _places(person)}))


def rows(said: Sequence[str], when: int, found: Iterable[Apart]) -> Iterator[Sequence[str]]:
    """A row, and what has to be said beside it for whoever has a tier for some brands."""
    yield said
    if said[0].startswith("tier:"):
        yield from (row for one in found if (row := one.row(said, when)) is not None)


def is_apart(fields: Sequence[str]) -> bool:
    """Whether this row is of one of those rungs: it follows from who belongs where, and is no tier of the ladder."""
    return bool(fields) and fields[0].startswith("tier:") and "@" in fields[0]


def belongs_to(person: Person) -> tuple[str, ...]:
    """The groups that the person is linked to: rungs, and the team."""
    team = () if person.team is None else (f"team:{person.team}",)
    if not person.brand_tiers:
        return team if person.tier is None else (*team, f"tier:{person.tier}")
    return (*team, *(where.named(f"tier:{tier}") for where, tier in _places(person)))


def _places(person: Person) -> Iterator[tuple[Apart, str]]:
    if not person.brand_tiers:
        return
    yield from ((Apart((brand,)), tier) for brand, tier in person.brand_tiers)
    if person.tier is not None:
        yield Apart(tuple(brand for brand, _ in person.brand_tiers), others=True), person.tier
