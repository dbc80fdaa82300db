"""Reasons at hand for a no: the organisation's own words."""

from remit.domain.values import value


@value(frozen=True, slots=True)
class RejectReasons:
    """One revision of them, in their order; 0 is what there is before anybody said otherwise."""

    revision: int
    texts: tuple[str, ...]


USUAL = RejectReasons(
    0,
    (
        "The order shows that this was given already.",
        "We need a picture or the item back first.",
        "Outside what we promise; please offer a credit instead.",
        "This customer has had several gestures lately.",
        "Please ask the store or the carrier first.",
    ),
)
"""What a new organisation begins with."""
