"""Who is asked, in which order: escalation policies, working hours, who is kept apart; and the simulator."""

from typing import Annotated

from fastapi import APIRouter

from remit.api.edge.deps import OfficeDep, permission
from remit.api.questions_shapes import trial_for
from remit.api.routing_shapes import routing_shape, simulated_shape, wanted
from remit.api.shapes.routing import RoutingIn, RoutingOut, SimulatedOut, SimulateIn
from remit.desk.routing import policies
from remit.desk.routing.simulating import simulate
from remit.domain.people import Person

router = APIRouter(prefix="/routing", tags=["people"])


@router.get("")
async def get_routing(_caller: Annotated[Person, permission("routing.read")], office: OfficeDep) -> RoutingOut:
    """What counts, and what is wrong with it."""
    return routing_shape(await policies.read(office), office.authority.people)


@router.put("")
async def put_routing(
    said: RoutingIn, caller: Annotated[Person, permission("routing.write")], office: OfficeDep
) -> RoutingOut:
    """Something else counts from now on, for what waits, too. 409 where somebody else changed it meanwhile."""
    kept = await policies.put(office, caller, wanted(said), said.note)
    return routing_shape(kept, office.authority.people)


@router.post("/simulate")
async def simulate_routing(
    said: SimulateIn, _caller: Annotated[Person, permission("routing.read")], office: OfficeDep
) -> SimulatedOut:
    """Who would this go to? Decides and records nothing."""
    found = await simulate(office, await trial_for(office, said), said.present)
    return simulated_shape(found, office.authority.people)
