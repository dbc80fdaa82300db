"""Masks: in the place of a person's data a word that says nothing, and is the same wherever the same stood."""

from collections.abc import Mapping
from hashlib import sha256
from hmac import new

from remit.domain.values import value

PERSON, CUSTOMER, ORDER, REQUEST = "person", "customer", "order", "request"
_LONG = 20
"""Letters of the hash: 80 bits, so that no two of a billion fall together."""


@value(frozen=True, slots=True)
class Masks:
    """Made with a key of the installation: without it nobody can try names until one fits."""

    key: bytes

    def of(self, kind: str, said: str | None) -> str | None:
        """The mask of a person, a customer, an order or a request; of nobody, nothing."""
        if said is None:
            return None
        found = new(self.key, f"{kind}\x1f{said}".encode(), sha256)
        return f"{kind}~{found.hexdigest()[:_LONG]}"


def only(names: frozenset[str], said: Mapping[str, object]) -> dict[str, object]:
    """What may leave as it is: what nobody has looked at and allowed stays behind."""
    return {name: one for name, one in said.items() if name in names}
