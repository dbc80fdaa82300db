"""Refusals as problem+json: the only place that knows both a refusal and its status."""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from remit.authority.budgets.budget import InvalidBudget
from remit.authority.drafts.budget_changes import UnknownBudget
from remit.authority.drafts.changes import UnknownRule
from remit.authority.drafts.quorum_changes import InvalidQuorums
from remit.authority.drafts.stack_changes import InvalidStacks
from remit.authority.drafts.suites import ExpectationsFailed, UnknownTest
from remit.authority.drafts.trials import InvalidTrial
from remit.authority.rules.conditions import InvalidCondition
from remit.authority.rules.rule import InvalidRule
from remit.connectors.hints.hint import ForgedEvent, OldEvent, UnknownEvent
from remit.connectors.listing import CannotList
from remit.connectors.orders import OrderNotFound, OrdersUnavailable
from remit.desk.founding import AccountExists
from remit.desk.ledger.ledger import Unstored
from remit.desk.ledger.limits import Broken
from remit.desk.notices.ways import NoMail, UnknownPushHost
from remit.desk.people.administering import StalePerson
from remit.desk.people.exchange import RefusedLines, StaleReport
from remit.desk.people.ladder import LadderRaises
from remit.desk.people.listed import UnreadableList
from remit.desk.people.passwords import InvitationOver, WouldSecondOneself
from remit.desk.people.raises import NothingProposed
from remit.desk.people.registers import InUse, StaleEntry
from remit.desk.people.standing import OwnStanding
from remit.desk.policies.backtesting import InvalidRange
from remit.desk.policies.drafts import DraftClosed, StaleDraft
from remit.desk.policies.governing import OwnAuthority, SecondPersonRequired, StaleBase
from remit.desk.policies.intake import UnreadableLimits
from remit.desk.policies.starting import NotAhead, NothingStarts
from remit.desk.policies.suites import StaleTests
from remit.desk.policies.versions import TooManyLimits
from remit.desk.requests.approvals import CannotFinish
from remit.desk.requests.asking import CurrencyMismatch, KeyInProgress, NoteRequired, OrderRequired
from remit.desk.requests.given import RemedyRetired, UnknownReason
from remit.desk.requests.submitting import KeyReused
from remit.desk.shadowing.shadows import NothingShadows, TooManyShadows
from remit.desk.sign_in import SignedOut, TooManyAttempts, WrongCredentials
from remit.domain.catalogue import InvalidCatalogue
from remit.domain.delegations import DelegationChain, DelegationOverlaps
from remit.domain.execution.resolving import ContradictsProvider, ReferenceRequired
from remit.domain.orders.holds import OverCaptured
from remit.domain.refusal import Behind, Busy, Invalid, NotFound, NotPermitted, Refusal
from remit.domain.requests import reviewing, separation, settling
from remit.domain.routing.policies import InvalidRouting
from remit.live.door import CrossOrigin
from remit.store.database.session import DatabaseError

log = logging.getLogger("remit.api")


class NotJson(Refusal):
    """The body has to be application/json."""

    name = "unsupported-media-type"
    title = "Not application/json"


class MalformedJson(Refusal):
    """The body is not JSON, or says a key twice, or holds a number that JSON does not have."""

    name = "malformed-json"
    title = "Malformed JSON"


class TooLarge(Refusal):
    """The body is larger than any call needs."""

    name = "too-large"
    title = "Body too large"


class KeyMissing(Refusal):
    """This call needs an Idempotency-Key, so that sending it again never asks twice."""

    name = "idempotency-key-missing"
    title = "Idempotency-Key missing"


class NotReady(Refusal):
    """The process cannot serve yet, or not any more."""

    name = "not-ready"
    title = "Not ready"


class MethodNotAllowed(Refusal):
    """The path exists, but not with this method."""

    name = "method-not-allowed"
    title = "Method not allowed"


