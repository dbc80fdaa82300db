"""Reason codes that conditions ask about, held against the list in use: codes stay for good, so what fits stays fit."""

from difflib import get_close_matches
from functools import lru_cache

from remit.authority.rules.clauses import OneOf
from remit.authority.rules.conditions import InvalidCondition, parse
from remit.authority.rules.declared import REASON
from remit.domain.catalogue import Catalogue

USUAL = Catalogue()
"""The codes of the trade, and none of one's own."""


def require_reasons(when: str, catalogue: Catalogue) -> None:
    """Refuse a condition that asks about a code nobody knows here. Raises InvalidCondition."""
    for code in reasons_in(when):
        if catalogue.reason(code) is None:
            known = [one.code for one in catalogue.every_reason()]
            meant = [f" Did you mean {one}?" for one in get_close_matches(code, known, 1)]
            detail = f"There is no reason “{code}” here.{''.join(meant)} Add it to the reasons first, or name another."
            raise InvalidCondition(detail)


def retired_reasons(when: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The codes in a condition that nobody asks with any more."""
    known = ((code, catalogue.reason(code)) for code in reasons_in(when))
    return tuple(code for code, reason in known if reason is not None and reason.retired)


@lru_cache(maxsize=16384)
def reasons_in(when: str) -> tuple[str, ...]:
    """The reason codes that a condition asks about, in order; none of one that cannot be read."""
    if REASON not in when:
        return ()
    try:
        said = parse(when)
    except InvalidCondition:
        return ()
    codes = (value for one in said if isinstance(one, OneOf) and one.fact == REASON for value in one.values)
    return tuple(dict.fromkeys(codes))
