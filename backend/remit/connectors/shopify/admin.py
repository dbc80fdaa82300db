"""The Admin API of one shop: a question in, its data out, or the trouble by name."""

import json
from typing import TypeVar

import httpx
from pydantic import BaseModel, ConfigDict

from remit.connectors.shopify.queries import VERSION
from remit.connectors.web import PATIENCE_S, Answer, Web

_BUSY = frozenset({httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE})
_STRANGER = frozenset({401, 402, 403, 404, 423})
Shape = TypeVar("Shape", bound=BaseModel)


class Throttled(Exception):
    """The shop's budget of questions is used up. `retry_after` in seconds, where it is said."""

    def __init__(self, retry_after: str = "") -> None:
        super().__init__("throttled")
        self.retry_after = retry_after


class Unanswered(Exception):
    """No clear answer; the sentence says why."""


class _Extensions(BaseModel):
    model_config = ConfigDict(extra="ignore")
    code: str | None = None


class _Error(BaseModel):
    model_config = ConfigDict(extra="ignore")
    message: str = ""
    extensions: _Extensions | None = None


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")
    data: dict[str, object] | None = None
    errors: list[_Error] = []


class Admin:
    """The shop at `url`, asked with `token`."""

    def __init__(self, url: str, token: str, client: httpx.AsyncClient, patience_s: float = PATIENCE_S) -> None:
        self._web = Web(url, client, patience_s)
        self._token = token

    async def ask(self, query: str, variables: dict[str, object], shape: type[Shape]) -> Shape:
        """The data, in this shape. Raises Throttled, Unanswered, or one of TROUBLE."""
        headers = {"X-Shopify-Access-Token": self._token, "Content-Type": "application/json"}
        content = json.dumps({"query": query, "variables": variables})
        answer = await self._web.call("POST", f"/admin/api/{VERSION}/graphql.json", headers, content)
        _plain(answer)
        said = _Said.model_validate_json(answer.body)
        for error in said.errors:
            _raise(error)
        return shape.model_validate(said.data)

    async def close(self) -> None:
        """Close the connections."""
        await self._web.close()


def _plain(answer: Answer) -> None:
    if answer.status in _BUSY:
        raise Throttled(answer.headers.get("retry-after", "").partition(".")[0])
    if answer.status in _STRANGER:
        message = f"Shopify does not take our token ({answer.status}): look at REMIT_PAYMENTS_SECRET and its scopes"
        raise Unanswered(message)
    if answer.status != httpx.codes.OK:
        message = f"Shopify answered {answer.status}"
        raise Unanswered(message)


def _raise(error: _Error) -> None:
    code = (error.extensions.code if error.extensions else None) or "error"
    if code == "THROTTLED":
        raise Throttled
    message = f"Shopify says {code}: {error.message[:200]}"
    raise Unanswered(message)
