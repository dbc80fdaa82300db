"""Money is an integer of minor units with an ISO 4217 code; this says it aloud."""

from functools import lru_cache

MAX_AMOUNT = 10**12
"""The largest amount a request can have, in minor units; as a limit it means "no limit"."""

_ZERO = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
_THREE = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
_FOUR = frozenset("CLF UYW".split())


def decimals(currency: str) -> int:
    """How many decimals the currency has (ISO 4217 minor unit exponent): USD 2, JPY 0, KWD 3."""
    if currency in _ZERO:
        return 0
    if currency in _THREE:
        return 3
    return 4 if currency in _FOUR else 2


@lru_cache(4096)
def spoken(amount: int, currency: str) -> str:
    """7500, "USD" -> "USD 75.00"; 500, "JPY" -> "JPY 500"."""
    places = decimals(currency)
    if places == 0:
        return f"{currency} {amount:,}"
    whole, rest = divmod(abs(amount), 10**places)
    sign = "-" if amount < 0 else ""
    return f"{currency} {sign}{whole:,}.{rest:0{places}d}"
