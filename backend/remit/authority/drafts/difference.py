"""What a change does: which rules differ, what that says to people, and whether anybody gains authority."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from remit.authority.drafts.edited import Edited
from remit.authority.engine.members import Standing, rungs, standing_of
from remit.authority.engine.sharded import Sharded
from remit.authority.rules.rule import CAP, GRANT, Rule
from remit.authority.rules.spoken import limit, scope, span
from remit.domain.money import MAX_AMOUNT
from remit.domain.people import Directory, Person
from remit.domain.policy.questions import Tier
from remit.domain.values import value

Rules = Mapping[str, Rule]
NOBODY = Directory()


@value(frozen=True, slots=True)
class Difference:
    """Rules added, removed, and changed (before, after), each by rule id."""

    added: tuple[Rule, ...]
    removed: tuple[Rule, ...]
    changed: tuple[tuple[Rule, Rule], ...]

    def moves(self) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
        """The rules that come, and the ids of those that go."""
        added = (*self.added, *(new for _, new in self.changed))
        return added, (*(rule.rid for rule in self.removed), *(old.rid for old, _ in self.changed))

    def raising(self) -> Iterator[Rule]:
        """The rules by which somebody may gain. Only what provably lowers, or changes no limit, is not among them."""
        yield from (rule for rule in self.added if rule.kind == GRANT)
        yield from (rule for rule in self.removed if rule.kind == CAP)
        yield from (after for before, after in self.changed if raised(before, after))


@value(frozen=True, slots=True)
class Line:
    """One difference, said aloud. `raises`: it may give somebody authority that they did not have."""

    rule: str
    text: str
    raises: bool


def difference(before: Rules, after: Rules) -> Difference:
    """What was added, removed and changed. An id that is about something else now is removed and added."""
    ids = sorted(_where(before, after))
    old, new = [[rid for rid in ids if rid in rules] for rules in (before, after)]
    other = [(before[rid], after[rid]) for rid in old if rid in after and before[rid] != after[rid]]
    moved = {was.rid for was, now in other if not _same_matter(was, now)}
    return Difference(
        added=tuple(after[rid] for rid in new if rid not in before or rid in moved),
        removed=tuple(before[rid] for rid in old if rid not in after or rid in moved),
        changed=tuple((old, new) for old, new in other if old.rid not in moved),
    )


def _where(before: Rules, after: Rules) -> Collection[str]:
    """The ids at which they may differ."""
    if isinstance(after, Edited) and after.base is before:
        return after.touched
    if isinstance(before, Sharded) and isinstance(after, Sharded):
        return before.apart_from(after)
    return before.keys() | after.keys()


def lines(found: Difference, names: Mapping[str, str]) -> tuple[Line, ...]:
    """The difference in words, by rule id. `names` says subjects aloud (see subject_names)."""
    said = [
        *(Line(rule.rid, _gone(rule, names), raises=rule.kind == CAP) for rule in found.removed),
        *(Line(rule.rid, _new(rule, names), raises=rule.kind == GRANT) for rule in found.added),
        *(Line(new.rid, _moved(old, new, names), raises=raised(old, new)) for old, new in found.changed),
    ]
    return tuple(sorted(said, key=lambda line: line.rule))


class SubjectNames(Mapping[str, str]):
    """Names looked up one by one: of fifty thousand people, most are never spoken of."""

    def __init__(self, titles: Mapping[str, str], people: Directory) -> None:
        self._titles, self._people = titles, people

    def __getitem__(self, subject: str) -> str:
        if subject in self._titles:
            return self._titles[subject]
        person = self._people.get(subject.removeprefix("user:")) if subject.startswith("user:") else None
        if person is None:
            raise KeyError(subject)
        return person.name

    def __iter__(self) -> Iterator[str]:
        yield from self._titles
        yield from (person.subject for person in self._people)

    def __len__(self) -> int:
        return len(self._titles) + len(self._people.people)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SubjectNames) and self._people is other._people:
            return self._titles == other._titles
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]  # as every Mapping


def subject_names(tiers: Iterable[Tier], people: Directory = NOBODY) -> Mapping[str, str]:
    """What people call the subjects of rules, tiers by their titles, persons by their names; and one's own reasons."""
    own = {f"reason:{one.code}": one.title for one in people.register.catalogue.reasons}
    return SubjectNames({**own, **{f"tier:{tier.name}": tier.title for tier in tiers}}, people)


def raises_authority(before: Rules, after: Rules) -> bool:
    """Whether anybody may gain."""
    return any(True for _ in difference(before, after).raising())


def gains(before: Rules, after: Rules, person: Person, tiers: Iterable[Tier]) -> bool:
    """Whether this person may gain by the change, through own rules, team, tier or a tier below. Tiers lowest first."""
    standing = standing_of(person, rungs(tiers)).anywhere
    return any(_reaches(rule, standing) for rule in difference(before, after).raising())


def raised(before: Rule, after: Rule) -> bool:
    """Whether a rule about the same gives more: a larger amount, a grant for longer, a cap for less long."""
    wide, narrow = (before, after) if after.kind == GRANT else (after, before)
    return _amount(after) > _amount(before) or not _spans(wide, narrow)


def _spans(wide: Rule, narrow: Rule) -> bool:
    """Whether one rule applies whenever the other does, as far as their spans go."""
    begins = wide.start is None or (narrow.start is not None and wide.start <= narrow.start)
    return begins and (wide.until is None or (narrow.until is not None and narrow.until <= wide.until))


def _reaches(rule: Rule, standing: Standing) -> bool:
    return rule.subject in (standing.inherits if rule.kind == GRANT else standing.own)


def _same_matter(before: Rule, after: Rule) -> bool:
    said = replace(before, amount=after.amount, guideline=after.guideline, start=after.start, until=after.until)
    return said == after


def _amount(rule: Rule) -> int:
    return MAX_AMOUNT if rule.amount is None else rule.amount


def _moved(before: Rule, after: Rule, names: Mapping[str, str]) -> str:
    if (before.start, before.until) != (after.start, after.until):
        return f"{scope(after, names)}: {limit(before)} → {limit(after)}, before it applied {span(before)}"
    if _amount(before) == _amount(after):
        return f"{scope(after, names)}: {limit(after)} as before, guideline reworded"
    return f"{scope(after, names)}: {limit(before)} → {limit(after)}"


def _new(rule: Rule, names: Mapping[str, str]) -> str:
    return f"{scope(rule, names)}: {limit(rule)}, new"


def _gone(rule: Rule, names: Mapping[str, str]) -> str:
    return f"{scope(rule, names)}: {limit(rule)}, removed"
