"""By which ways somebody wants to be told: browsers that take a push, and e-mail."""

import hashlib

from remit import clock
from remit.connectors.notices.encrypting import Keys, check
from remit.connectors.notices.mail import Mail
from remit.connectors.notices.push import Push
from remit.desk.notices.words import Language
from remit.desk.office import Office
from remit.desk.sign_in import SignedOut, hash_of
from remit.domain.people import Person
from remit.domain.refusal import Invalid, NotFound, Refusal
from remit.domain.values import value
from remit.store import notices
from remit.store.notices import Subscription

_MOST_DEVICES = 10


class UnknownPushHost(Refusal):
    """The endpoint is not at a push service that this installation sends to (`REMIT_PUSH_HOSTS`)."""

    name = "unknown-push-host"
    title = "Unknown push host"


class NoMail(Refusal):
    """This installation sends no e-mail (`REMIT_MAIL_URL`)."""

    name = "no-mail"
    title = "No e-mail from here"


@value(frozen=True, slots=True)
class Ways:
    """What this installation can send by; None is a way that is off."""

    push: Push | None
    mail: Mail | None

    async def close(self) -> None:
        """Let go of the connections."""
        if self.push is not None:
            await self.push.close()


async def subscribe(
    office: Office, ways: Ways, caller: Person, token: str, device: tuple[str, Keys, Language]
) -> Subscription:
    """This browser is told from now on, for as long as the session lasts."""
    endpoint, keys, language = device
    if ways.push is None or not ways.push.serves(endpoint):
        detail = "This browser's push service is not one that is sent to. Ask an administrator to allow it."
        raise UnknownPushHost(detail)
    try:
        check(keys)
    except ValueError as wrong:
        raise Invalid("The keys are not those of a push subscription. Subscribe again.", field="keys") from wrong
    known = f"psh_{hashlib.sha256(endpoint.encode()).hexdigest()[:32]}"
    one = Subscription(known, caller.id, endpoint, keys.p256dh, keys.auth, language)
    if not await office.database.write(notices.put_subscription, one, hash_of(token), clock.now(), _MOST_DEVICES):
        raise SignedOut("The session has ended. Sign in, and switch it on again.")
    return one


async def unsubscribe(office: Office, caller: Person, subscription_id: str) -> None:
    """This browser is not told any more."""
    if not await office.database.write(notices.drop_subscription, subscription_id, caller.id):
        raise NotFound("There is no such subscription of yours; nothing is sent to it.")


async def wish_mail(office: Office, ways: Ways, caller: Person, language: Language | None) -> None:
    """Be told by e-mail while away, or, with None, not."""
    if language is not None and ways.mail is None:
        raise NoMail("No mail server is set up here, so no e-mail can be sent. Ask an administrator.")
    await office.database.write(notices.wish_mail, caller.id, language)


async def wished(office: Office, caller: Person) -> tuple[int, bool]:
    """How many of one's browsers are told, and whether one wants e-mail."""
    devices = await office.database.glance(notices.subscriptions, clock.now(), caller.id)
    return len(devices), caller.id in await office.database.glance(notices.mail_wishers)
