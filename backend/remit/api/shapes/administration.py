"""Looking after people: what a client sends, and what it gets."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from remit.api.shapes.common import Id, In, Moment, Out, PersonOut
from remit.api.shapes.people import ColleagueOut
from remit.api.shapes.policy import DraftOut

ONE_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE, strip_whitespace=True)]
FullName = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE, strip_whitespace=True)]
Email = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[^\s@\x00-\x1f\x7f]+@[^\s@\x00-\x1f\x7f]+\.[^\s@\x00-\x1f\x7f]+$")
]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,31}$")]
Role = Literal["agent", "approver", "ops", "coach", "auditor", "admin"]
Roles = Annotated[list[Role], Field(max_length=6)]
Standing = Literal["valid", "expiring", "lapsed"]
BrandTiers = Annotated[
    dict[Name, Name], Field(max_length=50, description="By brand: the tier that counts there instead of `tier`")
]


class PersonIn(In):
    """A new account. It has no password: its owner chooses one by invitation."""

    name: FullName
    email: Email
    roles: Roles = ["agent"]  # noqa: RUF012  (pydantic copies it)
    tier: Name | None = None
    brand_tiers: BrandTiers = {}  # noqa: RUF012
    team: Name | None = None
    since: Moment | None = None


class PersonChangeIn(In):
    """What an account becomes; what is left out stays. `version` is the one that you saw."""

    version: Version
    name: FullName | None = None
    email: Email | None = None
    roles: Roles | None = None
    tier: Name | None = None
    brand_tiers: BrandTiers | None = None
    team: Name | None = None
    since: Moment | None = None


class VersionIn(In):
    """The version of the account that you saw."""

    version: Version


class ReplaceIn(VersionIn):
    """Who goes on with what this person had."""

    successor: Id


class GrantIn(VersionIn):
    """A certificate for a person, now or since an earlier moment."""

    granted_at: Moment | None = None


class HeldOut(Out):
    """A certificate that somebody holds; `expires_at` null does not expire."""

    code: str
    granted_at: str
    expires_at: str | None
    granted_by: str
    standing: Standing


class ProposedOut(Out):
    """More authority that a second person has to accept."""

    tier: str | None
    brand_tiers: dict[str, str]
    roles: list[str]
    by: PersonOut
    at: str


class AccountOut(ColleagueOut):
    """An account as those see it who look after people."""

    version: int
    brand_tiers: dict[str, str]
    since: str | None
    certificates: list[HeldOut]
    proposed: ProposedOut | None


class AccountsOut(Out):
    """A page of people."""

    items: list[AccountOut]
    next_cursor: str | None


class CountOut(Out):
    """How many people a list has."""

    people: int


class InvitationOut(Out):
    """A link to choose a password: `path` with the service's address before it. It is shown this once."""

    path: str
    expires_at: str


class CreatedOut(Out):
    """The new account, and the link for its owner."""

    person: AccountOut
    invitation: InvitationOut


class RuleOut(Out):
    """A limit or cap that names this person."""

    rule: str
    sentence: str


class DepartureOut(Out):
    """What would have to go on without somebody: ids of requests, and limits of their own."""

    claimed: list[str]
    offered: list[str]
    offers: list[str]
    asked: list[str]
    rules: list[RuleOut]


class ReplacedOut(Out):
    """Both accounts afterwards, how many requests went over, and the draft for limits of their own."""

    person: AccountOut
    successor: AccountOut
    passed_on: int
    draft: DraftOut | None


class ChosenPasswordIn(In):
    """The secret part of the link, and the password of one's own choice."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]
    password: Annotated[str, Field(min_length=12, max_length=1024)]


class TeamIn(In):
    """A new team: its name for rules, its title for people."""

    name: Name
    title: Title


class RetitleIn(VersionIn):
    """Another title."""

    title: Title


class OrderIn(In):
    """All names, in their new order."""

    names: Annotated[list[Name], Field(min_length=1, max_length=500)]


class TeamOut(Out):
    """A team and how many active people it has."""

    name: str
    title: str
    people: int
    version: int


class TeamsOut(Out):
    """All teams, in their order."""

    items: list[TeamOut]
    next_cursor: None = None


class TierIn(In):
    """A new rung, right above another one; `above` null is the lowest."""

    name: Name
    title: Title
    above: Name | None


class TierTitleIn(In):
    """Another title."""

    title: Title


class RungOut(Out):
    """A rung of the ladder: how many active people stand on it, how many limits name it."""

    name: str
    title: str
    people: int
    rules: int


class LadderOut(Out):
    """The ladder, lowest rung first, in the version in force."""

    policy_version: int
    items: list[RungOut]


class CertificateIn(In):
    """A kind of certificate; `months` null does not expire. `version` is needed to change one that is there."""

    name: Title
    months: Annotated[int, Field(ge=1, le=600)] | None
    warning_days: Annotated[int, Field(ge=0, le=365)]
    version: Version | None = None


class CertificateOut(Out):
    """A kind of certificate, how many active people hold it, how many let it lapse, and the limits that ask for it."""

    code: str
    name: str
    months: int | None
    warning_days: int
    version: int
    held: int
    lapsed: int
    rules: list[str]


class CertificatesOut(Out):
    """All kinds of certificates, by code."""

    items: list[CertificateOut]


class ListIn(In):
    """A list of people as CSV text: email, and any of name, roles, tier, brand_tiers, team, active."""

    csv: Annotated[str, Field(max_length=1_000_000)]
    mark: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class ListedOut(Out):
    """What a line would do, and what changes by it or why it cannot be."""

    line: int
    email: str
    action: Literal["create", "change", "same", "refused"]
    says: list[str]


class ReportOut(Out):
    """What a list would do, or did. Send `mark` with the same list to apply it."""

    mark: str
    applied: bool
    create: int
    change: int
    same: int
    refused: int
    lines: list[ListedOut]
