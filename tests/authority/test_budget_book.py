"""Budgets as a book: whom they bind, what is summed for them and how far back; and as text, line by line."""

from datetime import UTC, datetime

import pytest

from remit.authority import functions
from remit.authority.budgets.book import book, counted_under
from remit.authority.budgets.budget import MAX_GUIDELINE, InvalidBudget, checked
from remit.authority.budgets.exchange import budgets_csv, changes, read_budgets
from remit.authority.budgets.judge import budget_judge
from remit.authority.budgets.spoken import most, scope, sentence
from remit.authority.drafts.budget_changes import RemoveBudget, SetBudget
from remit.authority.snapshot import snapshot
from remit.domain.money import MAX_AMOUNT
from remit.domain.policy.budgets import Budget, Tally, tally_of
from tests.authority.worlds import floor, person, question, rule, tiers

PEOPLE = floor(person("usr_1", "agent", "north"), person("usr_2", "senior"), person("usr_3", "agent", active=False))


def budget(bid="B-0001", **said) -> Budget:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": "*", "per": "agent"}
    return Budget(bid=bid, **{**plain, "window": "day", "measure": "amount", "limit": 10_000, **said})


def ids(found) -> list[str]:
    return [one.bid for one in found]


@pytest.mark.parametrize(
    ("said", "binds"),
    [
        ({}, True),
        ({"currency": "EUR"}, False),
        ({"remedy": "discount"}, False),
        ({"remedy": "*"}, True),
        ({"brand": "acme"}, True),
        ({"brand": "b1"}, False),
        ({"when": "channel = phone"}, True),  # a missing fact frees nobody
        ({"when": "channel = phone", "brand": "b1"}, False),
        ({"when": "reason = LOYALTY"}, False),
    ],
)
def test_a_budget_binds_in_its_own_matter(said, binds):
    asked = question(facts={"reason": "OTHER"})
    found = book([budget(**said)]).binding(("tier:agent",), asked)
    assert bool(found) is binds


def test_budgets_are_found_by_subject_in_the_order_of_their_ids():
    made = book([budget("B-3"), budget("B-1"), budget("B-2", subject="team:north"), budget("B-4", subject="tier:lead")])
    assert ids(made.rows.values()) == ["B-1", "B-2", "B-3", "B-4"]
    assert ids(made.of(("tier:agent", "team:north", "user:usr_1"))) == ["B-1", "B-2", "B-3"]
    assert ids(made.binding(("tier:agent", "team:north"), question())) == ["B-1", "B-2", "B-3"]
    assert book([]).binding(("tier:agent",), question()) == ()


def test_only_what_plainly_does_not_hold_is_not_counted():
    assert counted_under("", {})
    assert counted_under("channel = phone", {})
    assert counted_under("channel = phone", {"channel": "phone"})
    assert not counted_under("channel = phone", {"channel": "email"})


def test_a_case_is_summed_in_every_tally_that_speaks_of_it():
    made = book([budget("B-1"), budget("B-2", remedy="*", per="team"), budget("B-3", when="channel = phone")])
    said = {one.bid: tally_of(one) for one in made.rows.values()}

    def counting(remedy="refund", currency="USD", **facts) -> set[Tally]:
        return set(made.counting(remedy, currency, "acme", facts))

    assert counting(channel="phone") == set(said.values())
    assert counting(channel="email") == {said["B-1"], said["B-2"]}
    assert counting("discount") == {said["B-2"]}
    assert counting(currency="EUR") == set()


def test_a_tally_is_asked_for_as_far_back_as_its_longest_window():
    for windows in (("day", "week", "90d"), ("90d", "day", "week"), ("week", "90d", "day")):
        rows = [budget(f"B-{place}", window=window) for place, window in enumerate(windows)]
        assert dict(book(rows).depths) == {tally_of(rows[0]): 90}
    shift, ever = budget("B-1", window="shift"), budget("B-2", window="ever")
    assert dict(book([shift, ever]).depths) == {tally_of(shift): 1, tally_of(ever): None}
    assert book([budget(window="sometimes")]).depths == {}


def test_sums_are_made_afresh_where_a_tally_is_new_or_reaches_further():
    week, month = book([budget(window="week")]), book([budget(window="month")])
    tally = tally_of(budget())
    assert month.reaching_further_than(week) == {tally: 31}
    assert week.reaching_further_than(month) == {}
    assert week.reaching_further_than(week) == {}
    other = budget("B-2", per="team")
    assert book([budget(window="week"), other]).reaching_further_than(week) == {tally_of(other): 1}
    ever = book([budget(window="ever")])
    assert ever.reaching_further_than(ever) == {}


