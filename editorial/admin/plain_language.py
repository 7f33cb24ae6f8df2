"""Under every text that one writes at the desk: how plainly it is written, without blocking."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from editorial.admin.form_drafts import record_of_form
from editorial.languages import LANGUAGES, Language
from editorial.plain_language.checking import check_plain_language
from editorial.plain_language.hard_words import HardWords, load_hard_words
from editorial.plain_language.reading_ease import GOAL, MIN_WORDS
from editorial.plain_language.sentences import MAX_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    ModelAdmin = admin.ModelAdmin[Any]
    Widget = forms.TextInput
    LoadedWords = Callable[[], dict[Language, HardWords]]
else:
    ModelAdmin = Widget = object

NAMES: Final = frozenset({"name", "label", "title", "heading", "seen_in", "whose"})
"""Translated texts that are no prose: names, and titles of what others wrote."""


class PlainLanguageWidget(Widget):
    """Mixed into a field for a text: its findings stand below it, in the language of its name."""

    load_words: LoadedWords

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Show the field and what is found in its text."""
        language = cast("Language", name.rpartition("_")[2])
        attrs = {**(attrs or {}), "data-plain-language": language}
        field = super().render(name, value, attrs, renderer)
        found = render_findings(str(value or ""), language, self.load_words)
        return format_html(
            '<div class="desk-plain">{}<div aria-live="polite">{}</div></div>', field, found
        )


class PlainTextarea(PlainLanguageWidget, AdminTextareaWidget):
    """A text of any length."""


class PlainTextInput(PlainLanguageWidget, AdminTextInputWidget):
    """A text of one line."""


class PlainLanguageFields:
    """Mixed into whatever has a form with translated texts, before modeltranslation's own."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Give a text that is prose its findings."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        original = getattr(db_field, "translated_field", None)
        if field is None or original is None or original.name in NAMES:
            return field
        is_long = isinstance(field.widget, forms.Textarea)
        field.widget = (PlainTextarea if is_long else PlainTextInput)(attrs=field.widget.attrs)
        field.widget.load_words = words_of_request(request)
        return field


class PlainLanguagePage(PlainLanguageFields, ModelAdmin):
    """Mixed into the admin of a record with texts: a URL that says so while one writes."""

    def get_urls(self) -> list[Any]:
        """Add where a text of a new and of an existing record is looked at."""
        view = self.admin_site.admin_view(require_POST(self.plain_language_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("add/plain-language/", view, name=f"{name}_add_plain_language"),
            path("<int:pk>/change/plain-language/", view, name=f"{name}_change_plain_language"),
            *super().get_urls(),
        ]

    @method_decorator(sensitive_post_parameters("text"))
    def plain_language_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Return the findings of one text, which is kept nowhere.

        Raise PermissionDenied for an account that may not send the form.
        """
        record_of_form(self, request, pk)
        language = request.POST.get("language", "")
        if language not in LANGUAGES:
            return HttpResponseBadRequest()
        text = request.POST.get("text", "")
        return HttpResponse(render_findings(text, language, words_of_request(request)))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Explain on the form what stands below its texts."""
        fields = context["adminform"].form.fields.values()
        if any(isinstance(field.widget, PlainLanguageWidget) for field in fields):
            context["plain_language"] = {"goal": GOAL, "min": MIN_WORDS, "max": MAX_WORDS}
        return super().render_change_form(request, context, *args, **kwargs)


def words_of_request(request: HttpRequest) -> LoadedWords:
    """Return what loads the hard words: one query for all the texts of a form, when it is shown."""
    known: LoadedWords | None = getattr(request, "load_hard_words", None)
    if known is None:
        known = request.load_hard_words = cache(load_hard_words)  # type: ignore[attr-defined]
    return known


def render_findings(text: str, language: Language, load_words: LoadedWords) -> SafeString:
    """Return what an editor can make plainer in a text, as markup; empty if there is no text."""
    if not text.strip():
        return SafeString()
    found = check_plain_language(text, language, load_words()[language])
    context = {"found": found, "max_words": MAX_WORDS}
    return render_to_string("admin/editorial/plain_language/findings.html", context)
