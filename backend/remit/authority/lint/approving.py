"""Amounts that nobody may approve, and approvers who could approve for nobody but themselves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from remit.authority.lint.findings import WARNING, Finding
from remit.authority.lint.matters import ELSEWHERE, Matter, Trade
from remit.authority.lint.situations import spoken as situation
from remit.authority.permits import permits
from remit.authority.rules.rule import APPROVE, AUTO, REVIEW
from remit.authority.snapshot import Snapshot
from remit.domain.money import MAX_AMOUNT, spoken
from remit.domain.people import Person
from remit.domain.policy.questions import Facts
from remit.domain.remedies import REMEDIES

Kind = tuple[Person, int, bool]
"""One of a kind of person, how many there are of it, and whether they may ask for remedies."""


_Group = tuple[str | None, str | None, bool]


@dataclass(slots=True)
class Crowd:
    """Active people by tier, team and whether they may ask for remedies; counted once for all matters."""

    authority: Snapshot
    groups: dict[bool, dict[_Group, list[str]]] = field(default_factory=lambda: {False: {}, True: {}})
    """With the teams told apart, and without: rules about teams are rare, and there may be a thousand."""
    group_of: dict[bool, dict[str, _Group]] = field(default_factory=lambda: {False: {}, True: {}})

    def __post_init__(self) -> None:
        people = self.authority.people
        for (tier, team), ids in people.groups.items():
            for one in ids:
                asks = _asks(people.people[one])
                for teams, group in ((True, (tier, team, asks)), (False, (tier, None, asks))):
                    self.groups[teams].setdefault(group, []).append(one)
                    self.group_of[teams][one] = group

    def kinds(self, matter: Matter) -> Iterator[Kind]:
        """Everybody, as the rules of this matter can tell them apart."""
        people, subjects = self.authority.people.people, {rule.subject for rule in matter.rules}
        teams = any(subject.startswith("team:") for subject in subjects)
        plain: dict[_Group, tuple[str, int]] = {}
        singled = [subject.removeprefix("user:") for subject in subjects if subject.startswith("user:")]
        taken = Counter(self.group_of[teams][one] for one in singled if one in self.group_of[teams])
        for (tier, team, asks), ids in self.groups[teams].items():
            left = len(ids) - taken[tier, team, asks]
            if left:
                key = (tier, team if f"team:{team}" in subjects else None, asks)
                first, count = plain.get(key) or (next(one for one in ids if f"user:{one}" not in subjects), 0)
                plain[key] = (first, count + left)
        for (_, _, asks), (first, count) in plain.items():
            yield people[first], count, asks
        for one in sorted(singled):
            person = people.get(one)
            if person is not None and person.active:
                yield person, 1, _asks(person)


def _asks(person: Person) -> bool:
    return "requests.create" in permits(person.roles)


@dataclass(frozen=True, slots=True)
class _Standing:
    """How far a kind of person gets in one situation: alone, and approving for others."""

    person: Person
    many: bool
    asks: bool
    alone: int
    approves: int


def approving(trade: Trade, crowd: Crowd) -> Iterator[Finding]:
    """What is wrong with approving, matter by matter; what is so in every situation is said once."""
    for matter in trade.matters.values():
        found: dict[Finding, list[Facts]] = {}
        for standings, facts in _standings(matter, list(crowd.kinds(matter))):
            for finding in _in_situation(matter, standings):
                found.setdefault(finding, []).extend(facts)
        for finding, where in found.items():
            yield _placed(finding, where, matter)


def _standings(matter: Matter, kinds: list[Kind]) -> Iterator[tuple[list[_Standing], list[Facts]]]:
    """How everybody stands, with the situations in which it is so: many situations make no difference here."""
    told = matter.situations or ()
    modes = (AUTO, REVIEW, APPROVE)
    columns = [matter.amounts(one.subject, mode) for one, _, _ in kinds for mode in modes]
    alike: dict[tuple[int, ...], list[Facts]] = {}
    for facts, amounts in zip(told, zip(*columns, strict=True), strict=bool(columns)):
        alike.setdefault(amounts, []).append(facts)
    for amounts, where in alike.items():
        standings = [
            _Standing(one, count > 1, asks, max(auto, review), approves)
            for (one, count, asks), (auto, review, approves) in zip(kinds, _by_threes(amounts), strict=True)
        ]
        yield standings, where


def _by_threes(amounts: tuple[int, ...]) -> Iterator[tuple[int, int, int]]:
    threes = iter(amounts)
    return zip(threes, threes, threes, strict=True)


def _in_situation(matter: Matter, all_: list[_Standing]) -> Iterator[Finding]:
    asking = [one for one in all_ if one.asks]
    most_alone = max((one.alone for one in asking), default=0)
    most = max((one.approves for one in all_), default=0)
    if most_alone and not most:
        yield _nobody(matter)
    elif most_alone > most:
        yield _gap(matter, most, next(one for one in asking if one.alone == most_alone))
    elif most:
        yield from _lonely(matter, all_, most)
    yield from (_idle(matter, one) for one in all_ if one.approves and not _needed(one, asking))


def _lonely(matter: Matter, all_: list[_Standing], most: int) -> Iterator[Finding]:
    """The one person who may approve the most: nobody is left to approve theirs."""
    top = [one for one in all_ if one.approves == most]
    if len(top) > 1 or top[0].many or not top[0].asks:
        return
    others = max((one.approves for one in all_ if one is not top[0]), default=0)
    if max(top[0].alone, others) < most:
        yield _sole(matter, top[0], max(top[0].alone, others))


def _needed(approver: _Standing, asking: list[_Standing]) -> bool:
    others = (one for one in asking if one.person is not approver.person or one.many)
    return any(one.alone < approver.approves for one in others)


def _nobody(matter: Matter) -> Finding:
    sentence = f"Nobody may approve a {_what(matter)}: whatever is over somebody's own limit is refused at once."
    return Finding("nobody-approves", WARNING, (), sentence, "Give at least one tier an approval limit.")


def _gap(matter: Matter, most: int, able: _Standing) -> Finding:
    tier = able.person.tier or able.person.name
    upper = "without limit" if able.alone >= MAX_AMOUNT else f"up to {spoken(able.alone, matter.currency)}"
    sentence = (
        f"Nobody may approve a {_what(matter)} over {spoken(most, matter.currency)} for others, "
        f"although {tier.replace('_', ' ')} may give one alone {upper}."
    )
    mend = "Raise an approval limit to what may be given alone, or lower the limit for acting alone."
    return Finding("approval-gap", WARNING, (), sentence, mend)


def _sole(matter: Matter, one: _Standing, own: int) -> Finding:
    over = spoken(own, matter.currency)
    name = one.person.name
    sentence = f"Only {name} may approve a {_what(matter)} over {over}; for {name}, nobody can approve that."
    return Finding("sole-approver", WARNING, (), sentence, "Give a second person the same approval limit.")


def _idle(matter: Matter, one: _Standing) -> Finding:
    sentence = (
        f"{one.person.name} may approve a {_what(matter)} up to {_most(one.approves, matter)}, but only their own "
        "requests could need it, and nobody approves their own."
    )
    mend = "Raise this approval limit above what others may do alone, or remove it."
    return Finding("idle-approver", WARNING, (), sentence, mend)


def _most(amount: int, matter: Matter) -> str:
    return "any amount" if amount >= MAX_AMOUNT else spoken(amount, matter.currency)


def _what(matter: Matter) -> str:
    brand = "other brands" if matter.brand == ELSEWHERE else matter.brand
    return f"{REMEDIES[matter.remedy].lower()} in {matter.currency} ({brand})"


def _placed(finding: Finding, where: list[Facts], matter: Matter) -> Finding:
    if len(where) == len(matter.situations or ()):
        return finding
    said = situation(where[0], (rule.condition for rule in matter.rules))
    so = "This is so" if len(where) == 1 else "This is so, for example,"
    return replace(finding, sentence=f"{finding.sentence} {so} {said}.") if said else finding
