"""A version as Casbin text: any stock Enforcer, with the published functions, loads it and decides identically."""

from collections.abc import Iterable, Iterator

from remit.authority.apart import aparts, belongs_to, rows
from remit.authority.engine.judge import conf
from remit.authority.rules.rule import InvalidRule, Rule, checked, row
from remit.authority.snapshot import Snapshot
from remit.domain.people import Person

_STOCK_DEPTH = 8
"""Stock Casbin follows nine links of a role graph; one of them leads from the person to the tier."""
_WHEN = 5
"""Where the condition stands in a row."""
_SPLITS = frozenset(",\"'()[]\r\n")
"""What a stock adapter would split a line on."""


def model_conf() -> str:
    """The Casbin model."""
    return conf("model.conf")


def policy_csv(authority: Snapshot) -> str:
    """The rules by rule id, then the memberships of active people. Rules of people who are not active are comments."""
    lines = [*_rules(authority), *_ladder(authority), *_memberships(authority)]
    return "".join(f"{line}\n" for line in lines)


def _rules(authority: Snapshot) -> Iterator[str]:
    apart = aparts(authority.people)
    for rule in authority.rules.values():
        # A stock Enforcer knows no inactive people: their rows are shown, but must not give anything there either.
        if _in_force(rule, authority):
            yield from (_line("p", one) for one in rows(row(checked(rule)), _WHEN, apart))
        else:
            yield f"# not in force: {_line('p', row(rule))}"


def _in_force(rule: Rule, authority: Snapshot) -> bool:
    kind, _, name = rule.subject.partition(":")
    person = authority.people.get(name)
    return kind != "user" or (person is not None and person.active)


def _ladder(authority: Snapshot) -> Iterator[str]:
    usual = [f"tier:{tier.name}" for tier in authority.tiers]
    # A branded rung is never linked to an unbranded one.
    for names in (usual, *([one.named(name) for name in usual] for one in aparts(authority.people))):
        yield from _climbed(names)


def _climbed(names: list[str]) -> Iterator[str]:
    # A tall ladder is linked rung by rung to every lower one, because stock Casbin would stop climbing half-way down.
    span = 1 if len(names) <= _STOCK_DEPTH else len(names)
    for place, name in enumerate(names):
        yield from (_line("g", (name, below)) for below in names[max(0, place - span) : place])


def _memberships(authority: Snapshot) -> Iterator[str]:
    for person in sorted(authority.people, key=_by_id):
        if person.active:
            # One membership yields both links: whoever were in g only would escape the caps.
            for group in belongs_to(person):
                yield _line("g", (person.subject, group))
                yield _line("g2", (person.subject, group))


def _by_id(person: Person) -> str:
    return person.id


def _line(kind: str, fields: Iterable[str]) -> str:
    cells = [kind, *fields]
    if any(_SPLITS.intersection(cell) for cell in cells):
        raise InvalidRule(f"Casbin text cannot hold {' '.join(cells)!r}.", field="subject")
    return ", ".join(cells)
