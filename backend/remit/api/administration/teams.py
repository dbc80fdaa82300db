"""Teams."""

from typing import Annotated

from fastapi import APIRouter

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.administration import OrderIn, RetitleIn, TeamIn, TeamOut, TeamsOut
from remit.desk.office import Office
from remit.desk.people import teams
from remit.domain.people import Person, Team

router = APIRouter(prefix="/teams", tags=["people"])
Writes = Annotated[Person, permission("people.write")]


@router.get("")
async def list_teams(_caller: Annotated[Person, permission("people.read")], office: OfficeDep) -> TeamsOut:
    """All teams, in their order."""
    return _shown(office, office.authority.people.register.teams)


@router.post("", status_code=201)
async def found_team(said: TeamIn, caller: Writes, office: OfficeDep) -> TeamOut:
    """A new team."""
    made = await teams.found(office, caller, said.name, said.title)
    return TeamOut(name=made.name, title=made.title, people=0, version=made.version)


@router.put("/order")
async def order_teams(said: OrderIn, caller: Writes, office: OfficeDep) -> TeamsOut:
    """All teams in another order."""
    return _shown(office, await teams.order(office, caller, said.names))


@router.patch("/{name}")
async def retitle_team(name: str, said: RetitleIn, caller: Writes, office: OfficeDep) -> TeamOut:
    """Another title; limits go on by the name."""
    made = await teams.retitle(office, caller, name, said.title, said.version)
    return _shown(office, (made,)).items[0]


@router.delete("/{name}", status_code=204)
async def drop_team(name: str, caller: Writes, office: OfficeDep) -> None:
    """Dissolve a team without people; 409 says who uses it."""
    await teams.drop(office, caller, name)


def _shown(office: Office, found: tuple[Team, ...]) -> TeamsOut:
    people = office.authority.people
    return TeamsOut(
        items=[
            TeamOut(name=one.name, title=one.title, people=people.in_team(one.name), version=one.version)
            for one in found
        ]
    )
