"""Rules and their parts said aloud, for people who read limits in a meeting."""

from collections.abc import Mapping

from remit.authority.rules.clause_words import clause
from remit.authority.rules.conditions import InvalidCondition, parse
from remit.authority.rules.rule import APPROVE, AUTO, CAP, OVERRIDE, REVIEW, Rule
from remit.domain import money
from remit.domain.remedies import REMEDIES

MODE_SAID: Mapping[str, str] = {
    AUTO: "alone",
    REVIEW: "alone, looked at afterwards",
    APPROVE: "approving for others",
    OVERRIDE: "in an emergency",
}


def condition(when: str) -> str:
    """A condition: `basis = goodwill; channel = phone` is "for goodwill reasons, by phone"; an empty one is empty."""
    try:
        return ", ".join(clause(one) for one in parse(when))
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
