"""The change of a draft to above what more than one has to approve, and what that says to people."""

from collections.abc import Iterable, Sequence

from remit.authority.drafts.difference import Line
from remit.domain.money import MAX_AMOUNT, spoken
from remit.domain.policy.questions import Tier
from remit.domain.policy.quorums import Quorum, loosened
from remit.domain.refusal import Invalid
from remit.domain.values import value

MOST_QUORUMS, LEAST_APPROVERS, MOST_APPROVERS = 50, 2, 5
_CURRENCY_LENGTH = 3
NAME = "quorums"
"""What a difference calls them: they have no ids, and are replaced together."""


class InvalidQuorums(Invalid):
    """Nobody could follow what more than one has to approve; `field` names what, `index` which change of a draft."""

    name = "invalid-quorums"
    title = "Invalid quorums"


@value(frozen=True, slots=True, kw_only=True)
class SetQuorums:
    """From now on these ask for more than one approver, and nothing else does."""

    quorums: tuple[Quorum, ...]


def quorums_after(quorums: tuple[Quorum, ...], changes: Iterable[object], ladder: Sequence[Tier]) -> tuple[Quorum, ...]:
    """What asks for more than one after the changes; other changes are passed over. Raises InvalidQuorums."""
    for index, change in enumerate(changes):
        if isinstance(change, SetQuorums):
            try:
                quorums = checked(change.quorums, ladder)
            except InvalidQuorums as refusal:
                refusal.members["index"] = index
                raise
    return quorums


def checked(quorums: Sequence[Quorum], ladder: Sequence[Tier]) -> tuple[Quorum, ...]:
    """The quorums, if they can be followed. Raises InvalidQuorums naming the field that is wrong."""
    _require(len(quorums) <= MOST_QUORUMS, "quorums", f"There are at most {MOST_QUORUMS} quorums.")
    tiers = [tier.name for tier in ladder]
    seen: set[tuple[str, str, int]] = set()
    for one in quorums:
        _require(one.tier in tiers, "tier", f"There is no tier {one.tier}. Tiers are {', '.join(tiers)}.")
        upper = one.currency.isascii() and one.currency.isupper() and len(one.currency) == _CURRENCY_LENGTH
        _require(upper, "currency", "A currency is three capital letters, for example USD.")
        fits = type(one.above) is int and 0 <= one.above <= MAX_AMOUNT
        _require(fits, "above", f"A threshold is a whole number of minor units from 0 to {MAX_AMOUNT}.")
        many = type(one.approvers) is int and LEAST_APPROVERS <= one.approvers <= MOST_APPROVERS
        _require(
            many,
            "approvers",
            f"It takes {LEAST_APPROVERS} to {MOST_APPROVERS} approvers; where one is enough, leave it out.",
        )
        _require((key := (one.tier, one.currency, one.above)) not in seen, "above", "There are two of the same.")
        seen.add(key)
    return tuple(quorums)


def quorum_lines(before: Sequence[Quorum], after: Sequence[Quorum], ladder: Sequence[Tier]) -> tuple[Line, ...]:
    """The difference in words."""
    names = [tier.name for tier in ladder]
    freed = loosened(before, after, names)
    gone = (Line(NAME, f"{said(one, ladder)}: not any more", freed) for one in before if one not in after)
    # One of their own frees a tier of a stricter one above it.
    come = (
        Line(NAME, said(one, ladder), loosened(before, (*before, one), names)) for one in after if one not in before
    )
    return (*gone, *come)


def said(quorum: Quorum, ladder: Sequence[Tier]) -> str:
    """ "Above USD 1,000.00 a duty manager approves as one of 2"."""
    title = next((tier.title for tier in ladder if tier.name == quorum.tier), quorum.tier)
    return f"Above {spoken(quorum.above, quorum.currency)} a {title} approves as one of {quorum.approvers}"


def _require(fits: bool, field: str, sentence: str) -> None:
    if not fits:
        raise InvalidQuorums(sentence, field=field)
