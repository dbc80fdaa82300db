"""Tiers for single brands as text, in lists and on the command line: `b1=senior b2=lead`."""

import re
from collections.abc import Iterable, Mapping

from remit.domain.people import BrandTiers, Person
from remit.domain.refusal import Invalid

MOST = 50
"""So many brands may be apart for one person; who is apart everywhere else needs another tier, not more of these."""
_BRAND = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def as_pairs(said: Mapping[str, str]) -> BrandTiers:
    """By brand, as a person has them."""
    return tuple(sorted(said.items()))


def read(text: str) -> BrandTiers:
    """From `brand=tier`, separated by spaces. Raises Invalid."""
    found: dict[str, str] = {}
    for one in text.split():
        brand, sign, tier = one.partition("=")
        if not (brand and sign and tier) or brand in found:
            raise Invalid(f"“{one}” does not say a brand and its tier, once: b1=senior.", field="brand_tiers")
        found[brand] = tier
    return as_pairs(found)


def written(brand_tiers: BrandTiers) -> str:
    """The same as text."""
    return " ".join(f"{brand}={tier}" for brand, tier in brand_tiers)


def spoken(tier: str | None, brand_tiers: BrandTiers) -> str:
    """ "agent, senior for b1" """
    return ", ".join((tier or "no tier", *(f"{one} for {brand}" for brand, one in brand_tiers)))


def checked(person: Person, tiers: Iterable[str]) -> None:
    """Refuse what is no brand, and tiers that there are not."""
    known = list(tiers)
    if len(person.brand_tiers) > MOST:
        raise Invalid(f"That is more than {MOST} brands. Give another tier for all of them.", field="brand_tiers")
    for brand, tier in person.brand_tiers:
        if not _BRAND.fullmatch(brand):
            raise Invalid(f"“{brand}” is not a brand: a short name in small letters.", field="brand_tiers")
        if tier not in known:
            raise Invalid(f"There is no tier {tier}. Tiers are {', '.join(known)}.", field="brand_tiers")
