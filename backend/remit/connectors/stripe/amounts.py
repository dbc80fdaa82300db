"""Amounts as Stripe counts them, which is not ISO 4217 everywhere (docs.stripe.com/currencies)."""

from remit.domain.money import decimals

_ZERO = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
_TWO = frozenset("ISK UGX".split())
"""Without decimals everywhere else; kept with two by Stripe for old integrations."""
_THREE = frozenset("BHD JOD KWD OMR TND".split())
_WHOLE_TENS = _THREE
"""Stripe takes three decimals here, of which the last has to be 0."""
_WHOLE_HUNDREDS = _TWO
_POWERS = (1, 10, 100, 1000, 10_000)


class NotAnAmount(ValueError):
    """An amount that the other side cannot say exactly; rounding would move other money than was granted."""


def to_stripe(amount: int, currency: str) -> int:
    """Our minor units as Stripe's. Raises NotAnAmount."""
    told = _exact(amount, decimals(currency), _places(currency), currency)
    step = 10 if currency in _WHOLE_TENS else 100 if currency in _WHOLE_HUNDREDS else 1
    if told % step:
        message = f"Stripe takes {currency} in steps of {step} only"
        raise NotAnAmount(message)
    return told


def from_stripe(amount: int, currency: str) -> int:
    """Stripe's minor units as ours. Raises NotAnAmount."""
    return _exact(amount, _places(currency), decimals(currency), currency)


def _places(currency: str) -> int:
    if currency in _ZERO:
        return 0
    return 3 if currency in _THREE else 2


def _exact(amount: int, before: int, after: int, currency: str) -> int:
    if after >= before:
        return amount * _POWERS[after - before]
    whole, rest = divmod(amount, _POWERS[before - after])
    if rest:
        message = f"{amount} is no whole number of {currency} with {after} decimals"
        raise NotAnAmount(message)
    return whole
