"""The demo organisation's tests of its limits: the guard rails that finance and the floor have agreed on.

They stand well away from the limits of today, so that tuning is free between them.
"""

from remit.authority.drafts.suites import Kept
from remit.authority.drafts.trials import Trial
from remit.demo.limits import BRAND, CURRENCY

_OWED, _GESTURE = "DAMAGED_DEFECTIVE", "LOYALTY"
_CERTIFIED = ("FRD-1", "GW-1", "REF-1", "SUB-1", "VUL-1")
_AGENTS = ("trainee", "agent", "senior")
_EVERYBODY = (*_AGENTS, "lead", "duty_manager", "director")


def tests() -> tuple[Kept, ...]:
    """One test a sentence."""
    said = (
        _test("What is owed has no ceiling for a director", ("director",), "refund", (10_000_00, 90_000_00), "allow"),
        _test("A lead puts small things right alone", ("lead",), "refund", (1_00, 20_00), "allow"),
        _test("A large refund is never one agent's decision", _AGENTS, "refund", (1_900_00,), "escalate"),
        _test("Nor is a large replacement", (*_AGENTS, "lead"), "replacement", (1_500_00,), "escalate"),
        _test("Nor a large returnless refund", _AGENTS, "returnless_refund", (250_00,), "escalate"),
        _test("Nor a large waiver", _AGENTS, "fee_waiver", (250_00,), "escalate"),
        _test("A large gesture needs somebody who answers for it", _AGENTS, "goodwill_credit", (900_00,), "escalate"),
        _test("Beyond a director there is no goodwill", _EVERYBODY, "goodwill_credit", (5_000_00,), "deny"),
        _test("A third of the order off is not an agent's to give", _AGENTS, "discount", (33_00,), "escalate"),
        _test("Nobody gives nine tenths of an order off", _EVERYBODY, "discount", (90_00,), "deny"),
    )
    return tuple(Kept(id=f"T-{place:04}", trial=trial) for place, trial in enumerate(said, start=1))


def _test(name: str, tiers: tuple[str, ...], remedy: str, amounts: tuple[int, ...], expect: str) -> Trial:
    gesture = remedy in ("goodwill_credit", "discount")
    return Trial(
        name=name,
        who=tuple(f"tier:{tier}" for tier in tiers),
        remedies=(remedy,),
        amounts=amounts,
        currency=CURRENCY,
        brand=BRAND,
        reason=_GESTURE if gesture else _OWED,
        expect=expect,
        order_age_days=3,
        order_captured=100_00 if remedy == "discount" else 100_000_00,
        holds=_CERTIFIED,
    )
