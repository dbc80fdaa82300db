"""Conditions of limits: what they may ask about; one read, built and said aloud before it goes into a draft."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter

from remit.api.edge.deps import OfficeDep, permission
from remit.api.shapes.conditions import AskableOut, ConditionIn, ConditionOut, GrammarOut, PartOut, ValueOut
from remit.authority.drafts.difference import subject_names
from remit.authority.rules import grammar
from remit.authority.rules.conditions import InvalidCondition, built, canonical
from remit.authority.rules.declared import CERTIFICATE
from remit.authority.rules.reasons import require_reasons
from remit.authority.rules.spoken import condition
from remit.domain.people import Person

router = APIRouter(prefix="/policy/conditions", tags=["policy"])


@router.get("")
async def get_grammar(_caller: Annotated[Person, permission("policy.read")], office: OfficeDep) -> GrammarOut:
    """The facts that conditions may ask about, how, and which values they can have."""
    register = office.authority.people.register
    facts = [AskableOut.model_validate(one, from_attributes=True) for one in grammar.askable(register.catalogue)]
    held = [ValueOut(value=kind.code, label=kind.name) for kind in register.certificates]
    return GrammarOut(facts=[_known(one, held) for one in facts])


@router.post("/check")
async def check_condition(
    said: ConditionIn, _caller: Annotated[Person, permission("policy.read")], office: OfficeDep
) -> ConditionOut:
    """A condition in its one spelling, in its parts, and aloud; or what is wrong with it. Nothing is stored."""
    if (said.when is None) == (said.parts is None):
        raise InvalidCondition("Send a condition either as text (when) or in parts, not both.", field="when")
    parts = [(part.fact, part.op, part.values) for part in said.parts or ()]
    when = canonical(said.when) if said.when is not None else built(parts)
    authority = office.authority
    require_reasons(when, authority.people.register.catalogue)
    names = subject_names(authority.tiers, authority.people)
    parts_ = [_part(one, names) for one in grammar.parts(when)]
    return ConditionOut(when=when, sentence=condition(when, names), parts=parts_)


def _part(one: grammar.Part, names: Mapping[str, str]) -> PartOut:
    spelled = f"{one.fact} {one.op} {'|'.join(one.values)}"
    return PartOut(fact=one.fact, op=one.op, values=list(one.values), sentence=condition(spelled, names))


def _known(fact: AskableOut, certificates: list[ValueOut]) -> AskableOut:
    """Certificates have names here; any other code can still be asked about."""
    return fact.model_copy(update={"values": certificates}) if fact.fact == CERTIFICATE and certificates else fact
