"""A decision as the log keeps it: with all that it followed from, but the limits and the people of its time."""

from collections.abc import Mapping
from dataclasses import field

from remit.domain.people import Person
from remit.domain.policy.budgets import Use
from remit.domain.policy.cases import ALLOW, Case, Decision
from remit.domain.policy.questions import Answer, Authority
from remit.domain.values import value

ASKED, EDITED, APPROVED, ACCEPTED = "asked", "edited", "approved", "accepted"


@value(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was judged, and what policy said. `approver`: whose word on somebody else's request it was."""

    what: str
    case: Case
    decision: Decision
    approver: str | None = None
    uses: Mapping[str, Use] = field(default_factory=dict)
    """Sums that budgets asked for, by budget."""


def approved(what: str, case: Case, by: Person, answer: Answer, authority: Authority) -> Judged:
    """The re-check behind an approval: this person may grant this, and by which rule."""
    decision = Decision(
        outcome=ALLOW,
        policy_version=authority.version,
        policy_hash=authority.hash,
        rule=answer.rule,
        mode="approve",
        limit=None,
        over_by=None,
        headroom=None,
    )
    return Judged(what=what, case=case, decision=decision, approver=by.id)
