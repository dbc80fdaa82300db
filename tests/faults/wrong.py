"""Bugs of carrying out, planted on purpose in this process: whoever is lied to by a provider must not have these."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from remit.authority.budgets.book import BudgetBook
from remit.desk import execution, leasing
from remit.desk.people import delegating
from remit.desk.policies import versions
from remit.domain.execution import executing, late, stepping
from remit.domain.execution.execution import FAILED, POST, SUCCEEDED, UNKNOWN
from remit.domain.policy import approvers
from remit.domain.policy.purses import Purse
from remit.domain.policy.spending import Spending
from remit.domain.requests.request import FAILED as REQUEST_FAILED
from remit.domain.requests.request import SETTLED
from remit.store import budgets, heads, requests

Plant = Callable[[pytest.MonkeyPatch], None]


def _told(change: Callable) -> Plant:
    """The provider is told something else than what was granted."""
    plain = execution.instruction
    return lambda patch: patch.setattr(execution, "instruction", lambda request: change(request, plain(request)))


def _taken_for(state: str) -> Plant:
    """No clear answer is taken for a clear one."""
    plain = executing.ended

    def guessing(request, outcome, now):
        known = replace(outcome, state=state, error="guessed") if outcome.state == UNKNOWN else outcome
        return plain(request, known, now)

    return lambda patch: patch.setattr(executing, "ended", guessing)


def _posts_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stepping, "next_step", lambda *_: POST)


def _posts_again_with_another_key(patch: pytest.MonkeyPatch) -> None:
    _posts_again(patch)
    _fresh_key(patch)


def _deaf(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(late, "revised", lambda request, *_: replace(request, execution=_done(request.execution)))


def _done(one):
    return replace(one, lease_until=None, step=None)


def _gap(patch: pytest.MonkeyPatch) -> None:
    plain = heads.move

    def skipping(connection, head, *ledger) -> None:
        plain(connection, replace(head, event_seq=head.event_seq + 1), *ledger)

    patch.setattr(heads, "move", skipping)


def _says_nothing(patch: pytest.MonkeyPatch) -> None:
    """What came of it is not in the record."""
    plain = leasing.End.decide
    patch.setattr(leasing.End, "decide", lambda self, now: replace(plain(self, now), events=()))


def _says_twice(patch: pytest.MonkeyPatch) -> None:
    plain = leasing.End.decide

    def twice(self, now):
        entry = plain(self, now)
        return replace(entry, events=entry.events * 2)

    patch.setattr(leasing.End, "decide", twice)


def _gives_up_late(patch: pytest.MonkeyPatch) -> None:
    """A look after the end that finds all well is taken for a refusal."""
    patch.setitem(late._BECOMES, (SETTLED, SUCCEEDED), REQUEST_FAILED)


def _keeps_holding(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(requests, "hold_after", lambda _old, _new: None)


def _bottomless(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Purse, "over", lambda *_: None)


def _stingy(patch: pytest.MonkeyPatch) -> None:
    plain = Spending.use_without

    def doubled(self, *asked):
        use = plain(self, *asked)
        return replace(use, amount=use.amount * 2)

    patch.setattr(Spending, "use_without", doubled)


def _forgets_customers(patch: pytest.MonkeyPatch) -> None:
    plain = BudgetBook.binding
    patch.setattr(BudgetBook, "binding", lambda *asked: tuple(one for one in plain(*asked) if one.per != "customer"))


def _lends_at_any_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(approvers, "lenders", lambda known, person, _now: (one.lender for one in known if one.to == person))


_fresh_key = _told(lambda request, told: replace(told, key=f"{told.key}-{request.execution.attempts}"))

PLANTED: dict[str, tuple[Plant, str]] = {
    "posts again, looking never": (_posts_again, "i7_"),
    "posts again with a fresh key": (_posts_again_with_another_key, "i1_"),
    "a fresh key for every attempt": (_fresh_key, "i6_"),
    "one key for everybody": (_told(lambda _, told: replace(told, key="remit")), "i6_"),
    "sends twice the amount": (_told(lambda _, told: replace(told, amount=told.amount * 2)), "i2_"),
    "sends another currency": (_told(lambda _, told: replace(told, currency="EUR")), "i5_"),
    "takes unclear for failed": (_taken_for(FAILED), "i3_"),
    "takes unclear for done": (_taken_for(SUCCEEDED), "i3_"),
    "does not hear what fails later": (_deaf, "i3_"),
    "leaves a gap in the numbers": (_gap, "i26_"),
    "ends without a word in the record": (_says_nothing, "i15_"),
    "tells of one end twice": (_says_twice, "i16_"),
    "fails what the bank has not refused": (_gives_up_late, "i16_settled_"),
    "never ends a hold": (_keeps_holding, "i11_"),
    "gives more than a budget has": (_bottomless, "i10_budgets_"),
    "writes down nothing of what was given": (
        lambda patch: patch.setattr(budgets, "move", lambda *_: None),
        "i10_sums_",
    ),
    "forgets the budgets of customers": (_forgets_customers, "i13_"),
    "counts what was given twice": (_stingy, "i14_"),
    "takes authority as lent before it is": (_lends_at_any_time, "i24_"),
    "lends on what was lent": (lambda patch: patch.setattr(delegating, "unchained", lambda *_: None), "i24_"),
    "publishes more authority by one person": (
        lambda patch: patch.setattr(versions, "_seconded", lambda *_: None),
        "i25_",
    ),
}
