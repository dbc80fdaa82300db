"""How far each tier reaches in a past version of the limits, asked of Casbin once and written down."""

from remit.demo.limits import APPROVING, BRAND, CURRENCY, LARGE_ORDER, share_of
from remit.domain.policy.questions import LADDER, Authority, Fact, Question
from remit.domain.remedies import ENTITLEMENT, GOODWILL, REASONS, REMEDIES
from remit.domain.values import value

_APPROVERS = tuple(tier.name for tier in LADDER if tier.name in APPROVING)


@value(frozen=True, slots=True)
class Reaches:
    """(tier, remedy, basis, mode) -> the largest amount; what is not there is nothing."""

    amounts: dict[tuple[str, str, str, str], int]

    def alone(self, tier: str, remedy: str, reason: str) -> int:
        """What the tier may give without anybody looking; 0 for nothing."""
        return self.amounts.get((tier, remedy, REASONS[reason].basis, "auto"), 0)

    def reviewed(self, tier: str, remedy: str, reason: str) -> int:
        """What it may give at all without asking."""
        reviewed = self.amounts.get((tier, remedy, REASONS[reason].basis, "review"), 0)
        return max(reviewed, self.alone(tier, remedy, reason))

    def approvers(self, remedy: str, reason: str, amount: int, share: int) -> tuple[str, ...]:
        """The tiers that may approve this much, lowest first; `share` is the discount in percent, else 0."""
        basis = REASONS[reason].basis
        able = (tier for tier in _APPROVERS if self.amounts.get((tier, remedy, basis, "approve"), 0) >= amount)
        return tuple(tier for tier in able if share <= share_of(tier))

    def top(self, remedy: str, reason: str) -> int:
        """The most that anybody may approve."""
        basis = REASONS[reason].basis
        return max(self.amounts.get((tier, remedy, basis, "approve"), 0) for tier in _APPROVERS)


def reaches(authority: Authority) -> Reaches:
    """Ask once for every tier, remedy, basis and mode."""
    found: dict[tuple[str, str, str, str], int] = {}
    for tier in LADDER:
        for remedy in REMEDIES:
            for basis in (ENTITLEMENT, GOODWILL):
                for mode in ("auto", "review", "approve"):
                    facts: dict[str, Fact] = {"basis": basis, "order_captured": LARGE_ORDER}
                    question = Question(f"tier:{tier.name}", remedy, CURRENCY, BRAND, 1, facts, mode)
                    reach = authority.reach(question)
                    if reach is not None:
                        found[tier.name, remedy, basis, mode] = reach.amount
    return Reaches(found)
