"""What a change does: which rules differ, what that says to people, and whether anybody gains authority."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from remit.authority.engine.members import Standing, rungs, standing_of
from remit.authority.rules.rule import CAP, GRANT, Rule
from remit.authority.rules.spoken import limit, scope, span
from remit.domain.money import MAX_AMOUNT
from remit.domain.people import Person
from remit.domain.policy.questions import Tier
from remit.domain.values import value

Rules = Mapping[str, Rule]


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
    both = sorted(before.keys() & after.keys())
    other = [(before[rid], after[rid]) for rid in both if before[rid] != after[rid]]
    moved = {old.rid for old, new in other if not _same_matter(old, new)}
    return Difference(
        added=tuple(after[rid] for rid in sorted((after.keys() - before.keys()) | moved)),
        removed=tuple(before[rid] for rid in sorted((before.keys() - after.keys()) | moved)),
        changed=tuple((old, new) for old, new in other if old.rid not in moved),
    )


def lines(found: Difference, names: Mapping[str, str]) -> tuple[Line, ...]:
    """The difference in words, by rule id. `names` says subjects aloud (see subject_names)."""
    said = [
        *(Line(rule.rid, _gone(rule, names), raises=rule.kind == CAP) for rule in found.removed),
        *(Line(rule.rid, _new(rule, names), raises=rule.kind == GRANT) for rule in found.added),
        *(Line(new.rid, _moved(old, new, names), raises=raised(old, new)) for old, new in found.changed),
    ]
    return tuple(sorted(said, key=lambda line: line.rule))


def subject_names(tiers: Iterable[Tier], people: Iterable[Person] = ()) -> dict[str, str]:
    """What people call the subjects of rules: tiers by their titles, persons by their names."""
    return {f"tier:{tier.name}": tier.title for tier in tiers} | {person.subject: person.name for person in people}


def raises_authority(before: Rules, after: Rules) -> bool:
    """Whether anybody may gain."""
    return any(True for _ in difference(before, after).raising())


def gains(before: Rules, after: Rules, person: Person, tiers: Iterable[Tier]) -> bool:
    """Whether this person may gain by the change, through own rules, team, tier or a tier below. Tiers lowest first."""
    standing = standing_of(person, rungs(tiers))
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
