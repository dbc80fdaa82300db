"""Money as Shopify writes it, a decimal string in major units, and as we count it: exactly, or not at all."""

import re

from remit.domain.money import decimals

_DECIMAL = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,10}))?")


def to_decimal(amount: int, currency: str) -> str:
    """1250, "USD" -> "12.50"; 500, "JPY" -> "500"."""
    places = decimals(currency)
    if places == 0:
        return str(amount)
    whole, rest = divmod(amount, 10**places)
    return f"{whole}.{rest:0{places}d}"


def from_decimal(text: str, currency: str) -> int:
    """ "12.5", "USD" -> 1250. Raises ValueError for what is no whole number of minor units."""
    found = _DECIMAL.fullmatch(text)
    if found is None:
        message = f"{text!r} is not an amount"
        raise ValueError(message)
    whole, rest = found[1], (found[2] or "")
    places = decimals(currency)
    if rest[places:].strip("0"):
        message = f"{text} is more exact than {currency} can be"
        raise ValueError(message)
    return int(whole + rest[:places].ljust(places, "0"))