def test_the_first_slot_that_is_asked_for():
    now = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    week = budget(window="week", zone="Asia/Tokyo")
    # In Tokyo it is the 4th already; a week back from it, today included, begins on the 26th of February.
    assert book([week]).since(tally_of(week), now) == datetime(2026, 2, 26, tzinfo=UTC).toordinal()
    day, shift, ever = budget("B-1"), budget("B-2", window="shift"), budget("B-3", window="ever")
    made = book([day, shift, ever])
    today = datetime(2026, 3, 3, tzinfo=UTC).toordinal()
    assert made.since(tally_of(day), now) == today
    assert made.since(tally_of(shift), now) == today * 3 + 2
    assert made.since(tally_of(ever), now) == 0
    assert book([]).since(tally_of(day), now) == today


def test_a_changed_book_is_one_made_anew():
    made = book([budget("B-1"), budget("B-2"), budget("B-3")])
    after = made.with_changes([budget("B-2", limit=1), budget("B-4")], ["B-3"])
    assert after == book([budget("B-1"), budget("B-2", limit=1), budget("B-4")])


def test_casbin_names_a_budget_on_a_no_and_none_on_a_yes():
    limits = snapshot(1, [rule()], tiers(), PEOPLE).with_budgets(1, [budget("B-1", limit=99), budget("B-2", limit=100)])
    asked = question(amount=100)
    told = limits.within(asked, {"B-1": 0, "B-2": 0})
    assert (told.allowed, told.rule) == (False, "B-1")
    told = limits.within(asked, {"B-1": None, "B-2": 0})
    assert (told.allowed, told.rule) == (True, None)
    assert budget_judge() is budget_judge()


@pytest.mark.parametrize(
    ("sums", "used"),
    [
        ({"B-1": 5}, 5),
        ({"B-1": 0}, 0),
        ({"B-1": None}, float("-inf")),
        ({}, float("inf")),
        ({"B-1": True}, float("inf")),
        ({"B-1": "5"}, float("inf")),
        ("B-1", float("inf")),
    ],
)
def test_what_is_not_known_to_be_used_is_too_much(sums, used):
    assert functions.spent(sums, "B-1") == used


@pytest.mark.parametrize(
    ("measure", "amount", "cost"),
    [
        ("count", 500, 1),
        ("amount", 500, 500),
        ("weight", 500, float("inf")),
        ("amount", "500", float("inf")),
        ("amount", True, float("inf")),
    ],
)
def test_what_a_request_takes(measure, amount, cost):
    assert functions.cost(measure, amount) == cost


@pytest.mark.parametrize(
    ("when", "facts", "grants", "caps"),
    [
        ("channel = phone", {"channel": "phone"}, True, True),
        ("channel = phone", {"channel": "email"}, False, False),
        ("channel = phone", {}, False, True),
        ("channel = phone", "no facts at all", False, True),
        ("", "no facts at all", True, True),
        (None, {}, False, True),
        ("(", {}, False, True),
    ],
)
def test_in_doubt_a_grant_does_not_apply_and_a_cap_does(when, facts, grants, caps):
    assert (functions.ok(when, facts, "allow"), functions.ok(when, facts, "deny")) == (grants, caps)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("9" * 15, 10**15 - 1),
        ("9" * 16, None),
        ("", None),
        ("1_0", None),
        ("٣", None),
        ("5\n", None),
        (5, None),
    ],
)
def test_a_limit_that_is_no_number_is_below_everything(text, number):
    assert functions.num(text) == (float("-inf") if number is None else number)


def test_bounds_of_what_a_budget_says():
    assert checked(budget(limit=0, guideline="x" * 1000)).limit == 0
    assert checked(budget(limit=MAX_AMOUNT)).limit == MAX_AMOUNT
    assert MAX_GUIDELINE == 1000
    for said, field in (({"guideline": "x" * 1001}, "guideline"), ({"limit": MAX_AMOUNT + 1}, "limit")):
        with pytest.raises(InvalidBudget) as refused:
            checked(budget(**said))
        assert refused.value.members == {"field": field}
    assert checked(budget(when=" channel   = phone ")).when == "channel = phone"


