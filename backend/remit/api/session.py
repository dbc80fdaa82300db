"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.administration import ChosenPasswordIn
from remit.api.shapes.people import SignInIn
from remit.desk import sign_in
from remit.desk.people import passwords
from remit.domain.people import Person
from remit.live.door import cookie_name
from remit.settings import Settings

router = APIRouter(tags=["session"])


@router.post("/session", status_code=204)
async def begin_session(request: Request, response: Response, said: SignInIn, office: OfficeDep) -> None:
    """Sign in: the answer sets an opaque session cookie."""
    token = await sign_in.sign_in(office, said.email, said.password)
    settings: Settings = request.app.state.settings
    embedded = said.embedded and settings.secure and bool(settings.panels)
    response.set_cookie(
        cookie_name(settings.secure),
        token,
        max_age=int(sign_in.SESSION_FOR.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="none" if embedded else "lax",
    )
    if embedded:
        _partition(response)


def _partition(response: Response) -> None:
    """The cookie is for frames in the site that shows this one: another site's frame has none (CHIPS)."""
    # Python's cookies know the attribute from 3.14 on.
    name, value = response.raw_headers.pop()
    response.raw_headers.append((name, value + b"; Partitioned"))


@router.delete("/session", status_code=204)
async def end_session(
    request: Request, response: Response, _caller: Annotated[Person, permission("sessions.end")], office: OfficeDep
) -> None:
    """Sign out: the session ends everywhere, its live connections within seconds."""
    await sign_in.sign_out(office, request.state.token)
    secure = request.app.state.settings.secure
    response.delete_cookie(cookie_name(secure), path="/", secure=secure, httponly=True, samesite="lax")


@router.post("/session/password", status_code=204)
async def choose_password(said: ChosenPasswordIn, office: OfficeDep) -> None:
    """By a link that is good once, choose one's password; then sign in with it."""
    await passwords.choose(office, said.token, said.password)
