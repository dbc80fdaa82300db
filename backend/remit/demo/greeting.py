"""What the demo says once it is there: who to sign in as, and what to do first."""

from collections.abc import Iterable, Iterator

from remit.domain.people import Person

_BEGIN = (
    ("agent", "agent", "agent", "ask for a little more than you may give"),
    ("approver", "lead", "team lead", "settle what waits with one click"),
    ("ops", None, "operations", "lower a limit, publish it, and return with one click"),
)
"""Role, tier, what they are called, and what to try."""


def greeting(people: Iterable[Person]) -> Iterator[str]:
    """A line for the first of each kind; without a line where nobody is of that kind any more."""
    active = sorted((one for one in people if one.active), key=lambda one: one.id)
    width = max((len(one.name) for one in active), default=0)
    for role, tier, called, doing in _BEGIN:
        first = next((one for one in active if role in one.roles and one.tier == tier), None)
        if first is not None:
            yield f"{first.name:<{width}}  {called:<10}  {doing}"