def there(*rows):
    return snapshot(1, [], tiers(), PEOPLE).with_budgets(1, rows)


def test_budgets_of_people_who_are_not_active_are_comments_to_casbin_and_budgets_to_us():
    limits = there(
        budget("B-1", subject="user:usr_1"), budget("B-2", subject="user:usr_3"), budget("B-3", subject="user:gone")
    )
    lines = budgets_csv(limits).splitlines()
    assert [line.startswith("#") for line in lines[:3]] == [False, True, True]
    assert set(lines[3:]) == {"g, user:usr_1, tier:agent", "g, user:usr_1, team:north", "g, user:usr_2, tier:senior"}
    reading = read_budgets(budgets_csv(limits), lambda _subject: True)
    assert (ids(reading.budgets), reading.problems, reading.memberships) == (["B-1", "B-2", "B-3"], (), 3)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x, 1", "A line begins with p or g, not with “x”."),
        ("p, 1", "A budget has 12 fields after the p, this has 1."),
        ("p, tier:agent, refund, USD, *, agent, day, amount, 1, UTC, , allow, B-9", "is deny, not “allow”"),
        ("p, tier:agent, refund, USD, *, agent, day, amount, ², UTC, , deny, B-9", "a whole number, not “²”"),
        ("p, tier:agent, refund, USD, *, agent, day, amount, -1, UTC, , deny, B-9", "a whole number, not “-1”"),
        ("p, tier:king, refund, USD, *, agent, day, amount, 1, UTC, , deny, B-9", "There is no tier king here."),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(line, said):
    reading = read_budgets(f"\n# a comment\n{line}\n", there().knows)
    ((number, sentence),) = reading.problems
    assert (number, reading.budgets) == (3, ())
    assert said in sentence


def test_the_same_matter_twice_names_the_line_it_was_on():
    line = "p, tier:agent, refund, USD, *, agent, day, amount, 1, UTC, , deny, B-"
    reading = read_budgets(f"{line}1\n{line}2\n", there().knows)
    assert reading.problems == ((2, "It speaks of the same matter as line 1; only one can count."),)
    assert ids(reading.budgets) == ["B-1"]


def test_text_becomes_the_changes_that_make_it_so():
    limits = there(budget("B-1"), budget("B-2", per="team"), budget("B-3", per="brand"), budget("B-4", per="order"))
    wanted = [budget("B-1"), budget("B-2", per="team", limit=5), budget("B-3", per="brand", zone="Asia/Tokyo")]
    reading = read_budgets(budgets_csv(there(*wanted, budget("B-9", per="customer"))), limits.knows)
    found = changes(reading, limits.book.rows)
    assert [one for one in found if isinstance(one, RemoveBudget)] == [RemoveBudget(budget="B-4")]
    sets = [(one.per, one.limit, one.zone) for one in found if isinstance(one, SetBudget)]
    assert sets == [("team", 5, "UTC"), ("brand", 10_000, "Asia/Tokyo"), ("customer", 10_000, "UTC")]


def test_what_casbin_text_cannot_hold_is_refused():
    with pytest.raises(InvalidBudget):
        budgets_csv(there(budget(subject="tier:a,b")))


@pytest.mark.parametrize(
    ("said", "aloud"),
    [
        ({}, "Refund budget, agent, per agent a day: USD 100.00"),
        ({"remedy": "*"}, "Every remedy budget, agent, per agent a day: USD 100.00"),
        ({"brand": "acme"}, "Refund budget (acme), agent, per agent a day: USD 100.00"),
        ({"subject": "tier:king"}, "Refund budget, tier king, per agent a day: USD 100.00"),
        (
            {"window": "90d", "zone": "Asia/Tokyo"},
            "Refund budget, agent, per agent in 90 days (Asia/Tokyo): USD 100.00",
        ),
        ({"window": "ever", "zone": "Asia/Tokyo"}, "Refund budget, agent, per agent ever: USD 100.00"),
        ({"measure": "count", "limit": 2}, "Refund budget, agent, per agent a day: 2 times"),
        ({"measure": "count", "limit": 1}, "Refund budget, agent, per agent a day: once"),
        ({"when": "channel = phone"}, "Refund budget, agent, per agent a day, by phone: USD 100.00"),
    ],
)
def test_a_budget_is_said_aloud(said, aloud):
    one, names = budget(**said), {"tier:agent": "agent"}
    assert sentence(one, names) == f"{scope(one, names)}: {most(one)}" == aloud
