"""The other commands of an installation, on either kind of database."""

from tests.connectors.provider_double import SECRET, ProviderDouble


def test_an_account_and_a_token_for_it(remit):
    ran = remit("admin", "create", "New@acme.example", "--role", "ops")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Created new@acme.example; the password is ")
    assert remit("admin", "create", "new@acme.example").code == 1
    token = remit("admin", "token", "new@acme.example", "--days", "1")
    assert token.out.startswith("remit_")
    assert remit("admin", "token", "ghost@acme.example").err == "There is no account ghost@acme.example.\n"
    assert "There is no role king" in remit("admin", "create", "king@acme.example", "--role", "king").err


def test_the_doctor_looks_at_everything(remit):
    ran = remit("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "limits     version 2, 66 rules, 7 people" in ran.out


def test_migrating_again_changes_nothing(remit):
    assert remit("migrate").out == "The database is up to date.\n"
    assert "version 2" in remit("doctor").out


def test_a_wrong_setting_is_named(remit):
    remit.patch.setenv("REMIT_PAYMENTS", "cash")
    ran = remit("doctor")
    assert ran.code == 1
    assert "REMIT_PAYMENTS" in ran.err


def test_the_doctor_asks_the_provider(remit, tmp_path):
    assert "provider   sandbox: answers; it moves no real money; no events are taken" in remit("doctor").out
    with ProviderDouble(tmp_path / "provider.db") as double:
        for name, value in (("", "http"), ("_URL", double.url), ("_SECRET", SECRET)):
            remit.patch.setenv(f"REMIT_PAYMENTS{name}", value)
        assert "provider   http: answers; events are taken at /provider-events\n" in remit("doctor").out
        remit.patch.setenv("REMIT_PAYMENTS_SECRET", "whsec_c29tZWJvZHkgZWxzZSdz")
        assert "http: gives no clear answer: the provider answered 401 to the look-up" in remit("doctor").out
        assert double.ledger.posts() == []
