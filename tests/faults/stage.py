"""An office on a stage: the clock goes by hand, the provider answers as told, and the process can die at a commit."""

import json
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from remit import clock
from remit.connectors.rehearsal import Rehearsal
from remit.connectors.tricks import TRICKS
from remit.desk.execution import Worker
from remit.desk.leasing import Nudge
from remit.desk.ledger import ledger, limits
from remit.desk.office import Office
from remit.desk.presence import Reroute
from remit.desk.requests import approvals, asking, requesters
from remit.desk.requests.submitting import Ask
from remit.domain.orders.order import Order
from remit.domain.refusal import Refusal
from remit.domain.requests.request import Request
from remit.store import heads, people, policies, requests
from remit.store.policies import Version
from tests.desk.offices import office, order
from tests.domain.floor import AGENT, DIRECTOR, LEAD
from tests.faults.model import CAPTURED

WHO = {"agent": AGENT, "lead": LEAD, "director": DIRECTOR}
PLAYED = {trick.name: trick for trick in TRICKS.values()}


class Hand:
    """Moves every clock; set to nothing when a story begins."""

    ahead = timedelta()

    def install(self, patch) -> None:
        now, read = clock.now, heads.read

        def reading(connection, *of):
            head = read(connection, *of)
            return replace(head, now=head.now + self.ahead)

        patch.setattr(clock, "now", lambda: now() + self.ahead)
        patch.setattr(heads, "read", reading)


class Stage:
    """Words come back as the request that they have led to, or as the name of the refusal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.url = f"sqlite:///{folder / 'remit.db'}"
        self.shop_path = folder / "shop.db"
        self._stack = AsyncExitStack()
        self.office: Office
        self.trick = ""
        self.dies = ""

    async def open(self) -> None:
        plain = await self._stack.enter_async_context(office(self.url, self._folder))
        self._shop = plain.orders._shop
        self._shop.add_orders([_order(name, captured) for name, captured in CAPTURED.items()])
        self._provider = Rehearsal(plain.payments, self._shop, lambda _told: PLAYED.get(self.trick))
        self.office = replace(plain, payments=self._provider)
        self._break(plain.database)

    async def close(self) -> None:
        await self.office.ledger.close()
        await self._stack.aclose()

    async def restart(self) -> None:
        """What a process had in mind is gone; the database and the provider stay."""
        self.dies = ""
        database = self.office.database
        fresh = ledger.Ledger(database, await database.read(limits.load))
        self.office = replace(self.office, ledger=fresh)

    async def ask(self, order_id: str, amount: int, key: str) -> Request | str:
        said = Ask(remedy="refund", amount=amount, currency="USD", reason="DAMAGED_DEFECTIVE", order_id=order_id)
        try:
            posted = await asking.submit(self.office, AGENT, said, key, [order_id, amount], set())
        except Refusal as refusal:
            return refusal.name
        return (await self.every())[json.loads(posted.body)["id"]]

    async def word(self, verb: str, by: str, request_id: str, version: int, *said: object) -> str:
        """Anything but asking; empty: it counted."""
        of = approvals if hasattr(approvals, verb) else requesters
        try:
            await getattr(of, verb)(self.office, WHO[by], request_id, version, *said)
        except Refusal as refusal:
            return refusal.name
        return ""

    async def every(self) -> dict[str, Request]:
        def found(connection) -> dict[str, Request]:
            ids = connection.execute(text("SELECT id FROM requests")).scalars().all()
            return requests.by_ids(connection, ids)

        return await self.office.database.read(found)

    async def work(self) -> str:
        """Until nothing is due; a refusal if the process died."""
        worker = Worker(self.office)
        try:
            while await worker.once():
                pass
        except Refusal as refusal:
            return refusal.name
        return ""

    async def sweep(self) -> None:
        await self.office.ledger.submit(Reroute())

    async def ring(self, request_id: str) -> None:
        await self.office.ledger.submit(Nudge(request_id))

    async def refuse_late(self, request_id: str) -> None:
        """The bank refuses what was accepted, and tells of it twice."""
        self._shop.fail(f"remit-{request_id}", "refused_by_bank: the account is closed")
        await self.ring(request_id)
        await self.ring(request_id)

    async def limit(self, amount: int) -> None:
        """Another process publishes another limit for agents."""

        def publish(connection) -> None:
            known, head = limits.load(connection), heads.read(connection)
            changed, number = replace(known.rules["L-0001"], amount=amount), known.version + 1
            content = known.with_rules(number, [changed], ["L-0001"]).hash
            version = Version(number, content, clock.now(), None, "story", "", known.tiers)
            policies.publish(connection, version, [changed], ["L-0001"])
            heads.move(connection, replace(head, policy_version=number))

        await self.office.database.write(publish)
        await self.office.ledger.refresh()

    async def promote(self, *, leads: bool) -> None:
        """Another process takes the lead's authority away, or gives it back."""
        now = LEAD if leads else replace(LEAD, tier="agent", roles=frozenset({"agent"}))

        def save(connection) -> None:
            head = heads.read(connection)
            people.save(connection, [now], head.people_revision + 1)
            heads.move(connection, replace(head, people_revision=head.people_revision + 1))

        await self.office.database.write(save)
        await self.office.ledger.refresh()

    def _break(self, database) -> None:
        """The next batch of the ledger is not stored, or it is and nobody hears of it."""
        write = database.write

        async def writing(fn, /, *arguments, **named):
            dies, self.dies = (self.dies, "") if fn is ledger._decided else ("", self.dies)

            def work(connection):
                answer = fn(connection, *arguments, **named)
                if dies == "before":
                    raise _died()
                return answer

            answer = await write(work)
            if dies == "after":
                raise _died()
            return answer

        database.write = writing


def _order(name: str, captured: int) -> Order:
    one = order(captured=captured)
    return replace(one, id=name, customer=replace(one.customer, id=f"C-{name}"))


def _died() -> OperationalError:
    return OperationalError("the process died", None, Exception("died"))
