"""When a rule applies, as clauses on the moment: Casbin, stock or ours, is asked about it as about any condition."""

from datetime import datetime

from remit.authority.rules.clauses import Clause, Timed
from remit.authority.rules.conditions import InvalidCondition, parse
from remit.authority.rules.declared import NOW
from remit.domain.policy.facts import written


def in_full(when: str, start: datetime | None, until: datetime | None) -> str:
    """The condition with the span: from `start`, until just before `until`."""
    if start is None and until is None:
        return when
    span = [Timed(NOW, op, written(at)) for op, at in ((">=", start), ("<", until)) if at is not None]
    return "; ".join([*([when] if when else []), *map(str, span)])


def folded(when: str, start: datetime | None, until: datetime | None) -> tuple[str, datetime | None, datetime | None]:
    """The condition without its clauses on the moment, and the span that these and the rule's own have in common."""
    clauses = parse(when)
    timed = [one for one in clauses if isinstance(one, Timed)]
    if not timed:
        return when, start, until
    starts = [_moment(one) for one in timed if one.op == ">="] + ([start] if start else [])
    ends = [_moment(one) for one in timed if one.op == "<"] + ([until] if until else [])
    rest: list[Clause] = [one for one in clauses if not isinstance(one, Timed)]
    return "; ".join(map(str, rest)), max(starts, default=None), min(ends, default=None)


def _moment(clause: Timed) -> datetime:
    try:
        return datetime.fromisoformat(clause.bound)
    except ValueError as wrong:
        raise InvalidCondition(f"“{clause.bound}” is not a moment that there is.") from wrong
