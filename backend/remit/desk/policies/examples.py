"""A test made of a decision: what was decided then is what the limits shall say from now on."""

from dataclasses import replace

from remit.authority.drafts.suites import Kept
from remit.authority.drafts.trials import Trial
from remit.authority.snapshot import Snapshot
from remit.desk.office import Office
from remit.desk.policies import suites
from remit.desk.requests.asking import readable
from remit.domain.money import spoken
from remit.domain.people import Person
from remit.domain.policy.facts import moment_of
from remit.domain.policy.judged import ASKED, EDITED
from remit.domain.policy.questions import Fact
from remit.domain.refusal import NotFound
from remit.domain.remedies import REMEDIES, reason_title
from remit.store import decisions
from remit.store.decisions import Asked, Logged

_OWN_FIELDS = frozenset({"reason", "basis", "brand", "channel", "order_age_days", "order_captured"})
_FOLLOW = frozenset({"moment", "hour", "weekday", "order_share_percent", "cert", "agent_tenure_days"})
"""Facts that a test has fields of its own for, and facts that follow from others."""


async def make_test(office: Office, by: Person, request_id: str, name: str, expect: str | None) -> Kept:
    """A test from the latest decision about a request; the one that there is, where it was made before."""
    request = await readable(office, by, request_id)
    logged = await office.database.read(decisions.of_request, request_id)
    asked = [one for one in logged if one.what in (ASKED, EDITED)]
    if not asked:
        raise NotFound("The log does not have this decision: it is older than the log. Write the test by hand.")
    trial = trial_of(asked[-1], office.authority, expect)
    named = replace(trial, name=name or f"{request.reference}: {_said(asked[-1].asked)}")
    return await suites.add(office, by, named, request.reference, f"From {request.reference}.")


def trial_of(logged: Logged, authority: Snapshot, expect: str | None) -> Trial:
    """The same question as a test: of somebody like the requester, where nothing is said of them in person."""
    asked, facts = logged.asked, logged.asked.facts
    moment = moment_of(facts)
    person = authority.people.get(asked.requester)
    held = person.certificates_at(moment) if person and moment else frozenset()
    in_person = person is None or asked.tier is None or _singled_out(asked, authority)
    return Trial(
        who=(f"user:{asked.requester}" if in_person else f"tier:{asked.tier}",),
        remedies=(asked.remedy,),
        amounts=(asked.amount,),
        currency=asked.currency,
        brand=asked.brand,
        reason=str(facts["reason"]),
        expect=expect or decisions.outcome_of(logged),
        channel=_text(facts.get("channel")),
        order_age_days=_number(facts.get("order_age_days")),
        order_captured=_number(facts.get("order_captured")),
        override=asked.override,
        given={fact: value for fact, value in facts.items() if fact not in _OWN_FIELDS | _FOLLOW},
        holds=() if in_person else tuple(sorted(held)),
        at=moment,
    )


def _singled_out(asked: Asked, authority: Snapshot) -> bool:
    own = f"user:{asked.requester}", f"team:{asked.team}"
    return any(True for _ in authority.rules_of(own))


def _said(asked: Asked) -> str:
    reason = reason_title(str(asked.facts["reason"])).lower()
    what = f"{REMEDIES[asked.remedy].lower()} of {spoken(asked.amount, asked.currency)}"
    return f"{(asked.tier or 'somebody').replace('_', ' ')}, {what}, {reason}"


def _text(fact: Fact | None) -> str | None:
    return fact if isinstance(fact, str) else None


def _number(fact: Fact | None) -> int | None:
    return fact if type(fact) is int else None
