"""Money and words are taken exactly as they are meant, or refused: never coerced, never a breakdown."""

import json

import pytest

from tests.api.calls import API, act, asking, get, key, post, refused, waiting

AMOUNTS = [
    "true",
    "false",
    "null",
    '"100"',
    '"1_000"',
    '"１００"',  # noqa: RUF001 - full-width digits
    "1.0",
    "0.1",
    "1e2",
    "1e400",
    "-1e400",
    "0",
    "-0",
    "-1",
    "1000000000001",
    "9223372036854775808",
    "18446744073709551616",
    "1" + "0" * 400,
    "[100]",
    "{}",
    "[]",
]


@pytest.mark.parametrize("amount", AMOUNTS, ids=lambda text: text[:20].encode("unicode_escape").decode())
def test_only_a_whole_positive_number_is_an_amount(served, amount):
    agent = served.client(served.person(tier="agent"))
    body = json.dumps(asking(served.world.fresh[0])).replace('"amount": 1000', f'"amount": {amount}')
    headers = {"Content-Type": "application/json", **key()}
    for path in ("/requests", "/requests/check"):
        problem = refused(agent.post(API + path, content=body.encode(), headers=headers), 422, "invalid")
        assert problem["errors"][0]["pointer"] == "/amount"


def test_the_largest_amount_is_10_to_the_12(served):
    agent = served.client(served.person(tier="agent"))
    largest = asking(None, 10**12)
    assert agent.post(f"{API}/requests/check", json=largest).json()["decision"]["outcome"] == "deny"
    assert agent.post(f"{API}/requests/check", json={**largest, "amount": 1}).json()["decision"]["outcome"] == "allow"


WRONG = [
    {"remedy": "money"},
    {"remedy": None},
    {"remedy": ["refund"]},
    {"currency": "usd"},
    {"currency": "US"},
    {"currency": "USDX"},
    {"currency": "USD\n"},
    {"currency": "ＵＳＤ"},  # noqa: RUF001 - full-width letters
    {"currency": 840},
    {"reason": 7},
    {"reason": ""},
    {"reason": "A\x00"},
    {"reason": "x" * 65},
    {"order_id": 7},
    {"order_id": ""},
    {"order_id": "a b"},
    {"order_id": "SO-1\x00"},
    {"order_id": "x" * 101},
    {"customer_id": "\u202e"},
    {"channel": "fax"},
    {"note": 1},
    {"note": "nul\x00"},
    {"note": "esc\x1b[2J"},
    {"note": "x" * 2001},
    {"customer_waiting": 1},
    {"customer_waiting": "true"},
    {"customer_waiting": None},
    {"split": "yes"},
    {"override": 0},
    {"state": "granted"},
    {"requester": "usr_1"},
    {"Amount": 1},
    {"amount ": 1},
    {"\x00": 1},
    {"limit": 10**9},
]


@pytest.mark.parametrize("wrong", WRONG, ids=ascii)
def test_what_no_field_can_be_is_refused(served, wrong):
    agent = served.client(served.person(tier="agent"))
    refused(post(agent, {**asking(served.world.fresh[0]), **wrong}), 422)
    refused(agent.post(f"{API}/requests/check", json={**asking(served.world.fresh[0]), **wrong}), 422)


@pytest.mark.parametrize("field", ["remedy", "amount", "currency", "reason"])
def test_what_is_needed_is_needed(served, field):
    problem = refused(post(served.client(served.person(tier="agent")), asking(None, **{field: ...})), 422, "invalid")
    assert problem["errors"] == [{"pointer": f"/{field}", "message": "Field required"}]
    assert field in problem["detail"]


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\udfff tail"', '"\\ude00\\ud83d"'])
def test_half_a_character_is_refused_wherever_it_stands(served, text):
    agent = served.client(served.person(tier="agent"))
    headers = {"Content-Type": "application/json", **key()}
    plain = json.dumps(asking(None, note="here", reason="OTHER"))
    for body in (plain.replace('"here"', text), plain.replace('"OTHER"', text), plain.replace('"note"', text)):
        refused(agent.post(f"{API}/requests", content=body.encode(), headers=headers), 422)


