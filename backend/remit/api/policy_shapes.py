"""Versions, rules and drafts as shapes."""

from collections.abc import Mapping, Sequence

from remit.api.budget_shapes import budget_shape, change_fields
from remit.api.quorum_shapes import quorum_shape, set_shape
from remit.api.shapes.common import PersonOut
from remit.api.shapes.policy import (
    ChangeOut,
    DiffOut,
    DraftOut,
    LimitOut,
    LineOut,
    PolicyOut,
    StartOut,
    TierOut,
    VersionOut,
)
from remit.api.stack_shapes import stack_shape, summed_shape
from remit.authority.drafts.budget_changes import RemoveBudget, SetBudget
from remit.authority.drafts.budget_difference import budget_difference, budget_lines
from remit.authority.drafts.changes import Change, Expect, RemoveLimit
from remit.authority.drafts.difference import difference, lines, subject_names
from remit.authority.drafts.quorum_changes import SetQuorums, quorum_lines
from remit.authority.drafts.stack_changes import SetStacks, stack_lines
from remit.authority.rules.rule import Rule
from remit.authority.rules.spoken import condition
from remit.authority.snapshot import Snapshot
from remit.desk.policies.drafts import changes_of
from remit.desk.policies.versions import Page
from remit.domain.policy.budgets import Budget
from remit.domain.policy.quorums import Quorum
from remit.domain.policy.stacks import Stack
from remit.domain.requests.representation import moment
from remit.domain.requests.request import Named
from remit.store.policies import Draft, Start, Version

Content = tuple[Mapping[str, Rule], Mapping[str, Budget], Sequence[Stack], Sequence[Quorum]]
"""A version's rules and budgets, by id, what it sums, and what asks for more than one approver."""


def version_shape(version: Version) -> VersionOut:
    """A version without its rules."""
    by = version.published_by
    return VersionOut(
        version=version.number,
        hash=version.hash,
        published_at=moment(version.published_at) or "",
        published_by=PersonOut(id=by.id, name=by.name) if by else None,
        note=version.note,
    )


def policy_shape(found: Page, authority: Snapshot) -> PolicyOut:
    """A version with its rules, or a page of them, and its budgets."""
    version = found.version
    names = subject_names(authority.tiers, authority.people)
    return PolicyOut(
        **version_shape(version).model_dump(),
        limits=[limit_shape(rule, names) for rule in found.rules],
        budgets=[budget_shape(budget, names) for budget in found.budgets],
        tiers=[TierOut(name=tier.name, title=tier.title) for tier in version.tiers],
        stacks=[stack_shape(one) for one in version.stacks],
        quorums=[quorum_shape(one, version.tiers) for one in version.quorums],
        next_cursor=found.following,
    )


def limit_shape(rule: Rule, names: Mapping[str, str]) -> LimitOut:
    """One rule; `names` says its reasons aloud."""
    return LimitOut(
        rule=rule.rid,
        subject=rule.subject,
        remedy=rule.remedy,
        currency=rule.currency,
        brand=rule.brand,
        mode=rule.mode,
        kind="grant" if rule.kind == "grant" else "cap",
        amount=rule.amount,
        when=rule.when,
        sentence=condition(rule.when, names) if rule.when else "",
        guideline=rule.guideline,
        from_=moment(rule.start),
        until=moment(rule.until),
        author=_person(rule.author),
    )


def diff_shape(before: Content, after: Content, authority: Snapshot) -> DiffOut:
    """What differs, in words and as rules and budgets."""
    names = subject_names(authority.tiers, authority.people)
    found, budgets = difference(before[0], after[0]), budget_difference(before[1], after[1])
    besides = (*stack_lines(before[2], after[2]), *quorum_lines(before[3], after[3], authority.tiers))
    said = (*lines(found, names), *budget_lines(budgets, names), *besides)
    return DiffOut(
        raises_authority=any(line.raises for line in said),
        lines=[LineOut(rule=line.rule, text=line.text, raises=line.raises) for line in said],
        added=[limit_shape(rule, names) for rule in found.added],
        removed=[limit_shape(rule, names) for rule in found.removed],
        changed=[limit_shape(new, names) for _, new in found.changed],
        budgets_added=[budget_shape(one, names) for one in budgets.added],
        budgets_removed=[budget_shape(one, names) for one in budgets.removed],
        budgets_changed=[budget_shape(new, names) for _, new in budgets.changed],
    )


def draft_shape(draft: Draft) -> DraftOut:
    """A draft."""
    by = draft.approver
    return DraftOut(
        id=draft.id,
        name=draft.name,
        base_version=draft.base_version,
        revision=draft.revision,
        state=draft.state,
        changes=[_change(one) for one in changes_of(draft)],
        author=PersonOut(id=draft.author.id, name=draft.author.name),
        approver=PersonOut(id=by.id, name=by.name) if by else None,
        start=_start(draft.start) if draft.start else None,
        created_at=moment(draft.created_at) or "",
        updated_at=moment(draft.updated_at) or "",
    )


def _start(start: Start) -> StartOut:
    return StartOut(at=moment(start.at) or "", by=PersonOut(id=start.by.id, name=start.by.name), note=start.note)


def _person(who: Named | None) -> PersonOut | None:
    return PersonOut(id=who.id, name=who.name) if who else None


def _change(one: Change) -> ChangeOut:
    if isinstance(one, RemoveLimit):
        return ChangeOut(change="remove_limit", rule=one.rule)
    if isinstance(one, SetBudget | RemoveBudget):
        return ChangeOut.model_validate(change_fields(one))
    if isinstance(one, SetStacks):
        return ChangeOut(change="set_stacks", stacks=[summed_shape(each) for each in one.stacks])
    if isinstance(one, SetQuorums):
        return ChangeOut(change="set_quorums", quorums=[set_shape(each) for each in one.quorums])
    if isinstance(one, Expect):
        about = {"test": one.test, "expect": one.expect, "why": one.why}
        return ChangeOut(change="expect", **about, who=one.who, remedy=one.remedy, amount=one.amount)
    return ChangeOut(
        change="set_limit",
        subject=one.subject,
        remedy=one.remedy,
        currency=one.currency,
        brand=one.brand,
        mode=one.mode,
        amount=one.amount,
        kind=one.kind,
        when=one.when,
        guideline=one.guideline,
        rule=one.rule,
        from_=moment(one.start),
        until=moment(one.until),
        author=_person(one.author),
    )
