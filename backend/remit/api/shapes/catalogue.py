"""Reasons, remedies and brands over HTTP."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from remit.api.shapes.common import PLAIN, Currency, In, Out, PersonOut, Remedy, Words

Title = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=PLAIN, strip_whitespace=True)]


class ReasonIn(In):
    """A reason code of one's own, or a usual one that is retired or needs a note."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,39}$")]
    title: Title
    basis: Literal["entitlement", "goodwill"]
    note_required: bool = False
    retired: bool = False


class BrandIn(In):
    """A brand: by the clock of which time zone it lives, and in which currencies it sells."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    title: Title
    time_zone: Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=PLAIN)]
    currencies: Annotated[list[Currency], Field(min_length=1, max_length=40)]


class CatalogueIn(In):
    """Everything that is otherwise than usual; a usual reason that is left out is as usual."""

    revision: Annotated[int, Field(ge=0, le=2**31 - 1, description="The revision that the person saw")]
    note: Words
    reasons: Annotated[list[ReasonIn], Field(max_length=200)]
    retired: Annotated[list[Remedy], Field(max_length=20, description="remedies that are not given any more")]
    brands: Annotated[list[BrandIn], Field(max_length=200)]


class CataloguedOut(Out):
    """A reason code, retired ones too. `own`: it is none of the usual ones."""

    code: str
    title: str
    basis: Literal["entitlement", "goodwill"]
    note_required: bool
    retired: bool
    own: bool


class GivenOut(Out):
    """A remedy, retired ones too."""

    remedy: Remedy
    title: str
    needs_order: bool
    retired: bool


class BrandOut(Out):
    """A brand."""

    name: str
    title: str
    time_zone: str
    currencies: list[str]


class CatalogueOut(Out):
    """All reasons, remedies and brands, as of one revision."""

    revision: int
    note: str | None
    saved_at: str | None
    saved_by: PersonOut | None
    reasons: list[CataloguedOut]
    remedies: list[GivenOut]
    brands: list[BrandOut]
