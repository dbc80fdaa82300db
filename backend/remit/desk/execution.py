"""Carrying out what was granted: taken by one worker, done once, looked up before it is ever posted again."""

import asyncio
import logging
import time
from time import monotonic

from remit.desk.beside import Beside, rung
from remit.desk.leasing import Check, End, Revise, Take
from remit.desk.office import Office
from remit.domain.execution.execution import ABSENT, EXECUTING, LOOK, QUEUED, Instruction, Outcome
from remit.domain.execution.late import ENDED
from remit.domain.refusal import Refusal
from remit.domain.requests.request import Request
from remit.store import executions as execution_rows

MOST_AT_ONCE = 64
_TICK_S = 1.0
_FINISH_S = 3.0
_AGAIN_S = (0.1, 0.4, 1.0, 2.0)
_LONGEST_WAY_S = 0.25
_SEND_WITHIN_S = 1.5
"""After the lease began: what is sent later might still be on its way when another worker takes over."""
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

log = logging.getLogger("remit.execution")


class Worker(Beside):
    """Woken by every grant, and once a second in case nobody woke it."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._bell = asyncio.Event()
        self._heard = 0
        self._running: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin."""
        self._office.ledger.after_commit.append(self._hear)
        super().start()

    async def stop(self) -> None:
        """Take no more; what does not end soon is looked at again after its lease."""
        await super().stop()
        if self._running:
            await asyncio.wait(self._running, timeout=_FINISH_S)

    def _hear(self, _seq: int) -> None:
        if self._office.ledger.granted != self._heard:
            self._heard = self._office.ledger.granted
            self._bell.set()

    async def look(self) -> float:
        """Carry out what is due, and wait for more."""
        before, begin = self._office.ledger.taken, monotonic()
        done = await self.once()
        if self._office.ledger.taken - before > 1 + done:
            # Others wanted something meanwhile: people's answers go first while there is much to do.
            await asyncio.sleep(min(3 * (monotonic() - begin), _LONGEST_WAY_S))
        if done < MOST_AT_ONCE:
            await rung(self._bell, _TICK_S)
        return 0.0

    async def once(self) -> int:
        """Take what is due and carry it out; how many it was. A slow provider answers beside, and holds nobody up."""
        since = _seconds()
        take = Take(MOST_AT_ONCE - len(self._running), self._office.payments.card)
        taken = (await self._office.ledger.submit(take)).requests
        begun = {asyncio.get_running_loop().create_task(self._carry_out(request, since)) for request in taken}
        self._running |= begun
        for task in begun:
            task.add_done_callback(self._running.discard)
        if waited := begun or (self._running if len(self._running) >= MOST_AT_ONCE else set()):
            await asyncio.wait(waited, timeout=_TICK_S)
        return len(taken)

    async def _carry_out(self, request: Request, since: float) -> None:
        """One attempt; `since` is when it was asked for, before the lease began."""
        try:
            if request.execution.state in ENDED and request.execution.step == LOOK:
                await self._look_again(request)
            elif request.execution.state == QUEUED and request.execution.lease_until:
                await self._check(request)
            elif request.execution.state == EXECUTING:
                await self._attempt(request, since)
        except Refusal as refusal:
            log.warning("%s has to wait: %s", request.reference, refusal.detail)
        except Exception:
            log.exception("%s is looked at again after its lease", request.reference)

    async def _check(self, request: Request) -> None:
        """It waited, so its order is asked for again before it is taken to be sent."""
        order = await self._office.orders.get(request.order_id or "")
        since = _seconds()
        for taken in (await self._office.ledger.submit(Check(request.id, order))).requests:
            await self._carry_out(taken, since)

    async def _look_again(self, request: Request) -> None:
        truth = await self._office.payments.find(request.id, instruction(request))
        await self._office.ledger.submit(Revise(request.id, truth or Outcome(ABSENT), self._office.payments.card))

    async def _attempt(self, request: Request, since: float) -> None:
        told_to = instruction(request)
        if request.execution.step == LOOK:
            outcome = await self._office.payments.find(request.id, told_to) or Outcome(ABSENT)
        elif await self._may_send(request, since):
            outcome = await self._office.payments.execute(told_to)
        else:
            log.warning("%s was held up on its way, so it is left to be looked up after its lease", request.reference)
            return
        await self._write_down(End(request.id, request.execution.attempts, outcome, self._office.payments.card))

    async def _may_send(self, request: Request, since: float) -> bool:
        """Whether the lease is still ours with time to send: this process may have been paused since it was given."""
        card = self._office.payments.card
        if card.key_window is not None:
            execution = request.execution
            asked = (request.id, execution.attempts, execution.lease_until)
            if not await self._office.database.glance(execution_rows.may_send, *asked):
                return False
        return _seconds() - since < _SEND_WITHIN_S

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


def _seconds() -> float:
    """A clock that goes on while this process, or the whole machine, is asleep."""
    return time.clock_gettime(_CLOCK)
