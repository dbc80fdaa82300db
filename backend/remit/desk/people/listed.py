"""The lines of a CSV file of people: read, and what each would do."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from remit import clock
from remit.authority.snapshot import Snapshot
from remit.desk.people import brand_tiers
from remit.desk.people.standing import checked, not_oneself
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.domain.values import value

COLUMNS = ("email", "name", "roles", "tier", "brand_tiers", "team", "active")
MOST_LINES = 2000
_ONLY_READ = ("id", "certificates")
"""Columns of the export that an import does not look at."""
CREATE, CHANGE, SAME, REFUSED = "create", "change", "same", "refused"
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
_LONGEST_NAME = 200
_FORMULA = frozenset("=+-@")


class UnreadableList(Refusal):
    """The file is not a list of people: its first line has to name the columns."""

    name = "unreadable-list"
    title = "Not a list of people"


@value(frozen=True, slots=True)
class Line:
    """What a line of the file would do. `says` is what changes, or why it cannot be."""

    number: int
    email: str
    action: str
    says: tuple[str, ...]
    before: Person | None = None
    after: Person | None = None


def lines(text: str, by: Person, authority: Snapshot) -> Iterator[Line]:
    """What each line would do, in the order of the file. Raises UnreadableList where it is no list of people."""
    known = {person.email: person for person in authority.people}
    seen: set[str] = set()
    for number, row in _rows(text):
        yield _line((number, row), known, seen, by, authority)


def _rows(text: str) -> Iterable[tuple[int, Mapping[str, str]]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        header = reader.fieldnames or ()
        if "email" not in header or set(header) - {*COLUMNS, *_ONLY_READ} or len(set(header)) != len(header):
            raise UnreadableList(f"The first line has to name columns of {', '.join(COLUMNS)}; email is needed.")
        found = [(reader.line_num, row) for row in reader]
    except csv.Error as wrong:
        raise UnreadableList(f"Line {reader.line_num}: {wrong}. Save the file as CSV with commas.") from wrong
    if len(found) > MOST_LINES:
        raise UnreadableList(f"That is more than {MOST_LINES} lines. Send it in parts.")
    return found


def _line(
    numbered: tuple[int, Mapping[str, str]],
    known: Mapping[str, Person],
    seen: set[str],
    by: Person,
    authority: Snapshot,
) -> Line:
    number, row = numbered
    email = (row.get("email") or "").strip().lower()
    before = known.get(email)
    try:
        after = checked(_wanted(row, email, before), authority)
        _once(email, seen)
        if before is not None and _standing(before) != _standing(after):
            not_oneself(by, before)
    except Refusal as refusal:
        return Line(number, email, REFUSED, (refusal.detail,))
    if before is None:
        return Line(number, email, CREATE, _says(Person("", "", "", frozenset(), None, None), after), None, after)
    says = _says(before, after)
    return Line(number, email, CHANGE if says else SAME, says, before, after)


def _once(email: str, seen: set[str]) -> None:
    if email in seen:
        raise UnreadableList(f"{email} is in the file twice. Leave one of the lines out.")
    seen.add(email)


def _wanted(row: Mapping[str, str | list[str] | None], email: str, before: Person | None) -> Person:
    """The person as the line says; a column that the file does not have leaves things as they are."""
    cells = {name: _text(value) for name, value in row.items() if name in COLUMNS and isinstance(value, str)}
    if None in row or len(cells) != sum(name in COLUMNS for name in row):
        raise UnreadableList("The line has more or fewer cells than the first line has columns.")
    start = before or Person(clock.new_id("usr"), "", email, frozenset({"agent"}), None, None)
    wanted = replace(
        start,
        name=cells.get("name") or start.name,
        roles=frozenset(cells["roles"].split()) if "roles" in cells else start.roles,
        tier=(cells["tier"] or None) if "tier" in cells else start.tier,
        brand_tiers=brand_tiers.read(cells["brand_tiers"]) if "brand_tiers" in cells else start.brand_tiers,
        team=(cells["team"] or None) if "team" in cells else start.team,
        active=_active(cells["active"], start.active) if "active" in cells else start.active,
    )
    if not wanted.name or len(wanted.name) > _LONGEST_NAME or not wanted.name.isprintable():
        raise UnreadableList("A person needs a name, of one line and at most 200 characters.")
    return wanted


def _text(cell: str) -> str:
    # What the export made text, so that no spreadsheet runs it, is what it was.
    said = cell.strip()
    return said[1:] if said[:1] == "'" and said[1:2] in _FORMULA else said


def _active(cell: str, before: bool) -> bool:
    said = cell.lower()
    if said and said not in _YES | _NO:
        raise UnreadableList(f"active is yes or no, not {cell!r}.")
    return before if not said else said in _YES


def _standing(person: Person) -> tuple[object, ...]:
    return person.roles, person.rung, person.team, person.active


def _says(before: Person, after: Person) -> tuple[str, ...]:
    pairs = (
        ("name", before.name, after.name),
        ("roles", " ".join(sorted(before.roles)), " ".join(sorted(after.roles))),
        ("tier", before.tier, after.tier),
        ("brand_tiers", brand_tiers.written(before.brand_tiers), brand_tiers.written(after.brand_tiers)),
        ("team", before.team, after.team),
        ("active", _said(before.active), _said(after.active)),
    )
    return tuple(
        f"{name}: {was or 'none'} → {now or 'none'}" for name, was, now in pairs if (was or None) != (now or None)
    )


def _said(active: bool) -> str:
    return "yes" if active else "no"
