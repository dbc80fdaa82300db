"""Talking about a request: whoever may read it may say something, at any time, and it changes nothing."""

from remit import clock
from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.office import Office
from remit.desk.requests.asking import readable
from remit.desk.requests.steps import seen_by
from remit.domain.events import told
from remit.domain.people import Person
from remit.domain.requests.request import named
from remit.domain.values import value
from remit.store import comments
from remit.store.comments import Comment


@value(frozen=True, slots=True)
class Say:
    """The command."""

    request_id: str
    caller: str
    text: str
    known_as: str
    said: list[Comment]

    @property
    def needs(self) -> Needs:
        """The request."""
        return Needs(requests=(self.request_id,))

    def decide(self, books: Books) -> Entry:
        """Kept beside the request, which stays as it is; whoever may read it hears of it."""
        request, by = seen_by(self.caller, self.request_id, books)
        new = Comment(self.known_as, request.id, books.now, named(by), self.text)
        self.said[:] = [new]
        return Entry(
            events=(told(request, "commented", by, f"{by.name}: {self.text}"),),
            writes=(lambda connection, _head: comments.add(connection, new),),
        )


async def comment(office: Office, caller: Person, request_id: str, text: str) -> Comment:
    """Say something about it."""
    say = Say(request_id, caller.id, text, clock.new_id("com"), [])
    await office.ledger.submit(say)
    return say.said[0]


async def thread(office: Office, caller: Person, request_id: str) -> list[Comment]:
    """All that was said, oldest first."""
    await readable(office, caller, request_id)
    return await office.database.read(comments.of_request, request_id)
