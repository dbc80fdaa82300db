"""What may come after a catalogue: codes stay for good with their basis; something is always left to ask for."""

from dataclasses import replace

import pytest

from remit.domain.catalogue import Brand, Catalogue, InvalidCatalogue, checked
from remit.domain.policy.decision import decide
from remit.domain.remedies import REASONS, REMEDIES, Reason, reason_title
from tests.domain.floor import AUTHORITY, case

OWN = Reason("CARRIER_STRIKE", "Carrier on strike", "entitlement")
ACME = Brand("acme", "Acme", "Europe/Berlin", ("EUR", "USD"))


def field_of(wanted, before=None):
    with pytest.raises(InvalidCatalogue) as refusal:
        checked(wanted, before or Catalogue())
    return refusal.value.members["field"], refusal.value.members.get("index")


def test_usual_reasons_are_there_until_somebody_says_otherwise():
    noted = replace(REASONS["LOYALTY"], note_required=True)
    found = checked(Catalogue(reasons=(OWN, noted)), Catalogue())
    assert found.reason("CARRIER_STRIKE") == OWN
    assert found.reason("LOYALTY").note_required
    assert found.reason("OTHER") == REASONS["OTHER"]
    assert found.reason("NO_SUCH") is None
    assert [one.code for one in found.every_reason()] == [*REASONS, "CARRIER_STRIKE"]


def test_zones_are_by_brand():
    assert checked(Catalogue(brands=(ACME,)), Catalogue()).zones() == {"acme": "Europe/Berlin"}


@pytest.mark.parametrize("code", ["strike", "X", "A B", "1STRIKE", "S" * 41, "STRIKE\n", "ÜBER_SEE"])
def test_a_code_is_plain_capitals(code):
    assert field_of(Catalogue(reasons=(replace(OWN, code=code),))) == ("code", 0)


@pytest.mark.parametrize(
    ("reasons", "field"),
    [
        ((replace(OWN, basis="whim"),), "basis"),
        ((replace(OWN, title=" padded "),), "title"),
        ((replace(OWN, title=""),), "title"),
        ((replace(OWN, title="two\nlines"),), "title"),
        ((replace(REASONS["OTHER"], basis="entitlement"),), "basis"),
        ((replace(REASONS["OTHER"], title="Whatever"),), "title"),
        ((OWN, OWN), "reasons"),
        (tuple(replace(one, retired=True) for one in REASONS.values()), "reasons"),
        (tuple(replace(OWN, code=f"OWN_{number}") for number in range(201)), "reasons"),
    ],
)
def test_reasons_that_cannot_be(reasons, field):
    assert field_of(Catalogue(reasons=reasons))[0] == field


def test_a_code_stays_for_good_with_its_basis():
    before = checked(Catalogue(reasons=(OWN,)), Catalogue())
    assert field_of(Catalogue(), before)[0] == "reasons"
    assert field_of(Catalogue(reasons=(replace(OWN, basis="goodwill"),)), before)[0] == "basis"
    renamed = replace(OWN, title="Strike of the carrier", retired=True)
    assert checked(Catalogue(reasons=(renamed,)), before).reason(OWN.code) == renamed


def test_remedies_are_known_and_one_stays():
    assert field_of(Catalogue(retired=("gift_card",)))[0] == "retired"
    assert field_of(Catalogue(retired=tuple(REMEDIES)))[0] == "retired"
    assert checked(Catalogue(retired=("discount", "refund", "refund")), Catalogue()).retired == ("refund", "discount")


@pytest.mark.parametrize(
    ("brand", "field"),
    [
        (replace(ACME, name="Acme"), "name"),
        (replace(ACME, title=""), "title"),
        (replace(ACME, zone="Mars/Olympus"), "time_zone"),
        (replace(ACME, currencies=()), "currencies"),
        (replace(ACME, currencies=("usd",)), "currencies"),
        (replace(ACME, currencies=("USD", "USD")), "currencies"),
    ],
)
def test_brands_that_cannot_be(brand, field):
    assert field_of(Catalogue(brands=(ACME, replace(brand, name=brand.name.replace("acme", "b1"))))) == (field, 1)


def test_a_retired_remedy_is_no_way_to_yes():
    offered = {one.remedy for one in decide(case(9_000), AUTHORITY).alternatives}
    assert {"replacement", "goodwill_credit"} <= offered
    left = {one.remedy for one in decide(case(9_000, withheld=("replacement",)), AUTHORITY).alternatives}
    assert left == offered - {"replacement"}


def test_a_code_of_ones_own_reads_as_words():
    assert reason_title("CARRIER_STRIKE") == "Carrier strike"
    assert reason_title("LATE_DELIVERY") == "Late delivery"
