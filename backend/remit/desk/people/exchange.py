"""People as a CSV file: a report first, of what each line would do; then all of it in one transaction, or nothing."""

from dataclasses import field, replace
from hashlib import sha256

from remit.authority.snapshot import Snapshot
from remit.desk.ledger.books import Books, Entry
from remit.desk.office import Office
from remit.desk.people import news
from remit.desk.people.accounts import added, entered, signed_out
from remit.desk.people.administering import acting, administer
from remit.desk.people.listed import REFUSED, SAME, Line, lines
from remit.desk.people.standing import seconded
from remit.desk.routing.moving import Reroute
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.domain.values import value


class RefusedLines(Refusal):
    """Some lines cannot be; nothing was applied."""

    name = "refused-lines"
    title = "Some lines cannot be"


class StaleReport(Refusal):
    """Somebody was changed since the report was made, so it would do something else now."""

    name = "stale-report"
    title = "The report is not true any more"


@value(frozen=True, slots=True)
class Report:
    """All lines, and a mark by which applying it later sees that it still holds."""

    lines: tuple[Line, ...]
    mark: str = field(default="")

    def count(self, action: str) -> int:
        """How many lines do this."""
        return sum(line.action == action for line in self.lines)


def report(text: str, by: Person, authority: Snapshot) -> Report:
    """What the file would do, line by line. People it does not name stay as they are."""
    found = tuple(lines(text, by, authority))
    told = "\n".join(f"{line.number} {line.email} {line.action} {'; '.join(line.says)}" for line in found)
    return Report(found, sha256(told.encode()).hexdigest())


async def apply(office: Office, by: Person, text: str, mark: str) -> Report:
    """Do what the report said, if it would still do that."""
    done: list[Report] = []

    def step(books: Books) -> Entry:
        actor = acting(books, by)
        found = report(text, actor, books.authority)
        if found.mark != mark:
            raise StaleReport("Somebody was changed since the report was made. Look at the new report first.")
        if refused := found.count(REFUSED):
            raise RefusedLines(f"{refused} lines cannot be, so nothing was applied. Mend them, or leave them out.")
        done.append(found)
        return _entry(found, actor, books)

    await administer(office, step)
    await office.ledger.submit(Reroute())
    return done[-1]


def _entry(found: Report, by: Person, books: Books) -> Entry:
    entries: list[Entry] = []
    for line in found.lines:
        if line.after is None or line.action == SAME:
            continue
        if line.before is not None:
            after = seconded(line.before, line.after, by, books.authority, books.now)
            changed = entered(line.before, after, by)
            gone = (signed_out(after.id),) if line.before.active and not after.active else ()
            entries.append(replace(changed, writes=gone))
            continue
        begun = replace(line.after, since=books.now)
        nobody = replace(begun, roles=frozenset(), tier=None, brand_tiers=())
        new = seconded(nobody, begun, by, books.authority, books.now)
        told = (news.created(new, by), *((news.proposed(new, by),) if new.proposed else ()))
        entries.append(Entry(people=(new,), writes=(added(new),), events=told))
    return Entry(
        people=tuple(one for entry in entries for one in entry.people),
        events=tuple(one for entry in entries for one in entry.events),
        writes=tuple(one for entry in entries for one in entry.writes),
    )
