"""Every public page, as it is served: whole, valid, light, linked and silent about drafts."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
import yaml

from directory.formats.phone import numbers_in
from tests.questions import MISTAKES, QUESTIONS, is_one_of_many
from tools.served_site import ROOT, ServedPage
from tools.valid_html import html_faults

pytestmark = [pytest.mark.served]

KILOBYTES = 1024
CALL = re.compile(r'<a\s[^>]*href="(?:tel:|sms:|https://wa\.me/)[^>]*>.*?</a>', re.DOTALL)
NO_RUNNING_TEXT = re.compile(
    r"<(script|style|a|svg|button|summary|cite|option|h[1-3])\b.*?</\1>"
    r'|<(p|span)[^>]* translate="no"[^>]*>.*?</\2>',
    re.DOTALL,
)
"""Also what has no translation: names, and what a number is said of in a list of sources."""

SUBRESOURCE = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script src=|img|source|iframe)')


def documents(public_pages: dict[str, ServedPage]) -> Iterator[ServedPage]:
    return (
        page
        for page in public_pages.values()
        if page.headers.get("content-type", "").startswith("text/html")
    )


def test_every_link_on_the_site_leads_to_a_page(public_pages: dict[str, ServedPage]) -> None:
    broken = {
        path: page.status
        for path, page in public_pages.items()
        if page.status != 200 and path not in MISTAKES
    }
    assert broken == {}
    assert len(public_pages) > 600


def test_a_mistake_is_a_404(public_pages: dict[str, ServedPage]) -> None:
    assert {public_pages[path].status for path in MISTAKES} == {404}


def test_the_sitemap_names_exactly_the_pages_that_can_be_walked_to(
    public_pages: dict[str, ServedPage],
) -> None:
    named = {
        urlsplit(address).path
        for address in re.findall(r"<loc>([^<]+)</loc>", public_pages["/sitemap.xml"].text)
        if not is_one_of_many(address)
    }
    walked = {
        page.path
        for page in documents(public_pages)
        if page.status == 200 and "?" not in page.path and "noindex" not in page.text
    }
    assert walked == named


def test_every_page_is_valid_html(public_pages: dict[str, ServedPage]) -> None:
    assert html_faults(documents(public_pages)) == []


def test_a_page_weighs_fourteen_kilobytes_at_most(public_pages: dict[str, ServedPage]) -> None:
    too_heavy = {
        page.path: page.bytes_sent
        for page in documents(public_pages)
        if page.bytes_sent > 14 * KILOBYTES
    }
    assert too_heavy == {}


def test_a_page_is_four_requests_at_most(public_pages: dict[str, ServedPage]) -> None:
    for page in documents(public_pages):
        assert 1 + len(SUBRESOURCE.findall(page.text)) <= 4, page.path


def test_style_sheet_and_script_are_kept_for_good_and_weigh_little(
    public_pages: dict[str, ServedPage],
) -> None:
    static = {path: page for path, page in public_pages.items() if path.startswith("/static/")}
    [style_sheet] = [page for path, page in static.items() if path.endswith(".css")]
    assert style_sheet.bytes_sent <= 12 * KILOBYTES
    for page in static.values():
        assert "immutable" in page.headers["cache-control"], page.path
        assert page.headers["cross-origin-resource-policy"] == "same-origin"


def test_no_page_tells_of_a_draft(public_pages: dict[str, ServedPage]) -> None:
    drafts = {
        entry["slug"]
        for path in ROOT.glob("*/content/**/*.yaml")
        for entry in yaml.safe_load(path.read_text()) or ()
        if entry.get("state") == "draft"
    }
    assert drafts
    for page in public_pages.values():
        if page.path not in MISTAKES:
            assert not [slug for slug in drafts if f"/{slug}/" in page.text], page.path


def test_no_public_page_sets_a_cookie(public_pages: dict[str, ServedPage]) -> None:
    assert [page.path for page in public_pages.values() if "set-cookie" in page.headers] == []


def test_a_question_is_never_kept_and_a_page_always_checked(
    public_pages: dict[str, ServedPage],
) -> None:
    for page in documents(public_pages):
        asked = page.path in QUESTIONS or page.path in MISTAKES
        policy = page.headers["cache-control"]
        assert "no-store" in policy or (policy == "private, no-cache" and not asked), page.path


def test_every_page_has_a_title_and_a_description_of_its_own_kind(
    public_pages: dict[str, ServedPage],
) -> None:
    for page in documents(public_pages):
        title = re.search(r"<title>([^<]+) – Wegwijzer</title>", page.text)
        description = re.search(r'<meta name="description"\s+content="([^"]{20,})">', page.text)
        assert title, page.path
        assert description, page.path


def test_both_languages_have_the_same_pages(public_pages: dict[str, ServedPage]) -> None:
    languages = [page.path[:4] for page in documents(public_pages) if "?" not in page.path]
    found = {page.path for page in documents(public_pages) if page.status == 200}
    for page in documents(public_pages):
        alternates = re.findall(r'hreflang="(?:nl|en)" href="https?://[^/]+([^"]+)"', page.text)
        for alternate in alternates:
            if page.status == 200 and "?" not in alternate:
                assert alternate in found, page.path
    assert abs(languages.count("/nl/") - languages.count("/en/")) <= len(MISTAKES)


def test_what_is_seen_on_a_way_to_call_is_what_is_heard_and_copied(
    public_pages: dict[str, ServedPage],
) -> None:
    """Whoever says "click call 0800 2000" is understood (WCAG 2.5.3), and a copied number works."""
    for page in documents(public_pages):
        calls = CALL.findall(page.text)
        assert calls, page.path
        assert 'href="tel:112"' in page.text, page.path
        for call in calls:
            words = re.sub(r"<svg.*?</svg>", "", call, flags=re.DOTALL)
            assert "aria-" not in words, page.path
            assert "ww-visually-hidden" not in words, page.path
            assert re.search(r"\d{2}", re.sub(r"<[^>]+>", "", words)), page.path


def test_every_number_in_running_text_can_be_tapped(public_pages: dict[str, ServedPage]) -> None:
    untapped = {
        page.path: text[start:end]
        for page in documents(public_pages)
        if "<main" in page.text
        for running in [NO_RUNNING_TEXT.sub("", page.text.split("<main")[1])]
        for text in map(unescape, re.split(r"<[^>]+>", running))
        for start, end, _number in numbers_in(text)
    }
    assert untapped == {}
