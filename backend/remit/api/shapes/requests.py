"""Requests, decisions and approvals over HTTP."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from remit.api.shapes.budgets import BudgetOut
from remit.api.shapes.common import Amount, Channel, Currency, Id, In, Note, Out, PersonOut, Remedy, Words

State = Literal[
    "pending",
    "offered",
    "needs_info",
    "granted",
    "executing",
    "settled",
    "failed",
    "unknown",
    "needs_human",
    "rejected",
    "withdrawn",
    "expired",
    "denied",
]
Seen = Annotated[int, Field(ge=1, le=2**31 - 1, description="The version of the request that the person saw")]


class AskIn(In):
    """What is asked for. `order_id` is required where the remedy is given on an order, else `customer_id` is."""

    remedy: Remedy
    amount: Amount
    currency: Currency
    reason: Annotated[str, Field(min_length=1, max_length=64)]
    order_id: Id | None = None
    customer_id: Id | None = None
    channel: Channel | None = None
    note: Note | None = None
    customer_waiting: bool = False
    split: bool = False
    override: bool = False


class EditIn(In):
    """A change of what waits; what is left out stays."""

    version: Seen
    amount: Amount | None = None
    remedy: Remedy | None = None
    reason: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    note: Note | None = None


class SeenIn(In):
    """A decision about the version that the person saw."""

    version: Seen


class CommentedIn(SeenIn):
    """The same, with a comment if there is one."""

    comment: Words | None = None


class RejectIn(SeenIn):
    """No, and why."""

    comment: Words


class OfferIn(SeenIn):
    """A counter-offer; what is left out stays as it was asked for."""

    amount: Amount | None = None
    remedy: Remedy | None = None
    comment: Words


class QuestionIn(SeenIn):
    """A question to the requester."""

    question: Words


class AnswerIn(SeenIn):
    """The requester's answer."""

    answer: Words


class ForwardIn(CommentedIn):
    """To whom it is handed."""

    to: Id


class RequesterOut(PersonOut):
    """Who asked, as they were then."""

    tier: str | None
    team: str | None


class AlternativeOut(Out):
    """A way to yes: `split` has `now` and `ask`, `remedy` a remedy and an amount, `amount` an amount.

    `override` is all of it before anybody is asked: in an emergency, with a note, and looked at afterwards.

    A `certificate` opens one for the next time: with it, that much would be one's own to give.
    """

    model_config = ConfigDict(extra="forbid")
    kind: Literal["split", "remedy", "amount", "override", "certificate"]
    now: int | None = None
    ask: int | None = None
    remedy: str | None = None
    amount: int | None = None
    certificate: str | None = None
    outcome: Annotated[Literal["review"] | None, Field(description="it goes through and is looked at afterwards")] = (
        None
    )


class PieceOut(Out):
    """Something given before without approval, or rejected; `by` is who gave or rejected it."""

    model_config = ConfigDict(extra="forbid")
    id: str
    reference: str
    remedy: str
    amount: int
    at: str
    by: str
    comment: str | None


class GivenOut(Out):
    """What was summed with the ask: on one order, or for one customer in so many hours; null hours is ever."""

    model_config = ConfigDict(extra="forbid")
    per: Literal["order", "customer"]
    hours: int | None
    amount: int
    pieces: list[PieceOut]


class DecisionOut(Out):
    """What policy said. `limit` null on an allow means no limit; on an escalation, no limit of one's own."""

    outcome: Literal["allow", "review", "escalate", "deny"]
    policy_version: int
    policy_hash: str
    rule: str | None
    mode: str | None
    limit: int | None
    over_by: int | None
    headroom: int | None
    cap: Annotated[str | None, Field(description="the cap that holds it back, where it is one")] = None
    sentence: str
    approver_tiers: list[str]
    budgets: list[BudgetOut]
    over_budget: str | None
    signals: list[Literal["summed", "just-under-limit", "repeat-after-rejection"]]
    given: Annotated[GivenOut | None, Field(description="what counted against the limit beside it")] = None
    asked_before: Annotated[PieceOut | None, Field(description="much the same, rejected before")] = None
    alternatives: list[AlternativeOut]


class OfferOut(Out):
    """A counter-offer."""

    amount: int
    remedy: str
    comment: str
    by: PersonOut
    at: str


