"""The old URL of a page leads to where the page is now: of every kind, in both languages."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from directory.models import Organization, Service
from editorial.documents.apply import apply_document, fresh_document
from editorial.editions.current import EditionReader
from editorial.models import Entry, PublicationState
from rights.models import Legislation, Right
from tests.directory.builders import make_organization, make_service
from tests.editorial.editions.conftest import Make

pytestmark = pytest.mark.django_db

KINDS: tuple[type[Entry], ...] = (Organization, Service, Right, Legislation)


def rename(entry: Any, slug: str) -> Any:
    return apply_document(type(entry), {**fresh_document(entry), "slug": slug}, entry)


def urls_of(entry: Any) -> dict[str, str]:
    found = {}
    for language in ("nl", "en"):
        with override(language):
            found[language] = entry.get_absolute_url()
    return found


def led_to(path: str) -> str:
    response = Client().get(path)
    return response.headers.get("Location", "") if response.status_code == 301 else ""


@pytest.mark.usefixtures("starter_content")
def test_every_kind_of_page_keeps_its_old_urls_in_the_edition(
    reader: EditionReader, make: Make
) -> None:
    old: list[tuple[Any, dict[str, str]]] = []
    for model in KINDS:
        entry: Any = model.objects.order_by("pk").first()  # type: ignore[attr-defined]
        old.append((entry, urls_of(entry)))
        rename(rename(entry, f"{model.__name__.lower()}-second"), f"{model.__name__.lower()}-third")
    make()
    reader.look()
    wrong = []
    for entry, urls in old:
        now = urls_of(type(entry)._default_manager.get(pk=entry.pk))
        second = urls_of(type(entry)(slug=f"{type(entry).__name__.lower()}-second"))
        for language in ("nl", "en"):
            question = "?age=minor" if isinstance(entry, Right) else ""
            wrong += [
                path
                for path in (urls[language], second[language])
                if led_to(f"{path}{question}") != f"{now[language]}{question}"
            ]
            if Client().get(now[language]).status_code != 200:
                wrong.append(now[language])
    assert not wrong


@pytest.mark.usefixtures("empty_directory")
def test_who_gets_an_old_slug_back_goes_in_no_circle() -> None:
    entry = rename(rename(make_organization(slug="first"), "second"), "first")
    urls = urls_of(entry)
    assert Client().get(urls["nl"]).status_code == 200
    second = urls["nl"].replace("first", "second")
    assert urlsplit(led_to(second)).path == urls["nl"]


@pytest.mark.usefixtures("empty_directory")
def test_nothing_leads_to_what_visitors_do_not_see() -> None:
    draft = rename(make_organization(slug="a", state="draft"), "b")
    withdrawn = rename(make_organization(slug="c"), "d")
    Organization.all_objects.filter(pk=withdrawn.pk).update(state=PublicationState.WITHDRAWN)
    assert draft.former_slugs == ""
    for slug in ("a", "c"):
        assert Client().get(f"/nl/organisaties/{slug}/").status_code == 404


@pytest.mark.usefixtures("empty_directory")
def test_a_page_takes_no_url_that_leads_elsewhere() -> None:
    rename(make_organization(slug="old", name_nl="De Hulp"), "new")
    document = fresh_document(make_organization(slug="other"))
    with pytest.raises(ValidationError, match="De Hulp"):
        apply_document(Organization, {**document, "slug": "old", "name_nl": "Een ander"})


@pytest.mark.usefixtures("empty_directory")
def test_what_names_an_entry_by_its_old_slug_still_finds_it() -> None:
    organization = make_organization(slug="old")
    service = make_service(organization=organization)
    before = fresh_document(service)
    rename(organization, "new")
    apply_document(Service, {**before, "name_nl": "Anders"}, service)
    service.refresh_from_db()
    assert (service.organization_id, service.name_nl) == (organization.pk, "Anders")
