"""Every model and column of ours is called public or private, or the site does not start."""

from dataclasses import replace
from typing import Any

import pytest

from directory.models import FallbackCount, Service
from editorial.editions import contents
from editorial.editions.contents import (
    check_everything_is_listed,
    private_models,
    public_content,
)
from editorial.versioning.content_version import content_tables
from rights.models import Signal


def errors_with(monkeypatch: pytest.MonkeyPatch, *public: contents.PublicRows) -> list[Any]:
    """Return what the check says if these take the place of what is listed for their models."""
    instead = {one.model: one for one in public}
    listed = tuple(instead.get(one.model, one) for one in public_content())
    monkeypatch.setattr(contents, "public_content", lambda: listed)
    return [(error.id, error.obj) for error in check_everything_is_listed()]


def of(model: type) -> contents.PublicRows:
    return next(public for public in public_content() if public.model is model)


def test_everything_is_listed() -> None:
    assert check_everything_is_listed() == []


def test_a_column_that_is_listed_nowhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    service = of(Service)
    found = errors_with(monkeypatch, replace(service, columns=service.columns - {"alert"}))
    assert found == [("editions.E002", Service)]


def test_a_relation_that_is_listed_nowhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    service = of(Service)
    found = errors_with(monkeypatch, replace(service, columns=service.columns - {"channels"}))
    assert found == [("editions.E002", Service)]


def test_a_column_that_is_public_and_private_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    service = of(Service)
    both = replace(service, private_columns=service.private_columns | {"alert"})
    assert errors_with(monkeypatch, both) == [("editions.E002", Service)]


def test_a_column_that_does_not_exist_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    service = of(Service)
    found = errors_with(monkeypatch, replace(service, columns=service.columns | {"no_such"}))
    assert found == [("editions.E002", Service)]


def test_a_model_that_is_listed_nowhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "private_models", lambda: private_models() - {FallbackCount})
    assert [error.obj for error in check_everything_is_listed()] == [FallbackCount]


def test_a_model_that_is_public_and_private_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "private_models", lambda: private_models() | {Service})
    assert [error.obj for error in check_everything_is_listed()] == [Service]


def test_what_is_public_refers_to_what_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    without = tuple(public for public in public_content() if public.model is not Service)
    monkeypatch.setattr(contents, "public_content", lambda: without)
    errors = check_everything_is_listed()
    assert ("editions.E001", Service) in {(error.id, error.obj) for error in errors}
    assert ("editions.E003", Signal) in {(error.id, error.obj) for error in errors}


def test_a_write_to_anything_in_an_edition_is_noticed() -> None:
    models = [model for public in public_content() for model in (public.model, *public.relations)]
    assert {model._meta.db_table for model in models} <= set(content_tables())
