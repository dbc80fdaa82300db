from datetime import timedelta

from remit.domain.execution import executing, stepping
from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import Outcome
from remit.domain.requests.request import moved
from tests.domain.floor import NOW, request

GRANTED = moved(request(), "granted", NOW)


def test_a_worker_takes_it_for_as_long_as_its_lease():
    taken = executing.begun(GRANTED, NOW)
    assert (taken.state, taken.version, taken.execution.attempts) == ("executing", GRANTED.version + 1, 1)
    assert taken.execution.lease_until == NOW + executing.LEASE


def test_another_attempt_changes_no_version():
    taken = executing.begun(GRANTED, NOW)
    assert executing.begun(taken, NOW).version == taken.version


def test_an_unclear_answer_is_a_state_and_comes_again_later_and_later():
    one, waits = executing.begun(GRANTED, NOW), []
    for _ in range(executing.MOST_ATTEMPTS - 1):
        one = executing.ended(one, Outcome("unknown", error="cut"), NOW)
        assert (one.state, one.execution.state) == ("unknown", "unknown")
        waits.append(one.execution.lease_until - NOW)
        one = executing.begun(one, NOW)
    # Twice as long each time, a quarter less at most: not all who waited together come together.
    full = [timedelta(seconds=min(2**n, 300)) for n in range(len(waits))]
    assert all(most * 0.75 <= wait <= most for wait, most in zip(waits, full, strict=True))
    assert len({executing.wait_before(f"req_{n}", 9) for n in range(100)}) > 90
    last = executing.ended(one, Outcome("unknown", error="cut"), NOW)
    assert (last.state, last.execution.state) == ("needs_human", "needs_human")


def test_the_version_rises_once_when_it_becomes_unknown():
    once = executing.ended(executing.begun(GRANTED, NOW), Outcome("unknown"), NOW)
    twice = executing.ended(executing.begun(once, NOW), Outcome("unknown"), NOW)
    assert once.version == twice.version


def test_the_end_is_settled_or_failed_with_the_providers_reference():
    taken = executing.begun(GRANTED, NOW)
    settled = executing.ended(taken, Outcome("succeeded", "re_1"), NOW)
    assert (settled.state, settled.execution.provider_reference, settled.alive) == ("settled", "re_1", False)
    assert executing.ended(taken, Outcome("failed", error="closed"), NOW).state == "failed"


def test_a_lease_by_a_clock_that_was_put_back_holds_nobody_off_for_long():
    day = timedelta(days=1)
    taken = executing.begun(GRANTED, NOW + day)
    assert executing.is_misplaced(taken.execution, NOW)
    assert not executing.is_misplaced(taken.execution, NOW + day)
    # Whoever took it may be sending right now: it is unclear, and looked up no sooner than after a whole lease.
    unclear = executing.set_right(taken, NOW)
    assert (unclear.state, unclear.execution.lease_until) == ("unknown", NOW + executing.LEASE)
    waits = executing.ended(executing.begun(taken, NOW + day), Outcome("unknown"), NOW + day)
    assert executing.set_right(waits, NOW).execution.lease_until == NOW + executing.LEASE


def test_the_longest_wait_is_not_taken_for_misplaced():
    one = executing.begun(GRANTED, NOW)
    for _ in range(executing.MOST_ATTEMPTS - 1):
        one = executing.ended(one, Outcome("unknown", error="cut", again_in=timedelta(minutes=5)), NOW)
        assert not executing.is_misplaced(one.execution, NOW)
        one = executing.begun(one, NOW)


def test_a_look_after_a_post_stays_after_it_though_the_clock_is_put_back():
    day = timedelta(days=1)
    posted = executing.ended(executing.begun(GRANTED, NOW + day), Outcome("unknown"), NOW)
    looked = executing.ended(executing.begun(posted, NOW, "look"), Outcome("absent"), NOW)
    assert stepping.next_step(looked.execution, AdapterCard(), NOW) == "post"
