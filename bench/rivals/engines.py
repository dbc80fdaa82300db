"""Other policy engines with the same rulebook. One that is not installed here is left out, and the page says so."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import casbin
from casbin.model import FastModel

from bench.rivals.rulebooks import TIERS
from remit.authority import functions
from remit.authority.engine.judge import as_request
from remit.authority.exchange import model_conf
from remit.authority.rules.rule import row
from remit.authority.snapshot import Snapshot
from remit.domain.policy.questions import Question

May = Callable[[Question], bool]
HERE = Path(__file__).parent
# Last, so that what is there already comes from the product's own packages.
sys.path += map(str, HERE.parents[1].glob(".venv-rivals/lib/python*/site-packages"))
CEDAR_UP_TO = 10_000
"""At ten times as many, Cedar takes gigabytes and minutes to load one policy for each rule."""


def fast(world: Snapshot) -> May:
    """Casbin's FastEnforcer, keyed by remedy and currency."""
    keyed = FastModel([1, 2])
    keyed.load_model_from_text(model_conf())
    # Its model stops reading a section after the first line.
    keyed.add_def("g", "g2", "_, _")
    enforcer = casbin.FastEnforcer(keyed, cache_key_order=[1, 2])
    functions.register(enforcer)
    for rule in world.rules.values():
        # Not by add_policy, which looks through all rows for each.
        enforcer.model.model["p"]["p"].policy.append(row(rule))
    for lower, higher in pairwise(TIERS):
        enforcer.add_named_grouping_policy("g", f"tier:{higher}", f"tier:{lower}")
    return joined(enforcer, world)


def joined(enforcer: casbin.Enforcer, world: Snapshot) -> May:
    """Ask it. People are made known as they come: adding 100,000 beforehand takes minutes and changes no answer."""
    known: set[str] = set()

    def may(asked: Question) -> bool:
        person = world.people.get(asked.subject.removeprefix("user:"))
        if person is not None and asked.subject not in known:
            known.add(asked.subject)
            for graph in ("g", "g2"):
                enforcer.add_named_grouping_policy(graph, asked.subject, f"tier:{person.tier}")
        return bool(enforcer.enforce(*as_request(asked)))

    return may


def cedar(world: Snapshot) -> May | None:
    """Cedar by cedarpy: a policy for each rule, parsed once; tiers are entities in one another."""
    if find_spec("cedarpy") is None or len(world.rules) > CEDAR_UP_TO:
        return None
    import cedarpy

    policies = cedarpy.PolicySet.from_str("\n".join(_cedar_rule(one) for one in world.rules.values()))
    parents = dict(zip(TIERS[1:], TIERS, strict=False))
    tiers = [
        {"uid": _uid("Tier", one), "attrs": {}, "parents": [_uid("Tier", parents[one])] if one in parents else []}
        for one in TIERS
    ]
    entities = {
        tier: cedarpy.Entities.from_json_str(
            json.dumps([*tiers, {"uid": _uid("User", "u"), "attrs": {}, "parents": [_uid("Tier", tier)]}])
        )
        for tier in TIERS
    }

    def may(asked: Question) -> bool:
        person = world.people.people[asked.subject.removeprefix("user:")]
        request = {
            "principal": 'User::"u"',
            "action": f'Action::"{asked.remedy}"',
            "resource": f'Brand::"{asked.brand}"',
            "context": {"currency": asked.currency, "mode": asked.mode, "amount": asked.amount},
        }
        return bool(cedarpy.is_authorized(request, policies, entities[str(person.tier)]).allowed)

    return may


def _uid(kind: str, name: str) -> dict[str, str]:
    return {"type": kind, "id": name}


def _cedar_rule(rule) -> str:
    tier = rule.subject.removeprefix("tier:")
    return (
        f'permit(principal in Tier::"{tier}", action == Action::"{rule.remedy}", resource == Brand::"{rule.brand}") '
        f'when {{ context.currency == "{rule.currency}" && context.mode == "{rule.mode}" '
        f"&& context.amount <= {rule.amount} }};"
    )


_REGO = """package authz
import rego.v1
default allow := false
allow if {
  some tier in input.tiers
  input.amount <= data.limits[tier][input.remedy][input.currency][input.brand][input.mode]
}
"""


def rego(world: Snapshot, folder: Path) -> May | None:
    """Rego by regorus (opa-eval): limits as data, keyed by everything but the amount."""
    if find_spec("opa_eval") is None:
        return None
    import opa_eval

    limits: dict = {}
    for one in world.rules.values():
        held = limits.setdefault(one.subject.removeprefix("tier:"), {}).setdefault(one.remedy, {})
        held.setdefault(one.currency, {}).setdefault(one.brand, {})[one.mode] = one.amount
    (folder / "authz.rego").write_text(_REGO)
    asks = opa_eval.OpaEval(str(folder / "authz.rego"), json.dumps({"limits": limits}), "data.authz.allow")

    def may(asked: Question) -> bool:
        person = world.people.people[asked.subject.removeprefix("user:")]
        request = {
            "tiers": TIERS[: TIERS.index(str(person.tier)) + 1],
            "remedy": asked.remedy,
            "currency": asked.currency,
            "brand": asked.brand,
            "mode": asked.mode,
            "amount": asked.amount,
        }
        return asks.evaluate_parsed(json.dumps(request)) is True

    return may


class Node:
    """node-casbin, asked over a pipe; it measures its own CPU, so that the pipe costs it nothing."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, questions: list[Question], tiers: list[str]) -> tuple[list[bool], list[float]]:
        """Its answers, and the microseconds that each took."""
        asked = [[tier, *as_request(one)[1:5], 0, one.mode] for one, tier in zip(questions, tiers, strict=True)]
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        found = json.loads(self._process.stdout.readline())
        return [answer for answer, _ in found], [took for _, took in found]


@contextmanager
def node(world: Snapshot, folder: Path) -> Iterator[Node | None]:
    """node-casbin, where `make rivals` has installed it, with the same model and rows."""
    modules = HERE / "sockets/node_modules"
    if not shutil.which("node") or not (modules / "casbin").exists():
        yield None
        return
    rows = [list(row(one)) for one in world.rules.values()]
    links = [[f"tier:{higher}", f"tier:{lower}"] for lower, higher in pairwise(TIERS)]
    (folder / "node.json").write_text(json.dumps({"model": model_conf(), "rows": rows, "links": links}))
    command = ["node", "--max-old-space-size=8192", str(HERE / "node_casbin.cjs")]
    process = subprocess.Popen(
        [*command, str(folder / "node.json"), str(modules)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Node(process)
    finally:
        process.kill()
        process.wait()
