"""A finding, as people read it: what is wrong, and how to mend it."""

from collections.abc import Iterable, Mapping

from remit.authority.rules.rule import Rule
from remit.authority.rules.spoken import limit, scope
from remit.domain.remedies import reason_title
from remit.domain.values import value

ERROR, WARNING = "error", "warning"


@value(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. An `error` is a rule that can never work; a `warning` works, but hardly as meant."""

    kind: str
    severity: str
    rules: tuple[str, ...]
    """Ids of the rules that it is about, the one to look at first."""
    sentence: str
    mend: str


@value(frozen=True, slots=True)
class Names:
    """Rules said aloud, for sentences."""

    subjects: Mapping[str, str]
    """See difference.subject_names."""

    def rule(self, rule: Rule) -> str:
        """What a rule says, with its id: "Refund, agent, alone: USD 50.00 (L-0001)"."""
        return f"{scope(rule, self.subjects)}: {limit(rule)} ({rule.rid})"

    def reason(self, code: str) -> str:
        """What people call a reason code."""
        return self.subjects.get(f"reason:{code}", reason_title(code))

    def subject(self, subject: str) -> str:
        """What people call a subject."""
        return self.subjects.get(subject, subject.replace(":", " ", 1))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then by rule."""
    return tuple(sorted(findings, key=lambda one: (one.severity != ERROR, one.rules, one.kind, one.sentence)))
