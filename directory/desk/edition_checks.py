"""What an edition of the directory may not lack, and what it may not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import CharField, Field, JSONField, Model, QuerySet, TextField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.formats.street_addresses import find_street_address
from directory.models import (
    AgeGroup,
    Channel,
    FirstContactRule,
    Location,
    Moment,
    OptionRole,
    Organization,
    OrganizationFact,
    Service,
    ServiceFact,
)
from directory.models.location import ADDRESS_FIELDS
from editorial.editions.checking import Candidate, Problem
from editorial.editions.contents import public_content

AROUND_ORGANIZATION: dict[type[Model], str] = {
    Organization: "pk__in",
    OrganizationFact: "organization__in",
    Service: "organization__in",
    ServiceFact: "service__organization__in",
    Channel: "organization__in",
    Location: "organization__in",
}
"""What stands around the places of an organization, with the look-up that finds it."""


def check_fallbacks(candidate: Candidate) -> Iterator[Problem]:
    """Refuse an edition that takes an age group its fallback away.

    It is an alarm only if the live edition has none either, or if something was denied since: an
    emergency goes first, and the national numbers of that age stand in.
    """
    there = _ages_with_fallback(candidate.edition, candidate)
    before = _ages_with_fallback(candidate.live, candidate) if candidate.live else frozenset()
    for age in AgeGroup:
        if age not in there:
            yield Problem(
                format_lazy(_("{age}: there is no fallback that can be reached."), age=age.label),
                is_alarm=age not in before or bool(candidate.denied),
            )


def check_secret_places(candidate: Candidate) -> Iterator[Problem]:
    """Refuse an edition with something like an address in any text around a secret place.

    What was found is not said again: this ends up in files and logs.
    """
    for record, column in texts_with_address(candidate.edition, secret_from=candidate.source):
        yield Problem(
            format_lazy(
                _("{kind} {key}: “{column}” seems to hold an address near a secret place."),
                kind=record._meta.verbose_name,
                key=record.pk,
                column=column.verbose_name,
            )
        )


def texts_with_address(
    edition: str, *, secret_from: str
) -> Iterator[tuple[Model, Field[Any, Any]]]:
    """Yield the records around secret places with each column that seems to hold an address.

    Columns are found by type, so that a new one is looked at without anybody remembering.
    """
    secret = Location.objects.using(secret_from).filter(confidential=True)
    organizations = set(secret.values_list("organization", flat=True))
    for model, of in AROUND_ORGANIZATION.items():
        rows: QuerySet[Any] = QuerySet(model).using(edition).filter(**{of: organizations})
        columns = _text_columns(model)
        for record in rows.order_by("pk"):
            for column in columns:
                if any(map(find_street_address, _texts(getattr(record, column.attname)))):
                    yield record, column


def _ages_with_fallback(using: str, candidate: Candidate) -> frozenset[str]:
    """Return the ages for which a published rule names a contact with a number: one query."""
    services = Service.all_objects.all().published(at=candidate.at)
    rules = FirstContactRule.all_objects.all().published(at=candidate.at)
    working = rules.using(using).filter(
        is_fallback=True,
        in_danger=False,
        moment=Moment.ANY,
        options__role=OptionRole.FIRST,
        options__service__in=services,
        options__service__channels__isnull=False,
    )
    found: set[str] = set()
    for ages in working.values_list("age_groups", flat=True):
        found.update(ages or AgeGroup.values)
    return frozenset(found)


def _text_columns(model: type[Model]) -> list[Field[Any, Any]]:
    """Return every column in which words may stand; the address of a public place may be one."""
    [copied] = [public.fields for public in public_content() if public.model is model]
    return [
        column
        for column in copied
        if isinstance(column, CharField | TextField | JSONField)
        and not column.choices
        and not (model is Location and column.name in ADDRESS_FIELDS)
    ]


def _texts(value: Any) -> Iterable[str]:
    """Yield all texts in a value; what stands between words in a slug is read as a space."""
    match value:
        case str():
            yield value
            yield value.replace("-", " ")
        case list():
            for part in value:
                yield from _texts(part)
        case dict():
            yield from _texts([*value.keys(), *value.values()])
