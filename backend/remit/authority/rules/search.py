"""Looking for rules among very many: by brand and currency, by whose they are, and by words."""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter

from remit.authority.engine.sharded import Sharded
from remit.authority.rules.rule import GRANT, Rule
from remit.authority.rules.spoken import MODE_SAID, condition
from remit.domain.remedies import REMEDIES
from remit.domain.values import value

_FEW = 1000
"""Up to a thousandth of the rules is put into the list one by one; where more changed, it is made anew."""
LADDER, OTHERS = "ladder", "others"
"""Grants of tiers, which make the matrix; and the rest: what one person or team has, and every cap."""


@value(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for; None is whatever. Every word of `words` has to be met, in any part of a rule."""

    of: str | None = None
    brand: str | None = None
    currency: str | None = None
    subject: str | None = None
    words: str = ""


@value(frozen=True, slots=True)
class Outlined:
    """How many rules there are for a brand and currency."""

    brand: str
    currency: str
    limits: int


def found(rules: Mapping[str, Rule], wanted: Wanted, name_of: Callable[[str], str]) -> list[Rule]:
    """The rules wanted, in their order. `name_of` says a subject aloud."""
    rest = _narrowed(in_order(rules), wanted)
    for word in wanted.words.casefold().split():
        rest = list(_meeting(rest, word, name_of))
    return rest


def in_order(rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """The rules by their ids. To list 100,000 takes long, so the last list is kept, and changed where they changed."""
    known = _last.get("rules")
    if known is None or known[0] is not rules:
        known = _last["rules"] = (rules, _listed(rules, known))
    return known[1]


def _listed(rules: Mapping[str, Rule], known: tuple[Mapping[str, Rule], tuple[Rule, ...]] | None) -> tuple[Rule, ...]:
    if known is None or not (isinstance(rules, Sharded) and isinstance(known[0], Sharded)):
        return tuple(rules.values())
    apart = {rid for rid in rules.apart_from(known[0]) if rules.get(rid) is not known[0].get(rid)}
    if len(apart) > len(rules) // _FEW:
        return tuple(rules.values())
    stay = [rule for rule in known[1] if rule.rid not in apart]
    for rid in apart:
        if (rule := rules.get(rid)) is not None:
            insort(stay, rule, key=attrgetter("rid"))
    return tuple(stay)


_last: dict[str, tuple[Mapping[str, Rule], tuple[Rule, ...]]] = {}


def outline(rules: Mapping[str, Rule]) -> list[Outlined]:
    """The brands and currencies that there are rules for, in alphabetical order."""
    counted: dict[tuple[str, str], int] = {}
    for rule in in_order(rules):
        key = rule.brand, rule.currency
        counted[key] = counted.get(key, 0) + 1
    return [Outlined(brand, currency, count) for (brand, currency), count in sorted(counted.items())]


def on_ladder(rule: Rule) -> bool:
    """Whether it stands in the matrix."""
    return rule.kind == GRANT and rule.subject.startswith("tier:")


def _narrowed(rules: Iterable[Rule], wanted: Wanted) -> list[Rule]:
    rest = list(rules)
    if wanted.of is not None:
        rest = [rule for rule in rest if on_ladder(rule) == (wanted.of == LADDER)]
    for name in ("brand", "currency", "subject"):
        value = getattr(wanted, name)
        if value is not None:
            rest = [rule for rule in rest if getattr(rule, name) == value]
    return rest


def _meeting(rules: list[Rule], word: str, name_of: Callable[[str], str]) -> Iterator[Rule]:
    """Each distinct text is looked at once, however many rules share it."""
    subjects = {one for one in {rule.subject for rule in rules} if word in f"{name_of(one)} {one}".casefold()}
    remedies = {one for one, title in REMEDIES.items() if word in f"{title} {one}".casefold()}
    modes = {one for one, said in MODE_SAID.items() if word in said}
    whens = {one for one in {rule.when for rule in rules} if word in f"{condition(one)} {one}".casefold()}
    guidelines = {one for one in {rule.guideline for rule in rules} if word in one.casefold()}
    by_id = any(letter.isdigit() for letter in word)
    for rule in rules:
        if (
            rule.subject in subjects
            or rule.remedy in remedies
            or rule.mode in modes
            or rule.when in whens
            or rule.guideline in guidelines
            or (by_id and word in rule.rid.casefold())
            or word == rule.kind
        ):
            yield rule
