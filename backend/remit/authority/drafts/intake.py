"""Casbin text of our model, read back: every row checked, and what it would change of the rules in force."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from remit.authority.apart import is_apart
from remit.authority.drafts.changes import Change, RemoveLimit, SetLimit, anybody
from remit.authority.rules.reasons import USUAL
from remit.authority.rules.rule import (
    ALLOW,
    CAP,
    DENY,
    GRANT,
    InvalidRule,
    Key,
    Rule,
    checked,
    key_of,
    require_known_reasons,
    row,
)
from remit.domain.catalogue import Catalogue
from remit.domain.money import MAX_AMOUNT
from remit.domain.values import value

_NOT_IN_FORCE = "# not in force:"
"""How the export marks rules of people who are not active: comments to Casbin, rules to us."""
_FIELDS = 9
_DIGITS = 40
"""Far more than any limit has; a text of thousands is not even read as a number."""


@value(frozen=True, slots=True)
class Problem:
    """A line that cannot be taken as it is, from 1."""

    line: int
    sentence: str


@value(frozen=True, slots=True)
class Reading:
    """What a policy.csv says."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...]
    memberships: int
    """Lines about who belongs where and the ladder: live matters, not part of a version's rules."""
    guided: bool = False
    """Whether guidelines are said, too; where they are not, those that are there stay."""


def read(text: str, knows: Callable[[str], bool] = anybody, catalogue: Catalogue = USUAL) -> Reading:
    """Every line, checked. `knows` says whether there is such a subject (see Snapshot.knows)."""
    rules: dict[Key, tuple[int, Rule]] = {}
    problems: list[Problem] = []
    memberships = 0
    for number, kind, fields in _lines(text):
        if kind in ("g", "g2") or is_apart(fields):
            memberships += 1
            continue
        try:
            rule = known(_rule(kind, fields), knows, catalogue)
        except InvalidRule as wrong:
            problems.append(Problem(number, wrong.detail))
            continue
        first, _ = rules.setdefault(key_of(rule), (number, rule))
        if first != number:
            problems.append(Problem(number, f"It speaks of the same matter as line {first}; only one can count."))
    return Reading(tuple(rule for _, rule in rules.values()), tuple(problems), memberships)


def changes(reading: Reading, rules: Mapping[str, Rule]) -> list[Change]:
    """The changes that make the rules in force those of the text. Ids and guidelines of rules that stay are kept."""
    wanted = {key_of(rule): rule for rule in reading.rules}
    there = {key_of(rule): rule for rule in rules.values()}
    gone: list[Change] = [RemoveLimit(rule=rule.rid) for key, rule in there.items() if key not in wanted]
    said = [
        _set(rule, guided=reading.guided) for key, rule in wanted.items() if not _same(rule, there.get(key), reading)
    ]
    return [*gone, *said]


def _lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip().removeprefix(_NOT_IN_FORCE).strip()
        if said and not said.startswith("#"):
            kind, *fields = (field.strip() for field in said.split(","))
            yield number, kind, fields


def _rule(kind: str, fields: list[str]) -> Rule:
    if kind != "p":
        raise InvalidRule(f"A line begins with p, g or g2, not with “{kind}”.", field="kind")
    if len(fields) != _FIELDS:
        raise InvalidRule(f"A rule has {_FIELDS} fields after the p, this has {len(fields)}.", field="rule")
    subject, remedy, currency, brand, limit, when, mode, effect, rid = fields
    if effect not in (ALLOW, DENY):
        raise InvalidRule(f"An effect is {ALLOW} or {DENY}, not “{effect}”.", field="kind")
    kind = GRANT if effect == ALLOW else CAP
    return checked(
        Rule(
            rid=rid,
            subject=subject,
            remedy=remedy,
            currency=currency,
            brand=brand,
            mode=mode,
            kind=kind,
            amount=amount_of(limit, kind),
            when=when,
        )
    )


def known(rule: Rule, knows: Callable[[str], bool], catalogue: Catalogue) -> Rule:
    """The rule, if it is about somebody, and about reasons that there are. Raises InvalidRule."""
    require_known_reasons(rule, catalogue)
    if not knows(rule.subject):
        raise InvalidRule(f"There is no {rule.subject.replace(':', ' ', 1)} here.", field="subject")
    return rule


def amount_of(limit: str, kind: str) -> int | None:
    """A limit as text; the largest amount there is, on a grant, is no limit. Raises InvalidRule."""
    if not (limit.isascii() and limit.isdigit() and len(limit) <= _DIGITS):
        raise InvalidRule(f"A limit is a whole number of minor units, not “{limit[:_DIGITS]}”.", field="amount")
    amount = int(limit)
    return None if kind == GRANT and amount == MAX_AMOUNT else amount


def _same(rule: Rule, there: Rule | None, reading: Reading) -> bool:
    if there is None or (reading.guided and there.guideline != rule.guideline):
        return False
    return row(replace(there, rid=rule.rid)) == row(rule)


def _set(rule: Rule, *, guided: bool) -> SetLimit:
    return SetLimit(
        subject=rule.subject,
        remedy=rule.remedy,
        currency=rule.currency,
        amount=rule.amount,
        mode=rule.mode,
        brand=rule.brand,
        kind=rule.kind,
        when=rule.when,
        start=rule.start,
        until=rule.until,
        guideline=rule.guideline if guided else None,
    )
