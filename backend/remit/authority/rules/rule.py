"""One rule: a limit (grant) or a cap on somebody, for a remedy; checked when written, laid out as Casbin reads it."""

import re
from dataclasses import field, replace
from datetime import UTC, datetime

from remit.authority.rules.conditions import InvalidCondition, canonical
from remit.authority.rules.reasons import require_reasons
from remit.authority.rules.spans import folded, in_full
from remit.domain.catalogue import Catalogue
from remit.domain.money import MAX_AMOUNT
from remit.domain.refusal import Invalid
from remit.domain.remedies import REMEDIES
from remit.domain.requests.request import Named
from remit.domain.values import value

GRANT, CAP = "grant", "cap"
AUTO, REVIEW, APPROVE, OVERRIDE = "auto", "review", "approve", "override"
MODES = (AUTO, REVIEW, APPROVE, OVERRIDE)
ANY = "*"
ALLOW, DENY = "allow", "deny"
MAX_GUIDELINE = 1000

# No comma, quote, bracket, space or newline anywhere: stock Casbin adapters split text on them.
_RULE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_SUBJECT = re.compile(r"(user|tier|team):[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
_NUMBERED = re.compile(r"L-([0-9]{1,15})")
_CURRENCY = re.compile(r"[A-Z]{3}")
_BRAND = re.compile(r"\*|[a-z0-9][a-z0-9_-]{0,63}")


class InvalidRule(Invalid):
    """A rule says something that cannot be; `field` names what, `index` which change of a draft."""

    name = "invalid-rule"
    title = "Invalid rule"


@value(frozen=True, slots=True, kw_only=True)
class Rule:
    """A limit or cap. `amount` in minor units; None on a grant is no limit. Mode "*" (every mode) is for caps.

    It applies from `start` (None: ever since) until just before `until` (None: for good), whole seconds of UTC.
    """

    rid: str
    subject: str
    remedy: str
    currency: str
    brand: str
    mode: str
    kind: str
    amount: int | None
    when: str = ""
    guideline: str = ""
    start: datetime | None = None
    until: datetime | None = None
    author: Named | None = field(default=None, compare=False)
    """Who set it. Not part of what it says: the same limit by somebody else is the same limit."""

    @property
    def condition(self) -> str:
        """When it applies, its span included: the condition that Casbin is asked about."""
        return in_full(self.when, self.start, self.until)

    def applies(self, now: datetime) -> bool:
        """Whether its span has begun and not ended."""
        return (self.start is None or self.start <= now) and not self.ended(now)

    def ended(self, now: datetime) -> bool:
        """Whether it will never apply again."""
        return self.until is not None and self.until <= now


Key = tuple[str, str, str, str, str, str, str, datetime | None, datetime | None]
"""What makes two rules the same one: see key_of."""


def key_of(rule: Rule) -> Key:
    """Everything that a rule is about, but for its amount and guideline."""
    about = rule.subject, rule.remedy, rule.currency, rule.brand, rule.mode, rule.kind, rule.when
    return *about, rule.start, rule.until


def number(rule_id: str) -> int:
    """The number of an id of ours: "L-0041" -> 41; 0 for any other."""
    match = _NUMBERED.fullmatch(rule_id)
    return int(match[1]) if match else 0


def checked(rule: Rule) -> Rule:
    """The rule, its condition in canonical spelling. Raises InvalidRule naming the field that is wrong."""
    _require(_matches(_RULE_ID, rule.rid), "rule", "A rule id is 1 to 64 letters, digits, dots, dashes or underscores.")
    _require(_matches(_SUBJECT, rule.subject), "subject", "A subject is user:…, tier:… or team:… and a plain name.")
    _require(rule.remedy in REMEDIES, "remedy", f"A remedy is one of {', '.join(REMEDIES)}.")
    _require(_matches(_CURRENCY, rule.currency), "currency", "A currency is three capital letters, for example USD.")
    _require(_matches(_BRAND, rule.brand), "brand", "A brand is * (every brand) or its short name in small letters.")
    _require(rule.kind in (GRANT, CAP), "kind", "A rule is a grant or a cap.")
    _check_mode(rule)
    _check_amount(rule)
    _require(
        _is_guideline(rule.guideline), "guideline", f"A guideline is one line of up to {MAX_GUIDELINE} characters."
    )
    try:
        when, start, until = folded(canonical(rule.when), _second(rule.start), _second(rule.until))
        canonical(in_full(when, start, until))
    except InvalidCondition as wrong:
        raise InvalidRule(str(wrong), field="when") from wrong
    _require(start is None or until is None or start < until, "until", "A rule ends after it starts.")
    return replace(rule, when=when, start=start, until=until)


def require_known_reasons(rule: Rule, catalogue: Catalogue) -> None:
    """Refuse a rule about a reason code that nobody knows here. Raises InvalidRule."""
    try:
        require_reasons(rule.when, catalogue)
    except InvalidCondition as wrong:
        raise InvalidRule(wrong.detail, field="when") from wrong


def row(rule: Rule) -> list[str]:
    """The rule as a Casbin policy row, in the order of model.conf."""
    limit = MAX_AMOUNT if rule.amount is None else rule.amount
    # Whatever is not plainly a grant is a cap: a row that went bad must not give authority.
    effect = ALLOW if rule.kind == GRANT else DENY
    subject, brand = rule.subject, rule.brand
    return [subject, rule.remedy, rule.currency, brand, str(limit), rule.condition, rule.mode, effect, rule.rid]


def _check_mode(rule: Rule) -> None:
    if rule.kind == GRANT:
        # "*" on a grant would make everybody who may act an approver, too.
        _require(rule.mode in MODES, "mode", f"The mode of a grant is one of {', '.join(MODES)}.")
    else:
        _require(
            rule.mode in (ANY, *MODES), "mode", f"The mode of a cap is * (every mode) or one of {', '.join(MODES)}."
        )


def _check_amount(rule: Rule) -> None:
    if rule.kind == GRANT and rule.amount is None:
        return
    least = 1 if rule.kind == GRANT else 0
    # type(), because True is an int as well.
    fits = type(rule.amount) is int and least <= rule.amount <= MAX_AMOUNT
    _require(fits, "amount", f"An amount is a whole number of minor units from {least} to {MAX_AMOUNT}.")


def _is_guideline(text: str) -> bool:
    return len(text) <= MAX_GUIDELINE and (text.isprintable() or not text)


def _second(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC).replace(microsecond=0)


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None


def _require(fits: bool, field: str, sentence: str) -> None:
    if not fits:
        raise InvalidRule(sentence, field=field)
