"""The rows of the services that pages show."""

from collections.abc import Iterable

from directory.models import Service
from editorial.reading.rows import load_rows


def load_service_rows(keys: Iterable[int]) -> dict[int, Service]:
    """Return those of these services that are public now: 4 queries for rows that are not kept."""
    rows = load_rows("service rows", keys, Service.objects.for_cards)
    return {key: row for key, row in rows.items() if _is_public(row)}


def _is_public(service: Service) -> bool:
    return service.is_published and service.organization.is_published
