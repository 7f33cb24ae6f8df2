"""Every page of the desk as the URL resolver knows it, each with a record that it is about."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.urls import NoReverseMatch, URLResolver, resolve, reverse

from directory.models import Service
from editorial.documents.reference import Reference
from wegwijzer.desk_urls import urlpatterns

ARGUMENTS = {"name": "services", "code": "pl", "app_label": "directory"}
"""What stands in the URL of a page that is not about one record."""

ASK_WHICH_RECORD = {
    *("admin:editorial_verification_check", "admin:editorial_work_list_take"),
    "admin:editorial_confirmationlink_ask",
}
ONE_A_RECORD = {"changelist_view", "change_view"}
"""What looks another way for each kind of record."""


def _names(patterns: Iterable[Any], prefix: str = "") -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _names(entry.url_patterns, inner)
        elif entry.name:
            yield prefix + entry.name


def _arguments(name: str) -> Iterator[dict[str, Any]]:
    """Yield what may stand in the URL of a page: nothing, what is known, the first record."""
    yield {}
    yield from ({key: value} for key, value in ARGUMENTS.items())
    for model in admin.site._registry:
        options = model._meta
        if name.startswith(f"admin:{options.app_label}_{options.model_name}_"):
            record = model._default_manager.order_by("pk").first()
            if record:
                yield from ({"object_id": record.pk}, {"pk": record.pk})
                yield {"pk": record.pk, "language": "nl"}


def _url(name: str) -> str | None:
    for arguments in _arguments(name):
        try:
            url = reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
        about = Service.all_objects.order_by("pk").first() if name in ASK_WHICH_RECORD else None
        return f"{url}?record={Reference.to(about)}" if about else url
    return None


def desk_urls() -> list[str]:
    """Return the URL of every page of the desk for which there is a record: two queries a kind."""
    return [url for name in dict.fromkeys(_names(urlpatterns)) if (url := _url(name))]


def one_url_of_each_kind() -> list[str]:
    """Return a URL of each view, and of lists and forms one for each kind of record."""
    found: dict[tuple[str, str], str] = {}
    for url in sorted(desk_urls(), key=lambda url: "/directory/service/" not in url):
        match = resolve(url.partition("?")[0])
        view = getattr(match.func, "__qualname__", type(match.func).__qualname__)
        is_of_record = view.rpartition(".")[2] in ONE_A_RECORD
        kind = f"{match.func.__module__}.{view}", match.view_name if is_of_record else ""
        found.setdefault(kind, url)
    return list(found.values())
