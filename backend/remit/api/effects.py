"""Who gains and who loses by a draft, or between two versions."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.common import PersonOut
from remit.api.shapes.effects import BudgetEffectOut, EffectOut, EffectsOut, ExampleOut
from remit.authority.drafts.budget_effects import BudgetEffect, budget_sentence
from remit.authority.drafts.difference import subject_names
from remit.authority.drafts.effect_words import name_of, sentence
from remit.authority.drafts.effects import Effect
from remit.desk.office import Office
from remit.desk.policies import consequences
from remit.desk.policies.consequences import Consequences
from remit.domain.money import MAX_AMOUNT
from remit.domain.people import Directory, Person

router = APIRouter(prefix="/policy")
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/drafts/{draft_id}/effects", tags=["drafts"])
async def get_draft_effects(
    draft_id: str, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> EffectsOut:
    """Who would gain and who would lose by it, by how much, with one example request each."""
    return _shape(await consequences.of_draft(office, draft_id), office)


@router.get("/versions/{number}/effects", tags=["policy"])
async def get_version_effects(
    number: Number,
    _caller: Annotated[Person, permission("policy.read")],
    office: OfficeDep,
    start: Annotated[int | None, Query(alias="from", ge=1, le=2**31 - 1)] = None,
) -> EffectsOut:
    """The same between two versions, for the people of today; without `from`, against the one before."""
    before = max(1, number - 1) if start is None else start
    return _shape(await consequences.of_versions(office, before, number), office)


def _shape(found: Consequences, office: Office) -> EffectsOut:
    names = subject_names(office.authority.tiers, office.authority.people)
    gaining = sum(one.gains for one in found.effects)
    people = office.authority.people
    items = [_effect(one, names, people) for one in found.effects]
    return EffectsOut(
        gaining=gaining,
        losing=len(items) - gaining,
        people_gaining=len(found.people(gaining=True)),
        people_losing=len(found.people(gaining=False)),
        more=found.more,
        items=items,
        budgets=[_budget(one, names, people) for one in found.budgets],
    )


def _budget(one: BudgetEffect, names: Mapping[str, str], people: Directory) -> BudgetEffectOut:
    budget = one.budget
    matter = {name: getattr(budget, name) for name in ("subject", "remedy", "currency", "measure", "per", "window")}
    before, after = (each.limit if each else None for each in (one.before, one.after))
    shape = {"budget": budget.bid, "people": len(one.who), "gains": one.gains, "before": before, "after": after}
    said = {"sentence": budget_sentence(one, names), "somebody": _somebody(one.who, people)}
    return BudgetEffectOut.model_validate({**matter, **shape, **said})


def _somebody(who: Iterable[str], people: Directory) -> PersonOut | None:
    found = next((person for one in who if (person := people.get(one))), None)
    return PersonOut(id=found.id, name=found.name) if found else None


def _effect(one: Effect, names: Mapping[str, str], people: Directory) -> EffectOut:
    unlimited = max(one.before, one.after) >= MAX_AMOUNT
    return EffectOut(
        subject=one.subject,
        name=name_of(one, names),
        people=one.people,
        remedy=one.remedy,
        currency=one.currency,
        brand=one.brand,
        mode=one.mode,
        when=one.when,
        gains=one.gains,
        before=_amount(one.before),
        after=_amount(one.after),
        by=None if unlimited else abs(one.after - one.before),
        sentence=sentence(one, names),
        somebody=_somebody(one.who, people),
        example=ExampleOut.model_validate(one.example, from_attributes=True) if one.example else None,
    )


def _amount(amount: int) -> int | None:
    return None if amount >= MAX_AMOUNT else amount
