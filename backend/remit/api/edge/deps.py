"""What routes ask for: the office, the caller with a permission, a page."""

from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.params import Depends as Dependency

from remit.authority.permits import permits
from remit.desk.office import Office
from remit.desk.sign_in import SignedOut
from remit.domain.people import Person
from remit.domain.refusal import NotPermitted


class Permission:
    """A dependency: the caller, if their roles have this permission. Routes name it; a guard sees that each does."""

    def __init__(self, permission: str) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> Person:
        """Who calls."""
        caller: Person | None = request.state.caller
        if caller is None:
            raise SignedOut("Sign in first: there is no session, or it has ended.")
        if self.permission not in permits(caller.roles):
            roles = ", ".join(sorted(caller.roles)) or "no role"
            detail = (
                f"This needs the permission {self.permission}; you are {roles}. Ask an administrator if you need it."
            )
            raise NotPermitted(detail, permission=self.permission)
        return caller


def permission(name: str) -> Dependency:
    """Ask for the caller, if their roles have this permission."""
    return Depends(Permission(name))  # type: ignore[no-any-return]


async def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


OfficeDep = Annotated[Office, Depends(_office)]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=100, pattern=r"^[\x21-\x7e]+$")]
