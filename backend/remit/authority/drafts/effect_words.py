"""Effects of a change, said aloud."""

from collections.abc import Mapping

from remit.authority.drafts.cases_in_point import Example
from remit.authority.drafts.effects import Effect
from remit.authority.rules.spoken import MODE_SAID
from remit.domain.money import MAX_AMOUNT, spoken
from remit.domain.remedies import REMEDIES


def sentence(effect: Effect, names: Mapping[str, str]) -> str:
    """ "Agent (13 people): refund, alone, for reasons owed by policy: USD 50.00 → USD 60.00, 10.00 more." """
    who = name_of(effect, names)
    whose = f"{who[:1].upper()}{who[1:]}"
    people = "" if effect.people == 1 else f" ({effect.people} people)"
    what = ", ".join(part for part in (REMEDIES[effect.remedy].lower(), MODE_SAID[effect.mode], effect.when) if part)
    moved = f"{_amount(effect.before, effect)} → {_amount(effect.after, effect)}"
    example = f" For example {_case(effect.example, effect)}." if effect.example else ""
    return f"{whose}{people}: {what}: {moved}.{example}"


def name_of(effect: Effect, names: Mapping[str, str]) -> str:
    """What people call whom it touches; one of several stands for their team."""
    name = names.get(effect.subject, effect.subject.partition(":")[2])
    return f"{name} and others of the team" if effect.subject.startswith("user:") and effect.people > 1 else name


def _case(one: Example, effect: Effect) -> str:
    return f"{spoken(one.amount, effect.currency)}: {one.before} → {one.after}"


def _amount(amount: int, effect: Effect) -> str:
    if amount >= MAX_AMOUNT:
        return "no limit"
    return spoken(amount, effect.currency) if amount else "nothing"
