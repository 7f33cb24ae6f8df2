"""What the code names by slug or code is there, keeps its key at the desk, and says so."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from editorial.accounts.roles import Role
from editorial.documents.apply import InvalidDocument, apply_document, fresh_document
from editorial.models import Entry
from tests.filling_in import filled_in
from tests.people import at_the_desk
from tests.test_repository import ROOT
from wegwijzer.named_records import NAMED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

ROOMS = ("wegwijzer", "rights", "directory", "editorial")


def named() -> Iterator[tuple[Any, Any]]:
    """Yield each record that the code names, with where one sees that."""
    for model, keys, where in NAMED:
        for key in keys:
            yield model._default_manager.get(**{model.key_fields[0]: key}), where


def test_every_record_that_the_code_names_says_so_and_is_kept() -> None:
    client = at_the_desk(*Role)
    one_a_place = {where: (record, where) for record, where in named()}
    for record, where in one_a_place.values():
        options = record._meta
        name = f"admin:{options.app_label}_{options.model_name}"
        page = client.get(reverse(f"{name}_change", args=[record.pk]))
        assert str(where) in page.content.decode(), record
        assert client.get(reverse(f"{name}_delete", args=[record.pk])).status_code == 403


def test_its_slug_stays_whatever_brings_another() -> None:
    for record, where in named():
        if isinstance(record, Entry):
            document: Any = fresh_document(record) | {"slug": "another"}
            with pytest.raises(InvalidDocument, match=str(where)):
                apply_document(type(record), document, record)
    signal = next(record for record, _where in named() if record._meta.model_name == "signal")
    url = reverse("admin:rights_signal_change", args=[signal.pk])
    client = at_the_desk(Role.EDITOR)
    page = client.post(url, filled_in(client.get(url), slug="another", note="x") | {"_save": ["x"]})
    assert "Laat die zoals hij is" in page.content.decode()


def test_no_other_entry_is_named_by_its_slug() -> None:
    slugs: set[str] = set()
    for model in apps.get_models():
        if issubclass(model, Entry):
            slugs |= set(model._default_manager.values_list("slug", flat=True))
    slugs -= {key for _model, keys, _where in NAMED for key in keys}
    found = [
        f"{path.relative_to(ROOT)}: {node.value}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and "-" in str(node.value)
        if node.value in slugs
    ]
    assert found == []
