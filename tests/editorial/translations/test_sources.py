"""The English never silently says something else than the Dutch."""

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from directory.models import Channel, Service
from editorial.documents.document import document_of, translated_names
from editorial.models import ContentVersion, TranslatedModel, TranslationSource
from editorial.models.translated import text_digest
from editorial.translations.sources import (
    StaleError,
    confirm_translation,
    forget_old_texts,
    note_translations,
    note_translations_of,
)
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.content.content_folder import ContentFolder
from tests.pages import tight

pytestmark = pytest.mark.django_db

OLD_DUTCH = "Voor iedereen vanaf 18 jaar."
NEW_DUTCH = "Voor iedereen vanaf 12 jaar."
ENGLISH = "For everyone of 18 and older."
MARK = "This translation may be out of date."


@pytest.fixture
def service(empty_directory: None) -> Service:
    service = make_service(
        slug="advice",
        eligibility_description_nl=OLD_DUTCH,
        eligibility_description_en=ENGLISH,
        description_nl="Wij geven advies.",
        description_en="We give advice.",
    )
    note_translations(service, "anna")
    return service


def change(service: Service, by: str = "bert", **texts: str) -> None:
    for name, text in texts.items():
        setattr(service, name, text)
    service.save()
    note_translations(service, by)


def source_of(field: str) -> TranslationSource:
    return TranslationSource.objects.get(model="directory.Service", key="advice", field=field)


