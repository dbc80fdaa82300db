"""What is found out about very many rules by going through all of them: once, and after a change only as it changed."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter, lt

from remit.authority.engine.sharded import Sharded
from remit.authority.rules.rule import Rule
from remit.domain.values import value

Matter = tuple[str, str, str]
"""Remedy, currency and brand (or every brand)."""
_FEW = 1000
"""Up to a thousandth of the rules is put into the list one by one; where more changed, it is made anew."""
_PERSON = "user:"
_rid = attrgetter("rid")
_scope = attrgetter("brand", "currency")
_matter = attrgetter("remedy", "currency", "brand")


@value(frozen=True, eq=False)
class Listed:
    """Rules in the order of their ids. Whatever else is asked about them is counted when it is asked first."""

    order: tuple[Rule, ...]

    @cached_property
    def scopes(self) -> Mapping[tuple[str, str], int]:
        """How many there are for a brand and currency."""
        return Counter(map(_scope, self.order))

    @cached_property
    def singled(self) -> Mapping[Matter, frozenset[str]]:
        """Who has rules of their own in a matter, as subjects."""
        return _singled(self.order)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Whom they are about."""
        return frozenset(map(attrgetter("subject"), self.order))

    @cached_property
    def whens(self) -> frozenset[str]:
        """Their conditions."""
        return frozenset(map(attrgetter("when"), self.order))

    @cached_property
    def guidelines(self) -> frozenset[str]:
        """Their guidelines."""
        return frozenset(map(attrgetter("guideline"), self.order))

    def after(self, rid: str) -> int:
        """Where the rules begin that come after this id."""
        return bisect_right(self.order, rid, key=_rid)

    def changed(self, gone: Iterable[Rule], come: Iterable[Rule]) -> "Listed":
        """The list without those that are gone, with those that came; what is known is changed along."""
        gone, come, order = list(gone), list(come), list(self.order)
        for rule in gone:
            del order[bisect_left(order, rule.rid, key=_rid)]
        for rule in come:
            insort(order, rule, key=_rid)
        made = Listed(tuple(order))
        vars(made).update(self._still_known(gone, come))
        return made

    def _still_known(self, gone: list[Rule], come: list[Rule]) -> Iterator[tuple[str, object]]:
        """What was asked before and need not be counted anew, by its name."""
        went, came = ({rule.subject for rule in rules} for rules in (gone, come))
        if "scopes" in vars(self):
            scopes = Counter(self.scopes)
            scopes.subtract(map(_scope, gone))
            scopes.update(map(_scope, come))
            yield "scopes", +scopes
        if "singled" in vars(self) and not any(subject.startswith(_PERSON) for subject in went | came):
            yield "singled", self.singled
        if "subjects" in vars(self) and went <= came <= self.subjects:
            yield "subjects", self.subjects


def listed(rules: Mapping[str, Rule]) -> Listed:
    """What is known of these rules. The last list is kept, and changed where they changed."""
    known = _last.get("rules")
    if known is None or known[0] is not rules:
        known = _last["rules"] = (rules, _listed(rules, known))
    return known[1]


def begin(rules: Mapping[str, Rule], order: Sequence[Rule]) -> None:
    """The first list of a process comes with its rules, if it is in order: to sort 100,000 takes long."""
    ids = [rule.rid for rule in order]
    if not _last and len(ids) == len(rules) and all(map(lt, ids, islice(ids, 1, None))):
        _last["rules"] = rules, Listed(tuple(order))


_last: dict[str, tuple[Mapping[str, Rule], Listed]] = {}


def _listed(rules: Mapping[str, Rule], known: tuple[Mapping[str, Rule], Listed] | None) -> Listed:
    if not isinstance(rules, Sharded):
        return Listed(tuple(rules.values()))
    if known is not None and isinstance(known[0], Sharded):
        pairs = [(known[0].get(rid), rules.get(rid)) for rid in rules.apart_from(known[0])]
        apart = [(was, now) for was, now in pairs if was is not now]
        if len(apart) <= len(rules) // _FEW:
            return known[1].changed((was for was, _ in apart if was), (now for _, now in apart if now))
    return Listed(tuple(map(rules.__getitem__, rules)))


def _singled(rules: Iterable[Rule]) -> Mapping[Matter, frozenset[str]]:
    own = [rule for rule in rules if rule.subject.startswith(_PERSON)]
    found: dict[Matter, set[str]] = {matter: set() for matter in set(map(_matter, own))}
    for rule in own:
        found[rule.remedy, rule.currency, rule.brand].add(rule.subject)
    return {matter: frozenset(subjects) for matter, subjects in found.items()}
