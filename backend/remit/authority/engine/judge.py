"""Casbin itself, asked about a few rows at a time: one Enforcer per thread, its matcher parsed once."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from importlib import metadata
from importlib.resources import files
from typing import Any

import casbin
from casbin.rbac import RoleManager
from casbin.util import has_eval

from remit.authority.engine.index import Row
from remit.authority.engine.matcher import Matcher, Unknown
from remit.authority.engine.members import NOBODY, Standing
from remit.authority.functions import register
from remit.domain.policy.questions import Answer, Facts, Question

NO = Answer(allowed=False, rule=None)


class ForeignCasbin(RuntimeError):
    """The abandoned distribution `casbin` is installed and has overwritten parts of `pycasbin`."""


class EvalInMatcher(RuntimeError):
    """The model's matcher runs the text of rules."""


def conf(name: str) -> str:
    """The text of a Casbin file of this package."""
    return files("remit.authority").joinpath(name).read_text("utf-8")


def model(text: str) -> casbin.Model:
    """A Casbin model without rows."""
    made = casbin.Model()
    made.load_model_from_text(text)
    return made


_parsing = threading.Lock()
"""Two threads in ast.parse at once can fail, each with the other's recursion depth (CPython 3.11)."""


class Enforcer(casbin.Enforcer):  # type: ignore[misc]  # casbin ships no types
    """A stock Enforcer that keeps its parsed matcher: parsing was 161 of 177 µs, and ast.parse is not thread-safe.

    The model goes by the matcher's name where its text would be: Casbin looks through the text for an eval() before
    every question, and that alone took 37 µs.
    """

    def __init__(self, text: str, adapter: Any = None) -> None:
        self._parsed: Any = None
        super().__init__(model(text), adapter)
        matcher = self.model["m"]["m"]
        self._text, matcher.value = matcher.value, matcher.key
        if has_eval(self._text):
            raise EvalInMatcher("A matcher with eval() would let a rule's text decide. Take it out of the model.")

    def _get_expression(self, expr: str, functions: Any = None) -> Any:  # noqa: ARG002 - Casbin's signature
        if self._parsed is None:
            # enforce_ex refreshes g and g2 in this same dict of functions, so the parsed expression never goes stale.
            with _parsing:
                walked = super()._get_expression(self._text, functions)
            try:
                self._parsed = Matcher(walked.ast_parsed_value, functions)
            except Unknown:
                self._parsed = walked
        return self._parsed


class Links(RoleManager):  # type: ignore[misc]  # casbin ships no types
    """A role graph that is looked up rather than stored: any depth, and no node for a name that was merely asked."""

    def __init__(self) -> None:
        self._subject = ""
        self._linked: Collection[str] = ()

    def stand(self, subject: str, linked: Collection[str]) -> None:
        """Set whose links are asked next."""
        self._subject, self._linked = subject, linked

    def has_link(self, name1: str, name2: str, *_: str) -> bool:
        return name1 == name2 or (name1 == self._subject and name2 in self._linked)


class Judge:
    """Puts questions to Casbin. For one thread: an Enforcer holds the rows and the standing of the question in hand."""

    def __init__(self) -> None:
        self._inherits, self._own = Links(), Links()
        self._enforcer = Enforcer(conf("model.conf"))
        register(self._enforcer)
        self._ok: Callable[[str, Facts, str], bool] = self._enforcer.fm.get_functions()["ok"]
        for name, links in (("g", self._inherits), ("g2", self._own)):
            self._enforcer.model["g"][name].rm = links
            self._enforcer.set_named_role_manager(name, links)

    def applying(self, rows: Iterable[Row], facts: Facts) -> list[Row]:
        """The rows whose condition lets them apply. The matcher asks the same function: here it spares it rows."""
        return [row for row in rows if self._ok(row[5], facts, row[7])]

    def ask(self, rows: Sequence[Row], standing: Standing, question: Question) -> Answer:
        """Casbin's answer over these rows."""
        # An Enforcer without rows asks its matcher about a row of empty texts (and may say yes); nobody has no rows.
        if not rows or standing is NOBODY:
            return NO
        self._inherits.stand(standing.subject, standing.inherits)
        self._own.stand(standing.subject, standing.own)
        self._enforcer.model["p"]["p"].policy = rows
        allowed, named = self._enforcer.enforce_ex(*as_request(question))
        return Answer(allowed, named[-1] if named else None)


def as_request(question: Question) -> tuple[object, ...]:
    """The question in the order of model.conf, as any Enforcer's `enforce` takes it."""
    asked = question
    return asked.subject, asked.remedy, asked.currency, asked.brand, asked.amount, dict(asked.facts), asked.mode


def judge() -> Judge:
    """This thread's judge."""
    found: Judge | None = getattr(_here, "judge", None)
    if found is None:
        found = _here.judge = Judge()
    return found


def refuse_foreign_casbin() -> None:
    """Raise ForeignCasbin where the distribution `casbin` is installed beside `pycasbin`: both own the same files."""
    if any(metadata.distributions(name="casbin")):
        raise ForeignCasbin(
            "Uninstall the distribution “casbin”, then install “pycasbin” again: the first overwrites it."
        )


_here = threading.local()
refuse_foreign_casbin()
