"""Budgets that bind nobody, that could not be written, or that one request within a limit would already go over."""

from collections.abc import Iterator
from dataclasses import replace

from remit.authority.budgets.budget import InvalidBudget, checked
from remit.authority.budgets.spoken import most, sentence
from remit.authority.lint.findings import ERROR, WARNING, Finding, Names
from remit.authority.lint.reasons import unknown
from remit.authority.rules.rule import ANY, AUTO, GRANT, REVIEW, Rule
from remit.authority.snapshot import Snapshot
from remit.domain.money import MAX_AMOUNT, spoken
from remit.domain.people import tiers_in
from remit.domain.policy.budgets import AMOUNT, ANYTHING, Budget


def budget_findings(authority: Snapshot, names: Names) -> Iterator[Finding]:
    """What is wrong with each, if anything."""
    for budget in authority.book.rows.values():
        found = _broken(budget) or unknown(budget, authority.people.register.catalogue)
        found = found or _about_nobody(budget, authority, names) or _idle(budget, authority, names)
        found = found or _below_a_limit(budget, authority, names)
        if found is not None:
            yield found


def _broken(budget: Budget) -> Finding | None:
    try:
        checked(budget)
    except InvalidBudget as wrong:
        said = f"Budget {budget.bid} is not one that could be written: {wrong.detail} It lets nothing pass."
        return Finding("invalid-budget", ERROR, (budget.bid,), said, f"Remove {budget.bid}, or write it anew.")
    return None


def _about_nobody(budget: Budget, authority: Snapshot, names: Names) -> Finding | None:
    who, (kind, _, name) = names.subject(budget.subject), budget.subject.partition(":")
    if not authority.knows(budget.subject):
        return _nobody("unknown-subject", ERROR, budget, names, f"There is no {who}")
    if kind == "user":
        if authority.people.people[name].active:
            return None
        return _nobody("inactive-person", WARNING, budget, names, f"The account of {who} is not active")
    groups = authority.people.groups
    if any(name in tiers_in(rung) if kind == "tier" else team == name for rung, team in groups):
        return None
    return _nobody("empty-subject", WARNING, budget, names, f"Nobody is a {who} now")


def _idle(budget: Budget, authority: Snapshot, names: Names) -> Finding | None:
    """Whoever may not give it at all does not need a budget for it."""
    if _grants(budget, authority):
        return None
    why = f"{names.subject(budget.subject)} has no limit for it"
    return _nobody("idle-budget", WARNING, budget, names, why)


def _below_a_limit(budget: Budget, authority: Snapshot, names: Names) -> Finding | None:
    if budget.measure != AMOUNT or budget.limit == 0:
        return None
    for rule in _grants(budget, authority):
        amount = MAX_AMOUNT if rule.amount is None else rule.amount
        if rule.subject == budget.subject and rule.mode == AUTO and budget.limit < amount:
            limit = "no limit" if amount >= MAX_AMOUNT else spoken(amount, rule.currency)
            said = (
                f"{sentence(budget, names.subjects)} ({budget.bid}) is less than one request may be: "
                f"{limit} alone ({rule.rid})."
            )
            mend = f"Raise {budget.bid} above {most(replace(budget, limit=amount))}, or lower {rule.rid}."
            if amount >= MAX_AMOUNT:
                mend = f"Give {rule.rid} an amount, or remove {budget.bid}."
            return Finding("budget-below-limit", WARNING, (budget.bid, rule.rid), said, mend)
    return None


def _grants(budget: Budget, authority: Snapshot) -> list[Rule]:
    subjects = _whose_grants(budget.subject, authority)
    return [
        rule
        for rule in authority.rules.values()
        if rule.kind == GRANT
        and rule.mode != "override"
        and rule.currency == budget.currency
        and budget.remedy in (ANYTHING, rule.remedy)
        and (ANY in (budget.brand, rule.brand) or budget.brand == rule.brand)
        and (subjects is None or rule.subject in subjects)
        and _matters(rule, budget)
    ]


def _matters(rule: Rule, budget: Budget) -> bool:
    """Those who approve are bound per customer, order, team and brand, not per agent."""
    return rule.mode in (AUTO, REVIEW) or budget.per != "agent"


def _whose_grants(subject: str, authority: Snapshot) -> set[str] | None:
    """The subjects whose grants count for this one; None is whoever."""
    kind, _, name = subject.partition(":")
    if kind == "tier":
        ladder = [tier.name for tier in authority.tiers]
        return {f"tier:{tier}" for tier in ladder[: ladder.index(name) + 1]}
    person = authority.people.get(name) if kind == "user" else None
    return set(authority.grants_of(person)) if person else None


def _nobody(kind: str, severity: str, budget: Budget, names: Names, why: str) -> Finding:
    said = f"{why}, so this does nothing: {sentence(budget, names.subjects)} ({budget.bid})."
    return Finding(kind, severity, (budget.bid,), said, f"Remove {budget.bid}, or write it for whom it is meant.")