def page(language: str) -> str:
    with translation.override(language):
        response = Client().get(Service.objects.get(slug="advice").get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_translation_keeps_the_dutch_it_was_made_from_by_whom_and_when(service: Service) -> None:
    source = source_of("eligibility_description")
    assert (source.source_text, source.translated_by) == (OLD_DUTCH, "anna")
    assert source.translated_at is not None
    assert source.outdated_since is None


def test_every_translated_text_of_the_content_can_be_noted() -> None:
    for model in apps.get_models():
        if translated_names(model):
            assert issubclass(model, TranslatedModel)
            assert model.safety_critical_texts <= set(translated_names(model))


def test_when_the_dutch_changes_the_english_waits_with_the_old_dutch_beside_it(
    service: Service,
) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    (waiting,) = TranslationSource.objects.to_translate()
    assert waiting.field == "eligibility_description"
    assert (waiting.source_text, waiting.translated_by) == (OLD_DUTCH, "anna")


def test_an_outdated_text_on_which_safety_hangs_is_shown_in_dutch(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    shown = page("en")
    assert ENGLISH not in shown
    assert f'lang="nl"><p>{NEW_DUTCH}</p>' in tight(shown)


def test_another_outdated_text_stays_and_is_marked(service: Service) -> None:
    assert MARK not in page("en")
    change(service, description_nl="Wij geven gratis advies.")
    shown = page("en")
    assert "We give advice." in shown
    assert MARK in shown


def test_the_dutch_is_never_held_back_nor_marked(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH, description_nl="Anders.")
    shown = page("nl")
    assert NEW_DUTCH in shown
    assert "Anders." in shown
    assert 'lang="nl"><p>' not in tight(shown)


def test_an_emergency_in_dutch_alone_is_shown_in_dutch_and_waits_for_a_translator(
    service: Service,
) -> None:
    change(service, alert_nl="Vandaag gesloten.")
    assert "Vandaag gesloten." in page("en")
    (waiting,) = TranslationSource.objects.to_translate()
    assert waiting.is_missing


def test_a_new_english_text_confirms_itself(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    change(service, eligibility_description_en="For everyone of 12 and older.")
    source = source_of("eligibility_description")
    assert (source.source_text, source.translated_by) == (NEW_DUTCH, "bert")
    assert "For everyone of 12 and older." in page("en")


def test_dutch_that_is_put_back_needs_no_translator(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    change(service, eligibility_description_nl=OLD_DUTCH)
    assert not TranslationSource.objects.to_translate().exists()
    assert ENGLISH in page("en")


def test_a_change_that_nobody_noted_is_held_back_all_the_same(service: Service) -> None:
    Service.all_objects.filter(pk=service.pk).update(eligibility_description_nl=NEW_DUTCH)
    assert ENGLISH not in page("en")
    note_translations(service, "anna")
    assert TranslationSource.objects.to_translate().count() == 1


def test_meaning_unchanged_brings_the_english_back(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    before = ContentVersion.current()
    confirm_translation(
        source_of("eligibility_description"), seen=text_digest(NEW_DUTCH), by="carla"
    )
    source = source_of("eligibility_description")
    assert (source.source_text, source.translated_by) == (NEW_DUTCH, "carla")
    assert ENGLISH in page("en")
    assert ContentVersion.current() > before


def test_nothing_is_confirmed_that_the_person_did_not_see(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    with pytest.raises(StaleError):
        confirm_translation(source_of("eligibility_description"), seen=text_digest(OLD_DUTCH))
    assert source_of("eligibility_description").outdated_since is not None


def test_a_missing_translation_cannot_be_confirmed(service: Service) -> None:
    change(service, alert_nl="Vandaag gesloten.")
    with pytest.raises(StaleError):
        confirm_translation(source_of("alert"), seen=text_digest("Vandaag gesloten."))


def test_editors_keep_their_english_while_readers_do_not_see_it(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    with translation.override("en"):
        found = Service.all_objects.get(pk=service.pk)
        assert found.eligibility_description == ""
        found.save()
    document = document_of(Service.all_objects.get(pk=service.pk))
    assert document["eligibility_description_en"] == ENGLISH
    assert "translated_from" not in document


def test_saving_what_was_read_before_a_confirmation_does_not_undo_it(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    read_before = Service.all_objects.get(pk=service.pk)
    confirm_translation(source_of("eligibility_description"), seen=text_digest(NEW_DUTCH))
    read_before.save()
    assert ENGLISH in page("en")


def test_the_texts_of_child_rows_are_noted_with_their_entry(empty_directory: None) -> None:
    organization = make_organization()
    channel = make_channel(organization, doubt_nl="Niet zeker.", doubt_en="Not sure.")
    note_translations(organization, "anna")
    Channel.objects.filter(pk=channel.pk).update(doubt_nl="Buiten gebruik.")
    with translation.override("en"):
        assert Channel.objects.get(pk=channel.pk).doubt == ""
    channel.delete()
    note_translations(organization, "anna")
    assert not TranslationSource.objects.filter(model="directory.Channel").exists()


def test_a_child_row_that_moves_to_another_entry_takes_its_source_along(
    empty_directory: None,
) -> None:
    first, second = make_organization(), make_organization()
    channel = make_channel(first, label_nl="Hulplijn", label_en="Helpline")
    note_translations(first, "anna")
    Channel.objects.filter(pk=channel.pk).update(organization=second)
    note_translations_of([second, first], "bert")
    source = TranslationSource.objects.get(model="directory.Channel", field="label")
    assert (source.entry_key, source.translated_by) == (second.slug, "anna")


def test_what_a_secret_place_used_to_say_can_be_forgotten(service: Service) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH)
    assert forget_old_texts([service]) == 1
    note_translations(service, "anna")
    assert source_of("eligibility_description").source_text == ""
    assert ENGLISH not in page("en")


def test_noting_costs_the_same_for_many(
    service: Service, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    services = [make_service(organization=service.organization) for _ in range(30)]
    with django_assert_max_num_queries(12):
        note_translations_of([service, *services], "anna")


def test_a_page_in_english_costs_no_query_more(
    service: Service, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    change(service, eligibility_description_nl=NEW_DUTCH, description_nl="Anders.")
    with translation.override("en"):
        (found,) = Service.objects.for_page()
        with django_assert_num_queries(0):
            assert found.description == "We give advice."
            assert found.eligibility_description == ""


def test_the_loader_notes_what_it_brings(content_folder: ContentFolder) -> None:
    content_folder.load()
    source = TranslationSource.objects.get(model="directory.Service", field="description")
    assert (source.source_text, source.translated_by) == ("Wij geven advies.", "load_content")
    content_folder.replace("services.yaml", "Wij geven advies.", "Wij geven gratis advies.")
    content_folder.load()
    source.refresh_from_db()
    assert source.outdated_since is not None
