"""A preview of every kind of entry that has a page, before anyone can see it."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from editorial.accounts.roles import Role
from editorial.models import Entry
from tests.people import at_the_desk

pytestmark = pytest.mark.usefixtures("starter_content", "db")

KINDS = [
    model
    for model in apps.get_models()
    if issubclass(model, Entry) and hasattr(model, "get_absolute_url")
]


@pytest.mark.parametrize("model", KINDS)
def test_a_draft_of_every_kind_is_seen_as_it_will_be(model: Any) -> None:
    entry = model.objects.last()
    model.all_objects.filter(pk=entry.pk).update(state="draft")
    client = at_the_desk(Role.EDITOR)
    options = model._meta
    for language in ("nl", "en"):
        name = f"admin:{options.app_label}_{options.model_name}_preview"
        page = client.get(reverse(name, args=[entry.pk, language]))
        assert page.status_code == 200
        text = page.content.decode()
        assert f'<html lang="{language}"' in text
        with override(language):
            assert escape(str(model.all_objects.get(pk=entry.pk))) in text
    assert model.all_objects.get(pk=entry.pk).state == "draft"
    assert Client().get(entry.get_absolute_url().partition("#")[0]).status_code in {200, 404}
