"""A backtest as a shape, with the names that people call things by."""

from collections.abc import Iterable, Mapping

from remit.api.shapes.backtest import (
    AffectedOut,
    BacktestOut,
    BacktestResultOut,
    ChangeKindOut,
    LackingOut,
    OutcomesOut,
    PastOut,
    ReproducedOut,
    SumOut,
)
from remit.api.shapes.common import PersonOut
from remit.authority.rules.declared import DECLARED
from remit.authority.snapshot import Snapshot
from remit.desk.policies.backtesting import Backtest, Found
from remit.domain.backtest.change import APPROVED_BEFORE, REJECTED_BEFORE
from remit.domain.backtest.past import OUTCOMES
from remit.domain.backtest.tally import REMEDY, TEAM, TIER, Example, Row, Tally
from remit.domain.backtest.words import said_of, sentences
from remit.domain.remedies import REMEDIES
from remit.domain.requests.representation import moment


def backtest_shape(test: Backtest, authority: Snapshot) -> BacktestOut:
    """How far it has come; what was found, once it is over."""
    return BacktestOut(
        draft=test.draft.id,
        revision=test.draft.revision,
        base_version=test.draft.base_version,
        start=moment(test.range.start),
        end=moment(test.range.end),
        complete=test.far.complete,
        total=test.far.total,
        done=test.found is not None,
        result=_result(test.found, authority) if test.found else None,
    )


def _result(found: Found, authority: Snapshot) -> BacktestResultOut:
    tally, register = found.tally, authority.people.register
    tiers = {one.name: one.title for one in authority.tiers}
    teams = {one.name: one.title for one in register.teams}
    people = {who: person.name for who, _ in tally.people if (person := authority.people.get(who))}
    return BacktestResultOut(
        cases=tally.cases,
        changed=tally.whole.changed,
        before=_outcomes(tally.whole.before),
        after=_outcomes(tally.whole.after),
        approvals_avoided=tally.avoided,
        minutes_saved=tally.saved_min,
        money_at_risk=_sums(tally.groups[APPROVED_BEFORE].amounts),
        rejected_before=tally.groups[REJECTED_BEFORE].count,
        changes=_changes(tally),
        tiers=_rows(_ladder(tally.rows[TIER], tiers), tiers),
        teams=_rows(sorted(tally.rows[TEAM].items()), teams),
        remedies=_rows(sorted(tally.rows[REMEDY].items()), REMEDIES),
        people=_rows(tally.people, people),
        left_out=tally.left_out,
        lacking=[_lacking(fact, count) for fact, count in sorted(tally.lacking.items())],
        reproduced=_reproduced(tally),
        more=found.more,
        sentences=list(sentences(tally, authority.version)),
    )


def _changes(tally: Tally) -> list[ChangeKindOut]:
    return [
        ChangeKindOut.model_validate(
            {
                "kind": kind,
                "count": group.count,
                "sums": _sums(group.amounts),
                "sentence": said_of(kind, group.count, group.amounts),
                "example": _example(group.example) if group.example else None,
            }
        )
        for kind, group in tally.groups.items()
        if group.count
    ]


def _example(example: Example) -> PastOut:
    past, case = example.past, example.past.case
    said = {"remedy": case.remedy, "amount": case.amount, "currency": case.currency, "at": moment(past.at)}
    who = PersonOut(id=case.requester.id, name=past.fate.requester)
    named = {"request": past.fate.id, "reference": past.fate.reference, "requester": who}
    return PastOut.model_validate({**said, **named, "before": example.before, "after": example.after})


def _rows(rows: Iterable[tuple[str, Row]], names: Mapping[str, str]) -> list[AffectedOut]:
    return [
        AffectedOut(
            id=name,
            name=names.get(name, name),
            cases=row.before.total(),
            changed=row.changed,
            before=_outcomes(row.before),
            after=_outcomes(row.after),
        )
        for name, row in rows
    ]


def _ladder(rows: Mapping[str, Row], tiers: Iterable[str]) -> list[tuple[str, Row]]:
    """Lowest rung first; those that are not there any more come last."""
    rungs = list(tiers)
    return sorted(rows.items(), key=lambda pair: (rungs.index(pair[0]) if pair[0] in rungs else len(rungs), pair[0]))


def _outcomes(counted: Mapping[str, int]) -> OutcomesOut:
    return OutcomesOut(**{name: counted.get(name, 0) for name in OUTCOMES})


def _sums(amounts: Mapping[str, int]) -> list[SumOut]:
    return [SumOut(currency=currency, amount=amount) for currency, amount in sorted(amounts.items())]


def _lacking(fact: str, count: int) -> LackingOut:
    declared = DECLARED.get(fact)
    return LackingOut(fact=fact, label=declared.label if declared else "Who asked", count=count)


def _reproduced(tally: Tally) -> ReproducedOut:
    unlike = [{"why": why, "count": count} for why, count in sorted(tally.unlike.items())]
    return ReproducedOut.model_validate({"compared": tally.compared, "reproduced": tally.reproduced, "unlike": unlike})
