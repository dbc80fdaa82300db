"""E-mail by SMTP: plain text with a link. The link opens a page; nothing is decided by following it."""

import logging
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Self
from urllib.parse import urlsplit

import aiosmtplib

from remit.domain.values import value

log = logging.getLogger("remit.notices")
_PATIENCE_S = 15.0
_PORTS = {"smtp": 587, "smtps": 465}


@value(frozen=True, slots=True)
class Mail:
    """A mail server: `smtp` upgrades to TLS where it can, and has to where there is a password; `smtps` begins so."""

    host: str
    port: int
    tls: bool
    user: str | None
    password: str | None
    sender: str

    @classmethod
    def at(cls, url: str, user: str | None, password: str | None, sender: str) -> Self:
        """The server at smtp://host:587 or smtps://host:465."""
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.hostname or "", port, parts.scheme == "smtps", user, password, sender)

    async def send(self, to: str, subject: str, text: str) -> bool:
        """Whether the server took it."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.sender, to, " ".join(subject.split())
        letter["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2].rstrip(">"))
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(text)
        try:
            await aiosmtplib.send(
                letter,
                hostname=self.host,
                port=self.port,
                use_tls=self.tls,
                start_tls=None if self.tls or not self.password else True,
                username=self.user,
                password=self.password,
                timeout=_PATIENCE_S,
            )
        except (aiosmtplib.SMTPException, OSError, ValueError) as trouble:
            log.warning("the mail server did not take a notice: %s", trouble)
            return False
        return True
