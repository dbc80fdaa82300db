"""The side panel that a helpdesk shows in a frame: whom it listens to."""

from typing import Annotated

from fastapi import APIRouter, Request

from remit.api.edge.deps import permission
from remit.api.shapes.common import Out
from remit.domain.people import Person
from remit.settings import Settings

router = APIRouter(tags=["panel"])


class PanelOut(Out):
    """Origins of the pages that may show the panel, and tell it which order and customer they are about."""

    origins: list[str]


@router.get("/panel")
async def get_panel(request: Request, _caller: Annotated[Person, permission("requests.create")]) -> PanelOut:
    """Whom the side panel listens to."""
    settings: Settings = request.app.state.settings
    return PanelOut(origins=list(settings.panels))
