"""What is answered otherwise by a draft: which kind of change it is."""

from remit.domain.backtest.past import ALONE, APPROVED, REJECTED, Fate
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE

APPROVED_BEFORE, REJECTED_BEFORE, UNSETTLED_BEFORE = "approved_before", "rejected_before", "unsettled_before"
"""Given without approval, where it was escalated: a person said yes to it, or no, or nobody said anything."""
ALLOWED, ESCALATED, OPENED, DENIED = "allowed", "escalated", "opened", "denied"
REVIEWED, UNREVIEWED = "reviewed", "unreviewed"
AVOIDED = (APPROVED_BEFORE, REJECTED_BEFORE, UNSETTLED_BEFORE)
KINDS = (REJECTED_BEFORE, APPROVED_BEFORE, UNSETTLED_BEFORE, ALLOWED, ESCALATED, DENIED, OPENED, REVIEWED, UNREVIEWED)
"""The sharpest first."""


def change_of(before: str, after: str, fate: Fate) -> str | None:
    """None where the answer is the same."""
    if before == after:
        return None
    if after == DENY:
        return DENIED
    if after == ESCALATE:
        return OPENED if before == DENY else ESCALATED
    if before in ALONE:
        return UNREVIEWED if after == ALLOW else REVIEWED
    return ALLOWED if before == DENY else _avoided(fate)


def _avoided(fate: Fate) -> str:
    return {APPROVED: APPROVED_BEFORE, REJECTED: REJECTED_BEFORE}.get(fate.word or "", UNSETTLED_BEFORE)
