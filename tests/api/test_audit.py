"""Whoever may read the record can have it verified, and takes its checkpoints away."""

import csv
import io
import time

from remit.domain.record.checkpoints import claim_of
from tests.api.calls import API, asking, get, made, refused


def auditor(served):
    return served.client(served.person(role="auditor"))


def checkpoints(client) -> list[dict]:
    """Once there are some: the first is made soon after the start."""
    deadline = time.monotonic() + 60
    while not (found := get(client, "/audit/checkpoints", limit=200)["items"]):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def test_the_record_of_a_running_service_holds(served):
    agent, reader = served.client(served.person(tier="agent")), auditor(served)
    checkpoints(reader)
    made(agent, asking(served.order()))
    found = get(reader, "/audit/verify")
    assert (found["ok"], found["complete"], found["flaws"], found["next_after"]) == (True, True, [], None)
    assert found["entries"] == found["last"] > 0
    assert found["checkpoints"] >= 1
    assert len(found["hash"]) == 64
    assert found["keys"][0].startswith("remit+")


def test_checkpoints_can_be_taken_away(served):
    reader = auditor(served)
    items = checkpoints(reader)
    first = items[-1]
    claim = claim_of(first["note"].partition("\n\n")[0] + "\n")
    assert (claim.seq, claim.hash.hex(), claim.epoch) == (first["seq"], first["hash"], first["epoch"])
    assert [one["seq"] for one in items] == sorted((one["seq"] for one in items), reverse=True)
    page = get(reader, "/audit/checkpoints", limit=1)
    assert len(page["items"]) == 1
    sheet = reader.get(f"{API}/audit/checkpoints", headers={"Accept": "text/csv"})
    assert sheet.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(sheet.text)))
    assert rows[-1]["hash"] == first["hash"]


def test_it_goes_on_from_a_checkpoint_only(served):
    reader = auditor(served)
    seq = checkpoints(reader)[-1]["seq"]
    assert get(reader, "/audit/verify", after=seq)["first"] == seq + 1
    refused(reader.get(f"{API}/audit/verify", params={"after": 10**15}), 404, "not-found")
    for wrong in (-1, "x", 2**70):
        refused(reader.get(f"{API}/audit/verify", params={"after": wrong}), 422, "invalid")
    for wrong in ("x", "0", "-5"):
        refused(reader.get(f"{API}/audit/checkpoints", params={"cursor": wrong}), 422, "invalid")


def test_it_is_for_those_who_read_the_record(served):
    for one in (served.person(tier="agent"), served.person(tier="lead"), served.person(role="ops")):
        for path in ("verify", "checkpoints"):
            refused(served.client(one).get(f"{API}/audit/{path}"), 403, "not-permitted")
    refused(served.visitor().get(f"{API}/audit/verify"), 401)
    assert get(served.client(served.person(role="coach")), "/audit/verify")["ok"]
