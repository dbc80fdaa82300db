"""Rules and their parts said aloud, for people who read limits in a meeting."""

from collections.abc import Mapping, Sequence

from remit.authority.rules.clause_words import clause
from remit.authority.rules.clauses import Clause, Compared
from remit.authority.rules.conditions import InvalidCondition, parse
from remit.authority.rules.declared import SHARE
from remit.authority.rules.rule import APPROVE, AUTO, CAP, GRANT, OVERRIDE, REVIEW, Rule
from remit.authority.rules.spans import in_full
from remit.domain import money
from remit.domain.remedies import REMEDIES

_NAMELESS: Mapping[str, str] = {}
"""No names: everything is called by its own."""
MODE_SAID: Mapping[str, str] = {
    AUTO: "alone",
    REVIEW: "alone, looked at afterwards",
    APPROVE: "approving for others",
    OVERRIDE: "in an emergency",
}


def condition(when: str, names: Mapping[str, str] = _NAMELESS) -> str:
    """A condition: `basis = goodwill; channel = phone` is "for goodwill reasons, by phone"; an empty one is empty."""
    try:
        return _said(parse(when), names)
    except InvalidCondition:
        return f"where {when}"


def limit(rule: Rule) -> str:
    """How much a rule gives: "USD 50.00", "no limit", or "USD 25.00 and at most 10 % of the order"."""
    share, _ = _apart(rule, _NAMELESS)
    unlimited = rule.amount is None or rule.amount >= money.MAX_AMOUNT
    if unlimited:
        return "no limit" if share is None else f"{share} % of the order"
    amount = money.spoken(rule.amount or 0, rule.currency)
    return amount if share is None else f"{amount} and at most {share} % of the order"


def scope(rule: Rule, names: Mapping[str, str]) -> str:
    """What a rule is about: "Refund, agent, alone, for goodwill reasons". `names` says subjects and reasons."""
    remedy = REMEDIES[rule.remedy] if rule.brand == "*" else f"{REMEDIES[rule.remedy]} ({rule.brand})"
    subject = names.get(rule.subject, rule.subject.replace(":", " ", 1))
    parts = [remedy, subject, MODE_SAID.get(rule.mode, ""), _apart(rule, names)[1]]
    if rule.kind == CAP:
        parts.insert(2, "capped")
    return ", ".join(part for part in parts if part)


def span(rule: Rule) -> str:
    """When a rule applies: "from 1 March 2026, 09:00 UTC, until 1 April 2026, 00:00 UTC", or "always"."""
    return condition(in_full("", rule.start, rule.until)) or "always"


def _apart(rule: Rule, names: Mapping[str, str]) -> tuple[int | None, str]:
    """The share of the order that bounds a grant as its amount does, and the rest of its condition aloud."""
    try:
        clauses = parse(rule.condition)
    except InvalidCondition:
        return None, condition(rule.condition)
    shares = [one for one in clauses if isinstance(one, Compared) and (one.fact, one.op) == (SHARE, "<=")]
    if rule.kind != GRANT or not shares:
        return None, _said(clauses, names)
    return min(one.bound for one in shares), _said([one for one in clauses if one not in shares], names)


def _said(clauses: Sequence[Clause], names: Mapping[str, str]) -> str:
    return ", ".join(clause(one, names) for one in clauses)
