"""The two functions of model.conf, published: with them any stock Casbin Enforcer decides as Remit does."""

import re
from collections.abc import Mapping
from typing import Protocol

from remit.authority.rules.conditions import holds

_DIGITS = re.compile(r"[0-9]{1,15}")
_NEVER = float("-inf")


class TakesFunctions(Protocol):
    """What `casbin.Enforcer` offers for adding functions to its matcher."""

    def add_function(self, name: str, func: object) -> object: ...


def num(text: object) -> int | float:
    """A limit as a number of minor units. But for 1 to 15 ASCII digits: below everything, grants nothing, caps all."""
    # fullmatch and [0-9], because `\d` takes digits of other scripts, `$` a newline, and int() underscores.
    return int(text) if isinstance(text, str) and _DIGITS.fullmatch(text) else _NEVER


def ok(when: object, facts: object, effect: object) -> bool:
    """Whether a rule's condition lets the rule apply. In doubt a grant does not and a cap does. Never raises."""
    verdict = holds(when, facts if isinstance(facts, Mapping) else {}) if isinstance(when, str) else None
    return verdict is True if effect == "allow" else verdict is not False


def register(enforcer: TakesFunctions) -> None:
    """Add `num` and `ok` to a Casbin Enforcer."""
    enforcer.add_function("num", num)
    enforcer.add_function("ok", ok)
