"""Which certificates would unlock more: asked of the same authority, as if the requester held one more."""

from dataclasses import replace

from remit.domain.policy.cases import Alternative, Case
from remit.domain.policy.questions import Authority, Question
from remit.domain.policy.sides import whole

CERTIFICATE = "certificate"


def unlocking(case: Case, authority: Authority, upto: int) -> tuple[Alternative, ...]:
    """The certificates with any one of which the requester could give more of this than `upto`, the most first."""
    found = [
        Alternative(CERTIFICATE, min(most, case.amount), certificate=code)
        for code in missing(case.question(case.requester.subject, "auto"), authority)
        if (most := _with(case, authority, code)) > upto
    ]
    return tuple(sorted(found, key=lambda one: -one.amount))


def missing(question: Question, authority: Authority) -> tuple[str, ...]:
    """The certificates that the rules ask about here and that the question's subject does not hold."""
    held = question.facts.get("cert")
    if not isinstance(held, str):
        return ()
    return tuple(sorted(authority.certificates(question) - set(held.split("|"))))


def holding(question: Question, code: str) -> Question:
    """The question as if its subject held this certificate, too."""
    held = str(question.facts.get("cert", ""))
    return replace(question, facts={**question.facts, "cert": "|".join(filter(None, (held, code)))})


def _with(case: Case, authority: Authority, code: str) -> int:
    facts = holding(case.question(case.requester.subject, "auto"), code).facts
    then = whole(replace(case, facts=facts), authority)
    return max((bound.room for mode in ("auto", "review") if (bound := then.bound(mode))), default=0)
