"""Acting first in an emergency, further than anybody could approve afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from remit.authority.lint.findings import WARNING, Finding, Names
from remit.authority.rules.rule import ANY, APPROVE, GRANT, OVERRIDE, Rule
from remit.domain.money import MAX_AMOUNT, spoken


def overriding(rules: Iterable[Rule], names: Names) -> Iterator[Finding]:
    """Whoever acts first may give more than anybody may approve: nobody who looks at it later could have said yes.

    Every limit for approving counts as it stands, under any condition and no cap: what is said is so for sure.
    """
    of_mode: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.kind == GRANT and rule.mode in (APPROVE, OVERRIDE):
            of_mode[rule.mode].append(rule)
    for rule in of_mode[OVERRIDE]:
        most = max((_amount(one) for one in of_mode[APPROVE] if _speaks_of(one, rule)), default=0)
        if most < _amount(rule):
            yield _finding(rule, most, names)


def _speaks_of(approving: Rule, acting: Rule) -> bool:
    same = (approving.remedy, approving.currency) == (acting.remedy, acting.currency)
    return same and (approving.brand == acting.brand or ANY in (approving.brand, acting.brand))


def _finding(rule: Rule, most: int, names: Names) -> Finding:
    upper = f"more than {spoken(most, rule.currency)}" if most else "this at all"
    said = (
        f"In an emergency more may be given than anybody may approve: {names.rule(rule)}. Nobody may approve {upper}."
    )
    lower = f"Lower {rule.rid} to {spoken(most, rule.currency)}" if most else f"Remove {rule.rid}"
    return Finding(
        "override-above-approval", WARNING, (rule.rid,), said, f"{lower}, or let somebody approve that much."
    )


def _amount(rule: Rule) -> int:
    return MAX_AMOUNT if rule.amount is None else rule.amount
