"""The built web app: any path is its own, assets for ever, with the .br and .gz twins made at build time."""

from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_TWINS = (("br", ".br"), ("gzip", ".gz"))
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"


class Spa(StaticFiles):
    """Mounted last: what no route took is a page of the app."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, its compressed twin, or the app's page."""
        if path.startswith(("api/", "problems/")):
            raise HTTPException(404)
        asset = path.startswith("assets/")
        if asset and (twin := self._twin(path, scope)):
            return twin
        try:
            answer = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND or asset:
                raise
            answer = await super().get_response("index.html", scope)
        answer.headers.setdefault("cache-control", _FOR_EVER if asset else "no-cache")
        return answer

    def _twin(self, path: str, scope: Scope) -> Response | None:
        accepted = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"").decode(
            "latin-1"
        )
        for encoding, ending in _TWINS:
            full, found = self.lookup_path(path + ending) if encoding in accepted else ("", None)
            if found:
                answer = FileResponse(full, stat_result=found, media_type=_TYPES.get(Path(path).suffix))
                answer.headers.update(
                    {"content-encoding": encoding, "vary": "accept-encoding", "cache-control": _FOR_EVER}
                )
                return answer
        return None
