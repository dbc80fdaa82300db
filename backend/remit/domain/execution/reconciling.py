"""Our record beside the provider's list: what agrees, what can be put right at once, what needs a person."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from remit.domain.execution.execution import EXECUTING, FAILED, NEEDS_HUMAN, SUCCEEDED, UNKNOWN, Outcome
from remit.domain.requests.request import Request
from remit.domain.values import value

AGREED, SETTLED, FAILED_THERE, RECOVERED, DIFFERS, MISSING = (
    "agreed",
    "settled",
    "failed",
    "recovered",
    "differs",
    "missing",
)
FOR_A_PERSON = frozenset({DIFFERS, MISSING})
_OPEN = frozenset({EXECUTING, UNKNOWN, NEEDS_HUMAN})


@value(frozen=True, slots=True, kw_only=True)
class Done:
    """One line of the provider's list. What it does not say is None."""

    reference: str
    status: str
    """`succeeded`, `pending` or `failed`."""
    amount: int
    currency: str
    request_id: str
    order_id: str | None = None
    customer_id: str | None = None
    remedy: str | None = None
    reason: str | None = None
    caller: str | None = None

    @property
    def outcome(self) -> Outcome:
        """The same as an answer; what is still pending is nothing to build on."""
        error = "failed" if self.status == FAILED else None
        return Outcome(self.status if self.status in (SUCCEEDED, FAILED) else UNKNOWN, self.reference, error)


@value(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What the provider did and we do not know of: whoever asks for the same again is told that it is done."""

    reference: str
    status: str
    amount: int
    currency: str
    found_at: datetime
    request_id: str | None = None
    """Ours that it certainly is; None: one that we no longer know, so what is equal in all the rest counts as it."""
    order_id: str | None = None
    customer_id: str | None = None
    remedy: str | None = None
    reason: str | None = None
    caller: str | None = None

    def is_for(self, request: Request) -> bool:
        """Whether this request asks for what has been done already."""
        if self.request_id is not None:
            return self.request_id == request.id
        told = (self.order_id, self.customer_id, self.remedy, self.reason, self.caller)
        asked = (request.order_id, request.customer_id, request.remedy, request.reason, request.requester.id)
        same = (self.amount, self.currency) == (request.amount, request.currency)
        return same and all(said in (None, here) for said, here in zip(told, asked, strict=True))


@value(frozen=True, slots=True)
class Line:
    """One line of the comparison."""

    kind: str
    request: Request | None
    done: Done | None

    @property
    def for_a_person(self) -> bool:
        """Whether somebody has to look at it."""
        return self.kind in FOR_A_PERSON


def compared(ours: Mapping[str, Request], theirs: Iterable[Done]) -> Iterator[Line]:
    """Every line of theirs beside ours, then what we say has moved and they do not have."""
    # What was recovered after a restore counts as another request of ours than it was then.
    claimed = {one.execution.provider_reference: one for one in ours.values() if one.execution.provider_reference}
    live: dict[str, Done] = {}
    for done in theirs:
        known = live.get(done.request_id)
        if known is None or known.status == FAILED:
            live[done.request_id] = done
        elif done.status != FAILED:
            # Twice for one request: nobody may guess which is right.
            yield Line(DIFFERS, ours.get(done.request_id), done)
    for request_id, done in live.items():
        request = ours.get(request_id) or claimed.get(done.reference)
        if kind := _kind(request, done):
            yield Line(kind, request, done)
    there = {done.reference for done in live.values()}
    for request in ours.values():
        gone = request.id not in live and request.execution.provider_reference not in there
        if request.execution.state == SUCCEEDED and gone:
            yield Line(MISSING, request, None)


def _kind(request: Request | None, done: Done) -> str | None:
    if request is None:
        return None if done.status == FAILED else RECOVERED
    if (request.amount, request.currency) != (done.amount, done.currency):
        return DIFFERS
    state = request.execution.state
    return _failed_there(state) if done.status == FAILED else _done_there(state, done)


def _failed_there(state: str) -> str:
    return FAILED_THERE if state in _OPEN or state == SUCCEEDED else AGREED


def _done_there(state: str, done: Done) -> str:
    if state in _OPEN:
        return SETTLED if done.status == SUCCEEDED else AGREED
    return {SUCCEEDED: AGREED, FAILED: DIFFERS}.get(state, RECOVERED)


def recovered(done: Done, ours: bool, now: datetime) -> Recovered:
    """To be remembered; `ours`: the request is still in our record."""
    return Recovered(
        reference=done.reference,
        status=done.status,
        amount=done.amount,
        currency=done.currency,
        found_at=now,
        request_id=done.request_id if ours else None,
        order_id=done.order_id,
        customer_id=done.customer_id,
        remedy=done.remedy,
        reason=done.reason,
        caller=done.caller,
    )
