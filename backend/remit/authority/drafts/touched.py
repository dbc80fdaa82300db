"""What a draft leaves as it is: where no rule of a matter is another, its answers can only differ by what is summed."""

from remit.authority.snapshot import Snapshot
from remit.domain.values import value


@value(frozen=True, slots=True)
class Touched:
    """The remedies and currencies whose rules are others; `every`: what holds for all of them is another."""

    trades: frozenset[tuple[str, str]]
    every: bool = False

    def leaves(self, remedy: str, currency: str) -> bool:
        """Whether nothing that is said about this is another."""
        return not self.every and (remedy, currency) not in self.trades


def touched(before: Snapshot, after: Snapshot) -> Touched:
    """What separates these limits, people and what is summed before the answer aside."""
    whole = before.tiers != after.tiers or before.book.rows != after.book.rows
    pairs = ((before.rules.get(rid), after.rules.get(rid)) for rid in {*before.rules, *after.rules})
    others = (rule for was, now in pairs if was != now for rule in (was, now) if rule is not None)
    return Touched(frozenset((rule.remedy, rule.currency) for rule in others), whole)
