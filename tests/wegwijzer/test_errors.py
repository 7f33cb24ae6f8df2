"""Whatever goes wrong, the visitor gets a page in words, with a number to call."""

import json
import logging
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from pytest_django import Settings

import wegwijzer.urls
from directory.formats import phone
from directory.models import Service
from wegwijzer import errors
from wegwijzer.urls import handler400, handler403, handler404, handler500

pytestmark = [pytest.mark.django_db]

STATUSES = [400, 403, 404, 405, 429]
STORAGE_OF_PRODUCTION = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def fail(request: HttpRequest, how: str) -> HttpResponse:
    match how:
        case "forbidden":
            raise PermissionDenied
        case "nonsense":
            raise SuspiciousOperation
        case "database":
            raise OperationalError("could not connect to server")
        case _:
            raise ZeroDivisionError(f"typed by somebody: {request.GET.get('q')}")


urlpatterns = [
    path("nl/stuk/<slug:how>/", fail),
    path("en/stuk/<slug:how>/", fail),
    *wegwijzer.urls.urlpatterns,
]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class Words(HTMLParser):
    """The language of a page and its words outside of the head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.words: list[str] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs)["lang"] or ""
        self.scripts += tag == "script"

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def assert_helps(response: Any, status: int) -> None:
    page = response.content.decode()
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    assert 'href="tel:112"' in page
    assert "Traceback" not in page
    assert "<title>" in page


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(
    ("address", "browser", "language"),
    [
        ("/nl/ergens/", "en", "nl"),
        ("/en/somewhere/", "nl", "en"),
        ("/ergens/", "en-GB,nl;q=0.5", "en"),
        ("/ergens/", "ro", "nl"),
        ("/ergens/", "", "nl"),
    ],
)
def test_an_error_speaks_the_language_of_the_address_or_else_of_the_browser(
    status: int, address: str, browser: str, language: str
) -> None:
    request = RequestFactory().get(address, headers={"accept-language": browser})
    response = errors.error_page(request, status)
    assert_helps(response, status)
    assert Words(response.content.decode()).language == language


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_leads_back_to_help_in_both_languages(status: int) -> None:
    for language, help_path in (("nl", "/nl/hulp/"), ("en", "/en/help/")):
        request = RequestFactory().get(f"/{language}/ergens/")
        assert f'href="{help_path}"' in errors.error_page(request, status).content.decode()


@pytest.mark.parametrize(
    "page", [errors.PAGE_OF_500, errors.PAGE_OF_503, errors.PAGE_OF_UNREADABLE]
)
def test_the_last_pages_have_both_languages_every_number_and_no_script(page: bytes) -> None:
    text = page.decode()
    words = Words(text)
    assert words.language == "nl"
    assert '<section class="ww-flow" lang="en">' in text
    assert text.count('href="tel:112"') == 2
    assert words.scripts == 0
    assert "{{" not in text
    assert "{%" not in text
    for number in ("+318002000", "+319008844", "+31334481186"):
        written = phone.display(number).replace(" ", "&nbsp;")
        assert text.count(f'href="{phone.href(number)}" translate="no">{written}</a>') == 2
    assert "Snel weg" in text
    assert "Leave quickly" in text


def test_the_last_pages_wear_the_style_sheet_that_a_browser_already_has(
    tmp_path: Path, settings: Settings
) -> None:
    manifest = {"version": "1.1", "paths": {"site.css": "site.0123456789ab.css"}}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STORAGE_OF_PRODUCTION}}
    assert b'"stylesheet" href="/static/site.0123456789ab.css"' in errors.finished_page(errors.OURS)


def test_the_last_pages_can_be_made_before_any_file_is_collected(
    tmp_path: Path, settings: Settings
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STORAGE_OF_PRODUCTION}}
    assert b'"stylesheet" href="/static/site.css"' in errors.finished_page(errors.AWAY)


@pytest.mark.urls(__name__)
class TestFaults:
    def test_a_fault_of_ours_says_so(self) -> None:
        client = Client(raise_request_exception=False)
        response = client.get("/en/stuk/division/?q=hidden")
        assert_helps(response, 500)
        assert b"hidden" not in response.content
        assert b"ZeroDivision" not in response.content
        assert response["Cache-Control"] == "no-store"

    def test_a_database_that_is_away_is_said_to_be_temporary(self) -> None:
        response = Client().get("/nl/stuk/database/")
        assert_helps(response, 503)
        assert response["Retry-After"] == "60"
        assert response["Cache-Control"] == "no-store"

    def test_a_forbidden_page_says_for_whom_it_is(self) -> None:
        assert_helps(Client().get("/nl/stuk/forbidden/"), 403)

    def test_a_suspicious_request_gets_a_page(self) -> None:
        assert_helps(Client().get("/nl/stuk/nonsense/"), 400)

    def test_the_log_of_a_fault_names_the_route_and_not_what_was_typed(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        logger = logging.getLogger("django")
        console = logger.handlers[0]
        caplog.handler.setFormatter(console.formatter)
        logger.addHandler(caplog.handler)
        try:
            Client(raise_request_exception=False).get(
                "/nl/stuk/division/?q=mijn+paspoort",
                headers={"referer": "https://zoek.example/?q=paspoort"},
                REMOTE_ADDR="203.0.113.9",
            )
        finally:
            logger.removeHandler(caplog.handler)
        written = "\n".join(caplog.handler.format(record) for record in caplog.records)
        assert "(500, nl/stuk/<slug:how>/)" in written
        assert "ZeroDivisionError" in written
        assert "test_errors.py" in written
        for secret in ("division", "paspoort", "zoek.example", "203.0.113.9"):
            assert secret not in written


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_a_page_can_only_be_read(client: Client, method: str) -> None:
    for address in ("/", "/nl/", "/en/help/", "/healthz"):
        response = getattr(client, method)(address)
        assert_helps(response, 405)
        assert response["Allow"] == "GET, HEAD"


@pytest.mark.usefixtures("starter_content")
def test_a_page_with_a_form_takes_that_and_nothing_else(client: Client) -> None:
    address = Service.objects.get(slug="comensha-helpdesk").report_url
    response = client.put(address)
    assert_helps(response, 405)
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert_helps(client.post(address, {"reason": "x"}), 403)
    own_page = {"sec-fetch-site": "same-origin"}
    assert_helps(client.post(address, {"reason": "x"}, headers=own_page), 400)


def test_a_form_sent_from_elsewhere_gets_a_page_and_not_a_missing_token() -> None:
    client = Client(enforce_csrf_checks=True)
    assert_helps(client.post("/nl/hulp/", {"q": "x"}), 405)
    assert_helps(client.post("/admin/account/sign-in/", {"login": "x"}), 403)


def test_the_head_of_a_page_has_the_status_of_the_page(client: Client) -> None:
    assert client.head("/nl/").status_code == 200
    assert client.head("/nl/bestaat-niet/").status_code == 404


@pytest.mark.bad_input
@pytest.mark.usefixtures("starter_content")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("rest", "statuses"),
    [
        ("%00", {404}),
        ("%00/", {404}),
        ("%ff%fe/", {404}),
        ("%zz/", {404}),
        ("%", {404}),
        ("..%2f..%2fetc%2fpasswd", {404}),
        ("{help}%00/", {404}),
        ("{help}bestaat-niet/", {404}),
        ("{help}" + "x" * 5000 + "/", {404}),
        ("{help}?q=%00", {200}),
        ("{help}?q=%ff%fe", {200}),
        ("{help}?q=%zz&need=%", {200}),
        ("{help}?place=%00", {200}),
        ("{help}?municipality=%00&need=%00&page=%00", {200}),
        ("{help}?%00=%00", {200}),
        ("{help}?page=-1", {200}),
        ("{help}?page=99999999999999999999999", {200}),
        ("{help}?page=1e9", {200}),
        ("{help}?q=" + "a" * 10_000, {200}),
        ("{help}?q=" + quote("🛟" * 10_000), {200}),
        ("{help}?" + "&".join(["need=shelter"] * 1_500), {200}),
        ("{help}?" + "&".join(f"k{number}=1" for number in range(2_001)), {400}),
        ("{rights}?age=%00&need=%00", {200}),
        ("{rights}?age=nobody&age=minor&age=minor", {200}),
    ],
)
def test_bad_input_gets_an_answer(
    client: Client, language: str, rest: str, statuses: set[int]
) -> None:
    words = {"nl": ("hulp/", "rechten/"), "en": ("help/", "rights/")}[language]
    address = rest.format(help=words[0], rights=words[1])
    response = client.get(f"/{language}/{address}")
    assert response.status_code in statuses
    assert 'href="tel:112"' in response.content.decode()
    assert Words(response.content.decode()).language == language


def test_a_host_that_is_not_ours_gets_a_page(client: Client) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert_helps(client.get("/nl/hulp", headers={"host": "elsewhere.example"}), 400)


def test_an_unpublished_page_is_as_absent_as_one_that_never_was(
    client: Client, starter_content: None
) -> None:
    Service.all_objects.filter(slug="comensha-helpdesk").update(state="draft")
    assert_helps(client.get("/nl/hulp/comensha-helpdesk/"), 404)
