"""What can go wrong at a provider, by name, for rehearsing it: each amount below plays one of these, once a request."""

from remit.connectors.payments import postponed, unclear
from remit.domain.execution.execution import FAILED, NEEDS_HUMAN, Instruction, Outcome
from remit.domain.values import value


@value(frozen=True, slots=True, kw_only=True)
class Trick:
    """One answer that is not plain."""

    name: str
    moves: bool = True
    """Whether the money has moved by then."""
    says: Outcome | None = None
    """What comes back; None: the truth."""
    pause_s: float = 0.0
    """Between doing it and answering."""
    rings: int = 0
    """How many events come before the answer."""
    fails_after_s: float | None = None
    """What was accepted is refused by the bank, so much later."""


def _lost(name: str, why: str, *, moves: bool, pause_s: float = 0.0) -> Trick:
    return Trick(name=name, moves=moves, says=unclear(why), pause_s=pause_s)


TRICKS = {
    6600: Trick(name="a final no", moves=False, says=Outcome(FAILED, error="card_closed: the card is closed")),
    6601: _lost("cut off before it is done", "the connection was cut", moves=False),
    6602: _lost("cut off after it is done", "the connection was cut", moves=True),
    6603: _lost("500 before it is done", "the provider answered 500", moves=False),
    6604: _lost("500 after it is done", "the provider answered 500", moves=True),
    6605: Trick(name="429, come back later", moves=False, says=postponed("the provider answered 429", "5")),
    6606: _lost("409, the key is in use", "the provider answered 409", moves=False),
    6607: _lost("done, and no answer for eight seconds", "no answer in time", moves=True, pause_s=8.0),
    6608: _lost("half an answer", "the answer broke off", moves=True),
    6609: _lost("an answer that is no JSON", "the answer makes no sense", moves=True),
    6610: Trick(name="accepted, and refused by the bank ten seconds later", fails_after_s=10.0),
    6611: Trick(name="the event comes before the answer", rings=1, pause_s=2.0),
    6612: Trick(name="the event comes twice, and the answer is lost", says=unclear("the connection was cut"), rings=2),
    6613: Trick(
        name="it speaks of another amount, so that a person has to look",
        moves=False,
        says=Outcome(NEEDS_HUMAN, error="the provider speaks of another amount"),
    ),
}
"""Minor units, in any currency: USD 66.02 is cut off after it is done."""


def by_amount(told: Instruction) -> Trick | None:
    """The script of the demo."""
    return TRICKS.get(told.amount)
