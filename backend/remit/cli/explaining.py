"""remit policy explain · who: what a request is told, by which rule, who could approve it; today or as of a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from remit import clock
from remit.api.trying_shapes import trials_of
from remit.authority.drafts.difference import subject_names
from remit.authority.drafts.trials import Trial, foreseen
from remit.authority.rules.declared import DECLARED
from remit.authority.rules.spoken import limit, scope
from remit.authority.snapshot import Snapshot
from remit.cli.ground import account, database_of, suite_of
from remit.desk import archive
from remit.desk.ledger import limits
from remit.domain.money import spoken
from remit.domain.policy.approvers import Approvers
from remit.domain.policy.cases import ESCALATE, Case, Decision
from remit.domain.policy.decision import decide
from remit.domain.refusal import Invalid
from remit.domain.remedies import REMEDIES
from remit.domain.values import value
from remit.settings import Settings

_FIELDS = ("brand", "channel", "order_age_days", "order_captured")
_FACTS = ", ".join((*_FIELDS, *sorted(DECLARED.keys() - {*_FIELDS, "reason", "basis"}), "at", "version"))
_ANYBODY = "tier:"
_NAMED = 5
"""Approvers of a tier that are named; of the others it is said how many."""
Amount = Annotated[int, typer.Argument(help="In minor units: 7500 with USD is 75.00.")]
Reason = Annotated[str, typer.Option(help="A reason code, for example DAMAGED_DEFECTIVE.")]
Given = Annotated[
    list[str] | None, typer.Option(metavar="FACT=VALUE", help=f"What is known: {_FACTS}. At and version: of which day.")
]


def explain(
    email: Annotated[str, typer.Argument(help="Who asks: an e-mail address, user:… or tier:….")],
    remedy: str,
    amount: Amount,
    currency: str,
    reason: Reason,
    given: Given = None,
) -> None:
    """What the limits say to a request of this person, by which rule, and who could approve it."""
    case, authority = _put(_read((email, remedy, amount, currency, reason), given))
    for line in explained(case, authority):
        print(line)


def who(
    remedy: str,
    amount: Amount,
    currency: str,
    reason: Reason,
    requester: Annotated[str | None, typer.Option(help="Who asks: an e-mail address, user:… or tier:….")] = None,
    given: Given = None,
) -> None:
    """Who can approve this."""
    by = requester or _ANYBODY
    case, authority = _put(_read((by, remedy, amount, currency, reason), given))
    lines = list(_approvers(case, authority))
    print(f"{REMEDIES[remedy]}, {spoken(amount, currency)}, version {authority.version}")
    for line in lines or ["  nobody can approve this"]:
        print(line)


@value(frozen=True, slots=True)
class _Asked:
    """A case, and of which day or version it is asked."""

    trial: Trial
    at: datetime | None
    version: int | None


def _read(asked: tuple[str, str, int, str, str], given: list[str] | None) -> _Asked:
    by, remedy, amount, currency, reason = asked
    facts = dict(_fact(one) for one in given or ())
    at, version = facts.pop("at", None), facts.pop("version", None)
    case = {"who": [by], "remedies": [remedy], "amounts": [amount], "reason": reason, "expect": "allow"}
    fields = {name: value for name, value in facts.items() if name in _FIELDS}
    case |= {**fields, "given": {name: value for name, value in facts.items() if name not in _FIELDS}}
    suite = suite_of({"currency": currency, "brand": Settings().brand, "cases": [case]}, "explain")
    return _Asked(trials_of(suite)[0], _moment(at), version if isinstance(version, int) else None)


def _put(asked: _Asked) -> tuple[Case, Snapshot]:
    """The case, and the limits and people that it is put to."""
    with database_of(Settings()) as (database, loop):
        authority = loop.run(database.read(limits.load))
        if asked.at is not None:
            authority = loop.run(database.read(archive.as_of, asked.at, authority))
        elif asked.version is not None:
            authority = loop.run(database.read(archive.of_version, asked.version, authority))
    (by,) = asked.trial.who
    if by == _ANYBODY:
        by = f"tier:{authority.tiers[0].name}"
    elif "@" in by:
        by = account(authority, by).subject
    return foreseen(authority, replace(asked.trial, who=(by,), at=asked.at or clock.now()))


def _moment(said: str | int | None) -> datetime | None:
    if said is None:
        return None
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        raise Invalid(f"“{said}” is not a moment. Say for example --given at=2026-03-03T14:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


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
    able = [person for crowd in approvers.among(authority.crowds()) for person in crowd]
    for title, name in [*((tier.title, tier.name) for tier in authority.tiers), ("by a personal limit", None)]:
        names = sorted(person.name for person in able if person.tier_at(case.brand) == name)
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        if names:
            yield f"  approver  {title}: {', '.join(names[:_NAMED])}{more}"


def _fact(said: str) -> tuple[str, str | int]:
    name, _, value = said.partition("=")
    if name not in _FACTS.split(", ") or not value:
        raise Invalid(f"“{said}” is not a fact. Say for example --given channel=phone; known are {_FACTS}.")
    return name, int(value) if value.isascii() and value.isdigit() else value
