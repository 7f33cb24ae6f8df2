"""What other sites and scripts may do with a page: nothing."""

from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from tests.codings import CODINGS
from wegwijzer.middleware.head import HeadMiddleware

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

PUBLIC = ["/nl/", "/en/privacy/", "/nl/hulp/?need=shelter", "/nl/bestaat-niet/", "/robots.txt"]
STRICT_POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
}


def policy(header: str) -> set[str]:
    return {directive.strip() for directive in header.split(";")}


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_may_load_its_own_files_and_nothing_else(client: Client, path: str) -> None:
    assert policy(client.get(path)["Content-Security-Policy"]) == STRICT_POLICY


def test_the_looser_policy_of_editors_allows_no_inline_code_either(client: Client) -> None:
    loose = client.get("/admin/login/")["Content-Security-Policy"]
    assert "connect-src 'self'" in policy(loose)
    assert "unsafe" not in loose
    assert "frame-ancestors 'none'" in policy(loose)


@pytest.mark.parametrize("path", [*PUBLIC, "/admin/login/"])
def test_a_page_is_shut_off_from_other_sites(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


@override_settings(
    SECURE_HSTS_SECONDS=63_072_000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
    SECURE_HSTS_PRELOAD=True,
)
def test_a_browser_remembers_for_two_years_to_come_over_tls() -> None:
    response = Client().get("/nl/", secure=True)
    assert response["Strict-Transport-Security"] == ("max-age=63072000; includeSubDomains; preload")


@pytest.mark.bad_input
@override_settings(SECURE_SSL_REDIRECT=True)
@pytest.mark.parametrize("path", [*PUBLIC, "/admin/login/", "/nl/hulp/%3F/?q=a%3Fb", "/static/x"])
def test_a_visit_without_tls_is_sent_on_without_its_question_and_not_kept(path: str) -> None:
    response = Client().get(f"{path}{'&' if '?' in path else '?'}need=shelter&q=paspoort")
    assert response.status_code == 301
    assert response["Location"] == f"https://testserver{path.partition('?')[0]}"
    assert response["Cache-Control"] == "no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sets_no_cookie(client: Client, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers
    assert not client.get(path).cookies


def test_an_editor_who_reads_the_public_site_gets_no_cookie_there_either(
    admin_client: Client, settings: object
) -> None:
    settings.SESSION_SAVE_EVERY_REQUEST = True  # type: ignore[attr-defined]
    assert admin_client.get("/admin/").cookies
    assert not admin_client.get("/nl/").cookies


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sees_no_cookie_and_writes_no_session(client: Client, path: str) -> None:
    for number in range(3):
        cookies = f"{settings.SESSION_COOKIE_NAME}=made-up-{number}; a=b"
        response = client.get(path, headers={"cookie": cookies})
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers["Vary"]
    assert not Session.objects.exists()


@pytest.mark.parametrize("header", ["SCRIPT_NAME", "PATH_INFO", "Script-Name", "REMOTE_USER"])
@pytest.mark.parametrize("value", ["/elsewhere", "/nl/", "x", ""])
def test_no_header_of_a_visitor_moves_the_site(site: str, header: str, value: str) -> None:
    connection = HTTPConnection(urlsplit(site).netloc, timeout=10)
    connection.request("GET", "/nl/", headers={header: value})
    response = connection.getresponse()
    assert response.status == 200
    assert b'href="/nl/wegwijzer/"' in response.read()
    connection.close()


@pytest.mark.parametrize(("accepted", "sent", "read"), CODINGS)
def test_a_page_is_compressed_for_who_can_read_that(
    accepted: str, sent: str | None, read: Callable[[bytes], bytes]
) -> None:
    response = Client(headers={"accept-encoding": accepted}).get("/nl/hulp/")
    assert response.headers.get("Content-Encoding") == sent
    assert b"</html>" in read(response.content)
    assert "Accept-Encoding" in response["Vary"]
    assert len(response.content) == int(response.headers.get("Content-Length", 0)) or not sent


@pytest.mark.parametrize("path", ["/nl/", "/nl/bestaat-niet/", "/robots.txt", "/admin/login/"])
def test_who_asks_for_headers_gets_those_of_the_page_and_no_body(path: str) -> None:
    accepted = {"accept-encoding": "gzip"}
    client, server = Client(headers=accepted), RequestFactory(headers=accepted)
    page = client.get(path)
    only_headers = HeadMiddleware(lambda request: client.get(path))(server.head(path))
    assert isinstance(only_headers, HttpResponse)
    assert only_headers.content == b""
    assert int(only_headers["Content-Length"]) == len(page.content)
    assert only_headers.headers.keys() == page.headers.keys() | {"Content-Length"}


def test_a_page_with_a_form_of_editors_is_not_compressed() -> None:
    response = Client(headers={"accept-encoding": "gzip"}).get("/admin/login/")
    assert "Content-Encoding" not in response.headers
