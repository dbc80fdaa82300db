"""Limits as a sheet: all that a rule has, guideline, span and author too, which Casbin text has no room for."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from remit.authority.drafts.changes import anybody
from remit.authority.drafts.intake import Problem, Reading, amount_of, known
from remit.authority.rules.reasons import USUAL
from remit.authority.rules.rule import InvalidRule, Key, Rule, checked, key_of
from remit.domain.catalogue import Catalogue
from remit.domain.policy.facts import written

COLUMNS = (
    "rule",
    "subject",
    "remedy",
    "currency",
    "brand",
    "mode",
    "kind",
    "amount",
    "when",
    "from",
    "until",
    "guideline",
    "author",
)
_NEEDED = frozenset(COLUMNS) - {"rule", "author"}
_FORMULA = ("=", "+", "-", "@")


def sheet(rules: Iterable[Rule]) -> str:
    """The rules, one a line under the names of the columns. An empty amount is no limit."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(rule) for rule in rules)
    return text.getvalue()


def is_sheet(text: str) -> bool:
    """Whether the text is a sheet rather than Casbin text."""
    header = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), [])
    return set(header) >= _NEEDED


def read_sheet(text: str, knows: Callable[[str], bool] = anybody, catalogue: Catalogue = USUAL) -> Reading:
    """Every line, checked. Who set a rule is not taken from a file: whoever brings it in sets it."""
    rules: dict[Key, tuple[int, Rule]] = {}
    problems: list[Problem] = []
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restval="", strict=True)
    try:
        for cells in reader:
            _take(reader.line_num, cells, lambda rule: known(rule, knows, catalogue), rules, problems)
    except csv.Error as broken:
        problems.append(Problem(reader.line_num, f"This is not a line of a sheet: {broken}."))
    return Reading(tuple(rule for _, rule in rules.values()), tuple(problems), 0, guided=True)


def _take(
    number: int,
    cells: dict[str, str],
    fits: Callable[[Rule], Rule],
    rules: dict[Key, tuple[int, Rule]],
    problems: list[Problem],
) -> None:
    try:
        rule = fits(_rule(cells))
    except InvalidRule as wrong:
        problems.append(Problem(number, wrong.detail))
        return
    first, _ = rules.setdefault(key_of(rule), (number, rule))
    if first != number:
        problems.append(Problem(number, f"It speaks of the same matter as line {first}; only one can count."))


def _rule(cells: dict[str, str]) -> Rule:
    if None in cells:
        raise InvalidRule("This line has more cells than there are columns.", field="rule")
    said = {name: cells[name].strip() for name in _NEEDED}
    rule = Rule(
        rid=cells.get("rule", "").strip() or "L-0000",
        subject=said["subject"],
        remedy=said["remedy"],
        currency=said["currency"],
        brand=said["brand"],
        mode=said["mode"],
        kind=said["kind"],
        amount=amount_of(said["amount"], said["kind"]) if said["amount"] else None,
        when=said["when"],
        guideline=_plain(said["guideline"]),
    )
    return checked(replace(rule, start=_moment(said["from"], "from"), until=_moment(said["until"], "until")))


def _cells(rule: Rule) -> list[str]:
    amount = "" if rule.amount is None else str(rule.amount)
    start, until = (written(at) if at else "" for at in (rule.start, rule.until))
    about = [rule.rid, rule.subject, rule.remedy, rule.currency, rule.brand, rule.mode, rule.kind, amount, rule.when]
    return [*about, start, until, _text(rule.guideline), _text(rule.author.name if rule.author else "")]


def _text(words: str) -> str:
    # A spreadsheet would run this as a formula.
    return f"'{words}" if words.startswith(_FORMULA) else words


def _plain(words: str) -> str:
    return words[1:] if words.startswith("'") and words[1:].startswith(_FORMULA) else words


def _moment(text: str, field: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise InvalidRule(f"“{text}” is not a moment; write 2026-03-01T09:00:00Z.", field=field) from wrong
    if at.tzinfo is None:
        raise InvalidRule(f"“{text}” does not say in which time zone; write 2026-03-01T09:00:00Z.", field=field)
    return at
