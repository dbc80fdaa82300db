"""People by name: searched, narrowed, page by page, or as CSV; and a list of people taken in."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from remit import clock
from remit.api.administration.shaping import accounts
from remit.api.edge.answers import as_csv
from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.administration import AccountsOut, Code, CountOut, ListedOut, ListIn, ReportOut, Role
from remit.api.shapes.common import PLAIN
from remit.desk.office import Office
from remit.desk.people import brand_tiers, exchange, listed
from remit.desk.people.exchange import Report
from remit.domain.people import Person
from remit.domain.refusal import Invalid
from remit.domain.requests.representation import moment
from remit.store import staff
from remit.store.staff import Wanted

router = APIRouter(prefix="/people", tags=["people"])
_MOST_LINES = 100_000
_COLUMNS = ("id", *listed.COLUMNS, "certificates")
Group = Annotated[str, Field(pattern=r"^(-|[a-z0-9][a-z0-9_-]{0,63})$", description="`-` is none")]


class Filters(BaseModel):
    """What a list of people is narrowed to."""

    q: str | None = Field(
        default=None, max_length=200, pattern=PLAIN, description="Words of the name or the e-mail address"
    )
    role: Role | None = None
    team: Group | None = None
    tier: Group | None = None
    active: bool | None = None
    proposed: bool | None = Field(default=None, description="Waits for a second person")
    certificate: Code | None = None
    standing: Literal["held", "missing", "expiring", "lapsed"] | None = None

    def wanted(self, office: Office) -> Wanted:
        """As the database is asked."""
        if self.standing == "missing" and self.certificate is None:
            raise Invalid("Say which certificate is missing.", field="certificate")
        said = self.model_dump(include=set(Filters.model_fields))
        return Wanted(**said, kinds=office.authority.people.register.certificates, now=clock.now())


class Page(Filters):
    """Filters, and which page of what they find."""

    order: Literal["id", "name"] = "id"
    limit: int = Field(default=100, ge=1, le=200)
    cursor: str | None = Field(default=None, max_length=2000, pattern=r"^[\x21-\x7e]+$")


@router.get("", response_model=AccountsOut)
async def list_people(
    request: Request,
    _caller: Annotated[Person, permission("people.read")],
    office: OfficeDep,
    asked: Annotated[Page, Query()],
) -> Response | AccountsOut:
    """Everybody, by id or by name; with `Accept: text/csv` all of them as a file."""
    wanted, limit = asked.wanted(office), asked.limit
    if "text/csv" in request.headers.get("accept", ""):
        return _as_csv(await _people(office, await _page(office, wanted, asked.order, None, _MOST_LINES)))
    found = await _page(office, wanted, asked.order, _after(asked.cursor), limit + 1)
    shown = await accounts(office, await _people(office, found[:limit]))
    return AccountsOut(items=shown, next_cursor=_cursor(found[limit - 1][1]) if len(found) > limit else None)


@router.get("/count")
async def count_people(
    _caller: Annotated[Person, permission("people.read")], office: OfficeDep, asked: Annotated[Filters, Query()]
) -> CountOut:
    """How many the same filters find."""
    return CountOut(people=await office.database.read(staff.count, asked.wanted(office)))


@router.post("/import")
async def import_people(
    said: ListIn, caller: Annotated[Person, permission("people.write")], office: OfficeDep
) -> ReportOut:
    """What the list would do; with the `mark` of that report, do it: all lines or none."""
    if said.mark is None:
        return _report(exchange.report(said.csv, caller, office.authority), applied=False)
    return _report(await exchange.apply(office, caller, said.csv, said.mark), applied=True)


async def _page(office: Office, wanted: Wanted, order: str, after: str | None, most: int) -> list[tuple[str, str]]:
    return await office.database.read(staff.page, wanted, order, after, most)


async def _people(office: Office, found: Sequence[tuple[str, str]]) -> list[Person]:
    known = office.authority.people.people
    if any(person_id not in known for person_id, _ in found):
        # Another process made the account, and this one has not heard of it yet.
        known = (await office.ledger.refresh()).people.people
    return [known[person_id] for person_id, _ in found if person_id in known]


def _as_csv(people: Sequence[Person]) -> Response:
    now = clock.now()
    rows = [
        (
            *(person.id, person.email, person.name, " ".join(sorted(person.roles)), person.tier),
            *(brand_tiers.written(person.brand_tiers), person.team),
            *("yes" if person.active else "no", " ".join(sorted(person.certificates_at(now)))),
        )
        for person in people
    ]
    return as_csv(_COLUMNS, rows, f"people-{moment(now) or ''}.csv".replace(":", "-"))


def _report(found: Report, *, applied: bool) -> ReportOut:
    return ReportOut(
        mark=found.mark,
        applied=applied,
        create=found.count(listed.CREATE),
        change=found.count(listed.CHANGE),
        same=found.count(listed.SAME),
        refused=found.count(listed.REFUSED),
        lines=[
            ListedOut.model_validate(
                {"line": one.number, "email": one.email, "action": one.action, "says": list(one.says)}
            )
            for one in found.lines
            if one.action != listed.SAME
        ],
    )


def _cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _after(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    try:
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as wrong:
        raise Invalid("This is not the cursor of a page. Begin with the first page.", field="cursor") from wrong
    if "\x00" in key:
        raise Invalid("This is not the cursor of a page. Begin with the first page.", field="cursor")
    return key
