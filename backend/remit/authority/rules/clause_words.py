"""Clauses of conditions said aloud: `channel = phone` is "by phone"."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from remit.authority.rules.clauses import Among, Clause, Compared, OneOf, Timed
from remit.authority.rules.declared import AGENT_TENURE, CERTIFICATE, REASON, SHARE
from remit.domain.policy.facts import WEEKDAYS
from remit.domain.remedies import ENTITLEMENT, reason_title

_CHANNEL_SAID: Mapping[str, str] = {
    "phone": "by phone",
    "chat": "by chat",
    "email": "by e-mail",
    "store": "in a store",
    "social": "on social media",
    "other": "by another channel",
}
_DAY_SAID = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
_LEAST_SAID: Mapping[str, str] = {
    "=": "exactly {}",
    "!=": "not exactly {}",
    "<=": "at most {}",
    "<": "less than {}",
    ">=": "at least {}",
    ">": "more than {}",
}
_SHARE_SAID: Mapping[str, str] = {
    "=": "for exactly {} % of the order",
    "!=": "for any part but {} % of the order",
    "<=": "up to {} % of the order",
    "<": "below {} % of the order",
    ">=": "from {} % of the order",
    ">": "above {} % of the order",
}
_DAYS_SAID: Mapping[str, str] = {
    "order_age_days": "on orders {} old",
    "customer_tenure_days": "for customers since {}",
    AGENT_TENURE: "for people here since {}",
}


def clause(said: Clause, names: Mapping[str, str]) -> str:
    """One clause. `names` says reasons of one's own aloud, by `reason:<code>`."""
    if isinstance(said, Compared):
        return _compared(said)
    if isinstance(said, Among):
        return _held(said)
    if isinstance(said, Timed):
        return f"{'from' if said.op == '>=' else 'until'} {moment(said.bound)}"
    return _reason(said, names) if said.fact == REASON else _ONE_OF.get(said.fact, _brand)(said)


def moment(text: str) -> str:
    """A moment aloud: "1 March 2026, 09:00 UTC"."""
    at = datetime.fromisoformat(text)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def any_of(said: Sequence[str]) -> str:
    """ "phone, chat or e-mail"."""
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"


def _compared(said: Compared) -> str:
    if said.fact == SHARE:
        return _SHARE_SAID[said.op].format(said.bound)
    if said.fact == "hour":
        return _hour(said)
    days = "1 day" if said.bound == 1 else f"{said.bound} days"
    return _DAYS_SAID[said.fact].format(_LEAST_SAID[said.op].format(days))


def _hour(said: Compared) -> str:
    start, following = f"{said.bound}:00", f"{said.bound + 1}:00"
    if said.op in ("=", "!="):
        return f"{'not ' if said.op == '!=' else ''}between {start} and {following}"
    return {"<": f"before {start}", "<=": f"before {following}", ">=": f"from {start}", ">": f"from {following}"}[
        said.op
    ]


def _held(said: Among) -> str:
    names = any_of(said.values)
    if said.fact == CERTIFICATE:
        return f"{'with' if said.op == 'has' else 'without'} certificate {names}"
    return {"has": f"on orders with {names}", "has no": f"on orders without {names}"}.get(
        said.op, f"on orders of {names} only"
    )


def _reason(said: OneOf, names: Mapping[str, str]) -> str:
    titles = any_of([names.get(f"reason:{code}", reason_title(code)).lower() for code in said.values])
    return f"for any reason but {titles}" if said.negated else f"for {titles}"


def _basis(said: OneOf) -> str:
    owed = {(basis == ENTITLEMENT) != said.negated for basis in said.values}
    if len(owed) > 1:
        return "for no reason" if said.negated else "for every reason"
    return "for reasons owed by policy" if True in owed else "for goodwill reasons"


def _channel(said: OneOf) -> str:
    return _unless(said, any_of([_CHANNEL_SAID[channel] for channel in said.values]))


def _brand(said: OneOf) -> str:
    return _unless(said, any_of([f"for {brand}" for brand in said.values]))


def _segment(said: OneOf) -> str:
    names = any_of(said.values)
    return f"for customers other than {names}" if said.negated else f"for {names} customers"


def _weekday(said: OneOf) -> str:
    return _unless(said, f"on {any_of([_DAY_SAID[day] for day in said.values])}")


def _unless(said: OneOf, words: str) -> str:
    return f"not {words}" if said.negated else words


_ONE_OF: Mapping[str, Callable[[OneOf], str]] = {
    "basis": _basis,
    "channel": _channel,
    "brand": _brand,
    "customer_segment": _segment,
    "weekday": _weekday,
}
