"""The chain and the walk over it: whatever is done to entries or checkpoints shows, and where."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from remit.domain.record.chain import START, Written, canonical, linked
from remit.domain.record.checkpoints import Claim, claim_of, text_of
from remit.domain.record.walking import CHANGED, CUT, MISSING, OUTSIDE, REWRITTEN, Mark, Walk
from tests.domain.floor import NOW


def entry(seq: int, **said) -> Written:
    plain = {"at": NOW, "event": "request.created", "request_id": f"req_{seq}", "actor_id": "usr_1"}
    return Written(**{**plain, "seq": seq, "actor_name": "Ana", "sentence": "Ana asked.", "data": "{}", **said})


ENTRIES = [entry(seq) for seq in range(1, 21)]


def heads(entries) -> dict[int, bytes]:
    found, head = {}, START
    for one in entries:
        found[one.seq] = head = linked(head, one)
    return found


TRUE = heads(ENTRIES)


def marks(*seqs: int, kept: str = "inside") -> dict[int, list[Mark]]:
    return {seq: [Mark(seq, TRUE[seq], kept)] for seq in seqs}


def walked(entries, known, last: int = 20) -> list[tuple[str, int, int]]:
    walk = Walk(known)
    walk.take(entries)
    walk.end(last)
    return [(flaw.kind, flaw.first, flaw.last) for flaw in walk.flaws]


def test_what_nobody_touched_holds():
    assert walked(ENTRIES, marks(5, 10, 20)) == []
    assert walked(ENTRIES, marks(20, kept=OUTSIDE)) == []


@pytest.mark.parametrize("name", ["at", "event", "request_id", "actor_id", "actor_name", "sentence", "data", "judged"])
def test_every_part_of_an_entry_counts(name):
    other = {"at": NOW + timedelta(microseconds=1), "judged": ("asked", 1, 1, None, "{}", "{}")}.get(name, "other")
    entries = [replace(one, **{name: other}) if one.seq == 7 else one for one in ENTRIES]
    assert walked(entries, marks(5, 10, 20)) == [(CHANGED, 6, 10)], "and what comes after is judged by itself"


def test_what_is_taken_away_inside_is_named():
    entries = [one for one in ENTRIES if one.seq not in (7, 8)]
    assert walked(entries, marks(5, 10, 20)) == [(MISSING, 7, 8), (CHANGED, 6, 10)]


def test_what_is_swapped_shows():
    entries = [replace(one, seq={7: 8, 8: 7}.get(one.seq, one.seq)) for one in ENTRIES]
    assert walked(sorted(entries, key=lambda one: one.seq), marks(5, 10)) == [(CHANGED, 6, 10)]


def test_what_is_cut_off_shows_by_the_head_or_by_what_was_kept_elsewhere():
    assert walked(ENTRIES[:12], marks(5, 10)) == [(CUT, 13, 20)]
    assert walked(ENTRIES[:12], marks(5, 10), last=12) == [], "nothing inside the database knows better"
    assert walked(ENTRIES[:12], marks(20, kept=OUTSIDE), last=12) == [(CUT, 13, 20)]


def test_what_is_chained_anew_shows_by_what_was_kept_elsewhere():
    entries = [replace(one, data='{"amount":1}') if one.seq == 7 else one for one in ENTRIES]
    anew = heads(entries)
    known = {20: [Mark(20, anew[20]), Mark(20, TRUE[20], OUTSIDE)]}
    assert walked(entries, known) == [(REWRITTEN, 1, 20)]


def test_a_walk_can_begin_behind_a_checkpoint():
    walk = Walk(marks(15, 20), reached=10, head=TRUE[10])
    walk.take(ENTRIES[10:])
    walk.end(20)
    assert (walk.flaws, walk.head, walk.compared, walk.point) == ([], TRUE[20], 2, 20)


def test_an_entry_has_the_same_bytes_wherever_its_moment_is_told():
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))
    assert canonical(entry(1, at=elsewhere)) == canonical(entry(1))
    assert canonical(entry(1, sentence="Zoë – 10 €")) == canonical(entry(1, sentence="Zoë – 10 €"))
    assert datetime.fromisoformat(canonical(entry(1)).decode().split('"')[1]) == NOW


def test_a_claim_is_read_as_it_was_told():
    claim = Claim("epoch_1", 20, TRUE[20])
    assert claim_of(text_of(claim)) == claim
    assert claim_of(text_of(claim).replace("\n20\n", "\n020\n")) is None
    assert claim_of(text_of(claim) + "more\n") is None
