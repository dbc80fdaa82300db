"""The limits in force as one immutable value: domain.policy.Authority, answered by Casbin over the rows that matter."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from hashlib import sha256

from remit.authority.budgets.book import BudgetBook, digest
from remit.authority.budgets.judge import budget_judge
from remit.authority.engine.alike import Alike
from remit.authority.engine.crowd import kind
from remit.authority.engine.index import Index, Row, rule_id, within
from remit.authority.engine.judge import judge
from remit.authority.engine.members import Members, Standing, members
from remit.authority.engine.memory import Memory
from remit.authority.engine.reach import follows_from, furthest
from remit.authority.engine.recent import Recent
from remit.authority.engine.sharded import Sharded
from remit.authority.rules import listed
from remit.authority.rules.conditions import certificates_in
from remit.authority.rules.rule import ALLOW, InvalidRule, Rule, key_of, number, row
from remit.domain.people import Directory, Person
from remit.domain.policy.budgets import Budget, Sums
from remit.domain.policy.facts import moment_of
from remit.domain.policy.questions import Answer, Question, Reach, Tier
from remit.domain.policy.quorums import Quorum
from remit.domain.policy.stacks import Stack
from remit.domain.values import value

_MODULUS = 2**256
_Place = tuple[Standing, Sequence[Row]]
"""How a subject stands, and every row about it in a matter and mode, whatever the amount."""


@value(frozen=True, slots=True)
class Snapshot:
    """One policy version and the people it applies to. Swap it by one assignment: a decision sees exactly one."""

    version: int
    tiers: tuple[Tier, ...]
    rules: Mapping[str, Rule]
    """By rule id, iterated in that order."""
    hash: str
    """Of the rules and tiers, not of the people: a version's content has one hash, whoever works here."""
    _index: Index
    _members: Members
    _sum: int
    _memory: Memory = field(default_factory=Memory, compare=False, repr=False)
    book: BudgetBook = field(default_factory=BudgetBook)
    """The budgets of this version."""
    stacks: tuple[Stack, ...] = ()
    """What is summed before the answer."""
    quorums: tuple[Quorum, ...] = ()
    """Above what more than one has to approve."""
    _alike: Alike = field(default_factory=Alike, init=False, compare=False, repr=False)
    """Of these rules, budgets and people: with others it is another."""
    _places: Recent[_Place] = field(default_factory=Recent, init=False, compare=False, repr=False)
    """Of these rules and people, found once for each subject in a matter."""
    issued: int = 0
    """The highest number of a rule's id so far."""

    @property
    def people(self) -> Directory:
        return self._members.people

    def ask(self, question: Question) -> Answer:
        """Put one question to Casbin. Subjects are `user:<id>` of somebody active, or `tier:<name>`; else no."""
        standing, rows = self._applying(question)
        return judge().ask(rows, standing, question)

    def allows(self, question: Question) -> bool:
        """Whether `ask` would say yes. What Casbin said about the same rows is not asked of it again."""
        standing, rows = self._applying(question)
        grants, caps = [row for row in rows if row[7] == ALLOW], [row for row in rows if row[7] != ALLOW]
        if len(grants) > 1:
            # A grant more never turns a yes into a no: where the one that most people have in common says yes beside
            # all caps, the others need not be read.
            shared = max(grants, key=lambda row: standing.inherits.index(row[0]))
            if self._verdict([*caps, shared], standing, question).allowed:
                return True
        return self._verdict(rows, standing, question).allowed

    def recalled(self, question: Question) -> Answer:
        """What `ask` says. What Casbin said about the same rows is not asked of it again: for looking back at many."""
        standing, rows = self._applying(question)
        return self._verdict(rows, standing, question)

    def foresees(self, question: Question) -> bool:
        """The same, for a way to yes that is only offered."""
        return self.allows(question)

    def _bearing(self, question: Question) -> _Place:
        place = question.subject, question.remedy, question.currency, question.brand, question.mode
        return self._places.or_ask(place, lambda: self._place(question))

    def _place(self, question: Question) -> _Place:
        standing = self._members.standing(question.subject).at(question.brand)
        return standing, self._index.about(standing, question)

    def _applying(self, question: Question) -> tuple[Standing, list[Row]]:
        standing, rows = self._bearing(question)
        return standing, judge().applying(within(rows, question.amount), question.facts)

    def _verdict(self, rows: Sequence[Row], standing: Standing, question: Question) -> Answer:
        # Rows that all match are answered alike, whoever asks and how much: amount, condition and links are settled.
        key = (tuple(map(rule_id, rows)), question.brand, question.mode)
        return self._memory.verdicts.or_ask(key, lambda: judge().ask(rows, standing, question))

    def reach(self, question: Question, without: Collection[str] = ()) -> Reach | None:
        """The largest amount that is answered yes; `without` these rules, as if they were not there."""
        standing, rows = self._bearing(question)
        if without:
            rows = [row for row in rows if rule_id(row) not in without]
        key = follows_from(rows, question)
        return self._memory.reaches.or_ask(key, lambda: furthest(rows, standing, question))

    def about(self, question: Question) -> Sequence[Row]:
        """The rows for the question's subject in its matter and mode, whatever the amount."""
        return self._bearing(question)[1]

    def certificates(self, question: Question) -> frozenset[str]:
        """The certificates that rules about the question's subject ask for in its matter, whatever the amount."""
        if (question.remedy, question.currency) not in self._index.asked:
            return frozenset()
        rows = self.about(question)
        return frozenset().union(*(certificates_in(row[5]) for row in rows))

    def kind(self, person: Person, remedy: str, currency: str, at: datetime | None = None) -> Hashable:
        """People of one kind get the same answers about approving, at this moment."""
        return kind(self._index, person, (remedy, currency), at)

    def alike(self, person: Person) -> Hashable:
        """People who are alike get the same answers about approving, whatever the case; where named, one by one."""
        return self._alike.kind(person, self._index, self.book.by_subject, self.people.register.delegations)

    def crowds(self) -> Sequence[Sequence[Person]]:
        """Everybody active; one of a crowd answers for all of it about approving. They share tier and team as well."""
        return self._alike.crowds(self.people, self._index, self.book.by_subject)

    def hopefuls(self, question: Question) -> Iterator[tuple[str | None, Iterator[Person]]]:
        """By tier, people of whom one is answered yes if anybody of that tier is. The subject asked does not matter."""
        trade = (question.remedy, question.currency)
        crowd = self._memory.crowd(self._index, self.people, trade, moment_of(question.facts))
        return crowd.hopefuls(question, self._members)

    def budgets(self, question: Question) -> tuple[Budget, ...]:
        """The budgets that bind the question's subject in its matter, by id."""
        if not self.book.rows:
            return ()
        return self.book.binding(self._bearing(question)[0].own, question)

    def subjects_of(self, person: Person) -> tuple[str, ...]:
        """By what names caps and budgets bind this person, for whichever brand."""
        return self._members.standing(person.subject).anywhere.own

    def subjects_at(self, person: Person, brand: str) -> tuple[str, ...]:
        """The same for this brand."""
        return self._members.standing(person.subject).at(brand).own

    def grants_of(self, person: Person) -> tuple[str, ...]:
        """By what names grants reach this person, for whichever brand."""
        return self._members.standing(person.subject).anywhere.inherits

    def within(self, question: Question, sums: Sums) -> Answer:
        """Casbin's answer over those budgets, with what is used of each; on a no, one that it goes over."""
        standing = self._members.standing(question.subject).at(question.brand)
        return budget_judge().ask(self.book.binding(standing.own, question), standing, question, sums)

    def knows(self, subject: str) -> bool:
        """Whether a rule about this subject is about anybody."""
        return self._members.knows(subject)

    def twin(self, rule: Rule) -> str | None:
        """The id of the rule here that is about the same as this one, whatever its amount."""
        key = key_of(rule)
        about = (self.rules[rule_id(one)] for one in self._index.of(rule.subject, (rule.remedy, rule.currency)))
        return next((one.rid for one in about if key_of(one) == key), None)

    def rules_of(self, subjects: Iterable[str]) -> Iterator[Rule]:
        """The rules that name one of these subjects."""
        rows = (row for subject in subjects for trade in self._index.trades for row in self._index.of(subject, trade))
        return (self.rules[rule_id(row)] for row in rows)

    def with_rules(self, version: int, added: Iterable[Rule] = (), removed: Iterable[str] = ()) -> "Snapshot":
        """The next version: without the rules `removed` by id, with `added` (which replace those of the same id)."""
        new = {rule.rid: rule for rule in added}
        gone = [self.rules[rid] for rid in {*removed, *new} if rid in self.rules]
        kept = self.rules if isinstance(self.rules, Sharded) else Sharded[str, Rule]().with_changes(self.rules, ())
        total = (self._sum + sum(map(_digest, new.values())) - sum(map(_digest, gone))) % _MODULUS
        return replace(
            self,
            version=version,
            rules=kept.with_changes(new, [rule.rid for rule in gone]),
            hash=_hash(total, self.tiers, self.stacks, self.quorums),
            _index=self._index.with_rows([row(rule) for rule in new.values()], [row(rule) for rule in gone]),
            _sum=total,
            _memory=Memory(),
            issued=max([self.issued, *map(number, new)]),
        )

    def with_budgets(self, version: int, added: Iterable[Budget] = (), removed: Iterable[str] = ()) -> "Snapshot":
        """The next version: without the budgets `removed` by id, with `added`."""
        new = {budget.bid: budget for budget in added}
        gone = [self.book.rows[bid] for bid in {*removed, *new} if bid in self.book.rows]
        total = (self._sum + sum(map(digest, new.values())) - sum(map(digest, gone))) % _MODULUS
        book = self.book.with_changes(new.values(), [budget.bid for budget in gone])
        hash_ = _hash(total, self.tiers, self.stacks, self.quorums)
        return replace(self, version=version, hash=hash_, _sum=total, book=book)

    def with_people(self, people: Directory) -> "Snapshot":
        """The same version, applied to these people."""
        memory = self._memory.with_people(same_groups=people.groups is self.people.groups)
        return replace(self, _members=replace(self._members, people=people), _memory=memory)

    def with_tiers(self, version: int, tiers: Iterable[Tier]) -> "Snapshot":
        """The next version, with another ladder (lowest first)."""
        ladder = tuple(tiers)
        fresh = members(ladder, self.people)
        hash_ = _hash(self._sum, ladder, self.stacks, self.quorums)
        return replace(self, version=version, tiers=ladder, hash=hash_, _members=fresh, _memory=Memory())

    def with_stacks(self, version: int, stacks: Iterable[Stack]) -> "Snapshot":
        """The next version, with other pieces summed."""
        summed = tuple(stacks)
        hash_ = _hash(self._sum, self.tiers, summed, self.quorums)
        return replace(self, version=version, stacks=summed, hash=hash_)

    def with_quorums(self, version: int, quorums: Iterable[Quorum]) -> "Snapshot":
        """The next version, with others for whom one approver is not enough."""
        asked = tuple(quorums)
        hash_ = _hash(self._sum, self.tiers, self.stacks, asked)
        return replace(self, version=version, quorums=asked, hash=hash_)


