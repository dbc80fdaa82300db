import asyncio
import os

from remit.desk.ledger import limits
from remit.store import events
from remit.store.database.session import connect


def read(fn, *args):
    async def once():
        database = connect(os.environ["REMIT_DATABASE_URL"])
        try:
            return await database.read(fn, *args)
        finally:
            await database.close()

    return asyncio.run(once())


def account(email):
    return next(one for one in read(limits.load).people if one.email == email)


def test_a_person_begins_with_a_rung_and_a_team(remit):
    ran = remit(
        "admin", "create", "Zoe@acme.example", "--name", "Zoe", "--role", "agent", "--tier", "agent", "--team", "west"
    )
    assert ran.code == 0
    assert "the password is" in ran.out
    zoe = account("zoe@acme.example")
    assert (zoe.tier, zoe.team, zoe.roles, zoe.active) == ("agent", "west", {"agent"}, True)


def test_what_cannot_be_is_refused_with_what_can(remit):
    assert "Tiers are trainee" in remit("admin", "create", "a@acme.example", "--tier", "boss").err
    assert "Roles are agent" in remit("admin", "create", "a@acme.example", "--role", "boss").err
    assert "small letters" in remit("admin", "create", "a@acme.example", "--team", "No Team").err
    remit("admin", "create", "a@acme.example")
    assert "already" in remit("admin", "create", "a@acme.example").err


def test_a_change_is_news_for_running_servers(remit):
    assert remit("admin", "change", "agent@acme.example", "--tier", "senior", "--team", "none").code == 0
    assert (account("agent@acme.example").tier, account("agent@acme.example").team) == ("senior", None)
    assert [one.event for one in read(events.after, 0, 10)] == ["authority.changed"]
    remit("admin", "change", "agent@acme.example", "--inactive")
    assert not account("agent@acme.example").active
    assert account("agent@acme.example").tier == "senior"


def test_a_tier_for_one_brand_comes_and_goes(remit):
    ran = remit("admin", "change", "agent@acme.example", "--brand-tiers", "b2=lead b1=senior")
    assert "agent, senior for b1, lead for b2" in ran.out
    assert account("agent@acme.example").brand_tiers == (("b1", "senior"), ("b2", "lead"))
    assert "does not say a brand" in remit("admin", "change", "agent@acme.example", "--brand-tiers", "b1").err
    assert "There is no tier boss" in remit("admin", "change", "agent@acme.example", "--brand-tiers", "b1=boss").err
    remit("admin", "change", "agent@acme.example", "--brand-tiers", "none")
    assert account("agent@acme.example").brand_tiers == ()


def test_a_new_password_ends_the_sessions_of_the_old_one(remit):
    token = remit("admin", "token", "agent@acme.example").out.strip()
    assert token.startswith("remit_")
    assert "password is" in remit("admin", "password", "agent@acme.example").out
    assert remit("admin", "password", "nobody@acme.example").code == 1
