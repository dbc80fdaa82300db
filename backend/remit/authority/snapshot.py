"""The limits in force as one immutable value: domain.policy.Authority, answered by Casbin over the rows that matter."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from remit.authority.engine.index import Index, rule_id
from remit.authority.engine.judge import judge
from remit.authority.engine.members import Members, members
from remit.authority.engine.reach import furthest
from remit.authority.engine.sharded import Sharded
from remit.authority.rules.rule import InvalidRule, Rule, row
from remit.domain.people import Directory
from remit.domain.policy.questions import Answer, Question, Reach, Tier

_MODULUS = 2**256


@dataclass(frozen=True, slots=True)
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

    @property
    def people(self) -> Directory:
        return self._members.people

    def ask(self, question: Question) -> Answer:
        """Put one question to Casbin. Subjects are `user:<id>` of somebody active, or `tier:<name>`; else no."""
        standing = self._members.standing(question.subject)
        return judge().ask(self._index.candidates(standing, question), standing, question)

    def reach(self, question: Question, without: Collection[str] = ()) -> Reach | None:
        """The largest amount that is answered yes; `without` these rules, as if they were not there."""
        standing = self._members.standing(question.subject)
        rows = self._index.candidates(standing, question)
        if without:
            rows = [row for row in rows if rule_id(row) not in without]
        return furthest(rows, standing, question)

    def personal(self, remedy: str, currency: str) -> Collection[str]:
        """Ids of the people whose own rows bear on approving: grants for approve, caps on it."""
        return self._index.personal.get((remedy, currency), frozenset())

    def team_ruled(self, team: str | None, remedy: str, currency: str) -> bool:
        """Whether the team has rows of its own."""
        return team is not None and self._index.has_rows(f"team:{team}", (remedy, currency))

    def knows(self, subject: str) -> bool:
        """Whether a rule about this subject is about anybody."""
        return self._members.knows(subject)

    def with_rules(self, version: int, added: Iterable[Rule] = (), removed: Iterable[str] = ()) -> "Snapshot":
        """The next version: without the rules `removed` by id, with `added` (which replace those of the same id)."""
        new = {rule.rid: rule for rule in added}
        gone = [self.rules[rid] for rid in {*removed, *new} if rid in self.rules]
        kept = self.rules if isinstance(self.rules, Sharded) else Sharded[Rule]().with_changes(self.rules, ())
        total = (self._sum + sum(map(_digest, new.values())) - sum(map(_digest, gone))) % _MODULUS
        return replace(
            self,
            version=version,
            rules=kept.with_changes(new, [rule.rid for rule in gone]),
            hash=_hash(total, self.tiers),
            _index=self._index.with_rows([row(rule) for rule in new.values()], [row(rule) for rule in gone]),
            _sum=total,
        )

    def with_people(self, people: Directory) -> "Snapshot":
        """The same version, applied to these people."""
        return replace(self, _members=replace(self._members, people=people))

    def with_tiers(self, version: int, tiers: Iterable[Tier]) -> "Snapshot":
        """The next version, with another ladder (lowest first)."""
        ladder = tuple(tiers)
        fresh = members(ladder, self.people)
        return replace(self, version=version, tiers=ladder, hash=_hash(self._sum, ladder), _members=fresh)


def snapshot(version: int, rules: Iterable[Rule], tiers: Iterable[Tier], people: Directory) -> Snapshot:
    """The snapshot of a version's rules and ladder (lowest tier first). Raises InvalidRule where two share an id."""
    ladder, content = tuple(tiers), list(rules)
    empty = Snapshot(version, ladder, Sharded[Rule](), _hash(0, ladder), Index(), members(ladder, people), 0)
    made = empty.with_rules(version, content)
    if len(made.rules) != len(content):
        raise InvalidRule("Two rules of a version share an id.", field="rule")
    return made


def _digest(rule: Rule) -> int:
    return int.from_bytes(sha256("\x1f".join((*row(rule), rule.guideline)).encode()).digest())


def _hash(total: int, tiers: Iterable[Tier]) -> str:
    # A sum of the rows' hashes does not depend on their order, and a change adds and subtracts only what it touches.
    # It tells versions apart; that nobody forged one is for the audit record to prove.
    ladder = "\x1e".join(f"{tier.name}\x1f{tier.title}" for tier in tiers)
    return sha256(total.to_bytes(32) + ladder.encode()).hexdigest()
