"""Verifying the record: the whole chain walked again, each checkpoint compared, each request beside what was told."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from remit.connectors.sealing import Verifier, notes_in, opened
from remit.desk.office import Office
from remit.domain.record.checkpoints import Checkpoint
from remit.domain.record.walking import CONTRADICTED, FORGED, OUTSIDE, Flaw, Mark, Walk
from remit.domain.refusal import NotFound
from remit.domain.values import value
from remit.store import heads, record
from remit.store.database.session import Connection
from remit.store.record import Told

MOST = 200_000
"""Entries that one question walks over; who asks goes on from where it ended."""
_SLICE = 1_000
_SHOWN = 100


@value(frozen=True, slots=True, kw_only=True)
class Trusted:
    """Whose signatures count, and the notes that were kept outside of the database."""

    verifiers: tuple[Verifier, ...]
    notes: tuple[str, ...] = ()


def trusted(verifiers: tuple[Verifier, ...], *kept: Path) -> Trusted:
    """With the notes of these files; one that does not exist (yet) has none."""
    texts = [path.read_text(errors="replace") for path in kept if path.is_file()]
    return Trusted(verifiers=verifiers, notes=tuple(note for text in texts for note in notes_in(text)))


@value(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of it. `after` and `last` bound the entries walked over; `flaws` are the first hundred of `found`."""

    after: int
    last: int
    complete: bool
    go_on: int
    """The last checkpoint that was met: where to go on if this was not all."""
    head: bytes
    checkpoints: int
    sealed: int
    """Up to which entry there is a checkpoint in the database."""
    found: int
    flaws: tuple[Flaw, ...]

    @property
    def sound(self) -> bool:
        """Nothing was found."""
        return self.found == 0

    @property
    def sentence(self) -> str:
        """In words."""
        span = f"{self.last - self.after} entries, {self.after + 1} to {self.last}"
        if self.last == self.after:
            span = "no entries"
        if not self.sound:
            return f"Looked at {span}. The record does not hold: {self.found} findings. Keep a copy of it as it is."
        rest = self.last - self.sealed
        tail = f" The last {rest} wait for their checkpoint." if self.complete and rest > 0 else ""
        return f"Looked at {span}: nothing was changed, added or taken away.{tail}"


async def verify(office: Office, trusted: Trusted, after: int = 0, most: int = MOST) -> Verified:
    """Walk from behind a checkpoint (or from the start). Raises NotFound where there is no checkpoint."""
    walk = await _begun(office, after)
    last = (await office.database.read(heads.read)).event_seq
    _mark_outside(walk, trusted, after)
    complete = False
    # Not before there is a checkpoint to go on from.
    while not complete and (walk.reached < after + most or walk.point <= after):
        complete = await office.database.read(_stretch, walk, trusted.verifiers) < _SLICE
        await asyncio.sleep(0)
    if complete:
        walk.end(max(last, walk.reached))
        await _beside(office, walk)
    latest = await office.database.read(record.latest)
    return Verified(
        after=after,
        last=walk.reached,
        complete=complete,
        go_on=walk.point,
        head=walk.head,
        checkpoints=walk.compared,
        sealed=latest.claim.seq if latest else 0,
        found=len(walk.flaws),
        flaws=tuple(walk.flaws[:_SHOWN]),
    )


async def _begun(office: Office, after: int) -> Walk:
    if after == 0:
        return Walk({})
    point = await office.database.read(record.at, after)
    if point is None:
        raise NotFound(f"There is no checkpoint at {after}. Begin at the start, or behind one of the list.")
    return Walk({}, reached=after, head=point.claim.hash)


def _mark_outside(walk: Walk, trusted: Trusted, after: int) -> None:
    for number, note in enumerate(trusted.notes, 1):
        claim = opened(note, trusted.verifiers)
        if claim is None:
            said = f"Note {number} of those kept elsewhere is not signed by a key that is known here."
            walk.flaws.append(Flaw(FORGED, 0, 0, said))
        elif claim.seq > after:
            walk.marks.setdefault(claim.seq, []).append(Mark(claim.seq, claim.hash, OUTSIDE))


def _stretch(connection: Connection, walk: Walk, verifiers: tuple[Verifier, ...]) -> int:
    """A slice of the walk; how many entries it had."""
    entries = record.after(connection, walk.reached, _SLICE)
    points = record.between(connection, walk.reached, _SLICE)
    until = entries[-1].seq if len(entries) == _SLICE else None
    for point in points:
        if until is not None and point.claim.seq > until:
            break
        # Before what was kept elsewhere: its hash is where the walk goes on.
        walk.marks.setdefault(point.claim.seq, []).insert(0, Mark(point.claim.seq, point.claim.hash))
        _signed(point, verifiers, walk)
    walk.take(entries)
    return len(entries)


def _signed(point: Checkpoint, verifiers: tuple[Verifier, ...], walk: Walk) -> None:
    if opened(point.note, verifiers) != point.claim:
        seq = point.claim.seq
        said = f"The checkpoint at {seq} is not signed by a key that is known here, or says something else."
        walk.flaws.append(Flaw(FORGED, seq, seq, said))


async def _beside(office: Office, walk: Walk) -> None:
    """Each request as its table has it, beside the last that was told of it."""
    reached = ""
    while found := await office.database.read(record.told, reached, _SLICE):
        walk.flaws += _contradictions(found)
        reached = found[-1].id
        await asyncio.sleep(0)


def _contradictions(found: Sequence[Told]) -> list[Flaw]:
    flaws, names = [], ("state", "amount", "currency", "remedy")
    for one in found:
        said = json.loads(one.data)
        if said.get("id") != one.id:
            continue  # Brought in from elsewhere, with nothing but its name.
        if any(said.get(name) != getattr(one, name) for name in names):
            text = f"{one.reference} is not as entry {one.seq} tells it: the request was changed without the record."
            flaws.append(Flaw(CONTRADICTED, one.seq, one.seq, text))
    return flaws
