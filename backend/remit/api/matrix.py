"""The limits in force to look through, page by page; and one case tried on them."""

import asyncio
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StringConstraints

from remit.api.budget_shapes import budget_shape
from remit.api.edge.deps import Cursor, OfficeDep, permission
from remit.api.policy_shapes import limit_shape, version_shape
from remit.api.quorum_shapes import quorum_shape
from remit.api.shapes.common import PLAIN, PersonOut
from remit.api.shapes.matrix import LimitsOut, OutlineOut, SaidOut, ScopeOut, WhatIfIn, WhatIfOut
from remit.api.shapes.policy import TierOut
from remit.api.shapes.requests import DecisionOut
from remit.api.stack_shapes import stack_shape
from remit.authority.drafts.difference import subject_names
from remit.authority.drafts.trials import Trial
from remit.authority.rules.called import Called
from remit.authority.rules.search import Outlined, Wanted, found, outline
from remit.authority.snapshot import Snapshot
from remit.desk import trying
from remit.desk.policies import versions
from remit.desk.trying import Foreseen
from remit.domain.people import Person
from remit.domain.policy.cases import ALLOW
from remit.domain.requests.representation import represent_decision

router = APIRouter(prefix="/policy", tags=["policy"])
Word = Annotated[str, StringConstraints(max_length=100, pattern=PLAIN)]


@router.get("/outline")
async def get_outline(_caller: Annotated[Person, permission("policy.read")], office: OfficeDep) -> OutlineOut:
    """The version in force without its rules: enough to begin with, however many there are."""
    authority = office.authority
    (newest, *_) = await versions.history(office, authority.version + 1, 1)
    scopes = await asyncio.to_thread(outline, authority.rules)
    names = subject_names(authority.tiers, authority.people)
    return OutlineOut(
        **version_shape(newest).model_dump(),
        tiers=[TierOut(name=tier.name, title=tier.title) for tier in authority.tiers],
        stacks=[stack_shape(one) for one in authority.stacks],
        quorums=[quorum_shape(one, authority.tiers) for one in authority.quorums],
        scopes=[
            ScopeOut.model_validate(one, from_attributes=True) for one in (*scopes, *_unlimited(authority, scopes))
        ],
        budgets=[budget_shape(budget, names) for budget in authority.book.rows.values()],
        limits=len(authority.rules),
    )


class LimitsQuery(BaseModel):
    """What the list is narrowed to."""

    of: Annotated[Literal["ladder", "others"] | None, Field(description="the matrix, or all the rest")] = None
    brand: Word | None = None
    currency: Word | None = None
    subject: Word | None = None
    q: Annotated[Word, Field(description="words, each of which has to be met somewhere in the rule")] = ""
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    cursor: Cursor = None


@router.get("/limits")
async def list_limits(
    _caller: Annotated[Person, permission("policy.read")],
    office: OfficeDep,
    asked: Annotated[LimitsQuery, Query()],
) -> LimitsOut:
    """Rules in force, by id: those of the matrix, or of persons, teams and caps; searched by words."""
    authority = office.authority
    wanted = Wanted(of=asked.of, brand=asked.brand, currency=asked.currency, subject=asked.subject, words=asked.q)
    called = Called(authority.tiers, authority.people)
    rules = await asyncio.to_thread(found, authority.rules, wanted, called)
    begin = bisect_right(rules, asked.cursor, key=attrgetter("rid")) if asked.cursor else 0
    shown = rules[begin : begin + asked.limit]
    names = subject_names(authority.tiers, authority.people)
    return LimitsOut(
        items=[limit_shape(rule, names) for rule in shown],
        names={rule.subject: called.name(rule.subject) for rule in shown},
        total=len(rules),
        next_cursor=shown[-1].rid if len(rules) > begin + len(shown) else None,
    )


@router.post("/what-if")
async def what_if(
    said: WhatIfIn, _caller: Annotated[Person, permission("policy.draft")], office: OfficeDep
) -> WhatIfOut:
    """One case on the limits in force and, with a draft, as it would make them; who would be asked. Records nothing."""
    trial = Trial(
        who=(said.who,),
        remedies=(said.remedy,),
        amounts=(said.amount,),
        brand=said.brand or office.brand,
        expect=ALLOW,
        **said.model_dump(include=_FACTS),
    )
    found = await trying.what_if(office, said.draft, trial)
    return WhatIfOut(now=_said(found.now), then=_said(found.then) if found.then else None)


_FACTS = {"currency", "reason", "channel", "order_age_days", "order_captured", "override"}


def _unlimited(authority: Snapshot, limited: Iterable[Outlined]) -> Iterator[Outlined]:
    """Brands and currencies that there are no limits for yet."""
    known = {(one.brand, one.currency) for one in limited}
    for brand in authority.people.register.catalogue.brands:
        yield from (Outlined(brand.name, one, 0) for one in brand.currencies if (brand.name, one) not in known)


def _said(one: Foreseen) -> SaidOut:
    decision = DecisionOut.model_validate(represent_decision(one.decision))
    return SaidOut(decision=decision, asked=[PersonOut(id=person.id, name=person.name) for person in one.asked])
