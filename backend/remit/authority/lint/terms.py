"""What conditions speak of, as variables of few values: every way in which facts can make a difference."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache

from remit.authority.lint.search import Domains, Every, Formula, Is, either, every
from remit.authority.lint.situations import ALWAYS, OF_ORDERS, reasons, values
from remit.authority.rules.clauses import Among, Clause
from remit.authority.rules.conditions import InvalidCondition, parse
from remit.authority.rules.reasons import USUAL
from remit.domain.catalogue import Catalogue
from remit.domain.policy.questions import Fact, Facts
from remit.domain.remedies import NEEDS_ORDER
from remit.domain.values import value

_ORDER, _WITH, _WITHOUT = "an order", 1, 2
_REASON = "reason"


@value(frozen=True, slots=True)
class Said:
    """A condition: that it holds, that it does not (a fact may be missing), that it plainly does not, and the rest."""

    true: Formula
    untrue: Formula
    false: Formula
    unfalse: Formula


_ALWAYS = Said(true=True, untrue=False, false=False, unfalse=True)
_UNREADABLE = Said(true=False, untrue=True, false=False, unfalse=True)


@value(frozen=True, slots=True)
class Terms:
    """The variables of one matter. `brand` is the same in all of its situations."""

    brand: str
    domains: Domains
    kinds: Mapping[str, tuple[Mapping[str, Fact], ...]]
    """By variable, the facts that each of its values stands for. Facts of several values have a variable for each."""
    sets: Mapping[str, tuple[str, ...]]
    _clauses: dict[Clause, tuple[Formula, Formula, Formula]] = field(default_factory=dict, compare=False, repr=False)
    _said: dict[str, Said] = field(default_factory=dict, compare=False, repr=False)

    def said(self, when: str) -> Said:
        """The condition in these terms. One that cannot be read never holds, and is never plainly false."""
        if when not in self._said:
            self._said[when] = self._all(read(when)) if when.strip() else _ALWAYS
        return self._said[when]

    def _all(self, clauses: Iterable[Clause]) -> Said:
        verdicts = [self._verdicts(clause) for clause in clauses]
        if not verdicts:
            return _UNREADABLE
        return Said(
            every(true for true, _, _ in verdicts),
            either(part for _, *parts in verdicts for part in parts),
            either(false for _, false, _ in verdicts),
            every(either((true, unknown)) for true, _, unknown in verdicts),
        )

    def facts(self, box: Domains) -> Facts:
        """One situation in which the variables have values that are left."""
        chosen: dict[str, Fact] = {"brand": self.brand}
        for variable, kinds in self.kinds.items():
            chosen.update(kinds[_first(box[variable])])
        for fact, names in self.sets.items():
            chosen[fact] = "|".join(name for name in names if _first(box[_holding(fact, name)]))
        if box.get(_ORDER, _WITH) & _WITH:
            return chosen
        return {name: value for name, value in chosen.items() if name not in OF_ORDERS}

    def narrowed(self, box: Domains) -> Facts:
        """The same, but only those facts on which something depends."""
        about = {variable.partition(" has ")[0] for variable in box if box[variable] != self.domains[variable]}
        if _REASON in about:
            about |= {"basis"}
        return {name: value for name, value in self.facts(box).items() if name in about}

    def opposite(self, formula: Formula) -> Formula:
        """Whatever is so where this is not."""
        if isinstance(formula, bool):
            return not formula
        if isinstance(formula, Is):
            return self._is(formula.variable, self.domains[formula.variable] & ~formula.values)
        parts = (self.opposite(part) for part in formula.parts)
        return either(parts) if isinstance(formula, Every) else every(parts)

    def outside(self, box: Domains) -> Formula:
        """Any situation but those."""
        full = self.domains
        return either(Is(one, full[one] & ~mask) for one, mask in box.items() if mask != full[one])

    def _verdicts(self, clause: Clause) -> tuple[Formula, Formula, Formula]:
        """Yes, no, not known."""
        if clause not in self._clauses:
            made = self._of_several(clause) if isinstance(clause, Among) else self._of_one(clause)
            if clause.fact in OF_ORDERS and _ORDER in self.domains:
                true, false, unknown = (every((Is(_ORDER, _WITH), part)) for part in made)
                made = true, false, either((Is(_ORDER, _WITHOUT), unknown))
            self._clauses[clause] = made
        return self._clauses[clause]

    def _of_one(self, clause: Clause) -> tuple[Formula, Formula, Formula]:
        if clause.fact == "brand":
            verdict = clause.verdict({"brand": self.brand})
            return verdict is True, verdict is False, verdict is None
        variable = _REASON if clause.fact == "basis" else clause.fact
        masks = {True: 0, False: 0, None: 0}
        for place, facts in enumerate(self.kinds[variable]):
            masks[clause.verdict(facts)] |= 1 << place
        true, false, unknown = (self._is(variable, masks[verdict]) for verdict in (True, False, None))
        return true, false, unknown

    def _is(self, variable: str, mask: int) -> Formula:
        return Is(variable, mask) if mask and mask != self.domains[variable] else bool(mask)

    def _of_several(self, clause: Among) -> tuple[Formula, Formula, Formula]:
        names = self.sets[clause.fact]
        some = either(Is(_holding(clause.fact, name), 2) for name in names if name in clause.values)
        none = every(Is(_holding(clause.fact, name), 1) for name in names if name in clause.values)
        if clause.op == "has":
            return some, none, False
        if clause.op == "has no":
            return none, some, False
        others = either(Is(_holding(clause.fact, name), 2) for name in names if name not in clause.values)
        no_others = every(Is(_holding(clause.fact, name), 1) for name in names if name not in clause.values)
        return every((some, no_others)), others, every((none, no_others))


def terms(whens: Iterable[str], remedy: str, brand: str, catalogue: Catalogue = USUAL) -> Terms:
    """The variables that these conditions speak of; of those that cannot be read, none."""
    clauses = list(dict.fromkeys(clause for when in sorted(set(whens)) for clause in read(when)))
    several = sorted({one.fact for one in clauses if isinstance(one, Among)})
    sets = {fact: _names(clauses, fact) for fact in several}
    kinds = dict(_kinds(clauses, catalogue))
    domains = {variable: (1 << len(found)) - 1 for variable, found in kinds.items()}
    domains |= {_holding(fact, name): 3 for fact, names in sets.items() for name in names}
    if remedy not in NEEDS_ORDER and any(one.fact in OF_ORDERS for one in clauses):
        domains[_ORDER] = _WITH | _WITHOUT
    return Terms(brand, domains, kinds, sets)


def _kinds(clauses: list[Clause], catalogue: Catalogue) -> Iterator[tuple[str, tuple[Mapping[str, Fact], ...]]]:
    facts = sorted({one.fact for one in clauses if not isinstance(one, Among)} - {"brand"})
    if {"reason", "basis"} & set(facts):
        yield _REASON, reasons(catalogue)
    for fact in facts:
        if fact not in ("reason", "basis"):
            missing: tuple[Mapping[str, Fact], ...] = () if fact in ALWAYS else ({},)
            of_fact = [one for one in clauses if one.fact == fact]
            yield fact, (*({fact: value} for value in values(of_fact, fact)), *missing)


def _names(clauses: Iterable[Clause], fact: str) -> tuple[str, ...]:
    return (*sorted({value for one in clauses if one.fact == fact for value in one.values}), "another")


@lru_cache(maxsize=16384)
def read(when: str) -> tuple[Clause, ...]:
    """The clauses of a condition; none of one that cannot be read."""
    try:
        return parse(when)
    except InvalidCondition:
        return ()


def _holding(fact: str, name: str) -> str:
    return f"{fact} has {name}"


def _first(mask: int) -> int:
    """The place of the lowest bit."""
    return (mask & -mask).bit_length() - 1
