"""The fixtures of the directory's content keep their promises to the other tests."""

import pytest
from django.contrib.auth import get_user_model

from directory.models import FirstContactRule, Organization, Service
from directory.snapshot.snapshot import current_snapshot
from editorial.models import LoadedContent


@pytest.mark.django_db
@pytest.mark.parametrize("repeat", [1, 2])
def test_what_one_test_removes_the_next_one_finds_again(starter_content: None, repeat: int) -> None:
    assert FirstContactRule.objects.exists()
    FirstContactRule.objects.all().delete()


@pytest.mark.django_db
def test_starter_content_is_loaded_with_its_ledger(starter_content: None) -> None:
    assert Service.objects.count() > 100
    assert LoadedContent.objects.count() > 10_000


def test_an_empty_directory_is_empty_next_to_starter_content(
    starter_content: None, empty_directory: None
) -> None:
    assert not Organization.all_objects.exists()
    assert current_snapshot().matcher.keys == ()


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_finds_the_content(starter_content: None) -> None:
    assert Service.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_next_transactional_test_finds_it_again(starter_content: None) -> None:
    assert Service.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("repeat", [1, 2])
def test_what_a_transactional_test_commits_the_next_one_does_not_find(
    empty_directory: None, repeat: int
) -> None:
    assert not get_user_model().objects.exists()
    get_user_model().objects.create_user("anna")
