"""A draft in shadow as a shape."""

from collections import Counter
from collections.abc import Mapping

from remit.api.shapes.backtest import OutcomesOut, SumOut
from remit.api.shapes.common import PersonOut
from remit.api.shapes.shadows import (
    ShadowedOut,
    ShadowEndOut,
    ShadowLackingOut,
    ShadowOut,
    ShadowRemedyOut,
    ShadowWayOut,
)
from remit.desk.shadowing.shadows import Looked, changed, judged_of
from remit.desk.shadowing.words import OUTCOMES, label_of, sentences, ways_of
from remit.domain.remedies import REMEDIES
from remit.domain.requests.representation import moment
from remit.domain.requests.request import Named
from remit.store.shadows import Shadow, Shown, Sum, Way


def shadow_shape(found: Looked) -> ShadowOut:
    """How far it has come."""
    shadow, counts = found.shadow, found.counts
    return ShadowOut(
        draft=found.draft.id,
        revision=found.draft.revision,
        running=shadow is not None and shadow.running,
        begun_at=moment(shadow.begun_at) if shadow else None,
        begun_by=_person(shadow.begun_by) if shadow else None,
        since=moment(shadow.since) if shadow else None,
        anew=shadow is not None and shadow.anew,
        ended=_end(shadow),
        judged=judged_of(counts),
        changed=changed(counts),
        before=_outcomes(counts, 2),
        after=_outcomes(counts, 3),
        ways=_ways(counts),
        remedies=_remedies(counts),
        left_out=shadow.left_out if shadow else 0,
        lacking=_lacking(shadow.lacking) if shadow else [],
        sentences=list(sentences(found)),
    )


def shadowed_shape(one: Shown) -> ShadowedOut:
    """An ask that is answered otherwise."""
    found = one.difference
    said = {"seq": found.seq, "request": found.request_id, "remedy": found.remedy, "amount": found.amount}
    ways = {"said": found.said, "would": found.would, "sentence": found.sentence}
    today = {"reference": one.reference, "state": one.state, "by_person": one.by_person}
    named = {"requester": _person(one.requester), "currency": found.currency, "at": moment(found.at)}
    return ShadowedOut.model_validate({**said, **ways, **today, **named})


def _remedies(counts: Mapping[Way, Sum]) -> list[ShadowRemedyOut]:
    asked = {remedy for remedy, _, _, _ in counts}
    mine = {one: {way: counts[way] for way in counts if way[0] == one} for one in REMEDIES if one in asked}
    return [_remedy(remedy, found) for remedy, found in mine.items()]


def _remedy(remedy: str, counts: Mapping[Way, Sum]) -> ShadowRemedyOut:
    said = {"id": remedy, "name": REMEDIES[remedy], "cases": sum(times for times, _ in counts.values())}
    outcomes = {"before": _outcomes(counts, 2), "after": _outcomes(counts, 3)}
    return ShadowRemedyOut.model_validate({**said, "changed": changed(counts), **outcomes, "ways": _ways(counts)})


def _ways(counts: Mapping[Way, Sum]) -> list[ShadowWayOut]:
    return [
        ShadowWayOut.model_validate(
            {
                "said": said,
                "would": would,
                "count": times,
                "sums": [SumOut(currency=currency, amount=amount) for currency, amount in sorted(sums.items())],
            }
        )
        for (said, would), (times, sums) in ways_of(counts).items()
    ]


def _outcomes(counts: Mapping[Way, Sum], place: int) -> OutcomesOut:
    found = Counter[str]()
    for way, (times, _) in counts.items():
        found[way[place]] += times
    return OutcomesOut(**{name: found[name] for name in OUTCOMES})


def _lacking(lacking: Mapping[str, int]) -> list[ShadowLackingOut]:
    return [ShadowLackingOut(fact=fact, label=label_of(fact), count=count) for fact, count in sorted(lacking.items())]


def _end(shadow: Shadow | None) -> ShadowEndOut | None:
    if shadow is None or shadow.ended_at is None:
        return None
    by = _person(shadow.ended_by) if shadow.ended_by else None
    return ShadowEndOut.model_validate({"at": moment(shadow.ended_at), "why": shadow.ended_why, "by": by})


def _person(one: Named) -> PersonOut:
    return PersonOut(id=one.id, name=one.name)
