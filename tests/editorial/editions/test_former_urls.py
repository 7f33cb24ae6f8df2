"""The old URL of a page leads to where the page is now: of every kind, in both languages."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from directory.models import AgeGroup, Organization, Service
from editorial.documents.apply import apply_document, fresh_document
from editorial.models import Entry, PublicationState
from rights.models import RESIDENCE_STATUSES, Legislation, Right
from tests.directory.builders import make_need, make_organization, make_service

pytestmark = pytest.mark.django_db


def rename(entry: Any, slug: str) -> Any:
    return apply_document(type(entry), {**fresh_document(entry), "slug": slug}, entry)


def urls_of(entry: Any) -> dict[str, str]:
    found = {}
    for language in ("nl", "en"):
        with override(language):
            found[language] = entry.get_absolute_url()
    return found


def make_one_of_each() -> list[Entry]:
    """Make an entry of each kind that has a page of its own."""
    texts = {"name_nl": "Naam", "name_en": "Name", "summary_nl": "Kort.", "summary_en": "Short."}
    right = Right.all_objects.create(
        slug="right", **texts, how_nl="Bel.", how_en="Call.", phases=["care"], state="published"
    )
    right.needs.set([make_need()])
    right.entitlements.create(
        value="yes", age_groups=AgeGroup.values, residence_statuses=list(RESIDENCE_STATUSES)
    )
    law = Legislation.all_objects.create(slug="law", **texts, kind="act", state="published")
    return [make_organization(), make_service(), right, law]


def led_to(path: str) -> str:
    response = Client().get(path)
    return response.headers.get("Location", "") if response.status_code == 301 else ""


@pytest.mark.once  # visitors read an edition, beside whatever database
@pytest.mark.usefixtures("empty_directory")
def test_every_kind_of_page_keeps_its_old_urls_in_the_edition(
    request: pytest.FixtureRequest,
) -> None:
    old: list[tuple[Any, dict[str, str]]] = []
    for entry in make_one_of_each():
        name = type(entry).__name__.lower()
        old.append((entry, urls_of(entry)))
        rename(rename(entry, f"{name}-second"), f"{name}-third")
    request.getfixturevalue("reader")
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
