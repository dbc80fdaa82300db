"""A request, a decision, an approval as the contract shows them: plain values, ready for JSON."""

from datetime import datetime
from functools import lru_cache

from remit.domain.execution.execution import Execution
from remit.domain.policy.budgets import BudgetState
from remit.domain.policy.cases import Alternative, Decision
from remit.domain.policy.stacks import Given, Piece
from remit.domain.requests.request import Approval, Inquiry, Named, Offer, Part, Request, Review, Word


@lru_cache(1024)
def moment(at: datetime | None) -> str | None:
    """RFC 3339 in UTC with milliseconds: 2026-11-21T14:03:22.120Z."""
    return None if at is None else at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def represent(request: Request) -> dict[str, object]:
    """The request as HTTP and the live channel show it: plain values, ready for JSON."""
    return {
        "id": request.id,
        "reference": request.reference,
        "state": request.state,
        "version": request.version,
        "remedy": request.remedy,
        "amount": request.amount,
        "currency": request.currency,
        "brand": request.brand,
        "reason": request.reason,
        "basis": request.basis,
        "order_id": request.order_id,
        "customer_id": request.customer_id,
        "channel": request.channel,
        "note": request.note,
        "customer_waiting": request.customer_waiting,
        "requester": {
            "id": request.requester.id,
            "name": request.requester.name,
            "tier": request.requester.tier,
            "team": request.requester.team,
        },
        "decision": represent_decision(request.decision),
        "approval": _approval(request.approval),
        "execution": _execution(request.execution),
        "parts": [_part(part, request) for part in request.parts],
        "review": _review(request.review) if request.review else None,
        "created_at": moment(request.created_at),
        "updated_at": moment(request.updated_at),
    }


def represent_decision(decision: Decision) -> dict[str, object]:
    """The decision as the contract shows it."""
    return {
        "outcome": decision.outcome,
        "policy_version": decision.policy_version,
        "policy_hash": decision.policy_hash,
        "rule": decision.rule,
        "mode": decision.mode,
        "limit": decision.limit,
        "over_by": decision.over_by,
        "headroom": decision.headroom,
        "cap": decision.cap,
        "sentence": decision.sentence,
        "approver_tiers": list(decision.approver_tiers),
        "budgets": [_budget(one) for one in decision.budgets],
        "over_budget": decision.over_budget,
        "signals": list(decision.signals),
        "given": _given(decision.given),
        "asked_before": _piece(decision.refused) if decision.refused else None,
        "alternatives": [_alternative(one) for one in decision.alternatives],
    }


def _given(held: Given | None) -> dict[str, object] | None:
    if held is None:
        return None
    pieces = [_piece(one) for one in held.pieces]
    return {"per": held.per, "hours": held.hours, "amount": held.amount, "pieces": pieces}


def _piece(one: Piece) -> dict[str, object]:
    return {
        "id": one.request,
        "reference": one.reference,
        "remedy": one.remedy,
        "amount": one.amount,
        "at": moment(one.at),
        "by": one.by,
        "comment": one.comment,
    }


def _budget(one: BudgetState) -> dict[str, object]:
    return {
        "id": one.id,
        "per": one.per,
        "window": one.window,
        "measure": one.measure,
        "limit": one.limit,
        "used": one.used,
        "left": one.left,
        "resets_at": moment(one.resets_at),
    }


def _alternative(one: Alternative) -> dict[str, object]:
    if one.kind == "split":
        return {"kind": "split", "now": one.amount, "ask": one.ask}
    if one.kind == "remedy":
        return {"kind": "remedy", "remedy": one.remedy, "amount": one.amount}
    if one.kind == "certificate":
        return {"kind": "certificate", "certificate": one.certificate, "amount": one.amount}
    said: dict[str, object] = {"kind": one.kind, "amount": one.amount}
    return said if one.outcome is None else {**said, "outcome": one.outcome}


def _part(part: Part, of: Request) -> dict[str, object]:
    # The other half was noted when they were made; of itself the request knows better.
    now = of if part.id == of.id else part
    return {"id": part.id, "reference": part.reference, "amount": now.amount, "state": now.state}


def _execution(execution: Execution) -> dict[str, object]:
    return {
        "state": execution.state,
        "provider": execution.provider,
        "provider_reference": execution.provider_reference,
        "attempts": execution.attempts,
        "last_error": execution.last_error,
    }


def _approval(approval: Approval | None) -> dict[str, object] | None:
    if approval is None:
        return None
    return {
        "step": approval.step,
        "offered_to": [_named(one) for one in approval.offered_to],
        "claimed_by": _named(approval.claimed_by),
        "opened_by": [_named(one) for one in approval.opened_by],
        "asked_at": moment(approval.asked_at),
        "next_step_at": moment(approval.next_step_at),
        "next_to": approval.next_to,
        "offered_at": moment(approval.offered_at),
        "callback": approval.callback,
        "back_at": moment(approval.back_at),
        "expires_at": moment(approval.expires_at),
        "offer": _offer(approval.offer),
        "question": _inquiry(approval.question),
        "needs": approval.needs,
        "given": [_word(one) for one in approval.given],
        "settled_by": _named(approval.settled_by),
        "settled_for": _named(approval.settled_for),
        "settled_at": moment(approval.settled_at),
        "comment": approval.comment,
    }


def _review(review: Review) -> dict[str, object]:
    skipped = [_named(one) for one in review.skipped]
    said = {"verdict": review.verdict, "by": _named(review.by), "at": moment(review.at), "comment": review.comment}
    return {"skipped": skipped, **said}


def _word(one: Word) -> dict[str, object]:
    return {"by": _named(one.by), "at": moment(one.at), "behalf": _named(one.behalf), "comment": one.comment}


def _named(person: Named | None) -> dict[str, object] | None:
    return None if person is None else {"id": person.id, "name": person.name}


def _offer(offer: Offer | None) -> dict[str, object] | None:
    if offer is None:
        return None
    said = {"amount": offer.amount, "remedy": offer.remedy, "comment": offer.comment}
    return {**said, "by": _named(offer.by), "at": moment(offer.at)}


def _inquiry(inquiry: Inquiry | None) -> dict[str, object] | None:
    if inquiry is None:
        return None
    return {"text": inquiry.text, "answer": inquiry.answer, "by": _named(inquiry.by), "at": moment(inquiry.at)}
