"""What an organisation gives, why, and under which brands: its own reason codes, what is retired, its brands."""

import re
from collections.abc import Iterable
from dataclasses import replace

from remit.domain.policy.windows import is_zone
from remit.domain.refusal import Invalid
from remit.domain.remedies import ENTITLEMENT, GOODWILL, REASONS, REMEDIES, Reason
from remit.domain.values import value

MOST_REASONS, MOST_BRANDS, MOST_CURRENCIES, LONGEST = 200, 200, 40, 100
REASON_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_BRAND = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_CURRENCY = re.compile(r"[A-Z]{3}")


class InvalidCatalogue(Invalid):
    """A reason, remedy or brand cannot be so; `field` names what, `index` which of them."""

    name = "invalid-catalogue"
    title = "Invalid list"


@value(frozen=True, slots=True)
class Brand:
    """A brand, by the clock of which time zone it lives, and in which currencies it sells."""

    name: str
    title: str
    zone: str
    currencies: tuple[str, ...]


@value(frozen=True, slots=True)
class Catalogue:
    """One revision; 0 is what there is before anybody said otherwise."""

    revision: int = 0
    reasons: tuple[Reason, ...] = ()
    """Reason codes of one's own, and usual ones that are retired or need a note."""
    retired: tuple[str, ...] = ()
    """Remedies that are not given any more."""
    brands: tuple[Brand, ...] = ()

    def reason(self, code: str) -> Reason | None:
        """The reason with this code, retired ones too."""
        return next((one for one in self.reasons if one.code == code), REASONS.get(code))

    def every_reason(self) -> tuple[Reason, ...]:
        """All of them, retired ones too: the usual ones, then one's own."""
        said = {one.code: one for one in self.reasons}
        return tuple({**REASONS, **said}.values())

    def zones(self) -> dict[str, str]:
        """The time zone of each brand."""
        return {one.name: one.zone for one in self.brands}


def checked(wanted: Catalogue, before: Catalogue) -> Catalogue:
    """What may come after `before`. A code stays for good and keeps its basis: requests and limits speak of it."""
    _require_once((one.code for one in wanted.reasons), "reasons")
    _require(len(wanted.reasons) <= MOST_REASONS, "reasons", f"There are at most {MOST_REASONS} reasons.")
    for index, reason in enumerate(wanted.reasons):
        _check_reason(reason, before.reason(reason.code), index)
    gone = {one.code for one in before.reasons} - {one.code for one in wanted.reasons} - REASONS.keys()
    _require(not gone, "reasons", f"Requests may have {', '.join(sorted(gone))} as their reason. Retire it instead.")
    _require(any(not one.retired for one in wanted.every_reason()), "reasons", "Keep one reason at least.")
    known = set(wanted.retired) <= REMEDIES.keys()
    _require(known, "retired", f"A remedy is one of {', '.join(REMEDIES)}.")
    _require(set(wanted.retired) < REMEDIES.keys(), "retired", "Keep one remedy at least.")
    _require_once((one.name for one in wanted.brands), "brands")
    _require(len(wanted.brands) <= MOST_BRANDS, "brands", f"There are at most {MOST_BRANDS} brands.")
    for index, brand in enumerate(wanted.brands):
        _check_brand(brand, index)
    return replace(wanted, retired=tuple(one for one in REMEDIES if one in wanted.retired))


def _check_reason(reason: Reason, known: Reason | None, index: int) -> None:
    plain = "A code is 2 to 40 capital letters, digits and underscores, for example CARRIER_STRIKE."
    _require(REASON_CODE.fullmatch(reason.code) is not None, "code", plain, index)
    _check_title(reason.title, index)
    _require(reason.basis in (ENTITLEMENT, GOODWILL), "basis", "A basis is entitlement or goodwill.", index)
    if known is not None:
        stays = f"{reason.code} has the basis {known.basis} for good: limits go by it. Retire it and begin another."
        _require(reason.basis == known.basis, "basis", stays, index)
    if reason.code in REASONS:
        usual = REASONS[reason.code].title
        stays = f"{reason.code} is called “{usual}” everywhere. Leave its name."
        _require(reason.title == usual, "title", stays, index)


def _check_brand(brand: Brand, index: int) -> None:
    plain = "A brand's short name is 1 to 64 small letters, digits, dashes and underscores."
    _require(_BRAND.fullmatch(brand.name) is not None, "name", plain, index)
    _check_title(brand.title, index)
    zones = "A time zone is a name such as UTC, Europe/Berlin or America/New_York."
    _require(is_zone(brand.zone), "time_zone", zones, index)
    fits = 0 < len(brand.currencies) <= MOST_CURRENCIES and len(set(brand.currencies)) == len(brand.currencies)
    plain = f"A brand has 1 to {MOST_CURRENCIES} currencies, each once: three capital letters, for example USD."
    _require(fits and all(map(_CURRENCY.fullmatch, brand.currencies)), "currencies", plain, index)


def _check_title(title: str, index: int) -> None:
    fits = 0 < len(title) <= LONGEST and title.isprintable() and title == title.strip()
    _require(fits, "title", f"A name is one line of up to {LONGEST} characters.", index)


def _require_once(names: Iterable[str], field: str) -> None:
    said = list(names)
    twice = next((one for one in said if said.count(one) > 1), None)
    _require(twice is None, field, f"{twice} stands there twice. Keep one of them.")


def _require(fits: bool, field: str, sentence: str, index: int | None = None) -> None:
    if not fits:
        raise InvalidCatalogue(sentence, field=field, **({} if index is None else {"index": index}))
