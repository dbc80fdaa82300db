"""What a notice says, in the languages of the app. It names who asks, what and how much; it decides nothing."""

from typing import Literal

from remit.domain.money import spoken
from remit.domain.requests.request import Request
from remit.domain.values import value

Language = Literal["en", "de"]

_REMEDIES = {
    "en": {
        "refund": "Refund",
        "replacement": "Replacement",
        "goodwill_credit": "Goodwill credit",
        "returnless_refund": "Returnless refund",
        "fee_waiver": "Fee waiver",
        "subscription_change": "Subscription change",
        "discount": "Discount",
        "payment_extension": "Payment extension",
    },
    "de": {
        "refund": "Erstattung",
        "replacement": "Ersatz",
        "goodwill_credit": "Kulanzgutschrift",
        "returnless_refund": "Erstattung ohne Rückgabe",
        "fee_waiver": "Gebührenerlass",
        "subscription_change": "Abo-Änderung",
        "discount": "Nachlass",
        "payment_extension": "Zahlungsaufschub",
    },
}
_TITLE = {"en": "{name} asks for {amount}", "de": "{name} fragt nach {amount}"}
_OVER = {"en": "{over} over the limit", "de": "{over} über der Grenze"}
_WAITING = {"en": "The customer is on the line.", "de": "Der Kunde ist in der Leitung."}
_LETTER = {
    "en": "Open it here, and decide there:\n{link}\n\nFollowing the link decides nothing.",
    "de": "Hier öffnen und dort entscheiden:\n{link}\n\nDer Link allein entscheidet nichts.",
}
_SWAP = str.maketrans(",.", ".,")


@value(frozen=True, slots=True)
class Words:
    """A title, and the lines under it."""

    title: str
    body: str


def words(request: Request, language: str) -> Words:
    """The request in two lines."""
    said = language if language in _TITLE else "en"
    over = request.decision.over_by
    what = [f"{_REMEDIES[said].get(request.remedy, request.remedy)} {request.reference}"]
    if over:
        what.append(_OVER[said].format(over=_money(over, request.currency, said)))
    lines = [", ".join(what)]
    if request.customer_waiting:
        lines.append(_WAITING[said])
    amount = _money(request.amount, request.currency, said)
    return Words(_TITLE[said].format(name=request.requester.name, amount=amount), "\n".join(lines))


def letter(said: Words, link: str, language: str) -> str:
    """The text of an e-mail."""
    return f"{said.title}\n{said.body}\n\n{_LETTER.get(language, _LETTER['en']).format(link=link)}\n"


def _money(amount: int, currency: str, language: str) -> str:
    text = spoken(amount, currency)
    return text.translate(_SWAP) if language == "de" else text