def test_ordinary_text_of_any_script_is_kept(served):
    agent = served.client(served.person(tier="agent"))
    note = "Zoë said: “kaputt” – 壊れた 🧨\n\tline two"
    answer = post(agent, asking(None, 500, note=note))
    assert answer.status_code == 201
    assert get(agent, f"/requests/{answer.json()['id']}")["note"] == note


VERSIONS = ["1", 1.0, True, None, 0, -1, 2**31, 10**30, [1]]


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_a_version_is_a_number(served, version):
    request = {"id": "req_1", "version": version}
    lead, agent = served.client(served.person(tier="lead")), served.client(served.person(tier="agent"))
    for verb, said in (("approve", {}), ("reject", {"comment": "no"}), ("offer", {"comment": "less"}), ("claim", {})):
        refused(act(lead, request, verb, **said), 422, "invalid")
    for verb, said in (("withdraw", {}), ("answer", {"answer": "yes"}), ("accept", {})):
        refused(act(agent, request, verb, **said), 422, "invalid")


def test_decisions_take_no_unknown_fields_and_no_empty_words(served):
    lead, request = served.client(served.person(tier="lead")), waiting(served)
    for verb, said in (
        ("approve", {"amount": 1}),
        ("approve", {"comment": ""}),
        ("approve", {"comment": "  "}),
        ("reject", {}),
        ("reject", {"comment": " \n "}),
        ("reject", {"comment": "nul\x00"}),
        ("offer", {}),
        ("offer", {"comment": "less", "amount": 0}),
        ("offer", {"comment": "less", "amount": "1"}),
        ("offer", {"comment": "less", "currency": "EUR"}),
        ("ask", {}),
        ("ask", {"question": ""}),
        ("forward", {}),
        ("forward", {"to": ""}),
        ("claim", {"comment": "mine"}),
    ):
        refused(act(lead, request, verb, **said), 422, "invalid")
    assert get(lead, f"/requests/{request['id']}")["version"] == request["version"]


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=-1", "limit=201", "limit=x", "limit=", "limit=99999999999999999999"),
        *("state=open", "remedy=money", "since=yesterday", "since=2026-01-01T00:00:00", "cursor=%00", "requester=%00"),
        *("since=0001-01-01T00:00:00%2B14:00", "until=9999-12-31T23:59:59-14:00", "team=a%20b", "customer_id=%ff"),
    ],
)
def test_a_query_that_cannot_be_is_refused(served, query):
    refused(served.client(served.person(role="ops")).get(f"{API}/requests?{query}"), 422, "invalid")


@pytest.mark.parametrize("path", ["/requests/%00", "/requests/%00/timeline", "/orders/%00", "/policy/drafts/%00/diff"])
def test_no_address_breaks_anything(served, path):
    refused(served.client(served.person(role="ops")).get(API + path), 404, "not-found")


@pytest.mark.parametrize(
    "path", ["/requests/%ff%fe", "/requests/..%2f..%2fetc", "/orders/%F0%9F%A7%A8", "/orders/' OR 1=1"]
)
def test_strange_ids_are_just_not_there(served, path):
    refused(served.client(served.person(tier="agent")).get(API + path), 404)


@pytest.mark.parametrize(
    "path",
    [
        *("/policy/versions/0", "/policy/versions/x", "/policy/versions/99999999999999999999", "/events?after=-1"),
        *("/events?after=9999999999999999999999", "/policy/versions?cursor=99999999999999999999", "/people?limit=0"),
        *("/policy/versions?cursor=x", "/policy/versions/1/diff?from=0", f"/orders?q={'x' * 101}", "/orders?limit=51"),
    ],
)
def test_numbers_in_addresses_are_checked(served, path):
    refused(served.client(served.person(role="ops")).get(API + path), 422, "invalid")
