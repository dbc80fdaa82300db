"""The functions of both models, published: with them any stock Casbin Enforcer decides as Remit does."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from remit.authority.rules.conditions import holds

_DIGITS = re.compile(r"[0-9]{1,15}")
_NEVER, _TOO_MUCH = float("-inf"), float("inf")


class TakesFunctions(Protocol):
    """What `casbin.Enforcer` offers for adding functions to its matcher."""

    def add_function(self, name: str, func: object) -> object: ...


def num(text: object) -> int | float:
    """A limit as a number of minor units. But for 1 to 15 ASCII digits: below everything, grants nothing, caps all."""
    return _read(text) if isinstance(text, str) else _NEVER


@lru_cache(maxsize=65536)
def _read(text: str) -> int | float:
    # fullmatch and [0-9], because `\d` takes digits of other scripts, `$` a newline, and int() underscores.
    return int(text) if _DIGITS.fullmatch(text) else _NEVER


def ok(when: object, facts: object, effect: object) -> bool:
    """Whether a rule's condition lets the rule apply. In doubt a grant does not and a cap does. Never raises."""
    if when == "":
        return True
    verdict = holds(when, facts if isinstance(facts, Mapping) else {}) if isinstance(when, str) else None
    return verdict is True if effect == "allow" else verdict is not False


def spent(sums: object, budget: object) -> int | float:
    """What is used of a budget, by its id; None is where it has nothing to count. Unknown is too much."""
    if not isinstance(sums, Mapping) or budget not in sums:
        return _TOO_MUCH
    used = sums[budget]
    return _NEVER if used is None else used if type(used) is int else _TOO_MUCH


def cost(measure: object, amount: object) -> int | float:
    """What a request takes of a budget: one of a budget that counts, else its amount in minor units."""
    if measure == "count":
        return 1
    return amount if measure == "amount" and type(amount) is int else _TOO_MUCH


def register(enforcer: TakesFunctions) -> None:
    """Add the functions of both models to a Casbin Enforcer."""
    enforcer.add_function("num", num)
    enforcer.add_function("ok", ok)
    enforcer.add_function("spent", spent)
    enforcer.add_function("cost", cost)
