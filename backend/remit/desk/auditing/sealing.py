"""Sealing: every minute a signed checkpoint says how far the record has come, and a copy of it leaves the database."""

import asyncio
from pathlib import Path

from remit import clock
from remit.connectors.sealing import Seal
from remit.desk.beside import Beside
from remit.desk.office import Office
from remit.domain.record.chain import START, linked
from remit.domain.record.checkpoints import Checkpoint, Claim
from remit.store import heads, record
from remit.store.database.session import Connection, DatabaseError, is_about_a_row

AT_MOST = 10_000
"""Entries between two checkpoints."""
_EVERY_S = 60.0
_SLICE = 1_000


class Sealer(Beside):
    """Whichever process is first makes the checkpoint, the others find it made. A stop leaves the rest for the next."""

    before_first_look, after_trouble = 1.0, _EVERY_S

    def __init__(self, office: Office, seal: Seal, copies: Path) -> None:
        super().__init__()
        self._office = office
        self._seal = seal
        self._copies = copies

    async def look(self) -> float:
        """Seal what is new, where no other process has just done so."""
        if await self._is_due():
            await self.once()
        return _EVERY_S

    async def once(self) -> int:
        """Seal what is new; up to which entry the record is sealed now."""
        while True:
            last = await self._office.database.read(record.latest)
            sealed = last.claim.seq if last else 0
            seq, head = await self._on(sealed, last.claim.hash if last else START)
            if seq == sealed:
                return sealed
            await self._keep(seq, head)
            if seq - sealed < AT_MOST:
                return seq

    async def _is_due(self) -> bool:
        """Another process may just have done it."""
        last = await self._office.database.read(record.latest)
        return last is None or (clock.now() - last.at).total_seconds() >= _EVERY_S / 2

    async def _on(self, seq: int, head: bytes) -> tuple[int, bytes]:
        """On along the chain, in slices that hold nobody up."""
        until = seq + AT_MOST
        while seq < until:
            before = seq
            seq, head = await self._office.database.read(_along, seq, head, min(_SLICE, until - seq))
            if seq - before < _SLICE:
                break
            await asyncio.sleep(0)
        return seq, head

    async def _keep(self, seq: int, head: bytes) -> None:
        epoch = (await self._office.database.read(heads.read)).epoch
        claim = Claim(epoch, seq, head)
        made = Checkpoint(claim, clock.now(), self._seal.note(claim))
        try:
            added = await self._office.database.write(record.add, made)
        except DatabaseError as broken:
            if not is_about_a_row(broken):
                raise
            added = False  # Another process has just made the same one.
        if added:
            await asyncio.to_thread(_append, self._copies, made.note)


def _along(connection: Connection, seq: int, head: bytes, most: int) -> tuple[int, bytes]:
    for one in record.after(connection, seq, most):
        seq, head = one.seq, linked(head, one)
    return seq, head


def _append(path: Path, note: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(note + "\n")
