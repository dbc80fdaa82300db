"""Whatever is sent, within the API document and far outside it: an answer of the documented form, never a breakdown."""

import json
import shutil
from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import response_schema_conformance

from remit import clock
from remit.api.edge.errors import MalformedJson
from remit.api.edge.gate import strict_json
from remit.desk import founding, sign_in
from remit.domain.people import Person
from remit.main import create_app
from remit.settings import Settings
from remit.store.database.session import connect
from tests.conftest import command, on_server
from tests.serving import aside, furnish, serving

document = schemathesis.openapi.from_dict(create_app(Settings()).openapi()).exclude(operation_id="end_session")
quick = settings(
    max_examples=3,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fuzzed(request, served_world, tmp_path_factory):
    """A server of its own, because this also publishes limits and rolls them back; with a token that may do all."""
    folder = tmp_path_factory.mktemp("fuzzed")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), folder / "remit.db")
        url = f"sqlite:///{folder / 'remit.db'}"
    else:
        server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_postgres")
        command(server, f"CREATE DATABASE remit_fuzzed TEMPLATE {template}")
        url = on_server(server, "remit_fuzzed")
    chosen = Settings(database_url=url, shop_path=folder / "shop.db", demo=True)
    furnish(chosen, served_world)
    token = aside(_almighty, url)
    with serving(chosen, served_world) as running:
        yield running.url, {"Authorization": f"Bearer {token}"}
    if request.param == "postgresql":
        command(server, "DROP DATABASE remit_fuzzed WITH (FORCE)")


async def _almighty(url):
    roles = frozenset({"agent", "approver", "ops", "admin", "coach"})
    person = Person(clock.new_id("usr"), "Al Mighty", "al@acme.example", roles, "director", "north")
    database = connect(url)
    try:
        await database.write(founding.add_account, person, "secret")
        return await sign_in.begin_token(database, person.id, 1)
    finally:
        await database.close()


@document.parametrize()
@quick
def test_every_operation_answers_in_its_form(case, fuzzed):
    url, headers = fuzzed
    answer = case.call(base_url=url, headers=headers)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        problem = json.loads(answer.text)
        assert {"type", "title", "status", "detail"} <= problem.keys()
        assert problem["status"] == answer.status_code
    else:
        case.validate_response(answer, checks=[response_schema_conformance])


text = st.text(max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_all_that_is_json_is_read_as_it_is(value):
    assert strict_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=64))
def test_all_else_is_refused_and_nothing_breaks(body):
    with suppress(MalformedJson):
        assert strict_json(body) == json.loads(body)


@given(st.dictionaries(text, values, min_size=1, max_size=4), st.data())
def test_a_key_that_comes_twice_is_refused_at_any_depth(members, picks):
    twice = picks.draw(st.sampled_from(sorted(members)))
    pairs = [*members.items(), (twice, 1)]
    body = "{" + ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in pairs) + "}"
    for nested in (body, f"[1, {body}]", f'{{"outer": [{body}]}}'):
        with pytest.raises(MalformedJson):
            strict_json(nested.encode())


@given(values, st.sampled_from(["NaN", "Infinity", "-Infinity"]))
def test_numbers_that_are_none_are_refused_at_any_depth(value, number):
    with pytest.raises(MalformedJson):
        strict_json(f'{{"a": [{json.dumps(value)}, {number}]}}'.encode())
