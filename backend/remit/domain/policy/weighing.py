"""A case with what is on its order and customer already: what is judged is the sum."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from remit.domain.policy.alternatives import SUBSTITUTES
from remit.domain.policy.cases import Case
from remit.domain.policy.stacks import Piece, Stack, fullest, held_by, refused


def weighed(case: Case, stacks: Iterable[Stack], pieces: Iterable[Piece], now: datetime) -> Case:
    """The case beside these pieces; the remedies that would do instead have sums of their own."""
    stacks, pieces = tuple(stacks), tuple(pieces)
    if not stacks or not pieces:
        return case
    held = held_by(stacks, (case.currency, case.keys), pieces, now)
    found = {one: full for one in (case.remedy, *SUBSTITUTES[case.remedy]) if (full := fullest(one, held))}
    before = refused(stacks, (case.remedy, case.currency, case.keys), case.amount, pieces, now)
    if (found, before) == (case.given, case.refused):
        return case
    return replace(case, given=found, refused=before)


def summed_per(stacks: Iterable[Stack], remedy: str) -> tuple[str, ...]:
    """Per what there may be pieces to sum with, orders or customers, when this remedy is asked for."""
    remedies = {remedy, *SUBSTITUTES[remedy]}
    return tuple(dict.fromkeys(stack.per for stack in stacks if remedies & set(stack.remedies)))