class InquiryOut(Out):
    """A question, and its answer once there is one."""

    text: str
    answer: str | None
    by: PersonOut
    at: str


class WordOut(Out):
    """One approval of several; `behalf` is whose lent authority it was by."""

    by: PersonOut
    at: str
    behalf: PersonOut | None
    comment: str | None


class ReviewOut(Out):
    """What was done without asking anybody: who was not asked, and the word of whoever looked at it since."""

    skipped: list[PersonOut]
    verdict: Literal["fine", "not_fine"] | None
    by: PersonOut | None
    at: str | None
    comment: str | None


class ApprovalOut(Out):
    """How far it has come on its way to a person's yes or no."""

    step: int
    offered_to: list[PersonOut]
    claimed_by: PersonOut | None
    opened_by: list[PersonOut]
    asked_at: str
    next_step_at: str | None
    next_to: Annotated[
        str | None,
        Field(description="what comes next: own_team, tier:…, people, everyone; hold, director, reject"),
    ]
    offered_at: str | None
    callback: Annotated[bool, Field(description="its steps are over: call the customer back")]
    back_at: Annotated[str | None, Field(description="with nobody on: when somebody is, by working hours")]
    expires_at: str
    offer: OfferOut | None
    question: InquiryOut | None
    needs: Annotated[int, Field(description="how many have to approve it, as far as is known")]
    given: Annotated[list[WordOut], Field(description="who has, where it is more than one")]
    settled_by: PersonOut | None
    settled_for: Annotated[PersonOut | None, Field(description="whose lent authority it was by")]
    settled_at: str | None
    comment: str | None


class ExecutionOut(Out):
    """How far carrying out has come."""

    state: Literal["none", "queued", "executing", "succeeded", "failed", "unknown", "needs_human"]
    provider: str
    provider_reference: str | None
    attempts: int
    last_error: str | None


class PartOut(Out):
    """One half of a split request."""

    id: str
    reference: str
    amount: int
    state: str


class RequestOut(Out):
    """A request."""

    id: str
    reference: str
    state: State
    version: int
    remedy: Remedy
    amount: int
    currency: str
    brand: str
    reason: str
    basis: Literal["entitlement", "goodwill"]
    order_id: str | None
    customer_id: str | None
    channel: str | None
    note: str | None
    customer_waiting: bool
    requester: RequesterOut
    decision: DecisionOut
    approval: ApprovalOut | None
    execution: ExecutionOut
    parts: list[PartOut]
    review: Annotated[ReviewOut | None, Field(description="only where somebody acted before asking anybody")]
    created_at: str
    updated_at: str


class RequestsOut(Out):
    """A page of requests, newest first."""

    items: list[RequestOut]
    next_cursor: str | None


class AskedOut(Out):
    """One question put to Casbin; `request` is as a stock Enforcer.enforce takes it."""

    request: list[str | int | dict[str, str | int | bool]]
    allowed: bool
    rule: str | None


class AskedOfBudgetsOut(Out):
    """One question put to Casbin's model of budgets; `request` is as a stock Enforcer.enforce takes it."""

    request: list[object]
    allowed: bool
    budget: str | None


class CheckOut(Out):
    """What would happen, who is there for it, and how long it usually takes."""

    decision: DecisionOut
    available_approvers: int
    available: list[PersonOut]
    usual_seconds: int | None
    trace: list[AskedOut] | None = None
    budget_trace: list[AskedOfBudgetsOut] | None = None


class EventOut(Out):
    """A line of a timeline. `data` is the request as it was then, where it is kept."""

    seq: int
    at: str
    event: str
    actor: PersonOut | None
    sentence: str
    data: dict[str, object]


class TimelineOut(Out):
    """Everything that happened to a request, oldest first."""

    items: list[EventOut]


class EventsOut(TimelineOut):
    """A page of the record; go on with `after` = the last `seq`."""

    next_after: int | None


class TallyOut(Out):
    """Requests counted since a moment; `amount` in minor units of the request's currency."""

    since: str
    requests: int
    escalated: int
    granted: int
    rejected: int
    amount: int


class PrecedentsOut(Out):
    """How the latest ones like it were settled."""

    count: int
    approved: int
    rejected: int
    median_amount: int | None
