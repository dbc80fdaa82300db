"""Facts that a draft begins to ask about: a past case that does not know them cannot be decided by it."""

from collections.abc import Iterable, Iterator

from remit.authority.rules.conditions import facts_in, holds
from remit.authority.rules.declared import SHARE
from remit.authority.rules.rule import ANY, GRANT, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.policy.budgets import Budget
from remit.domain.policy.cases import Case
from remit.domain.policy.questions import at_amount

_OF_ORDERS = frozenset({SHARE, "order_age_days", "product_category", "customer_segment", "customer_tenure_days"})
"""Without an order there is nothing to know: then it is no, today as then."""
Speaking = Rule | Budget


class Wanting:
    """Looks for them in what the draft says anew; what was asked about all along was answered as it was known."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        old: dict[str, str] = {rid: rule.when for rid, rule in before.rules.items() if rule.when}
        rules = [one for one in after.rules.values() if one.when and old.get(one.rid) != one.when]
        known = {bid: budget.when for bid, budget in before.book.rows.items()}
        budgets = [one for one in after.book.rows.values() if one.when and known.get(one.bid) != one.when]
        self._rules = [one for one in rules if one.mode != "approve"]
        self._budgets = budgets

    def of(self, case: Case, limits: Snapshot) -> tuple[str, ...]:
        """What would have to be known of this case, and is not."""
        if not self._rules and not self._budgets:
            return ()
        subjects = {*limits.grants_of(case.requester), *limits.subjects_of(case.requester)}
        asked = [*_about(self._rules, case, subjects), *_about(self._budgets, case, subjects)]
        return tuple(sorted({fact for one in asked for fact in _unknown(one.when, case)}))


def _about(rows: Iterable[Speaking], case: Case, subjects: set[str]) -> Iterator[Speaking]:
    for one in rows:
        matter = one.remedy in (ANY, case.remedy) and one.currency == case.currency and one.brand in (ANY, case.brand)
        if matter and one.subject in subjects and not _too_small(one, case):
            yield one


def _too_small(one: Speaking, case: Case) -> bool:
    return isinstance(one, Rule) and one.kind == GRANT and one.amount is not None and one.amount < case.amount


def _unknown(when: str, case: Case) -> frozenset[str]:
    facts = at_amount(case.facts, case.amount)
    if holds(when, facts) is not None:
        return frozenset()
    missing = facts_in(when) - facts.keys()
    return missing if case.on_order else missing - _OF_ORDERS
