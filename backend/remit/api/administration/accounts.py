"""One account: made, changed, switched off and on, handed over; and the link by which its owner chooses a password."""

from typing import Annotated

from fastapi import APIRouter

from remit.api.administration.shaping import account
from remit.api.edge.deps import OfficeDep, permission
from remit.api.policy_shapes import draft_shape
from remit.api.shapes.administration import (
    AccountOut,
    CreatedOut,
    DepartureOut,
    InvitationOut,
    PersonChangeIn,
    PersonIn,
    ReplacedOut,
    ReplaceIn,
    RuleOut,
    VersionIn,
)
from remit.authority.rules.spoken import limit
from remit.desk.people import accounts, passwords, raises
from remit.desk.people.brand_tiers import as_pairs
from remit.desk.people.leaving import departure
from remit.desk.people.passwords import Invitation
from remit.desk.people.replacing import own_rules, replace_person
from remit.domain.people import Person
from remit.domain.refusal import NotFound
from remit.domain.requests.representation import moment
from remit.store import requests

router = APIRouter(prefix="/people", tags=["people"])
Writes = Annotated[Person, permission("people.write")]


@router.post("", status_code=201)
async def create_person(said: PersonIn, caller: Writes, office: OfficeDep) -> CreatedOut:
    """A new account and the link for its owner. A tier waits for a second person, like roles that give more."""
    fields = {**said.model_dump(), "email": said.email.lower(), "roles": frozenset(said.roles)}
    fields["brand_tiers"] = as_pairs(said.brand_tiers)
    made = await accounts.create(office, caller, fields)
    invitation = await passwords.invite(office, caller, made.id)
    return CreatedOut(person=await account(office, made), invitation=_invitation(invitation))


@router.get("/{person_id}")
async def get_person(
    person_id: str, _caller: Annotated[Person, permission("people.read")], office: OfficeDep
) -> AccountOut:
    """One account."""
    found = office.authority.people.get(person_id) or (await office.ledger.refresh()).people.get(person_id)
    if found is None:
        raise NotFound("There is nobody with that id. Look for them in the list of people.")
    return await account(office, found)


@router.patch("/{person_id}")
async def change_person(person_id: str, said: PersonChangeIn, caller: Writes, office: OfficeDep) -> AccountOut:
    """Change what is given; `tier` and `team` null take it away. More authority is `proposed` to a second person."""
    changes = {name: getattr(said, name) for name in said.model_fields_set - {"version"}}
    for name in ("name", "email", "roles", "brand_tiers"):
        if name in changes and changes[name] is None:
            del changes[name]
    if "email" in changes:
        changes["email"] = changes["email"].lower()
    if "roles" in changes:
        changes["roles"] = frozenset(changes["roles"])
    if "brand_tiers" in changes:
        changes["brand_tiers"] = as_pairs(changes["brand_tiers"])
    return await account(office, await accounts.change(office, caller, person_id, said.version, changes))


@router.post("/{person_id}/deactivate")
async def deactivate_person(person_id: str, said: VersionIn, caller: Writes, office: OfficeDep) -> AccountOut:
    """Switch it off at once: sessions and live connections end, and what waits with them moves on."""
    return await account(office, await accounts.deactivate(office, caller, person_id, said.version))


@router.post("/{person_id}/reactivate")
async def reactivate_person(person_id: str, said: VersionIn, caller: Writes, office: OfficeDep) -> AccountOut:
    """Switch it on again, as it was."""
    return await account(office, await accounts.reactivate(office, caller, person_id, said.version))


@router.post("/{person_id}/accept")
async def accept_raise(person_id: str, said: VersionIn, caller: Writes, office: OfficeDep) -> AccountOut:
    """The second person's yes to what is proposed; never the proposer's, never one's own."""
    return await account(office, await raises.accept(office, caller, person_id, said.version))


@router.post("/{person_id}/decline")
async def decline_raise(person_id: str, said: VersionIn, caller: Writes, office: OfficeDep) -> AccountOut:
    """No to what is proposed; or the proposer takes it back."""
    return await account(office, await raises.decline(office, caller, person_id, said.version))


@router.post("/{person_id}/invitation", status_code=201)
async def invite_person(person_id: str, caller: Writes, office: OfficeDep) -> InvitationOut:
    """Void the password, end the sessions, and make a link by which its owner chooses a new one."""
    return _invitation(await passwords.invite(office, caller, person_id))


@router.get("/{person_id}/departure")
async def get_departure(
    person_id: str, _caller: Annotated[Person, permission("people.read")], office: OfficeDep
) -> DepartureOut:
    """What would have to go on without this person."""
    person = office.authority.people.get(person_id)
    if person is None:
        raise NotFound("There is nobody with that id. Look for them in the list of people.")
    waiting = await office.database.read(requests.still_open)
    found = departure(person, list(waiting.values()))
    mine = [RuleOut(rule=one.rid, sentence=limit(one)) for one in own_rules(office.authority.rules, person)]
    return DepartureOut(
        claimed=list(found.claimed),
        offered=list(found.offered),
        offers=list(found.offers),
        asked=list(found.asked),
        rules=mine,
    )


@router.post("/{person_id}/replace")
async def replace_everywhere(person_id: str, said: ReplaceIn, caller: Writes, office: OfficeDep) -> ReplacedOut:
    """Switch the account off and let a successor go on: requests and the team seat now, limits by a draft."""
    done = await replace_person(office, caller, person_id, said.version, said.successor)
    return ReplacedOut(
        person=await account(office, done.person),
        successor=await account(office, done.successor),
        passed_on=done.passed_on,
        draft=draft_shape(done.draft) if done.draft else None,
    )


def _invitation(made: Invitation) -> InvitationOut:
    # After the #: a browser does not send it, so it is in no log.
    return InvitationOut(path=f"/welcome#{made.token}", expires_at=moment(made.expires_at) or "")
