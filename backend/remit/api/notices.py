"""Being told of what waits: browsers that take a push, and e-mail. A notice carries no authority."""

from typing import Annotated

from fastapi import APIRouter, Request

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.notices import MailOut, MailWishIn, NoticesOut, PushOut, SubscriptionIn, SubscriptionOut
from remit.connectors.notices.encrypting import Keys
from remit.desk.notices import ways
from remit.desk.notices.ways import Ways
from remit.desk.office import Office
from remit.domain.people import Person

router = APIRouter(tags=["notices"])
Caller = Annotated[Person, permission("me.notices")]


@router.get("/me/notices")
async def get_notices(request: Request, caller: Caller, office: OfficeDep) -> NoticesOut:
    """By which ways one can be told, and is."""
    return await _shape(office, request.app.state.ways, caller)


@router.put("/me/notices")
async def choose_notices(request: Request, said: MailWishIn, caller: Caller, office: OfficeDep) -> NoticesOut:
    """Whether one wants e-mail while away."""
    offered: Ways = request.app.state.ways
    await ways.wish_mail(office, offered, caller, said.language if said.email else None)
    return await _shape(office, offered, caller)


@router.post("/push/subscriptions", status_code=201)
async def subscribe_push(request: Request, said: SubscriptionIn, caller: Caller, office: OfficeDep) -> SubscriptionOut:
    """This browser is told of what waits for the caller, until the session ends. Saying it again changes nothing."""
    device = (said.endpoint, Keys(said.keys.p256dh, said.keys.auth), said.language)
    one = await ways.subscribe(office, request.app.state.ways, caller, request.state.token, device)
    return SubscriptionOut(id=one.id)


@router.delete("/push/subscriptions/{subscription_id}", status_code=204)
async def unsubscribe_push(subscription_id: str, caller: Caller, office: OfficeDep) -> None:
    """This browser is not told any more."""
    await ways.unsubscribe(office, caller, subscription_id)


async def _shape(office: Office, offered: Ways, caller: Person) -> NoticesOut:
    devices, mail = await ways.wished(office, caller)
    return NoticesOut(
        push=PushOut(key=offered.push.key, devices=devices) if offered.push else None,
        email=MailOut(possible=offered.mail is not None, on=mail),
    )
