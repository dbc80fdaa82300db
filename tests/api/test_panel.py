"""The side panel: only the helpdesks on the list may show it, and nothing else may be shown in a frame at all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from remit.demo.fill import PASSWORD
from remit.settings import Settings
from tests.api.calls import API, get, refused
from tests.serving import Served, furnish, serving

HELPDESKS = "https://acme.zendesk.com https://desk.example.com:8443"


@pytest.fixture(scope="module")
def embedding(migrated_sqlite: Path, served_world, tmp_path_factory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("embedding")
    path = shutil.copy(migrated_sqlite, folder / "remit.db")
    settings = Settings(
        database_url=f"sqlite:///{path}",
        shop_path=folder / "shop.db",
        demo=True,
        public_origin="https://remit.example.com",
        panel_origins=HELPDESKS,
    )
    furnish(settings, served_world)
    with serving(settings, served_world) as running:
        yield running


def ancestors(served: Served, path: str) -> str:
    policy = served.visitor().get(path).headers["content-security-policy"]
    return policy.partition("frame-ancestors ")[2]


@pytest.mark.parametrize("path", ["/", "/inbox", "/panels", "/panel/", "/sign-in", "/api/v1/panel", "/docs"])
def test_no_other_page_is_shown_in_a_frame(embedding: Served, path: str):
    assert ancestors(embedding, path) == "'none'"


def test_the_panel_is_shown_by_those_on_the_list(embedding: Served):
    assert ancestors(embedding, "/panel") == HELPDESKS


def test_by_nobody_where_there_is_no_list(served: Served):
    assert ancestors(served, "/panel") == "'none'"


def test_the_panel_is_told_whom_to_listen_to(embedding: Served, served: Served):
    signed_in = embedding.visitor()
    signed_in.headers["Cookie"] = _cookie(embedding, embedded=True).partition(";")[0]
    assert get(signed_in, "/panel") == {"origins": HELPDESKS.split()}
    assert get(served.client(served.person(tier="agent")), "/panel") == {"origins": []}
    refused(served.client(served.person(role="auditor")).get(f"{API}/panel"), 403, "not-permitted")


def test_a_session_from_the_frame_is_for_that_site_only(embedding: Served):
    cookie = _cookie(embedding, embedded=True)
    assert cookie.startswith("__Host-remit_session=")
    for part in ("Partitioned", "SameSite=none", "Secure", "HttpOnly", "Path=/"):
        assert part in cookie


def test_any_other_session_is_not_sent_from_another_site(embedding: Served):
    cookie = _cookie(embedding, embedded=False)
    assert "SameSite=lax" in cookie
    assert "Partitioned" not in cookie


def test_asking_for_it_gives_nothing_where_there_is_no_list(served: Served):
    assert "samesite=lax" in _cookie(served, embedded=True).lower()


def test_a_frame_of_another_site_does_nothing_in_a_signed_in_persons_name(embedding: Served):
    client = embedding.visitor(Cookie=_cookie(embedding, embedded=True).partition(";")[0])
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://acme.zendesk.com"}):
        answer = client.put(f"{API}/me/presence", json={"status": "away"}, headers=headers)
        refused(answer, 403, "cross-origin")


@pytest.mark.parametrize(
    "wrong", ["acme.zendesk.com", "https://*", "https://a.example/path", "https://a.example;", "*"]
)
def test_what_is_no_origin_stops_the_start(wrong: str):
    with pytest.raises(ValidationError, match="REMIT_PANEL_ORIGINS"):
        Settings(panel_origins=wrong)


def _cookie(served: Served, *, embedded: bool) -> str:
    body = {"email": served.person(tier="agent").email, "password": PASSWORD, "embedded": embedded}
    answer = served.visitor().post(f"{API}/session", json=body)
    assert answer.status_code == 204, answer.text
    return answer.headers["set-cookie"]
