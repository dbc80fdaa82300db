"""The life of requests in few lines: what each word has to lead to, without a database, a clock or a provider."""

from dataclasses import dataclass, field

CAPTURED = {"SO-1": 1_000_000, "SO-2": 100_000}
LEADS_LIMIT, OPEN_FOR_S = 50_000, 24 * 3600
OPEN = {"pending", "needs_info", "offered"}
HELD = OPEN | {"granted", "unknown", "needs_human"}
WORDS = {"approve": "granted", "reject": "rejected", "offer": "offered", "ask": "needs_info"}
TURNS = {"withdraw": (OPEN, "withdrawn"), "accept": ({"offered"}, "granted"), "answer": ({"needs_info"}, "pending")}


@dataclass
class Wish:
    order: str
    amount: int
    state: str
    since_s: int
    by: str | None = None
    """Who granted it, or would by their offer; None: it was given alone."""
    offered: int = 0
    unclear_s: int = 0
    """Since when nobody knows what came of it."""


@dataclass
class Model:
    limit: int = 5_000
    leads: bool = True
    now_s: int = 0
    wishes: dict[str, Wish] = field(default_factory=dict)

    def taken(self, order: str, states: set[str]) -> int:
        return sum(one.amount for one in self.wishes.values() if one.order == order and one.state in states)

    def asked(self, order: str, amount: int, instead: int = 0) -> Wish | str:
        if amount > CAPTURED[order] - self.taken(order, HELD | {"settled"}) + instead:
            return "over-captured"
        return Wish(order, amount, "granted" if amount <= self.limit else "pending", self.now_s)

    def word(self, wish: Wish, verb: str, by: str, offered: int, *, stale: bool) -> str:
        """Why somebody's word does not count; empty: it does."""
        if by == "agent":
            return "own-request"
        if ended := self.ended(wish):
            return ended
        if stale or (wish.state != "pending" and verb != "reject"):
            return "stale-version" if stale else "wrong-state"
        return "" if self.may(by, offered if verb == "offer" else wish.amount) else "beyond-approval-limit"

    def turn(self, wish: Wish, verb: str) -> str:
        """The same for a word of the requester's."""
        if (ended := self.ended(wish)) or wish.state not in TURNS[verb][0]:
            return ended or "wrong-state"
        return "beyond-approval-limit" if verb == "accept" and not self.may(wish.by, wish.offered) else ""

    def may(self, by: str | None, amount: int) -> bool:
        return by == "director" or (by == "lead" and self.leads and amount <= LEADS_LIMIT)

    def carried_out(self, wish: Wish, answer: str) -> None:
        """It was granted; that is judged once more when the money is about to move."""
        good = wish.amount <= self.limit if wish.by is None else self.may(wish.by, wish.amount)
        wish.state, wish.unclear_s = answer if good else "failed", self.now_s

    def ended(self, wish: Wish) -> str:
        if wish.state == "expired" or (wish.state in OPEN and self.now_s - wish.since_s >= OPEN_FOR_S):
            return "expired"
        return "" if wish.state in OPEN else "already-settled"
