import pytest
from babel.core import get_global
from babel.numbers import get_currency_precision

from remit.domain.money import decimals, spoken


def test_every_currency_has_the_decimals_that_babel_knows():
    known = {code for code in get_global("currency_fractions") if len(code) == 3 and code.isupper()}
    # ISO 4217 counts these otherwise than CLDR, which rounds to what is in people's purses.
    cash = {
        "AFN",
        "ALL",
        "AMD",
        "COP",
        "CRC",
        "CZK",
        "DKK",
        "GYD",
        "HUF",
        "IDR",
        "IQD",
        "IRR",
        "KPW",
        "LAK",
        "LBP",
        "LUF",
    }
    cash |= {
        "MGA",
        "MGF",
        "MMK",
        "MNT",
        "MRO",
        "MUR",
        "NOK",
        "PKR",
        "RSD",
        "SEK",
        "SLE",
        "SLL",
        "SOS",
        "STD",
        "STN",
        "SYP",
    }
    cash |= {
        "TMM",
        "TWD",
        "TZS",
        "UZS",
        "YER",
        "ZMK",
        "ZWD",
        "ADP",
        "BYR",
        "ESP",
        "ITL",
        "TRL",
        "LUF",
        "CHF",
        "CAD",
        "UYI",
    }
    assert {code: decimals(code) for code in known - cash} == {
        code: get_currency_precision(code) for code in known - cash
    }


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (7500, "USD", "USD 75.00"),
        (5, "USD", "USD 0.05"),
        (123456789, "EUR", "EUR 1,234,567.89"),
        (500, "JPY", "JPY 500"),
        (1500, "KWD", "KWD 1.500"),
        (-250, "USD", "USD -2.50"),
    ],
)
def test_amounts_are_spoken_with_the_decimals_of_their_currency(amount, currency, text):
    assert spoken(amount, currency) == text
