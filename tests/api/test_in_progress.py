"""The same call while the first is still running, told from inside the process that runs it."""

import pytest

from tests.api.calls import asking, key, post, refused


@pytest.mark.one_process("it looks into the process that runs the call")
def test_while_it_runs_the_same_call_waits(served):
    person, with_key = served.person(tier="agent"), key()
    agent = served.client(person)
    running = served.app.state.running
    running.add((person.id, with_key["Idempotency-Key"]))
    try:
        refused(post(agent, asking(served.order()), with_key), 409, "idempotency-key-in-progress")
    finally:
        running.clear()
    assert post(agent, asking(served.order()), with_key).status_code == 201
