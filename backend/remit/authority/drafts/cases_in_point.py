"""A case in point: one request that is answered otherwise after a change."""

from datetime import datetime

from remit.authority.drafts.trials import InvalidTrial, Trial, cases
from remit.authority.rules.declared import CERTIFICATE, DECLARED, SHARE
from remit.authority.rules.rule import APPROVE, OVERRIDE
from remit.authority.snapshot import Snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.cases import ALLOW
from remit.domain.policy.decision import decide
from remit.domain.policy.questions import Question
from remit.domain.values import value

_FIELDS = frozenset({"reason", "channel", "order_age_days"})
_LARGE = 10**9
"""An order on which no share of it is less than a limit."""
MAY, MAY_NOT = "may approve", "may not approve"


@value(frozen=True, slots=True)
class Example:
    """What somebody asks for (or, in mode approve, is asked to approve), and what is said to it before and after."""

    amount: int
    reason: str
    channel: str | None
    order_age_days: int | None
    order_captured: int | None
    before: str
    after: str


def example(
    asked: Question, reaches: tuple[int, int], limits: tuple[Snapshot, Snapshot], now: datetime
) -> Example | None:
    """One that tells the two apart; None where none of those tried does."""
    for amount in _amounts(*reaches):
        trial = _trial(asked, amount)
        before, after = (_said(one, trial, asked, now) for one in limits)
        if None not in (before, after) and before != after:
            told = (trial.reason, trial.channel, trial.order_age_days, trial.order_captured)
            return Example(amount, *told, str(before), str(after))
    return None


def _amounts(before: int, after: int) -> tuple[int, ...]:
    """What only the larger of the two reaches."""
    less, more = sorted((before, after))
    return (more, less + 1) if more < MAX_AMOUNT else (less + 1, less * 2 + 1)


def _trial(asked: Question, amount: int) -> Trial:
    facts = dict(asked.facts)
    share, held = facts.pop(SHARE, None), str(facts.pop(CERTIFICATE, ""))
    known = {name: value for name, value in facts.items() if name not in _FIELDS and name in DECLARED}
    age, channel = facts.get("order_age_days"), facts.get("channel")
    return Trial(
        who=(asked.subject,),
        remedies=(asked.remedy,),
        amounts=(amount,),
        currency=asked.currency,
        brand=asked.brand,
        reason=str(facts["reason"]),
        expect=ALLOW,
        channel=channel if isinstance(channel, str) else None,
        order_age_days=age if isinstance(age, int) else None,
        order_captured=max(amount, amount * 100 // share) if isinstance(share, int) and share else _LARGE,
        given={name: value for name, value in known.items() if name not in ("basis", "brand")},
        holds=tuple(code for code in held.split("|") if code),
        override=asked.mode == OVERRIDE,
    )


def _said(limits: Snapshot, trial: Trial, asked: Question, now: datetime) -> str | None:
    try:
        case, known = next(cases(limits, trial, now))
    except InvalidTrial:
        return None
    if asked.mode != APPROVE:
        return decide(case, known).outcome
    allowed = known.allows(case.question(case.requester.subject, APPROVE))
    return MAY if allowed else MAY_NOT
