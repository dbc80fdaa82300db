"""Rules and their parts said aloud, for people who read limits in a meeting."""

from collections.abc import Mapping, Sequence

from remit.authority.rules.conditions import SHARE, Clause, Compared, InvalidCondition, OneOf, parse
from remit.authority.rules.rule import APPROVE, AUTO, CAP, OVERRIDE, REVIEW, Rule
from remit.domain import money
from remit.domain.remedies import ENTITLEMENT, REASONS, REMEDIES

MODE_SAID: Mapping[str, str] = {
    AUTO: "alone",
    REVIEW: "alone, looked at afterwards",
    APPROVE: "approving for others",
    OVERRIDE: "in an emergency",
}
_CHANNEL_SAID: Mapping[str, str] = {
    "phone": "by phone",
    "chat": "by chat",
    "email": "by e-mail",
    "store": "in a store",
    "social": "on social media",
    "other": "by another channel",
}
_AGE_SAID: Mapping[str, str] = {
    "=": "exactly {} old",
    "!=": "not exactly {} old",
    "<=": "at most {} old",
    "<": "less than {} old",
    ">=": "at least {} old",
    ">": "more than {} old",
}
_SHARE_SAID: Mapping[str, str] = {
    "=": "for exactly {} % of the order",
    "!=": "for any part but {} % of the order",
    "<=": "up to {} % of the order",
    "<": "below {} % of the order",
    ">=": "from {} % of the order",
    ">": "above {} % of the order",
}


def condition(when: str) -> str:
    """A condition: `basis = goodwill; channel = phone` is "for goodwill reasons, by phone"; an empty one is empty."""
    try:
        return ", ".join(_clause(clause) for clause in parse(when))
    except InvalidCondition:
        return f"where {when}"


def limit(rule: Rule) -> str:
    """The amount of a rule: "USD 50.00", or "no limit"."""
    if rule.amount is None or rule.amount >= money.MAX_AMOUNT:
        return "no limit"
    return money.spoken(rule.amount, rule.currency)


def scope(rule: Rule, names: Mapping[str, str]) -> str:
    """What a rule is about: "Refund, agent, alone, for goodwill reasons". `names` says subjects aloud."""
    remedy = REMEDIES[rule.remedy] if rule.brand == "*" else f"{REMEDIES[rule.remedy]} ({rule.brand})"
    subject = names.get(rule.subject, rule.subject.replace(":", " ", 1))
    parts = [remedy, subject, MODE_SAID.get(rule.mode, ""), condition(rule.when)]
    if rule.kind == CAP:
        parts.insert(2, "capped")
    return ", ".join(part for part in parts if part)


def _clause(clause: Clause) -> str:
    if isinstance(clause, Compared):
        return _compared(clause)
    if clause.fact == "reason":
        said = [REASONS[code].title.lower() for code in clause.values]
        return f"for any reason but {_any_of(said)}" if clause.negated else f"for {_any_of(said)}"
    if clause.fact == "basis":
        return _basis(clause)
    if clause.fact == "channel":
        said = [_CHANNEL_SAID[channel] for channel in clause.values]
    else:
        said = [f"for {brand}" for brand in clause.values]
    return f"not {_any_of(said)}" if clause.negated else _any_of(said)


def _basis(clause: OneOf) -> str:
    owed = {(basis == ENTITLEMENT) != clause.negated for basis in clause.values}
    if len(owed) > 1:
        return "for no reason" if clause.negated else "for every reason"
    return "for reasons owed by policy" if True in owed else "for goodwill reasons"


def _compared(clause: Compared) -> str:
    if clause.fact == SHARE:
        return _SHARE_SAID[clause.op].format(clause.bound)
    days = "1 day" if clause.bound == 1 else f"{clause.bound} days"
    return "on orders " + _AGE_SAID[clause.op].format(days)


def _any_of(said: Sequence[str]) -> str:
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
