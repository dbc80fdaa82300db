"""Looking for rules among very many: by brand and currency, by whose they are, and by words."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain, compress
from operator import attrgetter

from remit.authority.rules.called import Called
from remit.authority.rules.listed import Listed, listed
from remit.authority.rules.rule import CAP, GRANT, Rule
from remit.authority.rules.spoken import MODE_SAID, condition
from remit.domain.remedies import REMEDIES
from remit.domain.values import value

_FEW = 1000
"""Of so few, whom they are about is looked at by itself."""
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


def found(rules: Mapping[str, Rule], wanted: Wanted, called: Called) -> list[Rule]:
    """The rules wanted, in their order."""
    known = listed(rules)
    rest = _narrowed(known.order, wanted)
    for word in wanted.words.casefold().split():
        rest = _meeting(rest, word, known, called)
    return rest


def in_order(rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """The rules by their ids."""
    return listed(rules).order


def outline(rules: Mapping[str, Rule]) -> list[Outlined]:
    """The brands and currencies that there are rules for, in alphabetical order."""
    return [Outlined(*scope, count) for scope, count in sorted(listed(rules).scopes.items())]


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


def _meeting(rules: list[Rule], word: str, known: Listed, called: Called) -> list[Rule]:
    """Those that have it in any part. Each distinct text is looked at once, however many rules share it."""
    met: dict[str, AbstractSet[str]] = {
        "subject": called.meeting(word, known.subjects if len(rules) > _FEW else {rule.subject for rule in rules}),
        "remedy": {one for one, title in REMEDIES.items() if word in f"{title} {one}".casefold()},
        "mode": {one for one, said in MODE_SAID.items() if word in said},
        "kind": {word} & {GRANT, CAP},
        "when": {one for one in known.whens if word in f"{condition(one)} {one}".casefold()},
        "guideline": {one for one in known.guidelines if word in one.casefold()},
    }
    # A part at a time, as that takes no call for a rule.
    meets = [[text in those for text in map(attrgetter(part), rules)] for part, those in met.items() if those]
    if any(letter.isdigit() for letter in word):
        meets.append([word in rule.rid.casefold() for rule in rules])
    return list(compress(rules, map(any, zip(*meets, strict=True)) if len(meets) > 1 else chain(*meets)))
