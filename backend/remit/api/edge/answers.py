"""What routes answer with: a posted request as the bytes that were stored, lists as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from starlette.responses import Response

from remit.desk.ledger.books import Posted
from remit.domain.requests.representation import moment
from remit.store.events import Recorded

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def posted(answer: Posted, status: int = 200) -> Response:
    """The request, exactly as the record has it."""
    headers = {"Idempotent-Replayed": "true"} if answer.replayed else {}
    return Response(answer.body.encode(), status_code=status, media_type="application/json", headers=headers)


def line(one: Recorded) -> dict[str, object]:
    """A line of the record."""
    actor = {"id": one.actor.id, "name": one.actor.name} if one.actor else None
    said = {"seq": one.seq, "at": moment(one.at), "event": one.event, "actor": actor, "sentence": one.sentence}
    return {**said, "data": json.loads(one.data)}


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """Lines for a spreadsheet; a cell that a spreadsheet would run as a formula is made text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
