"""Carrying out what was granted: taken by one worker, done once, looked up before it is ever posted again."""

import asyncio
import logging
from dataclasses import dataclass
from time import monotonic

from remit.desk.ledger.books import Books, Entry, Needs
from remit.desk.office import Office
from remit.domain.events import Event, told, what
from remit.domain.execution import executing
from remit.domain.execution.execution import EXECUTING, FAILED, SUCCEEDED, UNKNOWN, Instruction, Outcome
from remit.domain.refusal import NotFound, Refusal
from remit.domain.requests.request import RUNNING, Request

MOST_AT_ONCE = 64
_TICK_S = 1.0
_FINISH_S = 3.0
_AGAIN_S = (0.1, 0.4, 1.0, 2.0)
_LONGEST_WAY_S = 0.25

log = logging.getLogger("remit.execution")


@dataclass(frozen=True, slots=True)
class Take:
    """The command: take what waits to be carried out, so that no other worker does."""

    most: int

    @property
    def needs(self) -> Needs:
        """What is due."""
        return Needs(due=self.most)

    def decide(self, books: Books) -> Entry:
        """Lease all of it."""
        taken = [(request, executing.begun(request, books.now)) for request in books.due.values()]
        first = [new for old, new in taken if old.state != RUNNING and new.state == RUNNING]
        said = tuple(
            told(one, "executing", None, f"Carrying out {what(one)} at {one.execution.provider}.") for one in first
        )
        return Entry(requests=tuple(new for _, new in taken), events=said)


@dataclass(frozen=True, slots=True)
class End:
    """The command: what the provider said. An answer to an attempt that is not the current one is dropped."""

    request_id: str
    attempt: int
    outcome: Outcome

    @property
    def needs(self) -> Needs:
        """The request."""
        return Needs(requests=(self.request_id,))

    def decide(self, books: Books) -> Entry:
        """Settled, failed, or unknown until the next look."""
        request = books.requests.get(self.request_id)
        if request is None:
            raise NotFound("There is no such request.")
        if request.execution.state != EXECUTING or request.execution.attempts != self.attempt:
            return Entry()
        after = executing.ended(request, self.outcome, books.now)
        return Entry(requests=(after,), events=(_said(after),) if after.version != request.version else ())


class Worker:
    """Runs beside the server: woken by every grant, and once a second in case nobody woke it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._bell = asyncio.Event()
        self._heard = 0
        self._running: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._office.ledger.after_commit.append(self._hear)
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Take no more; what does not end soon is looked at again after its lease."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._running:
            await asyncio.wait(self._running, timeout=_FINISH_S)

    def _hear(self, _seq: int) -> None:
        if self._office.ledger.granted != self._heard:
            self._heard = self._office.ledger.granted
            self._bell.set()

    async def _run(self) -> None:
        while True:
            try:
                before, begin = self._office.ledger.taken, monotonic()
                done = await self.once()
                if self._office.ledger.taken - before > 1 + done:
                    # Others wanted something meanwhile: people's answers go first while there is much to do.
                    await asyncio.sleep(min(3 * (monotonic() - begin), _LONGEST_WAY_S))
                if done < MOST_AT_ONCE:
                    await self._rest()
            except Refusal as refusal:
                log.warning("carrying out has to wait: %s", refusal.detail)
                await asyncio.sleep(_TICK_S)
            except Exception:
                log.exception("carrying out stumbled; it goes on")
                await asyncio.sleep(_TICK_S)

    async def once(self) -> int:
        """Take what is due and carry it out; how many it was. A slow provider answers beside, and holds nobody up."""
        taken = (await self._office.ledger.submit(Take(MOST_AT_ONCE - len(self._running)))).requests
        begun = {asyncio.get_running_loop().create_task(self._carry_out(request)) for request in taken}
        self._running |= begun
        for task in begun:
            task.add_done_callback(self._running.discard)
        if waited := begun or (self._running if len(self._running) >= MOST_AT_ONCE else set()):
            await asyncio.wait(waited, timeout=_TICK_S)
        return len(taken)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._bell.wait(), _TICK_S)
        except TimeoutError:
            return
        finally:
            self._bell.clear()

    async def _carry_out(self, request: Request) -> None:
        try:
            outcome = await self._outcome(request)
            await self._write_down(End(request.id, request.execution.attempts, outcome))
        except Exception:
            log.exception("%s is looked at again after its lease", request.reference)

    async def _write_down(self, end: End) -> None:
        """The provider has spoken: a database that hangs up is asked again, as the same end counts once."""
        for wait in _AGAIN_S:
            try:
                await self._office.ledger.submit(end)
            except Refusal as refusal:
                log.warning("%s cannot be ended yet: %s", end.request_id, refusal.detail)
                await asyncio.sleep(wait)
            else:
                return
        await self._office.ledger.submit(end)

    async def _outcome(self, request: Request) -> Outcome:
        told_to = instruction(request)
        if request.execution.attempts > 1:
            # An earlier attempt may have reached the provider: look before posting again.
            found = await self._office.payments.find(request.id, told_to)
            if found is not None:
                return found
        return await self._office.payments.execute(told_to)


def instruction(request: Request) -> Instruction:
    """What the provider is told. Its key is made of the request's id: one for ever, stored before any call."""
    approval = request.approval
    return Instruction(
        key=f"remit-{request.id}",
        request_id=request.id,
        reference=request.reference,
        remedy=request.remedy,
        amount=request.amount,
        currency=request.currency,
        order_id=request.order_id,
        customer_id=request.customer_id,
        reason=request.reason,
        requested_by=request.requester.id,
        approved_by=approval.settled_by.id if approval and approval.settled_by else None,
    )


def _said(request: Request) -> Event:
    execution = request.execution
    sentences = {
        SUCCEEDED: f"Moved once: {what(request)}, {execution.provider_reference}.",
        FAILED: f"{execution.provider} refused {what(request)}: {execution.last_error}.",
        UNKNOWN: f"No clear answer from {execution.provider}; it is looked up before anything is sent again.",
    }
    fallback = f"No clear answer after {execution.attempts} attempts; somebody has to look at {execution.provider}."
    return told(request, request.state, None, sentences.get(execution.state, fallback))
