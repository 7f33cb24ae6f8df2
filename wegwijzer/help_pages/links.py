"""Links to the help pages, each with the name of its language in itself."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from wegwijzer.help_pages.page_texts import locale_of
from wegwijzer.help_pages.sentences import language_that_is_typed, texts_of


@dataclass(frozen=True, slots=True)
class HelpLink:
    """A link to the page of one language."""

    code: str
    name: str
    direction: str
    path: str


@cache
def help_links() -> tuple[HelpLink, ...]:
    """Return the links to all help pages, in the order of the settings."""
    return tuple(
        HelpLink(
            code=code,
            name=texts_of(code).name,
            direction=locale_of(code).text_direction,
            path=reverse("help_page", kwargs={"code": code}),
        )
        for code in settings.HELP_LANGUAGES
    )


def help_link_for(q: str) -> HelpLink | None:
    """Return the page of the language in which somebody typed "help", or whose name it is."""
    code = language_that_is_typed(q, tuple(settings.HELP_LANGUAGES))
    return next((link for link in help_links() if link.code == code), None)
