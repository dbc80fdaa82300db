"""Certificates: the kinds there are, and granting, renewing and taking them back."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from remit import clock
from remit.api.administration.shaping import account
from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.administration import AccountOut, CertificateIn, CertificateOut, CertificatesOut, GrantIn
from remit.authority.rules.conditions import certificates_in
from remit.desk.office import Office
from remit.desk.people import holding, kinds
from remit.domain.certificates import Certificate
from remit.domain.people import Person
from remit.store import certificates

router = APIRouter(tags=["people"])
Writes = Annotated[Person, permission("people.write")]
Code = Annotated[str, Path(pattern=r"^[A-Z0-9][A-Z0-9-]{0,31}$")]


@router.get("/certificates")
async def list_certificates(
    _caller: Annotated[Person, permission("people.read")], office: OfficeDep
) -> CertificatesOut:
    """All kinds, by code: how many hold each, and which limits ask for it."""
    return CertificatesOut(items=await _shown(office, office.authority.people.register.certificates))


@router.put("/certificates/{code}")
async def define_certificate(code: Code, said: CertificateIn, caller: Writes, office: OfficeDep) -> CertificateOut:
    """A new kind, or another name, validity or warning; what is held already ends when it was to end."""
    kind = Certificate(code, said.name, said.months, said.warning_days)
    [shown] = await _shown(office, (await kinds.define(office, caller, kind, said.version),))
    return shown


@router.delete("/certificates/{code}", status_code=204)
async def drop_certificate(code: Code, caller: Writes, office: OfficeDep) -> None:
    """Take away a kind that nobody holds; 409 says who and what uses it."""
    await kinds.drop(office, caller, code)


@router.put("/people/{person_id}/certificates/{code}")
async def grant_certificate(person_id: str, code: Code, said: GrantIn, caller: Writes, office: OfficeDep) -> AccountOut:
    """Grant it, or renew it: valid from now, or since `granted_at`. Never to oneself."""
    done = await holding.grant(office, caller, person_id, said.version, code, said.granted_at)
    return await account(office, done)


@router.delete("/people/{person_id}/certificates/{code}")
async def revoke_certificate(
    person_id: str,
    code: Code,
    version: Annotated[int, Query(ge=1, le=2**31 - 1)],
    caller: Writes,
    office: OfficeDep,
) -> AccountOut:
    """Take it back; what it unlocked is locked with the commit."""
    return await account(office, await holding.revoke(office, caller, person_id, version, code))


async def _shown(office: Office, found: tuple[Certificate, ...]) -> list[CertificateOut]:
    counted = await office.database.read(certificates.counted, clock.now())
    rules = office.authority.rules.values()
    return [
        CertificateOut(
            code=one.code,
            name=one.name,
            months=one.months,
            warning_days=one.warning_days,
            version=one.version,
            held=counted.get(one.code, (0, 0))[0],
            lapsed=counted.get(one.code, (0, 0))[1],
            rules=[rule.rid for rule in rules if one.code in certificates_in(rule.when)],
        )
        for one in found
    ]
