"""Rules of the checker about budgets: the record is gone through once more, and everything is summed by the way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Row

from remit.domain.policy.budgets import Tally, tally_id
from tests.faults.charter import Line, in_force, subjects
from tests.faults.evidence import Evidence, Happened

Broken = Iterator[str]
TAKES = {"pending", "offered", "needs_info", "granted", "executing", "unknown", "needs_human", "settled"}
ALONE = {"allow", "review"}


@dataclass(frozen=True)
class Piece:
    """What one request takes of budgets, as long as it takes anything."""

    request_id: str
    remedy: str
    currency: str
    brand: str
    amount: int
    day: date
    alone: bool
    of: dict[str, str | None]
    """Whose: agent, customer, order, team, brand."""


@dataclass
class Given:
    """What is given or waits for a yes, at one moment of the record."""

    pieces: dict[str, dict[str, Piece]] = field(default_factory=lambda: defaultdict(dict))
    """By remedy and request."""
    known: frozenset[str] = frozenset()
    """Requests that were made since it began."""

    def enter(self, now: dict) -> None:
        piece = _piece(now)
        self.pieces[piece.remedy].pop(piece.request_id, None)
        if now["state"] in TAKES:
            self.pieces[piece.remedy][piece.request_id] = piece

    def used(self, budget: Row, key: str, at: datetime, but: str) -> tuple[int, int]:
        """What others than this request have taken of a budget since it began, and what had been taken before.

        Of that a sum has what could be asked for then: where the clock goes back, it may be less than all.
        """
        first, taken = first_day(budget, at), [0, 0]
        for remedy, pieces in self.pieces.items():
            for piece in pieces.values() if budget.remedy in ("*", remedy) else ():
                mine = piece.of[budget.per] == key and piece.request_id != but
                if mine and piece.day >= first and _counts(budget, piece):
                    taken[piece.request_id in self.known] += 1 if budget.measure == "count" else piece.amount
        return taken[1], taken[0]


def i10_budgets_hold(_story: list[dict], found: Evidence) -> Broken:
    """Whatever is given alone fits every budget of whoever gives it, and a yes those of whoever says it."""
    for one, given, first in _replayed(found):
        now = one.request
        approval = now["approval"]
        by = _settled_by(approval)
        if first and now["state"] == "granted" and now["decision"]["outcome"] in ALONE:
            yield from _over(found, given, one, now["requester"], now["decision"]["policy_version"])
        elif one.event == "request.granted" and by and (line := charter_line(found, one.seq)):
            person = found.charter.standing(by, line.people)
            whose = {"id": by, "tier": person.tier, "team": person.team}
            yield from _over(found, given, one, whose, line.version)


def i10_sums_are_what_was_given(_story: list[dict], found: Evidence) -> Broken:
    """What is stored as used is the sum of the requests that are there: nothing is counted twice, nothing forgotten."""
    charter, known = found.charter, _known_since(found)
    for budget in {tally_id(_tally(one)): one for one in charter.budgets if one.removed_in is None}.values():
        ours: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
        for piece in _final(found):
            key = piece.of[budget.per]
            if key is not None and budget.remedy in ("*", piece.remedy) and _counts(budget, piece):
                slot = 0 if budget.span == "ever" else piece.day.toordinal()
                # Of what was there before, a sum has what its budgets could ask for.
                ours[key, slot][piece.request_id in known] += piece.amount
        name = tally_id(_tally(budget))
        stored = {(key, slot): amount for (tally, key, slot), (amount, _) in charter.sums.items() if tally == name}
        for at in ours.keys() | stored.keys():
            before, since = ours[at]
            if stored.get(at, 0) not in (since, before + since):
                yield f"{budget.bid} has {stored.get(at, 0)} for {at}, what was given is {since}, and {before} before"


def i14_budgets_are_exact(_story: list[dict], found: Evidence) -> Broken:
    """A decision says what was used when it was made, and nobody is turned away while there is room."""
    for one, given, first in _replayed(found):
        now = one.request
        if not first or now["parts"]:
            continue
        rows = {
            row.bid: row for row in found.charter.budgets if row.bid in {b["id"] for b in now["decision"]["budgets"]}
        }
        for state in now["decision"]["budgets"]:
            row = rows[state["id"]]
            used, before = given.used(row, _piece(now).of[row.per], one.at, now["id"])
            more = 1 if row.measure == "count" else now["amount"]
            if not used <= state["used"] <= used + before:
                yield f"{now['id']} was told that {state['used']} of {row.bid} is used: it was {used}, {before} before"
            if now["decision"]["over_budget"] == row.bid and state["used"] + more <= state["limit"]:
                yield f"{now['id']} was over {row.bid}: {state['used']} and {more} of {state['limit']}"


def first_day(budget: Row, at: datetime) -> date:
    """Where the window of a budget begins."""
    assert budget.zone == "UTC", budget.zone
    today = at.astimezone(UTC).date()
    if budget.span == "week":
        return today - timedelta(days=today.weekday())
    if budget.span.endswith("d"):
        return today - timedelta(days=int(budget.span[:-1]) - 1)
    return {"day": today, "month": today.replace(day=1), "ever": date.min}[budget.span]


def charter_line(found: Evidence, seq: int) -> Line | None:
    """What the log says of an event."""
    return next((line for line in found.charter.log if line.seq == seq), None)


def bound_by(found: Evidence, who: dict, version: int, now: dict) -> list[Row]:
    """The budgets that this person has to keep with this, in a version of the limits."""
    names = subjects(who["id"], who["tier"], who["team"])
    piece = _piece(now)
    return [
        budget
        for budget in in_force(found.charter.budgets, version)
        if budget.subject in names
        and budget.remedy in ("*", piece.remedy)
        and budget.currency == piece.currency
        and budget.brand in ("*", piece.brand)
        and piece.of[budget.per] is not None
    ]


def _over(found: Evidence, given: Given, one: Happened, who: dict, version: int) -> Broken:
    now, asking = one.request, one.request["requester"]["id"] == who["id"]
    for budget in bound_by(found, who, version, now):
        if budget.per == "agent" and not asking:
            continue  # what one approves is nobody's own gift
        more = 1 if budget.measure == "count" else now["amount"]
        used, _ = given.used(budget, _piece(now).of[budget.per], one.at, now["id"])
        if used + more > budget.most:
            yield f"{now['id']}: {who['id']} gave {more} beside {used}, {budget.bid} is {budget.most}"


def _replayed(found: Evidence) -> Iterator[tuple[Happened, Given, bool]]:
    """Each event since it began, what was given before it, and whether it is the first of its request."""
    known = _known_since(found)
    given = Given(known=known)
    for piece in _final(found):
        if piece.request_id not in known:
            given.pieces[piece.remedy][piece.request_id] = piece
    begun: set[str] = set()
    for one in found.events:
        if one.seq > found.charter.begun:
            yield one, given, one.request["id"] in known and one.request["id"] not in begun
        begun.add(one.request["id"])
        given.enter(one.request)


def _known_since(found: Evidence) -> frozenset[str]:
    """Requests that were made since it began."""
    made = (one for one in found.events if one.event == "request.created" and one.seq > found.charter.begun)
    return frozenset(one.request["id"] for one in made)


def _final(found: Evidence) -> Iterator[Piece]:
    for request in found.requests.values():
        if request.state in TAKES:
            asked = request.requester
            of = _of(asked.id, request.customer_id, request.order_id, asked.team, request.brand)
            alone = request.decision.outcome in ALONE
            what = request.remedy, request.currency, request.brand, request.amount
            yield Piece(request.id, *what, request.created_at.astimezone(UTC).date(), alone, of)


def _piece(now: dict) -> Piece:
    asked = now["requester"]
    of = _of(asked["id"], now["customer_id"], now["order_id"], asked["team"], now["brand"])
    what = now["remedy"], now["currency"], now["brand"], now["amount"]
    day = datetime.fromisoformat(now["created_at"]).date()
    return Piece(now["id"], *what, day, now["decision"]["outcome"] in ALONE, of)


def _of(*whose: str | None) -> dict[str, str | None]:
    return dict(zip(("agent", "customer", "order", "team", "brand"), whose, strict=True))


def _counts(budget: Row, piece: Piece) -> bool:
    """What somebody else approved, or has to, is not the agent's own."""
    assert not budget.condition, budget.condition
    same = budget.currency == piece.currency and budget.brand in ("*", piece.brand)
    return same and (budget.per != "agent" or piece.alone)


def _tally(budget: Row) -> Tally:
    grain = budget.span if budget.span in ("shift", "ever") else "day"
    what = budget.remedy, budget.currency, budget.brand
    return Tally(*what, budget.per, budget.condition, budget.zone, grain)


def _settled_by(approval: dict | None) -> str | None:
    """Whose authority a yes was by."""
    whose = approval and (approval["settled_for"] or approval["settled_by"])
    return whose["id"] if whose else None
