"""Changes of a draft, and the rules that they make of the rules they start from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from remit.authority.drafts.budget_changes import RemoveBudget, SetBudget
from remit.authority.drafts.edited import Edited, Places, twins
from remit.authority.drafts.quorum_changes import SetQuorums
from remit.authority.drafts.stack_changes import SetStacks
from remit.authority.rules.reasons import USUAL
from remit.authority.rules.rule import ANY, CAP, GRANT, InvalidRule, Rule, checked, number, require_known_reasons
from remit.authority.snapshot import Snapshot
from remit.domain.catalogue import Catalogue
from remit.domain.refusal import NotFound
from remit.domain.requests.request import Named
from remit.domain.values import value


class UnknownRule(NotFound):
    """A change speaks of a rule that is not there; `rule` names it, `index` which change it is."""

    name = "unknown-rule"
    title = "Unknown rule"


@value(frozen=True, slots=True, kw_only=True)
class SetLimit:
    """Set a grant or cap. The same subject, remedy, currency, brand, mode, kind, `when` and span is the same rule."""

    subject: str
    remedy: str
    currency: str
    amount: int | None
    mode: str | None = None
    """None is every mode for a cap; a grant must say."""
    brand: str = ANY
    kind: str = GRANT
    when: str = ""
    guideline: str | None = None
    """None keeps the guideline that is there."""
    start: datetime | None = None
    until: datetime | None = None
    rule: str | None = None
    """The rule that becomes this, whatever it said before; None: the one that is about the same, or a new one."""
    author: Named | None = None
    """Whose change it is."""


@value(frozen=True, slots=True, kw_only=True)
class RemoveLimit:
    """Remove a rule by its id."""

    rule: str


@value(frozen=True, slots=True, kw_only=True)
class Expect:
    """Say that a test of the limits shall expect another outcome from now on; in all its cases, or in those named."""

    test: str
    expect: str
    why: str
    who: str | None = None
    remedy: str | None = None
    amount: int | None = None


Change = SetLimit | RemoveLimit | Expect | SetBudget | RemoveBudget | SetStacks | SetQuorums


def anybody(_subject: str) -> bool:
    """Accept every subject; Snapshot.knows is stricter."""
    return True


def applied(
    rules: Mapping[str, Rule],
    changes: Iterable[Change],
    knows: Callable[[str], bool] = anybody,
    catalogue: Catalogue = USUAL,
    issued: int = 0,
) -> Edited:
    """The rules after the changes, in order. New rules get ids above `issued` and above every number in use.

    Raises InvalidRule and UnknownRule with the `index` of the change.
    """
    known = Places(twins(rules)), max([issued, *map(number, rules)])
    return _applied(Edited(rules), changes, knows, known, catalogue)


def edited(authority: Snapshot, changes: Iterable[Change]) -> Edited:
    """The same of the limits in force, for the people of today: it costs what the changes cost, not what there is."""
    known = Places(authority.twin), authority.issued
    return _applied(Edited(authority.rules), changes, authority.knows, known, authority.people.register.catalogue)


def _applied(
    after: Edited,
    changes: Iterable[Change],
    knows: Callable[[str], bool],
    known: tuple[Places, int],
    catalogue: Catalogue,
) -> Edited:
    places, last = known
    for index, change in enumerate(changes):
        if isinstance(change, Expect | SetBudget | RemoveBudget | SetStacks | SetQuorums):
            continue  # It is about the tests of the rules, not the rules.
        try:
            if isinstance(change, RemoveLimit):
                places.set(_taken(after, change.rule), None)
                continue
            rule = _rule(change, f"L-{last + 1:04}")
            require_known_reasons(rule, catalogue)
            rid = _place(change, rule, places, after)
            _require_known(rule, _is_about(rule.subject, after.get(rid)) or knows(rule.subject))
        except (InvalidRule, UnknownRule) as refusal:
            refusal.members["index"] = index
            raise
        if rid == rule.rid:
            last += 1
        after.put(_kept(replace(rule, rid=rid), change, after.get(rid)))
    return after


def _place(change: SetLimit, rule: Rule, places: Places, rules: Edited) -> str:
    """The id that the rule takes: of the rule it names, of the one that is about the same, or its own."""
    there = places.of(rule)
    if change.rule is None:
        rid = there or rule.rid
        places.set(rule, rid)
        return rid
    if change.rule not in rules:
        raise UnknownRule(f"There is no rule {change.rule} to change.", rule=change.rule)
    if there not in (None, change.rule):
        raise InvalidRule(f"Rule {there} is about the same already. Change that one.", field="rule")
    places.set(rules[change.rule], None)
    places.set(rule, change.rule)
    return change.rule


def _taken(rules: Edited, rid: str) -> Rule:
    if rid not in rules:
        raise UnknownRule(f"There is no rule {rid} to remove.", rule=rid)
    return rules.take(rid)


def _rule(change: SetLimit, rid: str) -> Rule:
    mode = change.mode if change.mode is not None else ANY if change.kind == CAP else ""
    return checked(
        Rule(
            rid=rid,
            subject=change.subject,
            remedy=change.remedy,
            currency=change.currency,
            brand=change.brand,
            mode=mode,
            kind=change.kind,
            amount=change.amount,
            when=change.when,
            guideline=change.guideline or "",
            start=change.start,
            until=change.until,
            author=change.author,
        )
    )


def _kept(rule: Rule, change: SetLimit, before: Rule | None) -> Rule:
    return rule if change.guideline is not None or before is None else replace(rule, guideline=before.guideline)


def _is_about(subject: str, before: Rule | None) -> bool:
    return before is not None and before.subject == subject


def _require_known(rule: Rule, known: bool) -> None:
    if not known:
        raise InvalidRule(f"There is no {rule.subject.replace(':', ' ', 1)}.", field="subject")
