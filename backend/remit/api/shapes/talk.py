"""What people say around requests: comments, words afterwards, many at once, and reasons at hand."""

from typing import Annotated, Literal

from pydantic import Field

from remit.api.shapes.common import Id, In, Out, PersonOut, ProblemOut, Words
from remit.api.shapes.requests import RequestOut, Seen, SeenIn


class ReviewIn(SeenIn):
    """What whoever looks at it afterwards says."""

    verdict: Literal["fine", "not_fine"]
    comment: Words


class CommentIn(In):
    """Something to say about a request."""

    text: Words


class BulkItemIn(In):
    """One of many, at the version that the person saw."""

    id: Id
    version: Seen


class BulkIn(In):
    """Approve these, each by itself."""

    items: Annotated[list[BulkItemIn], Field(min_length=1, max_length=100)]
    comment: Words | None = None


class BulkItemOut(Out):
    """What came of one of them: the request, or why not."""

    id: str
    status: int
    request: RequestOut | None
    problem: ProblemOut | None


class BulkOut(Out):
    """One for each, in the order they were sent."""

    items: list[BulkItemOut]


class CommentOut(Out):
    """What somebody said."""

    id: str
    at: str
    by: PersonOut
    text: str


class CommentsOut(Out):
    """All of it, oldest first."""

    items: list[CommentOut]
    next_cursor: None = None


class RejectReasonsIn(In):
    """These from now on, in this order; `revision` is the one that the person saw."""

    revision: Annotated[int, Field(ge=0, le=2**31 - 1)]
    items: Annotated[list[Words], Field(max_length=30)]


class RejectReasonsOut(Out):
    """What is at hand for a no."""

    revision: int
    items: list[str]


class ColleagueOut(PersonOut):
    """Somebody to whom it can be handed."""

    tier: str | None
    team: str | None
    available: bool


class ColleaguesOut(Out):
    """Some of them, those who are there first, and how many there are."""

    items: list[ColleagueOut]
    total: int
