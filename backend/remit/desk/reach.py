"""How far a person's sight could go at most: the database narrows by it, the same question as everywhere decides."""

from remit.domain.people import APPROVER, Person
from remit.domain.requests.visibility import sees_all
from remit.store.reach import Reach


def reach_of(person: Person) -> Reach | None:
    """None is everything."""
    if sees_all(person):
        return None
    return Reach(person.id, person.team if APPROVER in person.roles else None)