STATUS: Mapping[type[Refusal], int] = {
    Invalid: 422,
    InvalidBudget: 422,
    InvalidStacks: 422,
    InvalidQuorums: 422,
    InvalidRule: 422,
    InvalidCondition: 422,
    NotAhead: 422,
    InvalidRange: 422,
    UnreadableLimits: 422,
    TooManyLimits: 422,
    InvalidTrial: 422,
    InvalidRouting: 422,
    InvalidCatalogue: 422,
    UnknownBudget: 422,
    UnknownRule: 422,
    UnknownTest: 422,
    ExpectationsFailed: 422,
    MalformedJson: 400,
    KeyMissing: 400,
    SignedOut: 401,
    ForgedEvent: 401,
    OldEvent: 401,
    WrongCredentials: 401,
    NotPermitted: 403,
    CrossOrigin: 403,
    separation.OwnRequest: 403,
    separation.AlreadyApproved: 403,
    separation.KeptApart: 403,
    settling.NotYours: 403,
    settling.BeyondApprovalLimit: 403,
    SecondPersonRequired: 403,
    OwnAuthority: 403,
    OwnStanding: 403,
    WouldSecondOneself: 403,
    NotFound: 404,
    OrderNotFound: 404,
    UnknownEvent: 404,
    MethodNotAllowed: 405,
    settling.AlreadySettled: 409,
    settling.Expired: 409,
    settling.StaleVersion: 409,
    settling.WrongState: 409,
    ContradictsProvider: 409,
    OverCaptured: 409,
    KeyInProgress: 409,
    AccountExists: 409,
    StalePerson: 409,
    StaleEntry: 409,
    StaleReport: 409,
    NothingProposed: 409,
    InUse: 409,
    LadderRaises: 409,
    InvitationOver: 410,
    UnreadableList: 422,
    RefusedLines: 422,
    DelegationChain: 409,
    DelegationOverlaps: 409,
    reviewing.AlreadyReviewed: 409,
    StaleDraft: 409,
    StaleTests: 409,
    StaleBase: 409,
    DraftClosed: 409,
    NothingStarts: 409,
    NothingShadows: 409,
    TooManyShadows: 409,
    TooLarge: 413,
    NotJson: 415,
    CurrencyMismatch: 422,
    OrderRequired: 422,
    UnknownReason: 422,
    RemedyRetired: 422,
    NoteRequired: 422,
    KeyReused: 422,
    NoMail: 422,
    UnknownPushHost: 422,
    settling.OfferTooHigh: 422,
    ReferenceRequired: 422,
    CannotFinish: 422,
    TooManyAttempts: 429,
    OrdersUnavailable: 503,
    CannotList: 503,
    Busy: 503,
    Behind: 503,
    Broken: 503,
    Unstored: 503,
    NotReady: 503,
}


class Problem(Response):
    """An application/problem+json answer."""

    media_type = "application/problem+json"


def problem(refusal: Refusal) -> Problem:
    """The refusal over HTTP."""
    members = dict(refusal.members)
    headers = {}
    if (wait := members.get("retry_after")) is not None:
        headers["Retry-After"] = str(wait)
    if isinstance(refusal, SignedOut):
        headers["WWW-Authenticate"] = "Bearer"
    return _problem(refusal.name, refusal.title, STATUS[type(refusal)], refusal.detail, members, headers)


def without_database(error: Exception) -> Problem:
    """The answer while the database gives none."""
    log.error("the database did not answer", exc_info=error)
    return problem(
        Unstored("The database does not answer, so nothing can be read or changed. Try again.", retry_after=1)
    )


def install(app: FastAPI) -> None:
    """Every error leaves as problem+json."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DatabaseError, _silent)
    app.add_exception_handler(Exception, _broken)


async def _refused(_request: Request, refusal: Exception) -> Response:
    return problem(refusal) if isinstance(refusal, Refusal) else await _broken(_request, refusal)


async def _invalid(_request: Request, invalid: Exception) -> Response:
    found = invalid.errors() if isinstance(invalid, RequestValidationError) else []
    errors = [{"pointer": _pointer(one["loc"]), "message": str(one["msg"])} for one in found]
    first = errors[0] if errors else {"pointer": "", "message": "The input is not valid."}
    where = first["pointer"].removeprefix("/").replace("/", ".")
    detail = f"{where}: {first['message']}." if where else f"{first['message']}."
    if len(errors) > 1:
        detail += f" And {len(errors) - 1} more; see errors."
    return _problem(Invalid.name, Invalid.title, 422, detail, {"errors": errors})


async def _http(_request: Request, raised: Exception) -> Response:
    status = raised.status_code if isinstance(raised, HTTPException) else 500
    if status == HTTPStatus.NOT_FOUND:
        return problem(NotFound("There is nothing at this address. The API is described at /docs."))
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        answer = problem(MethodNotAllowed("This address does not take that method. The API is described at /docs."))
        if isinstance(raised, HTTPException) and raised.headers:
            answer.headers.update(raised.headers)
        return answer
    if status == HTTPStatus.BAD_REQUEST:
        return problem(MalformedJson("The body could not be read as JSON."))
    return _problem("http-error", "Error", status, str(getattr(raised, "detail", "")) or "Something went wrong.", {})


async def _silent(_request: Request, error: Exception) -> Response:
    return without_database(error)


async def _broken(request: Request, error: Exception) -> Response:
    log.error("%s %s broke", request.method, request.url.path, exc_info=error)
    detail = "Something broke on our side; it has been written to the log. Nothing was changed. Try again."
    return _problem("internal-error", "Something broke", 500, detail, {})


def told(refusal: Refusal) -> dict[str, object]:
    """A refusal as one item of an answer tells it."""
    said = {"type": f"/problems/{refusal.name}", "title": refusal.title, "status": STATUS[type(refusal)]}
    return {**refusal.members, **said, "detail": refusal.detail}


def _problem(
    name: str,
    title: str,
    status: int,
    detail: str,
    members: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
) -> Problem:
    body = {**members, "type": f"/problems/{name}", "title": title, "status": status, "detail": detail}
    # Whatever a client sent and an error repeats must still be renderable: NaN and lone surrogates are not JSON.
    text = json.dumps(body, default=str, ensure_ascii=True)
    return Problem(text.encode(), status_code=status, headers=dict(headers or {}))


def _pointer(location: tuple[str | int, ...]) -> str:
    parts = location[1:] if location and location[0] in ("body", "query", "path", "header") else location
    return "".join(f"/{part}" for part in parts)
