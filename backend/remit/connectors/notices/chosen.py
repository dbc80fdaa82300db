"""The ways of telling people that the settings choose."""

from remit import clock
from remit.connectors.notices.mail import Mail
from remit.connectors.notices.push import Push
from remit.connectors.notices.vapid import Sender
from remit.settings import Settings

_NOBODY = "https://remit.invalid"


def push_of(settings: Settings, key: str) -> Push | None:
    """Web push, signed with this key; None where no push service may be sent to."""
    hosts = frozenset(settings.push_hosts.split())
    contact = settings.push_contact or settings.public_origin or _NOBODY
    return Push(Sender(key, contact), hosts, clock.now) if hosts else None


def mail_of(settings: Settings) -> Mail | None:
    """The mail server, where there is one."""
    if not settings.mail_url or not settings.mail_from:
        return None
    return Mail.at(settings.mail_url, settings.mail_user, settings.mail_password, settings.mail_from)
