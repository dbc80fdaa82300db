"""What was found before: a draft is looked at only where its changes touch, the rest is taken from the base version."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from remit.authority.lint.findings import Finding
from remit.authority.rules.rule import Rule
from remit.domain.catalogue import Catalogue
from remit.domain.people import Group
from remit.domain.policy.questions import Tier
from remit.domain.values import value

_VERSIONS = 4
"""So many states of one place are kept: the version in force, and the drafts that people are at."""
_PLACES = 50_000


@value(frozen=True, slots=True)
class Floor:
    """What findings follow from besides the rules: who is there, and what everybody is called."""

    tiers: tuple[Tier, ...]
    names: Mapping[str, str]
    groups: Mapping[Group, tuple[str, ...]]
    roles: Mapping[str, frozenset[str]]
    catalogue: Catalogue


Place = tuple[str, str, str]
"""Remedy, currency and brand."""
_Kept = tuple[Floor, tuple[Rule, ...], tuple[Rule, ...], tuple[Finding, ...]]
_Looked = tuple[tuple[Finding, ...], bool]
"""Findings, and whether there were steps enough: what was cut short is looked at anew next time."""


@dataclass(slots=True)
class Known:
    """Findings by place, with what they followed from. Threads may share it: at worst two look at the same."""

    places: dict[Place, tuple[_Kept, ...]] = field(default_factory=dict)
    floor: Floor | None = None
    sound: dict[int, Rule] = field(default_factory=dict)
    """Rules that could be written today, by identity: they are kept here, so that no other has the same."""

    def on(self, floor: Floor) -> Floor:
        """The floor; the same one as before if nothing changed, so that comparing costs nothing."""
        if self.floor is None or self.floor != floor:
            self.floor = floor
        return self.floor

    def or_look(
        self, place: Place, floor: Floor, rules: tuple[tuple[Rule, ...], tuple[Rule, ...]], look: Callable[[], _Looked]
    ) -> tuple[Finding, ...]:
        """What was found for these rules (all that count, and those that are sound), or else what is found now."""
        every, sound = rules
        kept = self.places.get(place, ())
        for was, all_before, sound_before, findings in kept:
            # Rules that stay are the same objects from version to version: most of this compares addresses.
            if was is floor and all_before == every and sound_before == sound:
                return findings
        findings, whole = look()
        if whole:
            if len(self.places) >= _PLACES:
                self.places = {}
            self.places[place] = ((floor, every, sound, findings), *kept[: _VERSIONS - 1])
        return findings

    def keep_sound(self, rules: Iterable[Rule]) -> None:
        """These, and only these, need not be checked again."""
        self.sound = {id(rule): rule for rule in rules}
