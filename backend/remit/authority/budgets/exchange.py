"""Budgets as Casbin text, out and in: a stock Enforcer with the published functions decides identically."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from remit.authority.apart import aparts, belongs_to, is_apart, rows
from remit.authority.budgets.budget import InvalidBudget, checked, row
from remit.authority.drafts.budget_changes import Key, RemoveBudget, SetBudget, key_of
from remit.authority.engine.judge import conf
from remit.authority.rules.rule import DENY
from remit.authority.snapshot import Snapshot
from remit.domain.policy.budgets import Budget
from remit.domain.values import value

_NOT_IN_FORCE = "# not in force:"
"""Budgets of people who are not active: comments to Casbin, budgets to us."""
_FIELDS = 12
_WHEN = 9
"""Where the condition stands in a row."""
_SPLITS = frozenset(",\"'()[]\r\n")
"""What a stock adapter would split a line on."""


@value(frozen=True, slots=True)
class BudgetReading:
    """What a budgets.csv says, and the lines (from 1) that cannot be taken as they are."""

    budgets: tuple[Budget, ...]
    problems: tuple[tuple[int, str], ...]
    memberships: int


def budgets_conf() -> str:
    """The Casbin model of budgets."""
    return conf("budgets.conf")


def budgets_csv(authority: Snapshot) -> str:
    """The budgets by id, then who belongs where."""
    return "".join(f"{line}\n" for line in (*_rows(authority), *_memberships(authority)))


def read_budgets(text: str, knows: Callable[[str], bool]) -> BudgetReading:
    """Every line, checked. `knows` says whether there is such a subject (see Snapshot.knows)."""
    found: dict[Key, tuple[int, Budget]] = {}
    problems: list[tuple[int, str]] = []
    memberships = 0
    for number, kind, fields in _lines(text):
        if kind == "g" or is_apart(fields):
            memberships += 1
            continue
        try:
            budget = _budget(kind, fields, knows)
        except InvalidBudget as wrong:
            problems.append((number, wrong.detail))
            continue
        first, _ = found.setdefault(key_of(budget), (number, budget))
        if first != number:
            problems.append((number, f"It speaks of the same matter as line {first}; only one can count."))
    return BudgetReading(tuple(budget for _, budget in found.values()), tuple(problems), memberships)


def changes(reading: BudgetReading, budgets: Mapping[str, Budget]) -> list[SetBudget | RemoveBudget]:
    """The changes that make the budgets in force those of the text. Ids and guidelines of those that stay are kept."""
    wanted = {key_of(one): one for one in reading.budgets}
    known = {key_of(one): one for one in budgets.values()}
    gone = [RemoveBudget(budget=one.bid) for key, one in known.items() if key not in wanted]
    return [*gone, *(_set(one) for key, one in wanted.items() if not _same(one, known.get(key)))]


def _rows(authority: Snapshot) -> Iterator[str]:
    apart = aparts(authority.people)
    for budget in authority.book.rows.values():
        said = row(checked(budget))
        if _in_force(budget, authority):
            yield from (_line("p", one) for one in rows(said, _WHEN, apart))
        else:
            yield f"{_NOT_IN_FORCE} {_line('p', said)}"


def _in_force(budget: Budget, authority: Snapshot) -> bool:
    kind, _, name = budget.subject.partition(":")
    person = authority.people.get(name)
    return kind != "user" or (person is not None and person.active)


def _memberships(authority: Snapshot) -> Iterator[str]:
    for person in sorted(authority.people, key=lambda one: one.id):
        if person.active:
            yield from (_line("g", (person.subject, group)) for group in belongs_to(person))


def _lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip().removeprefix(_NOT_IN_FORCE).strip()
        if said and not said.startswith("#"):
            kind, *fields = (field.strip() for field in said.split(","))
            yield number, kind, fields


def _budget(kind: str, fields: list[str], knows: Callable[[str], bool]) -> Budget:
    if kind != "p":
        raise InvalidBudget(f"A line begins with p or g, not with “{kind}”.", field="kind")
    if len(fields) != _FIELDS:
        raise InvalidBudget(f"A budget has {_FIELDS} fields after the p, this has {len(fields)}.", field="budget")
    subject, remedy, currency, brand, per, window, measure, cap, zone, when, effect, bid = fields
    if effect != DENY:
        raise InvalidBudget(f"The effect of a budget is {DENY}, not “{effect}”.", field="kind")
    if not (cap.isascii() and cap.isdigit()):
        raise InvalidBudget(f"A budget's limit is a whole number, not “{cap}”.", field="limit")
    matter = {"subject": subject, "remedy": remedy, "currency": currency, "brand": brand, "when": when}
    found = checked(Budget(bid=bid, **matter, per=per, window=window, measure=measure, limit=int(cap), zone=zone))
    if not knows(subject):
        raise InvalidBudget(f"There is no {subject.replace(':', ' ', 1)} here.", field="subject")
    return found


def _same(budget: Budget, known: Budget | None) -> bool:
    return known is not None and (budget.limit, budget.zone) == (known.limit, known.zone)


def _set(budget: Budget) -> SetBudget:
    return SetBudget(
        subject=budget.subject,
        remedy=budget.remedy,
        currency=budget.currency,
        brand=budget.brand,
        per=budget.per,
        window=budget.window,
        measure=budget.measure,
        limit=budget.limit,
        zone=budget.zone,
        when=budget.when,
    )


def _line(kind: str, fields: Iterable[str]) -> str:
    cells = [kind, *fields]
    if any(_SPLITS.intersection(cell) for cell in cells):
        raise InvalidBudget(f"Casbin text cannot hold {' '.join(cells)!r}.", field="subject")
    return ", ".join(cells)
