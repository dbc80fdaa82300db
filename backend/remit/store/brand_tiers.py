"""Tiers for single brands as the database keeps them: pairs of brand and tier in JSON, null where there are none."""

import json

from remit.domain.people import BrandTiers


def as_text(brand_tiers: BrandTiers) -> str | None:
    """Into the database."""
    return json.dumps(brand_tiers) if brand_tiers else None


def as_pairs(text: str | None) -> BrandTiers:
    """Out of it."""
    return tuple((brand, tier) for brand, tier in json.loads(text)) if text else ()
