"""Every refusal has a name of its own, a status, and a page that explains it."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

import remit
from remit.api.edge.errors import STATUS
from remit.domain.refusal import Refusal


def refusals(base: type[Refusal] = Refusal) -> set[type[Refusal]]:
    """Every refusal that can be raised, wherever in the package it stands."""
    for module in pkgutil.walk_packages(remit.__path__, "remit."):
        importlib.import_module(module.name)
    return {known for known in _below(base) if known.__module__.startswith("remit.")}


def _below(base: type[Refusal]) -> Iterable[type[Refusal]]:
    for child in base.__subclasses__():
        yield child
        yield from _below(child)


def badly_named(classes: Iterable[type[Refusal]]) -> list[str]:
    names = [one.__dict__.get("name", "") for one in classes]
    twice = [name for name, count in Counter(names).items() if count > 1]
    return twice + [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)]


def unexplained(classes: Iterable[type[Refusal]]) -> list[str]:
    """Those without a status, a title or a text: the page of a problem is made of the three."""
    return [one.__name__ for one in classes if one not in STATUS or not {"title", "__doc__"} <= _said(one)]


def _said(refusal: type[Refusal]) -> set[str]:
    return {word for word, value in vars(refusal).items() if value}


def test_every_refusal_has_a_name_of_its_own():
    assert badly_named(refusals()) == []


def test_every_refusal_has_a_status_and_a_page():
    assert unexplained(refusals()) == []


def test_every_status_is_a_refusal_and_none_is_a_breakdown():
    assert set(STATUS) <= refusals()
    assert {status for status in STATUS.values() if not 400 <= status < 500} <= {503}


def test_the_guards_bite():
    class Nameless(Refusal):
        name: ClassVar[str] = "Not Kebab"
        title: ClassVar[str] = "Nameless"

    class Twin(Refusal):
        """Explained, but without a status."""

        name: ClassVar[str] = "twin"
        title: ClassVar[str] = "Twin"

    assert badly_named([Nameless, Twin, Twin]) == ["twin", "Not Kebab"]
    assert unexplained([Twin]) == ["Twin"]
