"""What is wrong with approving, in words."""

from remit.authority.lint.findings import WARNING, Finding
from remit.authority.lint.matters import ELSEWHERE, Matter
from remit.domain.money import MAX_AMOUNT, spoken
from remit.domain.people import Person
from remit.domain.remedies import REMEDIES


def nobody(matter: Matter) -> Finding:
    """Nobody may approve anything."""
    sentence = f"Nobody may approve a {what(matter)}: whatever is over somebody's own limit is refused at once."
    return Finding("nobody-approves", WARNING, (), sentence, "Give at least one tier an approval limit.")


def gap(matter: Matter, most: int, able: Person, alone: int) -> Finding:
    """Somebody may give more alone than anybody may approve."""
    tier = able.tier or able.name
    upper = "without limit" if alone >= MAX_AMOUNT else f"up to {spoken(alone, matter.currency)}"
    sentence = (
        f"Nobody may approve a {what(matter)} over {spoken(most, matter.currency)} for others, "
        f"although {tier.replace('_', ' ')} may give one alone {upper}."
    )
    mend = "Raise an approval limit to what may be given alone, or lower the limit for acting alone."
    return Finding("approval-gap", WARNING, (), sentence, mend)


def sole(matter: Matter, one: Person, own: int) -> Finding:
    """One person may approve the most: nobody is left to approve theirs."""
    over = spoken(own, matter.currency)
    sentence = f"Only {one.name} may approve a {what(matter)} over {over}; for {one.name}, nobody can approve that."
    return Finding("sole-approver", WARNING, (), sentence, "Give a second person the same approval limit.")


def idle(matter: Matter, one: Person, most: int) -> Finding:
    """Nobody needs this approver."""
    upper = "any amount" if most >= MAX_AMOUNT else spoken(most, matter.currency)
    sentence = (
        f"{one.name} may approve a {what(matter)} up to {upper}, but only their own "
        "requests could need it, and nobody approves their own."
    )
    mend = "Raise this approval limit above what others may do alone, or remove it."
    return Finding("idle-approver", WARNING, (), sentence, mend)


def what(matter: Matter) -> str:
    """What a matter is about: "refund in USD (acme)"."""
    brand = "other brands" if matter.brand == ELSEWHERE else matter.brand
    return f"{REMEDIES[matter.remedy].lower()} in {matter.currency} ({brand})"