def snapshot(version: int, rules: Iterable[Rule], tiers: Iterable[Tier], people: Directory) -> Snapshot:
    """The snapshot of a version's rules and ladder (lowest tier first). Raises InvalidRule where two share an id."""
    ladder, content = tuple(tiers), list(rules)
    empty = Snapshot(version, ladder, Sharded[str, Rule](), _hash(0, ladder), Index(), members(ladder, people), 0)
    made = empty.with_rules(version, content)
    if len(made.rules) != len(content):
        raise InvalidRule("Two rules of a version share an id.", field="rule")
    listed.begin(made.rules, content)
    return made


def _digest(rule: Rule) -> int:
    return int.from_bytes(sha256("\x1f".join((*row(rule), rule.guideline)).encode()).digest())


def _hash(total: int, tiers: Iterable[Tier], stacks: Iterable[Stack] = (), quorums: Iterable[Quorum] = ()) -> str:
    # A sum of the rows' hashes does not depend on their order, and a change adds and subtracts only what it touches.
    # It tells versions apart; that nobody forged one is for the audit record to prove.
    ladder = "\x1e".join(f"{tier.name}\x1f{tier.title}" for tier in tiers)
    summed = "".join(f"\x1d{one.per}\x1f{one.hours}\x1f{'|'.join(one.remedies)}" for one in stacks)
    asked = "".join(f"\x1c{one.tier}\x1f{one.currency}\x1f{one.above}\x1f{one.approvers}" for one in quorums)
    return sha256(total.to_bytes(32) + (ladder + summed + asked).encode()).hexdigest()
