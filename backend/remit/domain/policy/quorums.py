"""Quorums: above what more than one has to approve, and how many different people that takes."""

from collections.abc import Iterable, Iterator, Sequence

from remit.domain.values import value


@value(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whoever stands on `tier` approves more than `above` (minor units) only as one of so many different people."""

    tier: str
    currency: str
    above: int
    approvers: int = 2


def needed(quorums: Iterable[Quorum], ladder: Sequence[str], tier: str | None, currency: str, amount: int) -> int:
    """How many have to approve this where one of them is of this tier; 1 is nobody else. `ladder`: lowest first.

    What is set for a tier binds those below it, too, unless something is set for theirs; somebody without a tier is
    bound as the lowest are.
    """
    return _needed([one for one in quorums if one.currency == currency], _places(ladder), tier, amount)


def loosened(before: Sequence[Quorum], after: Sequence[Quorum], ladder: Sequence[str]) -> bool:
    """Whether somebody could approve anything with fewer others than before."""
    places = _places(ladder)
    for tier in (*places, None):
        for currency, amount in _steps((*before, *after)):
            old, new = ([one for one in found if one.currency == currency] for found in (before, after))
            if _needed(new, places, tier, amount) < _needed(old, places, tier, amount):
                return True
    return False


def _needed(quorums: Sequence[Quorum], places: dict[str, int], tier: str | None, amount: int) -> int:
    mine = places.get(tier, -1) if tier is not None else -1
    # What is set for a tier that is not on the ladder any more binds nobody by name, and so everybody.
    above = [one for one in quorums if places.get(one.tier, mine) >= mine]
    nearest = min((places.get(one.tier, mine) for one in above), default=mine)
    binding = (one for one in above if places.get(one.tier, mine) == nearest and amount > one.above)
    return max((one.approvers for one in binding), default=1)


def _places(ladder: Sequence[str]) -> dict[str, int]:
    return {tier: place for place, tier in enumerate(ladder)}


def _steps(quorums: Iterable[Quorum]) -> Iterator[tuple[str, int]]:
    """Where anything can change: just above each threshold."""
    return ((one.currency, one.above + 1) for one in quorums)
