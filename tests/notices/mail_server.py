"""A mail server on the loopback that keeps what it is given."""

import email
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller

from tests.services import free_port


class MailServer:
    """`letters` are those that came, in order."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.port = 0
        self._arrived = threading.Condition()

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name for it
        with self._arrived:
            self.letters.append(email.message_from_bytes(envelope.content, policy=default))
            self._arrived.notify_all()
        return "250 OK"

    def about(self, address: str, words: str) -> EmailMessage:
        """The letter to this address with these words in it; waits for it."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: self.came(address, words), 20), f"no letter to {address} says {words}"
            return self.came(address, words)[0]

    def came(self, address: str, words: str) -> list[EmailMessage]:
        """Those that have come by now."""
        return [one for one in self.letters if one["To"] == address and words in one.get_content()]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """One that runs until the block ends."""
    server = MailServer()
    server.port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
