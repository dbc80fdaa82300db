"""The authority matrix: what each tier may give alone, have looked at, or approve for others. Minor units of USD."""

from collections.abc import Iterator, Mapping

from remit.authority.rules.rule import APPROVE, AUTO, GRANT, REVIEW, Rule
from remit.domain.values import value

BRAND = "acme"
CURRENCY = "USD"

APPROVING = frozenset({"lead", "duty_manager", "director"})

_OWED = "basis = entitlement"
_GESTURE = "basis = goodwill"
_FOR_OTHERS = "Approve what you would have given yourself; else offer what you would give, and say why."
_LOOKED_AT = "Give it now if it feels right; a lead looks at it afterwards, to learn and not to blame."


@value(frozen=True, slots=True)
class Row:
    """A row of the matrix. A tier that is not named has nothing of its own; None is no limit."""

    remedy: str
    guideline: str
    limits: Mapping[str, int | None]
    when: str = ""
    shares: Mapping[str, int] | None = None
    """Tier -> the largest share of the order, in percent, that goes with the limit."""
    reviewed: Mapping[str, int] | None = None
    """Tier -> how far it may go when somebody looks at it afterwards."""


_GOODWILL = {"agent": 15_00, "senior": 25_00, "lead": 100_00, "duty_manager": 250_00, "director": 1_000_00}

MATRIX = (
    Row(
        "refund",
        "What a customer is owed goes back at once; nobody should have to ask twice.",
        {"agent": 50_00, "senior": 150_00, "lead": 500_00, "duty_manager": 2_000_00, "director": None},
        when=_OWED,
    ),
    Row(
        "refund",
        "Nothing is owed here, so it is a gesture: let it fit the trouble, not the order.",
        _GOODWILL,
        when=_GESTURE,
        reviewed={"agent": 25_00},
    ),
    Row(
        "goodwill_credit",
        "Say sorry first; the credit only shows that we mean it.",
        _GOODWILL,
        reviewed={"agent": 25_00},
    ),
    Row(
        "replacement",
        "Get the right thing to the customer today; what went wrong can be found out tomorrow.",
        {"trainee": 25_00, "agent": 75_00, "senior": 200_00, "lead": 500_00, "duty_manager": 2_000_00},
    ),
    Row(
        "returnless_refund",
        "Let the customer keep what costs more to send back than it is worth.",
        {"agent": 20_00, "senior": 40_00, "lead": 100_00, "duty_manager": 300_00},
    ),
    Row(
        "fee_waiver",
        "Waive a fee that you would not want to have to explain.",
        {"agent": 15_00, "senior": 35_00, "lead": 100_00, "duty_manager": 300_00},
    ),
    Row(
        "subscription_change",
        "Offer the shortest pause or the fewest free months that keep the customer. A pause costs 5.00, a month 15.00.",
        {
            "trainee": 5_00,
            "agent": 15_00,
            "senior": 30_00,
            "lead": 45_00,
            "duty_manager": 90_00,
            "director": 180_00,
        },
    ),
    Row(
        "discount",
        "Match a fair price or make good a missed promotion; a discount should not become the price.",
        {"agent": 25_00, "senior": 50_00, "lead": 150_00, "duty_manager": None},
        shares={"agent": 10, "senior": 15, "lead": 25, "duty_manager": 40},
    ),
    Row(
        "payment_extension",
        "Give time to those who mean to pay, and agree on a date. A day costs 1.00.",
        {"agent": 30_00, "senior": 30_00, "lead": 90_00, "duty_manager": 180_00},
    ),
)

LARGE_ORDER = 10**9
"""An order on which no share of it is less than a limit."""
SHARES = next(row.shares for row in MATRIX if row.shares) or {}
"""Tier -> the largest discount, in percent of the order."""


def share_of(tier: str) -> int:
    """The tier's share; whoever stands above those that are named has the largest."""
    return SHARES.get(tier, max(SHARES.values()))


def rules() -> tuple[Rule, ...]:
    """The whole matrix as rules, numbered L-0001 and on."""
    drafts = [draft for row in MATRIX for draft in _drafts(row)]
    return tuple(
        Rule(
            rid=f"L-{number:04}",
            subject=f"tier:{draft.tier}",
            remedy=draft.row.remedy,
            currency=CURRENCY,
            brand=BRAND,
            mode=draft.mode,
            kind=GRANT,
            amount=draft.amount,
            when=draft.when,
            guideline=draft.guideline,
        )
        for number, draft in enumerate(drafts, start=1)
    )


@value(frozen=True, slots=True)
class _Draft:
    row: Row
    tier: str
    mode: str
    amount: int | None
    when: str
    guideline: str


def _drafts(row: Row) -> Iterator[_Draft]:
    for tier, amount in row.limits.items():
        when = f"order_share_percent <= {row.shares[tier]}" if row.shares else row.when
        yield _Draft(row, tier, AUTO, amount, when, row.guideline)
        if row.reviewed and tier in row.reviewed:
            yield _Draft(row, tier, REVIEW, row.reviewed[tier], when, _LOOKED_AT)
        if tier in APPROVING:
            yield _Draft(row, tier, APPROVE, amount, when, _FOR_OTHERS)
