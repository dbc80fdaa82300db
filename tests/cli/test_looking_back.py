"""remit policy who · explain as of a day · coverage · replay · test: what operations ask of a terminal."""

import asyncio

import pytest
from sqlalchemy import update

from remit.domain.policy.cases import Case
from remit.domain.policy.decision import decide
from remit.domain.policy.judged import Judged
from remit.store import decisions, heads, suites
from remit.store.database.rows import decisions as rows
from remit.store.database.rows import policy_rules
from remit.store.database.session import connect
from remit.store.decisions import Entered
from remit.store.suites import Suite
from tests.domain.floor import AUTHORITY, case

REFUND = ("refund", 9000, "USD", "--reason", "DAMAGED_DEFECTIVE")


@pytest.fixture
def write(database_url):
    """Run a function over the database's connection."""

    def run(work):
        async def aside():
            database = connect(database_url)
            try:
                await database.write(work)
            finally:
                await database.close()

        asyncio.run(aside())

    return run


def logged(connection) -> None:
    asked: list[Case] = [case(1_000 * number) for number in range(1, 12)]
    now = heads.read(connection).now
    authority = AUTHORITY.with_rules(2)
    lines = [Judged(what="asked", case=one, decision=decide(one, authority)) for one in asked]
    decisions.append(connection, [Entered(seq, now, 2, line) for seq, line in enumerate(lines, start=1)])


def test_who_names_everybody_who_can(remit):
    ran = remit("policy", "who", *REFUND)
    assert ran.code == 0
    assert ran.out.startswith("Refund, USD 90.00, version 2\n")
    assert "approver  team lead: Lead" in ran.out
    assert "team lead" not in remit("policy", "who", "refund", 150_000, "USD", *REFUND[3:]).out
    assert "nobody can approve this" in remit("policy", "who", "discount", 10**12, "USD", "--reason", "LOYALTY").out


def test_explain_answers_as_of_another_version(remit):
    agent = ("policy", "explain", "agent@acme.example")
    assert "deny: You have no refund limit of your own" in remit(*agent, *REFUND, "--given", "version=1").out
    assert "escalate: Over your USD 50.00" in remit(*agent, *REFUND).out
    ran = remit(*agent, *REFUND, "--given", "at=1999-01-01")
    assert (ran.code, "No limits were in force" in ran.err) == (1, True)
    assert "is not a moment" in remit(*agent, *REFUND, "--given", "at=soon").err


def test_replay_counts_and_ends_with_5_where_one_comes_out_otherwise(remit, write):
    write(logged)
    ran = remit("policy", "replay")
    assert ran.code == 0
    assert "Decided again: 11 by version 2" in ran.out
    assert "Same: 11. Otherwise: 0." in ran.out
    forged = update(rows).where(rows.c.seq == 3).values(answer='{"outcome": "deny", "limit": 5000}')
    write(lambda connection: connection.execute(forged))
    ran = remit("policy", "replay", "--limit", 10)
    assert ran.code == 5
    assert "OTHERWISE 3" in ran.out
    assert "outcome" in ran.out


def test_coverage_lists_what_nothing_touched(remit, write):
    before = remit("policy", "coverage")
    assert "L-0001 " in before.out
    assert "Decided something in 90 days: 0. Tested: 0." in before.out
    write(logged)
    after = remit("policy", "coverage")
    assert "L-0001 " not in after.out
    assert "Decided something in 90 days: 1." in after.out


def test_the_kept_tests_are_run_without_a_file(remit, write):
    from remit.demo.suite import tests

    assert remit("policy", "test").out == "Passed: 0. Failed: 0.\n"

    def keep(connection):
        suites.save(connection, Suite(1, 2, tests(), "kept", heads.read(connection).now, None))

    write(keep)
    ran = remit("policy", "test")
    assert (ran.code, ran.out) == (0, "Passed: 35. Failed: 0.\n")


def test_doctor_names_a_row_that_was_tampered_with(remit, write):
    bad = update(policy_rules).where(policy_rules.c.rid == "L-0007").values(kind="Deny")
    write(lambda connection: connection.execute(bad))
    ran = remit("doctor")
    assert ran.code == 1
    assert "Row L-0007 of policy_rules: A rule is a grant or a cap." in ran.err
