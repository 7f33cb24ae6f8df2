"""A form, an action or a URL that is made by hand may call a record anything: it gets an answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from editorial.accounts.roles import Role
from tests.desk_urls import one_url_of_each_kind
from tests.people import account, at_the_desk

NO_KEYS = ("9" * 400, "9" * 19, "9" * 5_000, "text")
READ_AS_1 = ("01", "\u0661")
"""To Python these are 1, and to a field that chooses one record."""


def relational_forms() -> Iterator[tuple[type[Any], list[str]]]:
    """Yield the form of each kind of record and of each kind of row below it, with its fields."""
    request = RequestFactory().get("/admin/")
    request.user = account(Role.EDITOR, Role.ADMINISTRATOR)
    for model_admin in admin.site._registry.values():
        inlines = model_admin.get_inline_instances(request)
        rows = [inline.get_formset(request).form for inline in inlines]
        for form in (model_admin.get_form(request), *rows):
            fields = form.base_fields.items()
            names = [name for name, field in fields if isinstance(field, forms.ModelChoiceField)]
            if names:
                yield form, names


@pytest.mark.usefixtures("empty_directory")
def test_no_field_that_leads_to_a_record_fails_on_what_is_no_key() -> None:
    tried, failed = 0, []
    for form, names in relational_forms():
        for key in (*NO_KEYS, *READ_AS_1):
            data = QueryDict(mutable=True)
            for name in names:
                data.setlist(name, [key])
            tried += len(names)
            sent = form(data)
            taken = [] if key in READ_AS_1 else [name for name in names if name not in sent.errors]
            failed += [f"{form._meta.model.__name__}.{name}: {key:.20}" for name in taken]
            assert all(str(sent[name]) for name in names)
    assert tried > 200
    assert not failed, "\n".join(failed)


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
def test_no_action_and_no_url_fails_on_what_is_no_key() -> None:
    client = at_the_desk(*Role)
    client.raise_request_exception = False
    failed = []
    for model, model_admin in admin.site._registry.items():
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for name in model_admin.actions or ():
            sent = {"action": name, "_selected_action": [*NO_KEYS]}
            if client.post(url, sent).status_code == 500:
                failed.append(f"{url} {name}")
        if client.get(url, {"id__in": ",".join(NO_KEYS)}).status_code == 500:
            failed.append(url)
    for url in one_url_of_each_kind():
        hand_made = {re.sub(r"/\d+/", f"/{key}/", url) for key in (NO_KEYS[0], "text")} - {url}
        failed += [one[:80] for one in hand_made if client.get(one).status_code == 500]
    assert not failed, "\n".join(failed)
