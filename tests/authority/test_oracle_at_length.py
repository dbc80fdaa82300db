"""A hundred thousand random requests, decided and explained as a Casbin Enforcer that holds every row does it."""

import os
from collections import Counter
from random import Random

import casbin
from casbin.persist.adapters.string_adapter import StringAdapter

from remit.authority import functions
from remit.authority.engine.judge import model
from remit.authority.exchange import model_conf, policy_csv
from tests.authority.worlds import drawn_world, stock_answer

PAIRS = int(os.environ.get("REMIT_ORACLE_PAIRS", "100000"))
REQUESTS = 250
"""For each policy."""
SEED = int(os.environ.get("REMIT_ORACLE_SEED", "1"))


class Parsed(casbin.Enforcer):
    """Stock, but for reading its matcher once instead of at every request: that alone would take half a minute.

    test_oracle.py asks an Enforcer without even that.
    """

    _expression = None

    def _get_expression(self, expr, functions=None):
        if self._expression is None:
            self._expression = super()._get_expression(expr, functions)
        return self._expression


def _enforcer(world) -> casbin.Enforcer:
    enforcer = Parsed(model(model_conf()), StringAdapter(policy_csv(world)))
    functions.register(enforcer)
    return enforcer


def test_a_hundred_thousand_requests_are_decided_and_explained_as_casbin_does():
    random, seen, wrong = Random(SEED), Counter(), []
    while seen.total() < PAIRS:
        world = drawn_world(random, rules=20, questions=REQUESTS)
        enforcer = _enforcer(world.snapshot)
        for asked in world.questions:
            answer = world.snapshot.ask(asked)
            seen[answer.allowed, answer.rule is not None] += 1
            if answer != stock_answer(enforcer, asked):
                wrong.append((asked, answer))
    assert wrong == []
    assert seen[True, True] > PAIRS / 50, "the requests must not all be denied"
    assert seen[False, True] > PAIRS / 100, "caps must speak as well"
