"""The facts that conditions may ask about: of which type, with which operators, and which values they can have."""

import re
from collections.abc import Mapping

from remit.domain.catalogue import REASON_CODE
from remit.domain.policy.facts import WEEKDAYS
from remit.domain.remedies import CHANNELS, ENTITLEMENT, GOODWILL
from remit.domain.values import value

CHOICE, NUMBER, SET, MOMENT = "choice", "number", "set", "moment"
OPERATORS: Mapping[str, tuple[str, ...]] = {
    CHOICE: ("=", "!=", "in", "not in"),
    NUMBER: ("<=", "<", ">=", ">", "=", "!="),
    SET: ("has", "has no", "only"),
    MOMENT: (">=", "<"),
}
LARGEST = 10**15 - 1
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}")
REASON = "reason"
SHARE = "order_share_percent"
NOW = "moment"
CERTIFICATE = "cert"
AGENT_TENURE = "agent_tenure_days"


@value(frozen=True, slots=True)
class Declared:
    """One fact. `values` None: any that the pattern allows. Whatever is not declared cannot be asked about."""

    name: str
    kind: str
    label: str
    values: tuple[str, ...] | None = None
    pattern: re.Pattern[str] = SLUG
    largest: int = LARGEST
    operators: tuple[str, ...] = ()

    @property
    def ops(self) -> tuple[str, ...]:
        """What it can be compared by."""
        return self.operators or OPERATORS[self.kind]

    def takes(self, value: str) -> bool:
        """Whether the fact can have this value."""
        return value in self.values if self.values is not None else self.pattern.fullmatch(value) is not None


DECLARED: Mapping[str, Declared] = {
    one.name: one
    for one in (
        # Which codes there are is said by a list that operations add to; see reasons.py.
        Declared(REASON, CHOICE, "Reason", pattern=REASON_CODE),
        Declared("basis", CHOICE, "Basis of the reason", (ENTITLEMENT, GOODWILL)),
        Declared("channel", CHOICE, "Channel", CHANNELS),
        Declared("brand", CHOICE, "Brand"),
        Declared("customer_segment", CHOICE, "Customer segment"),
        Declared("product_category", SET, "Product categories of the order"),
        Declared("order_age_days", NUMBER, "Age of the order in days"),
        Declared("customer_tenure_days", NUMBER, "Days since they became a customer"),
        Declared(AGENT_TENURE, NUMBER, "Days since the person began here"),
        Declared(SHARE, NUMBER, "Share of the order in percent"),
        # Whoever holds nothing but some certificate is no sensible question, so there is no “only”.
        Declared(CERTIFICATE, SET, "Certificates the person holds", pattern=CODE, operators=("has", "has no")),
        Declared("hour", NUMBER, "Hour of the day at the brand", largest=23),
        Declared("weekday", CHOICE, "Day of the week at the brand", WEEKDAYS),
    )
}
"""What people write conditions about, in the order in which they are offered."""

CLOCK = Declared(NOW, MOMENT, "Moment", pattern=re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII))
"""By which a rule's range (from, until) is told. Written as the range of a rule, never in its condition."""
EVERY: Mapping[str, Declared] = {**DECLARED, CLOCK.name: CLOCK}
