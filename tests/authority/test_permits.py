"""Who may do what in the product."""

import pytest

from remit.authority.permits import ROLES, permits

EVERYONE = set(
    "me.read me.presence catalog.read orders.read requests.read requests.check policy.read events.read live.connect"
    " delegations.read sessions.end".split()
)


@pytest.mark.parametrize("role", ROLES)
def test_everyone_signed_in_may_look_around(role):
    assert permits([role]) >= EVERYONE


@pytest.mark.parametrize("roles", [[], ["manager"], ["everyone"], ["*"], [""]])
def test_without_a_role_there_is_nothing(roles):
    assert permits(roles) == frozenset()


def test_only_those_who_talk_to_customers_ask():
    asking = {role for role in ROLES if "requests.create" in permits([role])}
    assert asking == {"agent", "approver"}
    assert {role for role in ROLES if "requests.approve" in permits([role])} == asking


def test_those_who_tune_limits_do_not_settle_requests():
    ops = permits(["ops"])
    assert {
        "policy.draft",
        "policy.submit",
        "policy.approve",
        "policy.publish",
        "policy.rollback",
        "people.write",
    } <= ops
    assert not {"requests.create", "requests.approve", "audit.read"} & ops


LOOKS = {
    "audit.read",
    "decisions.read",
    "money.read",
    "policy.ask",
    "policy.review",
    "routing.read",
    "requests.unasked",
}


def test_those_who_look_change_nothing():
    assert permits(["auditor"]) == EVERYONE | LOOKS | {"providers.read", "decisions.clear"}


def test_coaches_look_and_say_what_they_think_of_what_was_done_without_asking():
    says = {"requests.review", "requests.review_any", "requests.comment"}
    assert permits(["coach"]) == EVERYONE | LOOKS | says


def test_admins_look_after_people_and_the_switch_only():
    stops = {"money.read", "money.start", "money.stop", "providers.read"}
    assert permits(["admin"]) == EVERYONE | {"people.read", "people.write"} | stops


def test_roles_add_up():
    assert permits(["ops", "agent"]) == permits(["ops"]) | permits(["agent"])
