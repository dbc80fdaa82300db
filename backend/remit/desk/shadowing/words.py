"""What a draft in shadow has found, in sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping

from remit.authority.rules.declared import DECLARED
from remit.desk.shadowing.shadows import DISCARDED, PUBLISHED, STALE, STOPPED, Looked, changed, judged_of
from remit.domain.money import spoken
from remit.domain.policy.cases import ALLOW, DENY, ESCALATE, REVIEW
from remit.domain.remedies import REMEDIES
from remit.domain.requests.representation import moment
from remit.store.shadows import Sum, Way

OUTCOMES = (ALLOW, REVIEW, ESCALATE, DENY)
_SAID = {
    ALLOW: "given alone",
    REVIEW: "given, and looked at afterwards",
    ESCALATE: "escalated",
    DENY: "denied",
}
_ENDED = {
    STOPPED: "taken out of shadow",
    PUBLISHED: "out of shadow, as it was published",
    DISCARDED: "out of shadow, as it was discarded",
    STALE: "out of shadow, as another version of the limits went live",
}


def sentences(found: Looked) -> tuple[str, ...]:
    """The whole of it."""
    return tuple(_sentences(found))


def ways_of(counts: Mapping[Way, Sum]) -> dict[tuple[str, str], tuple[int, Counter[str]]]:
    """What was said and what the draft would have, where that differs: how many, and sums by currency."""
    found: dict[tuple[str, str], tuple[int, Counter[str]]] = {}
    for (_, currency, said, would), (times, amount) in counts.items():
        if said != would:
            so_far, sums = found.get((said, would), (0, Counter[str]()))
            sums[currency] += amount
            found[said, would] = so_far + times, sums
    order = sorted(found, key=lambda way: (OUTCOMES.index(way[0]), OUTCOMES.index(way[1])))
    return {way: found[way] for way in order}


def label_of(fact: str) -> str:
    """A fact that is not known, aloud."""
    declared = DECLARED.get(fact)
    return declared.label if declared else "Who asked"


def _sentences(found: Looked) -> Iterator[str]:
    shadow, name = found.shadow, found.draft.name
    if shadow is None:
        yield f"The draft “{name}” was never in shadow."
        return
    if shadow.running:
        yield f"The draft “{name}” is in shadow since {moment(shadow.begun_at)}, by {shadow.begun_by.name}."
    else:
        by = f", by {shadow.ended_by.name}" if shadow.ended_by else ""
        yield f"The draft “{name}” is {_ENDED[shadow.ended_why or STOPPED]}, {moment(shadow.ended_at)}{by}."
    if shadow.anew:
        yield f"It was edited meanwhile: the comparison began anew at {moment(shadow.since)}."
    yield f"Judged: {judged_of(found.counts):,}. Answered otherwise: {changed(found.counts):,}."
    for (said, would), (times, sums) in ways_of(found.counts).items():
        money = ", ".join(spoken(amount, currency) for currency, amount in sorted(sums.items()))
        yield f"Was {_SAID[said]}, would be {_SAID[would]}: {times:,} ({money})."
    yield from _by_remedy(found.counts)
    if shadow.left_out:
        lacking = ", ".join(f"{label_of(fact)} ({count:,})" for fact, count in sorted(shadow.lacking.items()))
        yield f"Left out, as nobody knows what the draft asks about: {shadow.left_out:,}. Not known: {lacking}."


def _by_remedy(counts: Mapping[Way, Sum]) -> Iterator[str]:
    judged, others = Counter[str](), Counter[str]()
    for (remedy, _, said, would), (times, _) in counts.items():
        judged[remedy] += times
        others[remedy] += times if said != would else 0
    for remedy in (one for one in REMEDIES if others[one]):
        yield f"{REMEDIES[remedy]}: {others[remedy]:,} of {judged[remedy]:,} otherwise."
