"""What teams, tiers and certificates share: changed only as it was seen, let go only while nobody uses it."""

from collections.abc import Callable

from remit.authority.rules.conditions import certificates_in
from remit.desk.ledger.books import Books
from remit.domain.people import Person
from remit.domain.refusal import Refusal

MOST_NAMED = 5


class InUse(Refusal):
    """Somebody or something still uses it; `people` and `rules` say who and what."""

    name = "in-use"
    title = "Still in use"


class StaleEntry(Refusal):
    """Somebody else changed it meanwhile; load it again."""

    name = "stale-entry"
    title = "It changed meanwhile"


def unused(
    books: Books, title: str, subject: str | None, uses: Callable[[Person], bool], certificate: str | None = None
) -> None:
    """Refuse to let go what people or rules use, saying which."""
    people = [person for person in books.authority.people if uses(person)]
    rules = [
        rule.rid
        for rule in books.authority.rules.values()
        if rule.subject == subject or certificate in certificates_in(rule.when)
    ]
    if not people and not rules:
        return
    named = [{"id": person.id, "name": person.name} for person in people[:MOST_NAMED]]
    who = ", ".join(person.name for person in people[:MOST_NAMED])
    more = f" and {len(people) - MOST_NAMED} more" if len(people) > MOST_NAMED else ""
    said = [f"{who}{more}"] if people else []
    said += [f"the limits {', '.join(rules[:MOST_NAMED])}"] if rules else []
    detail = f"{title} is in use by {' and '.join(said)}. Give them something else first."
    raise InUse(detail, people=named, people_count=len(people), rules=rules[:50], rules_count=len(rules))


def at_seen(known: int, seen: int | None, what: str) -> None:
    """Refuse what was seen at another version."""
    if known != seen:
        raise StaleEntry(f"Somebody changed {what} meanwhile. Load it again, and do it then.", version=known)
