"""Which rules the tests touch: those that decide a case, and those by which somebody could approve it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from remit.authority.drafts.suites import Kept
from remit.authority.drafts.trials import Floor, cases_on
from remit.authority.snapshot import Snapshot
from remit.domain.policy.cases import ESCALATE, Case
from remit.domain.policy.decision import decide


def touched(authority: Snapshot, tests: Iterable[Kept], now: datetime) -> dict[str, tuple[str, ...]]:
    """The ids of the tests that touch a rule, by the rule's."""
    found: dict[str, list[str]] = {}
    floor = Floor(authority, now)
    for kept in tests:
        for case, limits in cases_on(floor, kept.trial):
            for rule in _rules(case, limits):
                mine = found.setdefault(rule, [])
                if kept.id not in mine:
                    mine.append(kept.id)
    return {rule: tuple(ids) for rule, ids in found.items()}


def _rules(case: Case, limits: Snapshot) -> Iterator[str]:
    decision = decide(case, limits)
    if decision.rule is not None:
        yield decision.rule
    if decision.outcome == ESCALATE:
        for tier in decision.approver_tiers:
            by = limits.ask(case.question(f"tier:{tier}", "approve")).rule
            if by is not None:
                yield by
