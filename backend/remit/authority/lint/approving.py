"""Amounts that nobody may approve, and approvers who could approve for nobody but themselves."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from remit.authority.drafts.difference import subject_names
from remit.authority.lint.approving_words import gap, idle, nobody, sole
from remit.authority.lint.crowd import Crowd, Kind
from remit.authority.lint.findings import Finding
from remit.authority.lint.matters import Matter
from remit.authority.lint.room import Room
from remit.authority.lint.search import Formula, either, every
from remit.authority.lint.situations import spoken as situation
from remit.domain.policy.questions import Facts

MOST = 12
"""So many of one kind are told for one remedy, currency and brand; of more, only that there are."""
_Told = tuple[Finding, Formula]
"""A finding, and where exactly it is so."""


def approving(matter: Matter, crowd: Crowd) -> Iterator[Finding]:
    """What is wrong with approving in a matter; what is so in every situation is said without one."""
    room = Room(matter, crowd.kinds(matter))
    nobody_at_all = every((room.nobody_approves(1), room.somebody_alone(1)))
    yield from _all(matter, nobody_at_all, lambda _: (nobody(matter), nobody_at_all))
    yield from _all(matter, _gap(room), lambda facts: _gap_here(room, facts))
    for one in room.perhaps_sole():
        yield from _sole(room, one)
    for one in room.perhaps_idle():
        yield from _idle(room, one)


def _all(matter: Matter, formula: Formula, told: Callable[[Facts], _Told]) -> Iterator[Finding]:
    """Every different finding of the kind, each with an example."""
    for _ in range(MOST):
        box = matter.where(formula)
        if box is None:
            return
        finding, where = told(matter.terms.facts(box))
        yield _placed(finding, where, matter)
        formula = every((formula, matter.terms.opposite(where)))
    if matter.where(formula) is not None:
        matter.doubts.open = True


def _gap(room: Room) -> Formula:
    """Somebody may give alone what nobody may approve, though something may be approved."""
    ends = [end for end in room.alone_ends if end > room.sure]
    gaps = either(every((room.somebody_alone(end), room.nobody_approves(end))) for end in ends)
    return False if gaps is False else every((room.somebody_approves(1), gaps))


def _gap_here(room: Room, facts: Facts) -> _Told:
    most = max(room.approves(one, facts) for one in room.approving)
    reached = [room.alone(one, facts) for one in room.acting]
    alone = max(reached)
    first = reached.index(alone)
    able, earlier = room.acting[first], room.acting[:first]
    where = every(
        (
            room.somebody_approves(most),
            room.nobody_approves(most + 1),
            room.nobody_alone(alone + 1),
            able.alone(alone),
            *(one.not_alone(alone) for one in earlier),
        )
    )
    return gap(room.matter, most, able.person, alone), where


def _sole(room: Room, top: Kind) -> Iterator[Finding]:
    """This one may approve more than anybody else, and more than they may give alone: nobody approves theirs."""
    others = [one for one in room.approving if one is not top]
    ends = (
        every((top.approves.at_least(end), top.not_alone(end), *(one.approves.below(end) for one in others)))
        for end in sorted(top.approves.amounts)
    )
    no_gap = (either((room.nobody_alone(end), top.approves.at_least(end))) for end in room.alone_ends)
    formula = every((either(ends), *no_gap))

    def here(facts: Facts) -> _Told:
        own = max(room.alone(top, facts), *(room.approves(one, facts) for one in others), 0)
        upto = either((top.alone(own), *(one.approves.at_least(own) for one in others)))
        beyond = (one.approves.below(own + 1) for one in others)
        return sole(room.matter, top.person, own), every((formula, upto, top.not_alone(own + 1), *beyond))

    yield from _all(room.matter, formula, here)


def _idle(room: Room, approver: Kind) -> Iterator[Finding]:
    """Everybody who could ask this one may give as much alone."""
    others = room.others_acting(approver)
    needless = (
        either((approver.approves.below(end), every(one.alone(end) for one in others)))
        for end in sorted(approver.approves.amounts)
    )
    formula = every((approver.approves.at_least(1), *needless))

    def here(facts: Facts) -> _Told:
        most = room.approves(approver, facts)
        exactly = approver.approves.at_least(most), approver.approves.below(most + 1)
        return idle(room.matter, approver.person, most), every((formula, *exactly))

    yield from _all(room.matter, formula, here)


def _placed(finding: Finding, where: Formula, matter: Matter) -> Finding:
    if where is True or matter.never(matter.terms.opposite(where)):
        return finding
    box = matter.where(where)
    names = subject_names(matter.authority.tiers, matter.authority.people)
    said = "" if box is None else situation(matter.terms.narrowed(box), matter.whens, names)
    if box is None or not said:
        return finding
    only = matter.never(every((where, matter.terms.outside(box))))
    so = "This is so" if only else "This is so, for example,"
    return replace(finding, sentence=f"{finding.sentence} {so} {said}.")
