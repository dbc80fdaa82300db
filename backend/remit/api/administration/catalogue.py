"""Reasons, remedies and brands, to be administered."""

from typing import Annotated

from fastapi import APIRouter

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.catalogue import BrandOut, CataloguedOut, CatalogueIn, CatalogueOut, GivenOut
from remit.api.shapes.common import PersonOut
from remit.desk.people import catalogue
from remit.domain.catalogue import Brand, Catalogue
from remit.domain.people import Person
from remit.domain.remedies import NEEDS_ORDER, REASONS, REMEDIES, Reason
from remit.domain.requests.representation import moment
from remit.store.catalogue import Saved

router = APIRouter(prefix="/catalogue", tags=["catalog"])


@router.get("")
async def get_catalogue(_caller: Annotated[Person, permission("catalog.read")], office: OfficeDep) -> CatalogueOut:
    """All of it, with what is retired. GET /reasons and /remedies tell what can be asked for."""
    return _shape(*await catalogue.read(office))


@router.put("")
async def put_catalogue(
    said: CatalogueIn, caller: Annotated[Person, permission("catalog.write")], office: OfficeDep
) -> CatalogueOut:
    """Other reasons, remedies or brands from now on. 409 where somebody else changed them meanwhile."""
    return _shape(*await catalogue.put(office, caller, _wanted(said), said.note))


def _wanted(said: CatalogueIn) -> Catalogue:
    return Catalogue(
        revision=said.revision,
        reasons=tuple(Reason(**one.model_dump()) for one in said.reasons),
        retired=tuple(said.retired),
        brands=tuple(Brand(one.name, one.title, one.time_zone, tuple(one.currencies)) for one in said.brands),
    )


def _shape(found: Catalogue, saved: Saved | None) -> CatalogueOut:
    return CatalogueOut(
        revision=found.revision,
        note=saved.note if saved else None,
        saved_at=moment(saved.at) if saved else None,
        saved_by=PersonOut(id=saved.by.id, name=saved.by.name) if saved else None,
        reasons=[_reason(one) for one in found.every_reason()],
        remedies=[_remedy(one, title, found) for one, title in REMEDIES.items()],
        brands=[
            BrandOut(name=one.name, title=one.title, time_zone=one.zone, currencies=list(one.currencies))
            for one in found.brands
        ],
    )


def _reason(one: Reason) -> CataloguedOut:
    said = {"code": one.code, "title": one.title, "basis": one.basis, "note_required": one.note_required}
    return CataloguedOut.model_validate({**said, "retired": one.retired, "own": one.code not in REASONS})


def _remedy(one: str, title: str, found: Catalogue) -> GivenOut:
    said = {"remedy": one, "title": title, "needs_order": one in NEEDS_ORDER, "retired": one in found.retired}
    return GivenOut.model_validate(said)
