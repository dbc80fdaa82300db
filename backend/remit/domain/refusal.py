"""What a refusal is: a named no, with a sentence a person can act on. `api/edge/errors.py` knows its status."""

from typing import ClassVar


class Refusal(Exception):
    """A verb says no. `name` is the problem type, `members` its typed extras, `detail` the sentence."""

    name: ClassVar[str]
    title: ClassVar[str]

    def __init__(self, detail: str, **members: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members = members


class NotFound(Refusal):
    """The thing does not exist, or the caller may not know that it does."""

    name = "not-found"
    title = "Not found"


class NotPermitted(Refusal):
    """The caller is known, but this is not theirs to do."""

    name = "not-permitted"
    title = "Not permitted"


class Invalid(Refusal):
    """The input is well formed, but says something that cannot be."""

    name = "invalid"
    title = "Invalid input"


class Busy(Refusal):
    """More is waiting than can be answered soon; `retry_after` says when to come back, in seconds."""

    name = "busy"
    title = "Busy"


class Behind(Refusal):
    """This process does not have the limits in force, so it decides nothing."""

    name = "behind"
    title = "Limits are not up to date"
