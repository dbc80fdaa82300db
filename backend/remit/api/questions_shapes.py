"""Questions as cases, and their answers as shapes."""

import json
from dataclasses import replace

from remit import clock
from remit.api.policy_shapes import limit_shape
from remit.api.shapes.questions import (
    ApproverOut,
    ApproverTierOut,
    CoverageOut,
    CoveredOut,
    ExplainedOut,
    ExplainIn,
    LoggedOut,
    WhoCanOut,
)
from remit.api.shapes.requests import DecisionOut
from remit.authority.drafts.difference import subject_names
from remit.authority.drafts.trials import Trial
from remit.desk.coverage import Coverage
from remit.desk.deciding_again import Again
from remit.desk.office import Office
from remit.desk.questions import Explained
from remit.desk.requests.given import reason_of
from remit.domain.people import Person
from remit.domain.policy.cases import ALLOW
from remit.domain.policy.facts import facts_of
from remit.domain.requests.representation import moment, represent_decision

_SHOWN = 50
_ORDER = ("order_age_days", "order_captured")


async def trial_for(office: Office, said: ExplainIn) -> Trial:
    """The question as a trial; where an order is named, its facts are the order's own, as of the day asked about."""
    trial = Trial(
        who=(said.requester,),
        remedies=(said.remedy,),
        amounts=(said.amount,),
        currency=said.currency,
        brand=said.brand or office.brand,
        reason=said.reason,
        expect=ALLOW,
        channel=said.channel,
        order_age_days=said.order_age_days,
        order_captured=said.order_captured,
        override=said.override,
        given=said.given,
    )
    if said.order_id is None:
        return trial
    order = await office.orders.get(said.order_id)
    reason = reason_of(said.reason, office.authority.people.register.catalogue, kept=True)
    facts = facts_of(reason, None, order.brand, order, said.at or clock.now())
    known = {name: value for name, value in facts.items() if name not in ("reason", "basis", "brand", *_ORDER)}
    age, captured = (int(facts[name]) for name in _ORDER)
    return replace(trial, brand=order.brand, order_age_days=age, order_captured=captured, given={**said.given, **known})


def approvers_shape(found: Explained, limit: int) -> WhoCanOut:
    """Who could approve it."""
    by_tier = found.by_tier()
    tiers = [tier for tier in found.limits.tiers if by_tier.get(tier.name)]
    return WhoCanOut(
        policy_version=found.limits.version,
        tiers=[ApproverTierOut(name=one.name, title=one.title, people=by_tier[one.name]) for one in tiers],
        without_tier=by_tier.get(None, 0),
        people=[_approver(one, found) for one in found.approvers[:limit]],
        total=len(found.approvers),
    )


def explained_shape(found: Explained) -> ExplainedOut:
    """What was said, by which rule, and who could approve it."""
    rule = found.limits.rules.get(found.decision.rule or "")
    names = subject_names(found.limits.tiers, found.limits.people)
    return ExplainedOut(
        **approvers_shape(found, _SHOWN).model_dump(),
        decision=DecisionOut.model_validate(represent_decision(found.decision)),
        rule=limit_shape(rule, names) if rule else None,
    )


def logged_shape(one: Again) -> LoggedOut:
    """A line of the log, and the answer of now."""
    logged, asked = one.logged, one.logged.asked
    before = json.loads(logged.answer)
    said = {
        "requester": {"id": asked.requester, "tier": asked.tier, "team": asked.team},
        "remedy": asked.remedy,
        "amount": asked.amount,
        "currency": asked.currency,
        "brand": asked.brand,
        "facts": dict(asked.facts),
        "on_order": asked.on_order,
        "override": asked.override,
        "approver": asked.approver,
    }
    return LoggedOut(
        seq=logged.seq,
        at=moment(logged.at) or "",
        what=logged.what,
        policy_version=logged.policy_version,
        policy_hash=before["policy_hash"],
        people_revision=logged.people_revision,
        asked=said,
        decision=before,
        again=represent_decision(one.answer) if one.answer else None,
        same=one.same,
        differs=list(one.differs),
    )


def coverage_shape(found: Coverage, after: str | None, most: int) -> CoverageOut:
    """How much is used or tested, and a page of what is neither."""
    shown = found.page(after, most + 1)
    names = subject_names(found.authority.tiers, found.authority.people)
    return CoverageOut(
        policy_version=found.authority.version,
        since=moment(found.since) or "",
        rules=len(found.authority.rules),
        decided=len(found.decided),
        tested=len(found.tests),
        neither=found.untouched,
        untouched=[
            CoveredOut(rule=limit_shape(one.rule, names), last_decision_at=moment(one.last), tests=[])
            for one in shown[:most]
        ],
        next_cursor=shown[most - 1].rule.rid if len(shown) > most else None,
    )


def _approver(person: Person, found: Explained) -> ApproverOut:
    there, tier = person.id in found.present, person.tier_at(found.case.brand)
    return ApproverOut(id=person.id, name=person.name, tier=tier, team=person.team, present=there)
