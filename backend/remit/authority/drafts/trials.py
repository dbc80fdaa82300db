"""Matrix tests of limits: who × remedy × amount, each with the outcome that it should have. The clock is a fact."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime
from itertools import product

from remit.authority.rules.declared import DECLARED
from remit.authority.snapshot import Snapshot
from remit.domain.catalogue import Catalogue
from remit.domain.certificates import NEVER, Held
from remit.domain.people import Directory, Person
from remit.domain.policy.cases import Case
from remit.domain.policy.decision import decide
from remit.domain.policy.facts import about, at_moment
from remit.domain.policy.questions import Fact
from remit.domain.refusal import Invalid
from remit.domain.remedies import Reason
from remit.domain.values import value

MOST = 5_000
"""Cells of one suite: as many decisions take seconds."""
_STAND_IN = "usr_trial"
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class InvalidTrial(Invalid):
    """A test of the limits cannot be run as it stands; `index` says which, `field` what of it."""

    name = "invalid-trial"
    title = "Invalid test"


@value(frozen=True, slots=True, kw_only=True)
class Trial:
    """Everybody in `who` × every remedy × every amount (minor units) should have this outcome."""

    who: tuple[str, ...]
    """`tier:agent` (somebody new of that tier), an e-mail address, or `user:usr_…`."""
    remedies: tuple[str, ...]
    amounts: tuple[int, ...]
    currency: str
    brand: str
    reason: str
    expect: str
    """allow, review, escalate or deny."""
    name: str = ""
    channel: str | None = None
    order_age_days: int | None = None
    order_captured: int | None = None
    override: bool = False
    given: Mapping[str, Fact] = field(default_factory=dict)
    """Whatever else is known, by the names of the facts that conditions ask about."""
    holds: tuple[str, ...] = ()
    """Certificates of somebody new."""
    at: datetime | None = None
    """The fixed clock; None is when the tests are run."""

    @property
    def cells(self) -> int:
        """How many decisions it takes."""
        return len(self.who) * len(self.remedies) * len(self.amounts)


@value(frozen=True, slots=True, kw_only=True)
class Tried:
    """One cell: what should have been said, and what was."""

    index: int
    """Which trial of the suite, from 0."""
    name: str
    who: str
    remedy: str
    amount: int
    currency: str
    expected: str
    outcome: str
    rule: str | None
    limit: int | None
    sentence: str

    @property
    def passed(self) -> bool:
        """Whether it is as it should be."""
        return self.expected == self.outcome


def run(authority: Snapshot, trials: Iterable[Trial], now: datetime | None = None) -> tuple[Tried, ...]:
    """Every cell, decided as a live request would be: at the trial's own moment, else at `now`.

    Raises InvalidTrial before any is, if one cannot be run.
    """
    suite = list(trials)
    if sum(one.cells for one in suite) > MOST:
        raise InvalidTrial(f"These are more than {MOST} cases. Run them in parts.", field="cases")
    floor = Floor(authority, now)
    for index, trial in enumerate(suite):
        _check(trial, index, floor)
    return tuple(tried for index, trial in enumerate(suite) for tried in _cells(trial, index, floor))


def foreseen(authority: Snapshot, trial: Trial) -> tuple[Case, Snapshot]:
    """The first cell as a case, and the limits to put it to. Raises InvalidTrial if it cannot be run."""
    return next(cases(authority, trial))


def cases(authority: Snapshot, trial: Trial, now: datetime | None = None) -> Iterator[tuple[Case, Snapshot]]:
    """Every cell as a case, and the limits to put it to. Raises InvalidTrial if it cannot be run."""
    yield from cases_on(Floor(authority, now), trial)


def cases_on(floor: "Floor", trial: Trial) -> Iterator[tuple[Case, Snapshot]]:
    """The same on a floor that several trials share: whoever stands in for a tier is put there once."""
    _check(trial, 0, floor)
    for who, remedy, amount in product(trial.who, trial.remedies, trial.amounts):
        requester, limits = _somebody(who, trial, 0, floor)
        yield case_for(trial, (requester, floor.reason(trial)), remedy, amount, floor.now), limits


def case_for(
    trial: Trial, asked_by: tuple[Person, Reason], remedy: str, amount: int, now: datetime | None = None
) -> Case:
    """One cell as policy sees it."""
    requester, reason = asked_by
    facts: dict[str, Fact] = {**trial.given, "reason": reason.code, "basis": reason.basis, "brand": trial.brand}
    known = {name: getattr(trial, name) for name in ("channel", "order_age_days", "order_captured")}
    facts.update({name: value for name, value in known.items() if value is not None})
    on_order = trial.order_age_days is not None or trial.order_captured is not None
    when = trial.at or now
    return Case(
        requester=requester,
        remedy=remedy,
        amount=amount,
        currency=trial.currency,
        brand=trial.brand,
        facts=facts if when is None else about(at_moment(facts, when, str(facts.get("time_zone", "UTC"))), requester),
        on_order=on_order,
        override=trial.override,
    )


def _check(trial: Trial, index: int, floor: "Floor") -> None:
    if floor.catalogue.reason(trial.reason) is None:
        raise InvalidTrial(f"There is no reason {trial.reason}.", index=index, field="reason")
    for name in trial.given:
        if name not in DECLARED and name != "time_zone":
            detail = f"There is no fact {name}. Known are {', '.join(DECLARED)}."
            raise InvalidTrial(detail, index=index, field="given")
    for who in trial.who:
        _somebody(who, trial, index, floor)


def _somebody(who: str, trial: Trial, index: int, floor: "Floor") -> tuple[Person, Snapshot]:
    found = floor.requester(who, trial.holds)
    if found is None:
        detail = f"There is no {who}. Name an e-mail address, user:… or tier:…, as they are now."
        raise InvalidTrial(detail, index=index, field="who")
    return found


def _cells(trial: Trial, index: int, floor: "Floor") -> Iterator[Tried]:
    for who, remedy, amount in product(trial.who, trial.remedies, trial.amounts):
        found = floor.requester(who, trial.holds)
        if found is None:
            continue
        requester, authority = found
        said = decide(case_for(trial, (requester, floor.reason(trial)), remedy, amount, floor.now), authority)
        yield Tried(
            index=index,
            name=trial.name,
            who=who,
            remedy=remedy,
            amount=amount,
            currency=trial.currency,
            expected=trial.expect,
            outcome=said.outcome,
            rule=said.rule,
            limit=said.limit,
            sentence=said.sentence,
        )


class Floor:
    """The people that trials speak of; for a tier, somebody new, whom only their own trials know."""

    def __init__(self, authority: Snapshot, now: datetime | None = None) -> None:
        self.now = now
        self._authority = authority
        self._known: dict[tuple[str, tuple[str, ...]], tuple[Person, Snapshot] | None] = {}

    @property
    def catalogue(self) -> Catalogue:
        """What can be asked for, and why."""
        return self._authority.people.register.catalogue

    def reason(self, trial: Trial) -> Reason:
        """Why they ask."""
        found = self.catalogue.reason(trial.reason)
        if found is None:
            raise InvalidTrial(f"There is no reason {trial.reason}.", field="reason")
        return found

    def requester(self, who: str, holds: tuple[str, ...]) -> tuple[Person, Snapshot] | None:
        """The person, and the limits with the people who are there for this trial; None if there is nobody."""
        if (who, holds) not in self._known:
            self._known[who, holds] = self._find(who, holds)
        return self._known[who, holds]

    def _find(self, who: str, holds: tuple[str, ...]) -> tuple[Person, Snapshot] | None:
        people = self._authority.people
        if who.startswith("tier:"):
            return self._stand_in(who.removeprefix("tier:"), holds)
        person = people.get(who.removeprefix("user:")) if who.startswith("user:") else by_email(people, who)
        return None if person is None or not person.active else (person, self._authority)

    def _stand_in(self, tier: str, holds: tuple[str, ...]) -> tuple[Person, Snapshot] | None:
        if all(tier != one.name for one in self._authority.tiers):
            return None
        # Nobody is added but the requester, who never approves: who may approve stays as it is.
        held = tuple(Held(code, _EVER, NEVER, "a test") for code in holds)
        person = Person(_STAND_IN, f"somebody new ({tier})", "", frozenset({"agent"}), tier, None, held=held)
        people = self._authority.people
        return person, self._authority.with_people(people.with_people(people.revision, [person]))


def by_email(people: Directory, email: str) -> Person | None:
    """The person with this e-mail address."""
    wanted = email.strip().lower()
    return next((person for person in people if person.email == wanted), None)
