"""Talking about requests, and looking afterwards at what was done without asking."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from remit.api.edge.answers import posted
from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.common import PersonOut
from remit.api.shapes.requests import RequestOut
from remit.api.shapes.talk import CommentIn, CommentOut, CommentsOut, ReviewIn
from remit.desk.requests import commenting, overriding
from remit.domain.people import Person
from remit.domain.requests.representation import moment
from remit.store.comments import Comment

router = APIRouter(prefix="/requests", tags=["requests"])


@router.get("/{request_id}/comments")
async def list_comments(
    request_id: str, caller: Annotated[Person, permission("requests.read")], office: OfficeDep
) -> CommentsOut:
    """What people said about it, oldest first."""
    found = await commenting.thread(office, caller, request_id)
    return CommentsOut(items=[_shape(one) for one in found])


@router.post("/{request_id}/comments", status_code=201)
async def comment_on_request(
    request_id: str, said: CommentIn, caller: Annotated[Person, permission("requests.comment")], office: OfficeDep
) -> CommentOut:
    """Say something to everybody who may see it. It decides nothing and changes no version."""
    return _shape(await commenting.comment(office, caller, request_id, said.text))


@router.post("/{request_id}/review", response_model=RequestOut)
async def review_request(
    request_id: str, said: ReviewIn, caller: Annotated[Person, permission("requests.review")], office: OfficeDep
) -> Response:
    """A word on what was done without asking, by somebody who could have been asked, or a coach."""
    word = said.verdict, said.comment
    return posted(await overriding.review(office, caller, request_id, said.version, word))


def _shape(one: Comment) -> CommentOut:
    by = PersonOut(id=one.by.id, name=one.by.name)
    return CommentOut(id=one.id, at=moment(one.at) or "", by=by, text=one.text)
