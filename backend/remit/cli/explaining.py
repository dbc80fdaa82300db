"""remit policy explain: what somebody's request would be told, by which rule, and who could approve it."""

from collections.abc import Iterator
from typing import Annotated

import typer

from remit.api.trying_shapes import trials_of
from remit.authority.drafts.difference import subject_names
from remit.authority.drafts.trials import case_for
from remit.authority.rules.spoken import limit, scope
from remit.authority.snapshot import Snapshot
from remit.cli.ground import account, limits_in_force, suite_of
from remit.domain.money import spoken
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import ESCALATE, Case, Decision
from remit.domain.policy.decision import decide
from remit.domain.refusal import Invalid
from remit.domain.remedies import REASONS, REMEDIES
from remit.settings import Settings

_FACTS = "brand, channel, order_age_days, order_captured"
_NAMED = 5
"""Approvers of a tier that are named; of the others it is said how many."""


def explain(
    email: str,
    remedy: str,
    amount: Annotated[int, typer.Argument(help="In minor units: 7500 with USD is 75.00.")],
    currency: str,
    reason: Annotated[str, typer.Option(help="A reason code, for example DAMAGED_DEFECTIVE.")],
    given: Annotated[list[str] | None, typer.Option(metavar="FACT=VALUE", help=f"What is known: {_FACTS}.")] = None,
) -> None:
    """What the limits say to a request of this person, by which rule, and who could approve it."""
    case = {"who": [email], "remedies": [remedy], "amounts": [amount], "reason": reason, "expect": "allow"}
    facts = dict(_fact(one) for one in given or ())
    suite = suite_of({"currency": currency, "brand": Settings().brand, "cases": [{**case, **facts}]}, "explain")
    if reason not in REASONS:
        raise Invalid(f"There is no reason {reason}. Known are {', '.join(REASONS)}.")
    authority = limits_in_force()
    for line in explained(case_for(trials_of(suite)[0], account(authority, email), remedy, amount), authority):
        print(line)


def explained(case: Case, authority: Snapshot) -> Iterator[str]:
    """The decision, a fact a line."""
    decision = decide(case, authority)
    yield f"{case.requester.name}, {REMEDIES[case.remedy].lower()}, {spoken(case.amount, case.currency)}"
    yield f"  {decision.outcome}: {decision.sentence}"
    yield from _why(decision, case, authority)
    yield from _alternatives(decision, case)
    if decision.outcome == ESCALATE:
        yield from _approvers(case, authority)


def _why(decision: Decision, case: Case, authority: Snapshot) -> Iterator[str]:
    if decision.rule is not None:
        rule = authority.rules[decision.rule]
        said = scope(rule, subject_names(authority.tiers, authority.people))
        yield f"  rule      {rule.rid}, {said}: {limit(rule)}"
        if rule.guideline:
            yield f"  guideline {rule.guideline}"
    if decision.limit is not None:
        yield f"  limit     {spoken(decision.limit, case.currency)}"
    if decision.headroom is not None:
        yield f"  headroom  {spoken(decision.headroom, case.currency)}"
    yield f"  version   {decision.policy_version}, {decision.policy_hash[:12]}"


def _alternatives(decision: Decision, case: Case) -> Iterator[str]:
    for one in decision.alternatives:
        what = REMEDIES[one.remedy or case.remedy].lower()
        rest = f", and ask for {spoken(one.ask, case.currency)}" if one.ask else ""
        yield f"  instead   {what}, {spoken(one.amount, case.currency)} at once{rest}"


def _approvers(case: Case, authority: Snapshot) -> Iterator[str]:
    approvers = Approvers(case, authority)
    able = [person for person in authority.people if approvers.may(person)]
    for title, name in [*((tier.title, tier.name) for tier in authority.tiers), ("by a personal limit", None)]:
        names = sorted(person.name for person in able if person.tier == name)
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        if names:
            yield f"  approver  {title}: {', '.join(names[:_NAMED])}{more}"


def _fact(said: str) -> tuple[str, str | int]:
    name, _, value = said.partition("=")
    if name not in _FACTS.split(", ") or not value:
        raise Invalid(f"“{said}” is not a fact. Say for example --given channel=phone; known are {_FACTS}.")
    return name, int(value) if value.isascii() and value.isdigit() else value
