"""The change of a draft to what is summed before the answer, and what that says to people."""

from collections.abc import Iterable, Sequence

from remit.authority.drafts.difference import Line
from remit.domain.policy.budgets import ORDER
from remit.domain.policy.stacks import PERS, Stack, loosened
from remit.domain.refusal import Invalid
from remit.domain.remedies import REMEDIES
from remit.domain.values import value

MOST_STACKS = 20
MOST_HOURS = 24 * 366
NAME = "stacks"
"""What a difference calls them: they have no ids, and are replaced together."""


class InvalidStacks(Invalid):
    """What is to be summed cannot be summed so; `field` names what, `index` which change of a draft."""

    name = "invalid-stacks"
    title = "Invalid stacks"


@value(frozen=True, slots=True, kw_only=True)
class SetStacks:
    """From now on these are summed, and nothing else."""

    stacks: tuple[Stack, ...]


def stacks_after(stacks: tuple[Stack, ...], changes: Iterable[object]) -> tuple[Stack, ...]:
    """What is summed after the changes; changes of other things are passed over. Raises InvalidStacks."""
    for index, change in enumerate(changes):
        if isinstance(change, SetStacks):
            try:
                stacks = checked(change.stacks)
            except InvalidStacks as refusal:
                refusal.members["index"] = index
                raise
    return stacks


def checked(stacks: Sequence[Stack]) -> tuple[Stack, ...]:
    """The stacks, if they can be summed. Raises InvalidStacks naming the field that is wrong."""
    _require(len(stacks) <= MOST_STACKS, "stacks", f"There are at most {MOST_STACKS} stacks.")
    for one in stacks:
        _require(one.per in PERS, "per", "Pieces are summed per order or per customer.")
        fits = bool(one.remedies) and len(set(one.remedies)) == len(one.remedies) and set(one.remedies) <= set(REMEDIES)
        _require(fits, "remedies", f"A stack names remedies, each once: {', '.join(REMEDIES)}.")
        lasts = one.hours is None or (type(one.hours) is int and 1 <= one.hours <= MOST_HOURS)
        _require(lasts, "hours", f"A window is 1 to {MOST_HOURS} hours; without one, pieces are summed for ever.")
    return tuple(stacks)


def stack_lines(before: Sequence[Stack], after: Sequence[Stack]) -> tuple[Line, ...]:
    """The difference in words."""
    gone = [Line(NAME, f"{said(one)}, not summed so any more", loosened((one,), after)) for one in before]
    come = [Line(NAME, f"{said(one)}, summed before the answer", raises=False) for one in after]
    return (
        *(line for line, one in zip(gone, before, strict=True) if one not in after),
        *(line for line, one in zip(come, after, strict=True) if one not in before),
    )


def said(stack: Stack) -> str:
    """ "On one order, ever: refund, replacement"."""
    where = "On one order" if stack.per == ORDER else "For one customer"
    when = "ever" if stack.hours is None else f"within {stack.hours} {'hour' if stack.hours == 1 else 'hours'}"
    return f"{where}, {when}: {', '.join(REMEDIES.get(one, one).lower() for one in stack.remedies)}"


def _require(fits: bool, field: str, sentence: str) -> None:
    if not fits:
        raise InvalidStacks(sentence, field=field)
