"""What is refused before anybody looks at what it says: origin, media type, size, syntax."""

import httpx
import pytest

from tests.api.calls import API, asking, key, refused

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://localhost:1"},
    {"Sec-Fetch-Site": "cross-site"},
]
CALLS = [
    ("POST", "/requests"),
    ("POST", "/requests/check"),
    ("DELETE", "/session"),
    ("POST", "/session"),
    ("PUT", "/me/presence"),
    ("PATCH", "/policy/drafts/drf_1"),
    ("POST", "/requests/req_1/approve"),
]


@pytest.mark.parametrize("foreign", FOREIGN, ids=str)
def test_a_foreign_page_may_not_act(served, foreign):
    client = served.client(served.person(tier="agent"))
    for method, path in CALLS:
        refused(client.request(method, API + path, headers=foreign, json={}), 403, "cross-origin")
    assert client.get(f"{API}/me", headers=foreign).status_code == 200


def test_our_own_page_and_a_program_may(served):
    client = served.client(served.person(tier="agent"))
    own = {"Origin": served.url, "Sec-Fetch-Site": "same-origin"}
    for headers in ({}, own, {"Sec-Fetch-Site": "none"}):
        body = {"status": "available"}
        assert client.put(f"{API}/me/presence", json=body, headers=headers).status_code == 200


def test_the_session_is_asked_for_before_the_body_is_looked_at(served):
    refused(served.visitor().post(f"{API}/requests", content=b"{", headers={"Content-Type": "text/plain"}), 401)


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/problem+json",
        "application/vnd.remit+json",
        "",
    ],
)
def test_only_json_is_taken(served, media):
    client = served.client(served.person(tier="agent"))
    headers = {"Content-Type": media, **key()}
    refused(client.post(f"{API}/requests", content=b"{}", headers=headers), 415, "unsupported-media-type")


def test_a_body_without_a_media_type_is_not_json(served):
    client = served.client(served.person(tier="agent"))
    refused(client.post(f"{API}/requests", content=b"{}", headers=key()), 415, "unsupported-media-type")


def test_json_may_say_its_charset(served):
    client = served.client(served.person(tier="agent"))
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client.put(f"{API}/me/presence", content=b'{"status":"busy"}', headers=headers).status_code == 200


MALFORMED = [
    b"{",
    b"nonsense",
    b"{'amount': 1}",
    b'{"amount": 1,}',
    b'{"amount": NaN}',
    b'{"amount": Infinity}',
    b'{"amount": -Infinity}',
    b'{"amount": 0x10}',
    b'{"amount": 01}',
    b'{"amount": 1_000}',
    b'{"amount": +1}',
    b'{"amount": .5}',
    '{"amount": １００}'.encode(),  # noqa: RUF001 - full-width digits
    b'{"amount": ' + b"9" * 5000 + b"}",
    b'{"amount": 1, "amount": 2}',
    b'{"a": {"b": [{"c": 1, "c": 1}]}}',
    b'{"amount": 1, "\\u0061mount": 2}',
    b'{"note": "\xff\xfe"}',
    b'\xef\xbb\xbf{"amount": 1}',
    b'{"note": "' + b"\x01" + b'"}',
    b"[" * 30_000,
    b'{"a":' * 10_000,
    b"\x00",
    b" ",
]


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: body[:24].decode("latin-1").encode("unicode_escape"))
def test_what_is_no_json_is_refused(served, body):
    client = served.client(served.person(tier="agent"))
    headers = {"Content-Type": "application/json", **key()}
    for path in ("/requests", "/requests/check", "/requests/req_1/approve"):
        refused(client.post(API + path, content=body, headers=headers), 400, "malformed-json")


@pytest.mark.parametrize("body", [b"[]", b"null", b"1", b'"text"', b"true", b""])
def test_json_that_is_no_object_is_invalid(served, body):
    client = served.client(served.person(tier="agent"))
    headers = {"Content-Type": "application/json", **key()}
    refused(client.post(f"{API}/requests", content=body, headers=headers), 422, "invalid")


def test_large_bodies_are_refused_without_being_read(served):
    client = served.client(served.person(tier="agent"))
    body = asking(served.order(), note="x" * 70_000)
    refused(client.post(f"{API}/requests", json=body, headers=key()), 413, "too-large")

    def drip():
        for _ in range(80):
            yield b" " * 1024

    headers = {"Content-Type": "application/json", **key()}
    refused(client.post(f"{API}/requests", content=drip(), headers=headers), 413, "too-large")


def test_an_address_that_is_not_there_or_a_method_that_is_not_taken(served):
    client = served.client(served.person(tier="agent"))
    refused(client.get(f"{API}/nothing"), 404, "not-found")
    answer = client.put(f"{API}/requests", json={})
    refused(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["allow"] or "POST" in answer.headers["allow"]
    refused(client.post(f"{API}/nothing", json={}), 404, "not-found")


def test_a_strange_host_leads_nowhere(served):
    """No answer is built from the Host header, and no permission hangs on the address as it is written."""
    strange = {"Host": "evil.example"}
    client = served.client(served.person(tier="agent"))
    for path in (f"{API}/requests/", f"{API}//requests", f"//{API}/requests"):
        answer = client.get(path, headers=strange, follow_redirects=False)
        assert "evil.example" not in answer.headers.get("location", "")
        assert answer.status_code in (404, 405, 200)
    visitor = served.visitor()
    for path in (
        "/api/v1/../v1/me",
        "/API/V1/me",
        "/api/v1/me;/api/v1/session",
        "/api/v1/session/../me",
        "/api/v1//me",
    ):
        answer = visitor.send(httpx.Request("GET", served.url + path))
        assert answer.status_code in (401, 404) or "text/html" in answer.headers["content-type"]


def test_every_answer_is_guarded_by_headers(served):
    for path in (f"{API}/me", "/healthz", "/nothing"):
        headers = served.visitor().get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert served.visitor().get(f"{API}/me").headers["cache-control"] == "no-store"
