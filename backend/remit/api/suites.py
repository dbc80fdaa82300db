"""The tests that the limits have to pass: what they are, how they come out, one made of a decision."""

from typing import Annotated

from fastapi import APIRouter

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.trying import MakeTestIn, TestOut, TestsIn, TestsOut, TriedListOut
from remit.api.trying_shapes import test_shape, tests_shape, tried_shape, wanted_of
from remit.desk.policies import examples, suites
from remit.domain.people import Person

router = APIRouter(tags=["tests"])


@router.get("/policy/tests")
async def get_tests(_caller: Annotated[Person, permission("policy.read")], office: OfficeDep) -> TestsOut:
    """The tests that count: no version of the limits is published against them."""
    return tests_shape(await suites.read(office))


@router.put("/policy/tests")
async def put_tests(
    said: TestsIn, caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> TestsOut:
    """Other tests. They must hold on the limits in force; expecting something else is for a draft to say."""
    wanted = [wanted_of(one) for one in said.tests]
    return tests_shape(await suites.replace_all(office, caller, said.revision, wanted, said.note))


@router.get("/policy/tests/results")
async def run_tests(_caller: Annotated[Person, permission("policy.draft")], office: OfficeDep) -> TriedListOut:
    """How they come out on the limits in force."""
    suite, tried = await suites.in_force(office)
    return tried_shape(tried, suite.tests)


@router.get("/policy/drafts/{draft_id}/tests")
async def run_draft_tests(
    draft_id: str, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> TriedListOut:
    """How they come out on the limits as the draft would make them, expecting what the draft says they should."""
    gate = await suites.gate(office, draft_id)
    return tried_shape(gate.tried, gate.after)


@router.post("/requests/{request_id}/make-test", status_code=201)
async def make_test(
    request_id: str, said: MakeTestIn, caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> TestOut:
    """A test from what was decided about this request: the next version has to decide it the same."""
    return test_shape(await examples.make_test(office, caller, request_id, said.name, said.expect))
