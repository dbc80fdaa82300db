"""What providers send by themselves, each by its own signature over the raw body; and what came of it."""

from typing import Any

from fastapi import APIRouter, Request

from remit.api.edge.deps import Cursor, Limit, OfficeDep, permission
from remit.api.shapes.provider_events import EventTakenOut, ProviderEventOut, ProviderEventsOut
from remit.desk.provider_events import Hearing
from remit.domain.requests.representation import moment
from remit.live.door import headers_of
from remit.store import provider_events
from remit.store.provider_events import Heard

router = APIRouter(prefix="/provider-events", tags=["providers"])
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Taken as it is: the signature is over these very bytes.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}


@router.post("", status_code=202, openapi_extra=_BODY)
async def take_provider_event(request: Request) -> EventTakenOut:
    """From your own payment service, signed by Standard Webhooks: `execution.updated` has us look the truth up."""
    return await _taken(request, "")


@router.post("/stripe", status_code=202, openapi_extra=_BODY)
async def take_stripe_event(request: Request) -> EventTakenOut:
    """From Stripe, by its `Stripe-Signature`."""
    return await _taken(request, "stripe")


@router.post("/shopify", status_code=202, openapi_extra=_BODY)
async def take_shopify_event(request: Request) -> EventTakenOut:
    """From Shopify, by its `X-Shopify-Hmac-Sha256`."""
    return await _taken(request, "shopify")


@router.get("", dependencies=[permission("providers.read")])
async def list_provider_events(office: OfficeDep, limit: Limit = 50, cursor: Cursor = None) -> ProviderEventsOut:
    """What came, the newest first: taken, not ours, or refused and why."""
    found = await office.database.read(provider_events.latest, limit + 1, cursor)
    more = found[limit - 1].id if len(found) > limit else None
    return ProviderEventsOut(items=[_shape(one) for one in found[:limit]], next_cursor=more)


async def _taken(request: Request, address: str) -> EventTakenOut:
    hearing: Hearing = request.app.state.hearing
    return EventTakenOut(verdict=await hearing.hear(address, headers_of(request.scope), request.state.raw))


def _shape(one: Heard) -> ProviderEventOut:
    return ProviderEventOut(
        id=one.id,
        at=moment(one.at),
        provider=one.provider,
        event_id=one.event_id,
        kind=one.kind,
        request_id=one.request_id,
        verdict=one.verdict,
        size=one.size,
    )
