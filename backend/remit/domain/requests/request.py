"""A request: one person's ask to give one remedy on one case. Its states, and what it looks like to the outside."""

from datetime import datetime, timedelta

from remit.domain.execution.execution import QUEUED, Execution
from remit.domain.people import Person
from remit.domain.policy.budgets import Keys
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW, Case, Decision
from remit.domain.policy.facts import about, at_moment
from remit.domain.policy.questions import Facts
from remit.domain.policy.stacks import NOTHING
from remit.domain.values import changed, value

PENDING, OFFERED, NEEDS_INFO = "pending", "offered", "needs_info"
GRANTED, RUNNING, SETTLED, FAILED, UNKNOWN, HUMAN = (
    "granted",
    "executing",
    "settled",
    "failed",
    "unknown",
    "needs_human",
)
REJECTED, WITHDRAWN, EXPIRED, DENIED = "rejected", "withdrawn", "expired", "denied"

OPEN = frozenset({PENDING, OFFERED, NEEDS_INFO})
"""A person still has to say something."""
STATES = (
    *(PENDING, OFFERED, NEEDS_INFO, GRANTED, RUNNING, SETTLED, FAILED, UNKNOWN, HUMAN),
    *(REJECTED, WITHDRAWN, EXPIRED, DENIED),
)
OPEN_FOR = timedelta(hours=24)
"""How long an escalated request waits for somebody before it expires."""


@value(frozen=True, slots=True)
class Named:
    """A person as others see them on a request."""

    id: str
    name: str


def named(person: Person) -> Named:
    """The person's id and name."""
    return Named(person.id, person.name)


@value(frozen=True, slots=True)
class Requester:
    """Who asks, with the tier and team that the decision used."""

    id: str
    name: str
    tier: str | None
    team: str | None


@value(frozen=True, slots=True)
class Offer:
    """A counter-offer: this much of this remedy, if the agent accepts it with the customer."""

    amount: int
    remedy: str
    comment: str
    by: Named
    at: datetime


@value(frozen=True, slots=True)
class Inquiry:
    """What an approver wants to know first, and the answer once there is one."""

    text: str
    by: Named
    at: datetime
    answer: str | None = None


@value(frozen=True, slots=True)
class Word:
    """One approval where more than one is needed; `behalf`: whose lent authority it was by."""

    by: Named
    at: datetime
    behalf: Named | None = None
    comment: str | None = None


@value(frozen=True, slots=True, kw_only=True)
class Approval:
    """How far an escalated request has come on its way to a person's yes or no."""

    asked_at: datetime
    expires_at: datetime
    step: int = 1
    offered_to: tuple[Named, ...] = ()
    claimed_by: Named | None = None
    opened_by: tuple[Named, ...] = ()
    next_step_at: datetime | None = None
    next_to: str | None = None
    """What comes after this step: own_team, tier:lead, people, everyone; hold, director, reject."""
    offered_at: datetime | None = None
    """Since when it has been with those it is offered to."""
    asked: tuple[str, ...] = ()
    """Who had it for themselves, by id: nobody has it twice."""
    forwarded: bool = False
    callback: bool = False
    """Its steps are over: the customer is to be called back."""
    back_at: datetime | None = None
    """With nobody on: when somebody is there again, by working hours."""
    offer: Offer | None = None
    question: Inquiry | None = None
    needs: int = 1
    """How many different people have to approve it, as far as is known: it depends on who does."""
    given: tuple[Word, ...] = ()
    """Where it is more than one: who has."""
    settled_by: Named | None = None
    settled_for: Named | None = None
    """Whose lent authority it was settled by."""
    settled_at: datetime | None = None
    comment: str | None = None


@value(frozen=True, slots=True)
class Review:
    """What was done without asking anybody: who was not asked, and what somebody says who looked at it since."""

    skipped: tuple[Named, ...] = ()
    verdict: str | None = None
    by: Named | None = None
    at: datetime | None = None
    comment: str | None = None


@value(frozen=True, slots=True)
class Part:
    """The other half of a split request."""

    id: str
    reference: str
    amount: int
    state: str


@value(frozen=True, kw_only=True)
class Request:
    """One ask. `version` rises when content or state changes, never by routing, claiming, opening or attempts."""

    id: str
    reference: str
    state: str
    version: int
    remedy: str
    amount: int
    currency: str
    brand: str
    reason: str
    basis: str
    order_id: str | None
    customer_id: str | None
    channel: str | None
    note: str | None
    customer_waiting: bool
    requester: Requester
    facts: Facts
    decision: Decision
    approval: Approval | None
    execution: Execution
    created_at: datetime
    updated_at: datetime
    parts: tuple[Part, ...] = ()
    review: Review | None = None

    @property
    def alive(self) -> bool:
        """Whether money is still reserved for it: it may yet be carried out."""
        return self.state in OPEN or self.state in (GRANTED, RUNNING, UNKNOWN, HUMAN)


def keys_of(request: Request) -> Keys:
    """Whose budgets it draws on. The team is the one that the requester was in then."""
    return Keys(
        agent=request.requester.id,
        customer=request.customer_id,
        order=request.order_id,
        team=request.requester.team,
        brand=request.brand,
    )


def case_of(request: Request, requester: Person, now: datetime | None = None) -> Case:
    """The request as policy judges it, for re-checks and for the search for approvers.

    What was so when it was asked stays so, and what it was summed with; the clock, and what people hold by it, are as
    of `now` (None: as it was).
    """
    facts = request.facts if now is None else about(at_moment(request.facts, now), requester)
    held = request.decision.given
    return Case(
        requester=requester,
        remedy=request.remedy,
        amount=request.amount,
        currency=request.currency,
        brand=request.brand,
        facts=facts,
        on_order=request.order_id is not None,
        keys=keys_of(request),
        given={request.remedy: held} if held else NOTHING,
    )


def has_it(request: Request) -> tuple[str, ...]:
    """With whom it waits, by id."""
    return tuple(one.id for one in request.approval.offered_to) if request.state == PENDING and request.approval else ()


def wakes_at(request: Request) -> datetime | None:
    """When something is due without anybody's doing: the next step, or its end. None where it waits for nobody."""
    if request.state not in OPEN or request.approval is None:
        return None
    step = request.approval.next_step_at if request.state == PENDING else None
    return min(step, request.approval.expires_at) if step else request.approval.expires_at


_FOLLOWS = {ALLOW: GRANTED, REVIEW: GRANTED, ESCALATE: PENDING, DENY: DENIED}


def following(decision: Decision, now: datetime, provider: str) -> tuple[str, Approval | None, Execution]:
    """What becomes of a request by this decision: granted and queued, pending, or denied."""
    state = _FOLLOWS[decision.outcome]
    asked = Approval(asked_at=now, expires_at=now + OPEN_FOR) if state == PENDING else None
    return state, asked, Execution(QUEUED, provider) if state == GRANTED else Execution(provider=provider)


def decided(request: Request, decision: Decision, now: datetime, provider: str) -> Request:
    """The request with this decision, in the state that follows."""
    state, asked, queued = following(decision, now, provider)
    return changed(request, state=state, decision=decision, approval=asked, execution=queued, updated_at=now)


def moved(request: Request, state: str, now: datetime, **changes: object) -> Request:
    """The request in a new state: one version further, with these fields changed."""
    return changed(request, state=state, version=request.version + 1, updated_at=now, **changes)
