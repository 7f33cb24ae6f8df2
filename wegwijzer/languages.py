"""The same page in the other language, and the one URL by which a page is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import (
    get_language,
    get_language_from_path,
    get_language_from_request,
    override,
)
from django.utils.translation.trans_real import parse_accept_lang_header

from editorial.languages import LANGUAGES, Language
from wegwijzer.page_urls import page_url


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A link to this page in one language."""

    code: str
    label: str
    path: str
    url: str
    is_current: bool


NATIVE_NAMES = {"nl": "Nederlands", "en": "English"}
INTERNATIONAL = "en"
SAME_AS = {"zh": "zh-hans", "tl": "fil"}
"""What browsers call a language that has a page of help under another code."""


def language_of(request: HttpRequest) -> str:
    """Return the language to answer in: of the URL, else of the browser, else Dutch."""
    return (
        get_language_from_path(request.path_info)
        or get_language_from_request(request)
        or settings.LANGUAGE_CODE
    )


def first_language_of(request: HttpRequest) -> str:
    """Return the first language that the browser asks for and that has any page.

    That is English for a browser in a language that we do not have, and Dutch for one that asks for
    none.
    """
    wanted = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    languages = [tag for tag, quality in wanted if quality and tag != "*"]
    for tag in languages:
        base = tag.partition("-")[0]
        code = SAME_AS.get(base, base)
        if code in LANGUAGES or code in settings.HELP_LANGUAGES:
            return code
    return INTERNATIONAL if languages else settings.LANGUAGE_CODE


def path_in_our_letters(path: str) -> str | None:
    """Return a path with its language as our URLs have it, for /PL/ or /zh/; None if it has that.

    A path in no language of ours has none either.
    """
    first, _slash, rest = path.removeprefix("/").partition("/")
    code = SAME_AS.get(first.lower(), first.lower())
    is_ours = code in LANGUAGES or code in settings.HELP_LANGUAGES
    return f"/{code}/{rest}" if is_ours and code != first else None


def url_in(request: HttpRequest, language: Language) -> str:
    """Return the path of the requested page in a language; the home page if there is none."""
    try:
        match = request.resolver_match or resolve(request.path_info)
        if not (match.args or match.kwargs):
            return page_url(match.view_name, language)
        with override(language):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except (Resolver404, NoReverseMatch):
        return f"/{language}/"


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Link to this page in every language with the same query: the keys are the same in all."""
    query = request.META.get("QUERY_STRING", "")
    suffix = f"?{query}" if query else ""
    return [
        LanguageLink(
            code=code,
            label=NATIVE_NAMES[code],
            path=(path := url_in(request, code)),
            url=path + suffix,
            is_current=code == get_language(),
        )
        for code in LANGUAGES
    ]


def canonical_url(links: Iterable[LanguageLink]) -> str:
    """Return the page's own URL without filters, which search engines may keep."""
    path = next((link.path for link in links if link.is_current), f"/{settings.LANGUAGE_CODE}/")
    return f"{settings.SITE_URL}{path}"
