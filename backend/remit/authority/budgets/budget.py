"""A budget checked when it is written, and laid out as Casbin reads it."""

import re
from dataclasses import replace
from zoneinfo import available_timezones

from remit.authority.rules.conditions import InvalidCondition, canonical, facts_in
from remit.authority.rules.rule import DENY
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.budgets import ANYTHING, MEASURES, PERS, Budget
from remit.domain.policy.windows import is_window
from remit.domain.refusal import Invalid
from remit.domain.remedies import REMEDIES

MAX_GUIDELINE = 1000
LASTING = frozenset(
    {
        *("reason", "basis", "channel", "brand", "order_age_days"),
        *("product_category", "customer_segment", "customer_tenure_days"),
    }
)
"""The facts that stay as they were when it was asked."""

# No comma, quote, bracket, space or newline anywhere: stock Casbin adapters split text on them.
_BUDGET_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_SUBJECT = re.compile(r"(user|tier|team):[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_BRAND = re.compile(r"\*|[a-z0-9][a-z0-9_-]{0,63}")


class InvalidBudget(Invalid):
    """A budget says something that cannot be; `field` names what, `index` which change of a draft."""

    name = "invalid-budget"
    title = "Invalid budget"


def checked(budget: Budget) -> Budget:
    """The budget, its condition in canonical spelling. Raises InvalidBudget naming the field that is wrong."""
    b = budget
    plain = "is 1 to 64 letters, digits, dots, dashes or underscores"
    _require(_matches(_BUDGET_ID, b.bid), "budget", f"A budget's id {plain}.")
    _require(_matches(_SUBJECT, b.subject), "subject", "A subject is user:…, tier:… or team:… and a plain name.")
    remedies = f"A budget's remedy is * (all of them together) or one of {', '.join(REMEDIES)}."
    _require(b.remedy == ANYTHING or b.remedy in REMEDIES, "remedy", remedies)
    _require(_matches(_CURRENCY, b.currency), "currency", "A currency is three capital letters, for example USD.")
    _require(_matches(_BRAND, b.brand), "brand", "A brand is * (every brand) or its short name in small letters.")
    _require(b.per in PERS, "per", f"A budget is per {', '.join(PERS[:-1])} or {PERS[-1]}.")
    spans = "A window is shift, day, week, month, ever, or so many days back, for example 90d."
    _require(is_window(b.window), "window", spans)
    _require(b.measure in MEASURES, "measure", "A budget measures amount or count.")
    # type(), because True is an int as well.
    fits = type(b.limit) is int and 0 <= b.limit <= MAX_AMOUNT
    _require(fits, "limit", f"A budget's limit is a whole number (minor units, or how many) from 0 to {MAX_AMOUNT}.")
    known = b.zone in available_timezones()
    _require(known, "zone", "A time zone is a name such as UTC, Europe/Berlin or America/New_York.")
    words = len(b.guideline) <= MAX_GUIDELINE and (b.guideline.isprintable() or not b.guideline)
    _require(words, "guideline", f"A guideline is one line of up to {MAX_GUIDELINE} characters.")
    return replace(b, when=_condition(b.when))


def row(budget: Budget) -> list[str]:
    """The budget as a Casbin policy row, in the order of budgets.conf."""
    b = budget
    matter = [b.subject, b.remedy, b.currency, b.brand]
    return [*matter, b.per, b.window, b.measure, str(b.limit), b.zone, b.when, DENY, b.bid]


def _condition(when: str) -> str:
    try:
        said = canonical(when)
    except InvalidCondition as wrong:
        raise InvalidBudget(str(wrong), field="when") from wrong
    # What is counted is plain from the case for good; by whom, when and how much of it changes as it is decided anew.
    lasting = f"A budget's condition asks about what a case is for good: {', '.join(sorted(LASTING))}."
    _require(facts_in(said) <= LASTING, "when", lasting)
    return said


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(text) is not None


def _require(fits: bool, field: str, sentence: str) -> None:
    if not fits:
        raise InvalidBudget(sentence, field=field)
