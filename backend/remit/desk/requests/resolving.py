"""What needs a person gets one: somebody looks at the provider and says what became of it."""

from remit.desk.execution import instruction
from remit.desk.ledger.books import Books, Posted
from remit.desk.office import Office
from remit.desk.requests.asking import readable
from remit.desk.requests.steps import take
from remit.domain.events import Event, told, what
from remit.domain.execution.resolving import Finding, resolved
from remit.domain.people import Person
from remit.domain.requests.request import HUMAN, Request


async def resolve(office: Office, caller: Person, request_id: str, version: int, finding: Finding) -> Posted:
    """Settled or failed, on a person's word; the provider is asked once more first, and its clear word wins."""
    known = await readable(office, caller, request_id)
    truth = await office.payments.find(known.id, instruction(known)) if known.state == HUMAN else None

    def step(request: Request, by: Person, books: Books) -> tuple[Request, Event]:
        after = resolved(request, by, version, finding, truth, books.now)
        found = f"moved, {after.execution.provider_reference}" if finding.settled else "not moved"
        said = f"{by.name} looked at {after.execution.provider}: {what(after)} was {found}. {finding.comment}"
        return after, told(after, after.state, by, said)

    return await take(office, caller, request_id, step)
